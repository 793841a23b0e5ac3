#ifndef TECHFLOW_RATING_EVIDENCE_PATENT_STATUS_H_
#define TECHFLOW_RATING_EVIDENCE_PATENT_STATUS_H_

#include <optional>

#include "absl/time/civil_time.h"
#include "techflow/v1/evidence.pb.h"

namespace techflow::evidence {

// The day on which the patent's term ends if it is kept up; the day before is
// the last one in force. `expiry_date` where it is given, otherwise computed
// from the filing date: inventions 20 years in every office; utility models of
// the Chinese office 10 years and designs 15 years, or 10 where filed before
// 2021-06-01. Nothing for other kinds of other offices, whose terms differ, and
// for international applications ("WO"), which are never granted. Pure.
std::optional<absl::CivilDay> TermEnd(const v1::Patent& patent);

// What `patent` is on `day`, by the first that holds: transferred from
// `transferred_on` on, lapsed from `lapse_date` on, expired from the end of its
// term on, in force from `grant_date` on, otherwise pending. Pure.
v1::PatentStatus StatusOn(const v1::Patent& patent, const absl::CivilDay& day);

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_PATENT_STATUS_H_
