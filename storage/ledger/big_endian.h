#ifndef TECHFLOW_STORAGE_LEDGER_BIG_ENDIAN_H_
#define TECHFLOW_STORAGE_LEDGER_BIG_ENDIAN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Unsigned numbers in bytes, the most significant first, so that the order of
// the bytes is that of the numbers. Pure functions; any thread.
namespace techflow::ledger {

// The last `width` bytes of `number`, 1 to 8.
std::string BigEndian(uint64_t number, size_t width);

// The reverse, of at most 8 bytes.
uint64_t FromBigEndian(std::string_view bytes);

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_BIG_ENDIAN_H_
