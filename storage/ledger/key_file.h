#ifndef TECHFLOW_STORAGE_LEDGER_KEY_FILE_H_
#define TECHFLOW_STORAGE_LEDGER_KEY_FILE_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/ledger/signing_key.h"

// The signing key in a file of its own, as SigningKey::ToPem() writes it. It
// stands for every rating of the log, so nobody but the owner may touch it.
// Pure but for the file; any thread.
namespace techflow::ledger {

// The key at `path`.
//   NOT_FOUND            there is no such file;
//   FAILED_PRECONDITION  it is no regular file, belongs to another user than
//                        this process or root, or has a mode by which others
//                        than its owner may read or write it;
//   INVALID_ARGUMENT     it is no key, or the passphrase is wrong or missing;
//   UNAVAILABLE          it cannot be read.
absl::StatusOr<SigningKey> ReadKeyFile(const std::string& path,
                                       std::string_view passphrase);

// Writes a key to a new file of mode 0400, on disk as a whole or not at all.
// ALREADY_EXISTS where anything is at `path`: a key is never written over.
absl::Status WriteKeyFile(const std::string& path, const SigningKey& key,
                          std::string_view passphrase);

// 32 bytes from the machine's generator, for a new key.
absl::StatusOr<std::string> NewSeed();

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_KEY_FILE_H_
