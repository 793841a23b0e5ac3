#include "rating/feel/characters.h"

#include "gtest/gtest.h"

namespace techflow::feel {
namespace {

TEST(Characters, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(CountCodePoints("研发a🐎"), 4u);
  for (const std::string_view text :
       {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE7\xA0"}) {
    EXPECT_EQ(CountCodePoints(text), std::nullopt);
  }
}

TEST(Characters, GiveEachSpellingOfANameOneKey) {
  EXPECT_EQ(NameKey("a-b"), "a - b");
  EXPECT_EQ(NameKey(" a  -b "), "a - b");
  EXPECT_EQ(NameKey("fiscal\tyears"), "fiscal years");
  EXPECT_EQ(NameText("  R&D   spend"), "R&D spend");
}

TEST(Characters, TellNamesFromOtherTexts) {
  for (const std::string_view text :
       {"a", "a b", "研发强度", "a-b", "a1", "?"}) {
    EXPECT_TRUE(IsName(text)) << text;
  }
  for (const std::string_view text : {"", "1a", "a:b", "a ", "-a", "R&D"}) {
    EXPECT_FALSE(IsName(text)) << text;
  }
}

}  // namespace
}  // namespace techflow::feel
