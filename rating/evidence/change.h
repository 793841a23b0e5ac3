#ifndef TECHFLOW_RATING_EVIDENCE_CHANGE_H_
#define TECHFLOW_RATING_EVIDENCE_CHANGE_H_

#include <optional>
#include <vector>

#include "google/protobuf/repeated_ptr_field.h"
#include "rating/evidence/violation.h"
#include "techflow/v1/evidence.pb.h"

namespace techflow::evidence {

// Sets one field of `evidence` by its path, as v1::EvidenceChange describes.
// Nothing where that was done; otherwise what is wrong with the change's
// "field" or "value", and `evidence` is as it was. Whether the changed
// evidence holds together, CheckEvidence() says. Pure; any thread.
std::optional<Violation> ApplyChange(const v1::EvidenceChange& change,
                                     v1::Evidence& evidence);

// All changes, one after the other; those that are wrong are left out and
// listed, as "changes[1].value".
std::vector<Violation> ApplyChanges(
    const google::protobuf::RepeatedPtrField<v1::EvidenceChange>& changes,
    v1::Evidence& evidence);

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_CHANGE_H_
