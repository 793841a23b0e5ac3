#include "storage/ledger/digest.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>

#include "absl/strings/escaping.h"

namespace techflow::ledger {

std::string Sha256(std::string_view bytes) {
  std::array<unsigned char, kDigestBytes> digest;
  // It fails only where OpenSSL cannot allocate or was built without SHA-256:
  // nothing can be stored safely then.
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr,
                 EVP_sha256(), nullptr) != 1) {
    std::abort();
  }
  return std::string(digest.begin(), digest.end());
}

std::string Hex(std::string_view bytes) {
  return absl::BytesToHexString({bytes.data(), bytes.size()});
}

}  // namespace techflow::ledger
