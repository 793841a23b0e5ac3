#include "storage/ledger/big_endian.h"

namespace techflow::ledger {

std::string BigEndian(uint64_t number, size_t width) {
  std::string bytes(width, '\0');
  for (size_t i = width; i-- > 0; number >>= 8) {
    bytes[i] = static_cast<char>(number & 0xff);
  }
  return bytes;
}

uint64_t FromBigEndian(std::string_view bytes) {
  uint64_t number = 0;
  for (const char byte : bytes) {
    number = number << 8 | static_cast<unsigned char>(byte);
  }
  return number;
}

}  // namespace techflow::ledger
