// The number parser: whatever it accepts, its own text gives the same number.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rating/decimal/decimal.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto number = techflow::Decimal::Parse(text);
  if (!number.ok()) return 0;
  const auto again = techflow::Decimal::Parse(number->ToString());
  if (!again.ok() || *again != *number) std::abort();
  return 0;
}
