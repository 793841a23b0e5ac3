#ifndef TECHFLOW_RATING_INSIGHT_CHANGED_FIELDS_H_
#define TECHFLOW_RATING_INSIGHT_CHANGED_FIELDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "techflow/v1/evidence.pb.h"

namespace techflow::insight {

// More differences than anybody reads.
inline constexpr size_t kMaxChangedFields = 1000;

// The fields that differ, as paths that v1::EvidenceChange takes, in the order
// of the proto and at most `most`: "fiscal_years[year=2025].rd_spend".
//
// Items of a list are told apart by the first of their fields whose text is
// there and differs in all of each list (`[application_number=CN…]`), else by
// where they stand. An item that only one side has is one path, without fields;
// so is a list of plain texts that differs. Pure; any thread.
std::vector<std::string> ChangedFields(const v1::Evidence& before,
                                       const v1::Evidence& after,
                                       size_t most = kMaxChangedFields);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_CHANGED_FIELDS_H_
