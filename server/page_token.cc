#include "server/page_token.h"

#include <array>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "server/limits.h"
#include "storage/ledger/digest.h"

namespace techflow::server {
namespace {

constexpr char kVersion = '\x01';
constexpr size_t kTagBytes = 8;

std::string Tag(absl::string_view query, absl::string_view cursor) {
  std::string length(sizeof(uint64_t), '\0');
  uint64_t rest = query.size();
  for (size_t i = length.size(); i-- > 0; rest >>= 8) {
    length[i] = static_cast<char>(rest & 0xFF);
  }
  return ledger::Sha256(absl::StrCat(length, query, cursor))
      .substr(0, kTagBytes);
}

}  // namespace

std::string MakePageToken(absl::string_view query, absl::string_view cursor) {
  std::string token;
  absl::WebSafeBase64Escape(
      absl::StrCat(std::string(1, kVersion), Tag(query, cursor), cursor),
      &token);
  return token;
}

std::optional<std::string> ReadPageToken(absl::string_view query,
                                         absl::string_view token) {
  std::string bytes;
  if (token.size() > kMaxPageTokenBytes ||
      !absl::WebSafeBase64Unescape(token, &bytes) ||
      bytes.size() < 1 + kTagBytes || bytes[0] != kVersion) {
    return std::nullopt;
  }
  std::string cursor = bytes.substr(1 + kTagBytes);
  // Compared as a whole, because Base64 has several spellings of some bytes.
  if (MakePageToken(query, cursor) != token) return std::nullopt;
  return cursor;
}

}  // namespace techflow::server
