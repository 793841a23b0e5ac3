#include "storage/ledger/big_endian.h"

#include <limits>
#include <string>

#include "gtest/gtest.h"

namespace techflow::ledger {
namespace {

TEST(BigEndian, PutsTheMostSignificantByteFirst) {
  EXPECT_EQ(BigEndian(0x0102, 4), std::string("\0\0\x01\x02", 4));
  EXPECT_LT(BigEndian(255, 8), BigEndian(256, 8));
}

TEST(BigEndian, ReadsWhatItWrote) {
  for (const uint64_t number : {uint64_t{0}, uint64_t{1}, uint64_t{0x80ff},
                                std::numeric_limits<uint64_t>::max()}) {
    EXPECT_EQ(FromBigEndian(BigEndian(number, 8)), number);
  }
  EXPECT_EQ(FromBigEndian(BigEndian(0xfffe, 2)), 0xfffeu);
}

}  // namespace
}  // namespace techflow::ledger
