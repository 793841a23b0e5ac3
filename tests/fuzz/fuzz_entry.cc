// An entry of the log as it is read from disk, on any bytes: what is read
// keeps exactly those bytes.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "storage/ledger/entry_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto entry = techflow::ledger::ParseEntry(bytes);
  if (entry.ok() && entry->bytes != bytes) std::abort();
  return 0;
}
