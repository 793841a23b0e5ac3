// Page tokens, on any bytes: what is read back is what would be made again.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "server/page_token.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto cursor =
      techflow::server::ReadPageToken("query", {text.data(), text.size()});
  if (!cursor.has_value()) return 0;
  const std::string token = techflow::server::MakePageToken("query", *cursor);
  if (techflow::server::ReadPageToken("query", token) != cursor) std::abort();
  return 0;
}
