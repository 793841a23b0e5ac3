#ifndef TECHFLOW_CLIENTS_VERIFY_RECOMPUTATION_H_
#define TECHFLOW_CLIENTS_VERIFY_RECOMPUTATION_H_

#include "clients/verify/verdict.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "rating/scorecard/catalog.h"
#include "techflow/store/v1/entry.pb.h"
#include "techflow/v1/audit_service.pb.h"

namespace techflow::verify {

// What came out of computing a rating again.
struct Recomputation {
  // kMet, kFailed or kImpossible.
  Outcome outcome = Outcome::kImpossible;
  v1::LocalizedText reason;
  google::protobuf::RepeatedPtrField<v1::ReplayDifference> differences;
};

// Computes the rating from the evidence and the model package of the bundle,
// whose digests were checked, as the server does, and compares bytes: with the
// assessment of the bundle, or by digest where that was erased. kImpossible
// where the evidence was erased or another engine version had computed it.
// Pure; any thread.
Recomputation Recompute(const v1::AuditBundle& bundle,
                        const store::v1::RatingRecord& rating,
                        const scorecard::Catalog& catalog);

}  // namespace techflow::verify

#endif  // TECHFLOW_CLIENTS_VERIFY_RECOMPUTATION_H_
