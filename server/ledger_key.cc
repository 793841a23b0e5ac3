#include "server/ledger_key.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "storage/anchor.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/key_file.h"

namespace techflow::server {
namespace {

// Enough that no two logs get the same.
constexpr size_t kMadeUpNameDigits = 16;

absl::StatusOr<std::string> ReadPassphrase(const std::string& path) {
  if (path.empty()) return std::string();
  std::ifstream file(path);
  std::string passphrase;
  if (!std::getline(file, passphrase) || passphrase.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--key_passphrase_file=", path,
                     ": expected a file with a passphrase in its first line"));
  }
  return passphrase;
}

absl::Status WritePublicKey(const std::string& path,
                            const ledger::VerifierKey& key) {
  std::ofstream file(path);
  file << key.ToString() << '\n';
  if (file.flush()) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot write ", path));
}

absl::StatusOr<ledger::SigningKey> MakeKey(const std::string& path,
                                           std::string name,
                                           const std::string& passphrase,
                                           Log& log) {
  const auto seed = ledger::NewSeed();
  if (!seed.ok()) return seed.status();
  if (name.empty()) {
    const auto random = ledger::NewSeed();
    if (!random.ok()) return random.status();
    name = absl::StrCat("techflow-log-",
                        ledger::Hex(*random).substr(0, kMadeUpNameDigits));
  }
  auto key = ledger::SigningKey::FromSeed(std::move(name), *seed);
  if (!key.ok()) return key.status();
  // Where it cannot be made, neither can the file, and that is told.
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(),
                                      ignored);
  absl::Status status = ledger::WriteKeyFile(path, *key, passphrase);
  if (status.ok()) {
    status = WritePublicKey(absl::StrCat(path, ".pub"), key->verifier());
  }
  if (!status.ok()) return status;
  const std::string public_key = key->verifier().ToString();
  const Log::Field fields[] = {{"file", path}, {"public_key", public_key}};
  log.Write(LogSeverity::kInfo, "signing key made", fields);
  return key;
}

absl::Status CheckNothingIsSigned(const Options& options) {
  const auto checkpoint = storage::Anchor::ReadAt(options.anchor);
  if (absl::IsNotFound(checkpoint.status())) return absl::OkStatus();
  if (!checkpoint.ok()) return checkpoint.status();
  if (checkpoint->empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      "there is no key ", options.signing_key, ", and the anchor ",
      options.anchor,
      " holds a checkpoint of this log. Give the key that signed it"));
}

}  // namespace

absl::StatusOr<LedgerKeys> ReadLedgerKeys(const Options& options, Log& log) {
  const auto passphrase = ReadPassphrase(options.key_passphrase_file);
  if (!passphrase.ok()) return passphrase.status();
  auto present = ledger::ReadKeyFile(options.signing_key, *passphrase);
  if (absl::IsNotFound(present.status())) {
    absl::Status status = CheckNothingIsSigned(options);
    if (!status.ok()) return status;
    present = MakeKey(options.signing_key, options.log_name, *passphrase, log);
  }
  if (!present.ok()) return present.status();
  LedgerKeys keys;
  keys.present =
      std::make_shared<const ledger::SigningKey>(*std::move(present));
  if (options.next_signing_key.empty()) return keys;
  auto next = ledger::ReadKeyFile(options.next_signing_key, *passphrase);
  if (absl::IsNotFound(next.status())) {
    next = MakeKey(options.next_signing_key, keys.present->verifier().name(),
                   *passphrase, log);
  }
  if (!next.ok()) return next.status();
  keys.next = std::make_shared<const ledger::SigningKey>(*std::move(next));
  return keys;
}

absl::StatusOr<ledger::VerifierKey> ReadPublicKey(const Options& options) {
  const std::string path = options.signing_key + ".pub";
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) {
    return absl::NotFoundError(
        absl::StrCat("cannot read ", path,
                     ", the public key that the anchor is checked with; give "
                     "--signing_key"));
  }
  return ledger::VerifierKey::Parse(line);
}

}  // namespace techflow::server
