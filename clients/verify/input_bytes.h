#ifndef TECHFLOW_CLIENTS_VERIFY_INPUT_BYTES_H_
#define TECHFLOW_CLIENTS_VERIFY_INPUT_BYTES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/ledger/signing_key.h"

// What auditors hand in. Each call reads the disk anew; any thread.
namespace techflow::verify {

// Above any bundle; a mistyped name must not fill the memory.
inline constexpr size_t kMaxInputBytes = 64 * 1024 * 1024;

// The bytes of a file. NOT_FOUND where there is no such file, OUT_OF_RANGE
// above kMaxInputBytes; the message names the file.
absl::StatusOr<std::string> ReadInput(const std::string& path);

// The public keys that `text` is or that a file of this name holds: one a
// line, as C2SP's signed-note writes them; empty lines are passed over.
// Several, where the log has changed its key. INVALID_ARGUMENT where a line is
// no key or there is none; errors of ReadInput().
absl::StatusOr<std::vector<ledger::VerifierKey>> ReadVerifierKeys(
    const std::string& text);

}  // namespace techflow::verify

#endif  // TECHFLOW_CLIENTS_VERIFY_INPUT_BYTES_H_
