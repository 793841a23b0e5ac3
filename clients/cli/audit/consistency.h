#ifndef TECHFLOW_CLIENTS_CLI_AUDIT_CONSISTENCY_H_
#define TECHFLOW_CLIENTS_CLI_AUDIT_CONSISTENCY_H_

#include <string>

#include "absl/status/status.h"
#include "clients/cli/audit/noted_checkpoint.h"
#include "techflow/v1/audit_service.pb.h"

namespace techflow::cli {

// OK where `proof` shows that the log of `older` is the beginning of that of
// `newer`. Of the proof only its hashes are used: sizes and roots are those of
// the two checkpoints. DATA_LOSS says what is wrong otherwise: other origins,
// an older log that is the longer one, a proof that leads elsewhere. An empty
// older log needs no proof. Pure; any thread.
absl::Status CheckConsistency(const NotedCheckpoint& older,
                              const NotedCheckpoint& newer,
                              const v1::ProveConsistencyResponse& proof);

// Whether CheckConsistency needs a proof at all for these.
bool NeedsProof(const NotedCheckpoint& older, const NotedCheckpoint& newer);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_AUDIT_CONSISTENCY_H_
