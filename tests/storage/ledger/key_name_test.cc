#include "storage/ledger/key_name.h"

#include <string>

#include "gtest/gtest.h"

namespace techflow::ledger {
namespace {

TEST(KeyName, IsAUrlWithoutItsScheme) {
  EXPECT_TRUE(IsKeyName("ratings.bank.example/log"));
  EXPECT_TRUE(IsKeyName("PeterNeumann"));
  EXPECT_TRUE(IsKeyName("银行.example/评级"));
}

TEST(KeyName, IsNotEmpty) {
  EXPECT_FALSE(IsKeyName(""));
  EXPECT_FALSE(IsSignerName(""));
}

TEST(KeyName, HasNoPlus) {
  EXPECT_FALSE(IsKeyName("a+b"));
  EXPECT_FALSE(IsSignerName("a+b"));
}

TEST(KeyName, HasNoSpaceOfUnicode) {
  for (const std::string_view space :
       {" ", "\t", "\n", "\v", "\f", "\r", "\u0085", "\u00a0", "\u1680",
        "\u2000", "\u2005", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f",
        "\u3000"}) {
    const std::string name = std::string("a").append(space).append("b");
    EXPECT_FALSE(IsSignerName(name)) << name;
    EXPECT_FALSE(IsKeyName(name)) << name;
  }
}

// U+200B has no width and is no space in Unicode.
TEST(KeyName, TakesWhatOnlyLooksLikeASpace) {
  EXPECT_TRUE(IsSignerName("a\u200b"));
}

TEST(KeyName, IsUtf8) {
  EXPECT_FALSE(IsSignerName("a\xff"));
  EXPECT_FALSE(IsSignerName("a\xe2\x80"));
}

TEST(KeyName, HasNoControlCharacter) {
  EXPECT_FALSE(IsSignerName("a\x01"));
  EXPECT_FALSE(IsSignerName(std::string_view("a\0", 2)));
  EXPECT_FALSE(IsKeyName("a\x7f"));
}

TEST(KeyName, IsLimitedForOurKeysAlone) {
  EXPECT_TRUE(IsKeyName(std::string(100, 'a')));
  EXPECT_FALSE(IsKeyName(std::string(101, 'a')));
  EXPECT_TRUE(IsSignerName(std::string(101, 'a')));
}

}  // namespace
}  // namespace techflow::ledger
