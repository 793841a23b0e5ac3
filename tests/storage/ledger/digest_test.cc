#include "storage/ledger/digest.h"

#include "gtest/gtest.h"

namespace techflow::ledger {
namespace {

// FIPS 180-4, the examples of one block and of two.
TEST(Digest, IsThatOfTheStandard) {
  EXPECT_EQ(Hex(Sha256("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hex(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(
      Hex(Sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Digest, TakesBytesOfAnyValue) {
  EXPECT_EQ(Hex(std::string_view("\x00\xff", 2)), "00ff");
  EXPECT_NE(Sha256(std::string_view("a\0", 2)), Sha256("a"));
}

}  // namespace
}  // namespace techflow::ledger
