#include "storage/ledger/key_file.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "fmt/format.h"
#include "storage/ledger/open_file.h"

namespace techflow::ledger {
namespace {

constexpr size_t kMaxKeyFileBytes = 16 * 1024;
constexpr size_t kSeedBytes = 32;
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

absl::Status KeyFileError(std::string_view action, const std::string& path) {
  return absl::UnavailableError(fmt::format("cannot {} the key {}: {}", action,
                                            path, std::strerror(errno)));
}

absl::Status CheckOwner(int file, const std::string& path) {
  struct stat state;
  if (fstat(file, &state) != 0) return KeyFileError("look at", path);
  if (!S_ISREG(state.st_mode)) {
    return absl::FailedPreconditionError(
        fmt::format("the key {} is not a regular file", path));
  }
  if (state.st_uid != geteuid() && state.st_uid != 0) {
    return absl::FailedPreconditionError(fmt::format(
        "the key {} belongs to user {}, expected {}, who runs this program",
        path, state.st_uid, geteuid()));
  }
  if ((state.st_mode & kOthers) != 0) {
    return absl::FailedPreconditionError(fmt::format(
        "the key {} has mode {:04o}, by which others than its owner may touch "
        "it, expected 0400",
        path, state.st_mode & 07777));
  }
  return absl::OkStatus();
}

absl::Status WriteAll(int file, std::string_view bytes,
                      const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return KeyFileError("write", path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(file) == 0 ? absl::OkStatus() : KeyFileError("write", path);
}

absl::Status LinkAs(const std::string& path, const std::string& written) {
  if (link(written.c_str(), path.c_str()) == 0) return absl::OkStatus();
  if (errno != EEXIST) return KeyFileError("make", path);
  return absl::AlreadyExistsError(fmt::format(
      "something is at {} already, and a key is never written over", path));
}

}  // namespace

absl::StatusOr<SigningKey> ReadKeyFile(const std::string& path,
                                       std::string_view passphrase) {
  const OpenFile file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0 && errno == ENOENT) {
    return absl::NotFoundError(fmt::format("there is no key {}", path));
  }
  if (file.get() < 0) return KeyFileError("open", path);
  absl::Status status = CheckOwner(file.get(), path);
  if (!status.ok()) return status;
  std::string pem(kMaxKeyFileBytes, '\0');
  const ssize_t size = read(file.get(), pem.data(), pem.size());
  if (size < 0) return KeyFileError("read", path);
  pem.resize(static_cast<size_t>(size));
  auto key = SigningKey::FromPem(pem, passphrase);
  OPENSSL_cleanse(pem.data(), pem.size());
  if (!key.ok()) {
    return absl::InvalidArgumentError(
        fmt::format("the key {} cannot be used: {}", path,
                    std::string(key.status().message())));
  }
  return key;
}

absl::Status WriteKeyFile(const std::string& path, const SigningKey& key,
                          std::string_view passphrase) {
  // Written under a name of its own and linked, so that it is whole or absent,
  // and so that nothing is ever written over.
  std::string unfinished = fmt::format("{}.XXXXXX", path);
  const OpenFile file(mkostemp(unfinished.data(), O_CLOEXEC));
  if (file.get() < 0) return KeyFileError("make", path);
  std::string pem = key.ToPem(passphrase);
  absl::Status status = fchmod(file.get(), S_IRUSR) == 0
                            ? WriteAll(file.get(), pem, path)
                            : KeyFileError("make", path);
  OPENSSL_cleanse(pem.data(), pem.size());
  if (status.ok()) status = LinkAs(path, unfinished);
  unlink(unfinished.c_str());
  if (!status.ok()) return status;
  if (!SyncFolderOf(path)) status = KeyFileError("make", path);
  // What may vanish with the power must not be taken for written.
  if (!status.ok()) unlink(path.c_str());
  return status;
}

absl::StatusOr<std::string> NewSeed() {
  std::string seed(kSeedBytes, '\0');
  if (RAND_priv_bytes(reinterpret_cast<unsigned char*>(seed.data()),
                      static_cast<int>(seed.size())) != 1) {
    return absl::UnavailableError("the machine's random generator failed");
  }
  return seed;
}

}  // namespace techflow::ledger
