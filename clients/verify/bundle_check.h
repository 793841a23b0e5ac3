#ifndef TECHFLOW_CLIENTS_VERIFY_BUNDLE_CHECK_H_
#define TECHFLOW_CLIENTS_VERIFY_BUNDLE_CHECK_H_

#include <optional>
#include <string_view>

#include "absl/types/span.h"
#include "clients/verify/verdict.h"
#include "rating/scorecard/catalog.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/signing_key.h"

namespace techflow::verify {

// Checks a serialised v1::AuditBundle against `keys`, which the auditor has
// from elsewhere than from the log, and makes every check of `Check`, also
// after one has failed, as far as it can be made without it.
//
// `noted`, where it is given, must be the checkpoint of the bundle; without it
// Check::kNotedCheckpoint is left out. `catalog` has the kinds by which models
// name what they use. Nothing of the bundle is trusted. Pure; any thread.
Verdict CheckBundle(std::string_view file,
                    absl::Span<const ledger::VerifierKey> keys,
                    const std::optional<ledger::Checkpoint>& noted,
                    const scorecard::Catalog& catalog);

}  // namespace techflow::verify

#endif  // TECHFLOW_CLIENTS_VERIFY_BUNDLE_CHECK_H_
