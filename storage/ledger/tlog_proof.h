#ifndef TECHFLOW_STORAGE_LEDGER_TLOG_PROOF_H_
#define TECHFLOW_STORAGE_LEDGER_TLOG_PROOF_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/ledger/merkle_tree.h"

// That an entry is in a log, in one text, as C2SP's tlog-proof writes it:
//
//   | "c2sp.org/tlog-proof@v1" newline
//   | "extra " base64 newline, where there is more to say
//   | "index " position newline
//   | base64(hash) newline | ...
//   | newline | the signed checkpoint, as it is |
//
// Pure functions; any thread.
namespace techflow::ledger {

struct TlogProof {
  std::optional<std::string> extra;
  int64_t position = 0;
  // The audit path, from the leaf to the root.
  std::vector<Hash> hashes;
  std::string checkpoint;
};

std::string TlogProofText(const TlogProof& proof);

// The reverse; it checks neither hashes nor signatures. INVALID_ARGUMENT says
// what is wrong.
absl::StatusOr<TlogProof> ParseTlogProof(std::string_view text);

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_TLOG_PROOF_H_
