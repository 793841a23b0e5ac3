#ifndef TECHFLOW_STORAGE_LEDGER_DIGEST_H_
#define TECHFLOW_STORAGE_LEDGER_DIGEST_H_

#include <string>
#include <string_view>

namespace techflow::ledger {

// The length of a digest.
inline constexpr int kDigestBytes = 32;

// SHA-256 (FIPS 180-4) of `bytes`, kDigestBytes long, not in hex.
std::string Sha256(std::string_view bytes);

// `bytes` in lower-case hex digits.
std::string Hex(std::string_view bytes);

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_DIGEST_H_
