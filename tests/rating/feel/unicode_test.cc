#include "rating/feel/unicode.h"

#include "gtest/gtest.h"

namespace techflow::feel {
namespace {

TEST(Unicode, MapsCaseInFull) {
  EXPECT_EQ(UpperCase("straße ﬁ 研1"), "STRASSE FI 研1");
  EXPECT_EQ(UpperCase("ŉ ΐ ǆ ꭰ"), "ʼN \u0399\u0308\u0301 Ǆ Ꭰ");
  EXPECT_EQ(LowerCase("ÀÉ ẞ İ 𐐀"), "àé ß i̇ 𐐨");
  EXPECT_EQ(UpperCase("ı"), "I");
}

TEST(Unicode, KeepsTheLengthOfWhatIsNotUtf8) {
  EXPECT_EQ(UpperCase("a\xFF"), "A\xFF");
  EXPECT_EQ(LowerCase("\xE7\xA0"), "\xE7\xA0");
}

// SpecialCasing's rule Final_Sigma.
TEST(Unicode, EndsAWordWithAFinalSigma) {
  EXPECT_EQ(LowerCase("ΟΔΥΣΣΕΥΣ ΣΟΦΟΣ"), "οδυσσευς σοφος");
  EXPECT_EQ(LowerCase("Σ"), "σ");
  EXPECT_EQ(LowerCase("ΑΣ'"), "ας'");
  EXPECT_EQ(LowerCase("ΑΣ'Α"), "ασ'α");
  EXPECT_EQ(LowerCase("Α'Σ"), "α'ς");
}

bool IsIn(std::string_view category, char32_t c) {
  return FindCategory(category)->Contains(c);
}

TEST(Unicode, SortsLettersIntoCategories) {
  EXPECT_TRUE(IsIn("Lu", U'Ａ'));
  EXPECT_TRUE(IsIn("L", U'研'));
  EXPECT_TRUE(IsIn("Lo", 0x30000));
  EXPECT_FALSE(IsIn("Lu", U'研'));
  EXPECT_TRUE(IsIn("Nd", U'٣'));
  EXPECT_TRUE(IsIn("Nl", U'Ⅳ'));
  EXPECT_TRUE(IsIn("Sc", U'¥'));
  EXPECT_TRUE(IsIn("So", U'🐎'));
  EXPECT_TRUE(IsIn("Cn", 0x10FFFF));
  EXPECT_EQ(FindCategory("Cs"), nullptr);
  EXPECT_EQ(FindCategory("lu"), nullptr);
  EXPECT_EQ(FindCategory(""), nullptr);
}

// No code point is in two categories, or in none.
TEST(Unicode, CoversAllCodePointsWithItsCategories) {
  CodePointSet all;
  size_t count = 0;
  for (const std::string_view name : {"L", "M", "N", "P", "Z", "S", "C"}) {
    const CodePointSet& set = *FindCategory(name);
    for (const CodePointRange& range : set.ranges()) {
      count += range.last - range.first + 1;
    }
    all.Add(set);
  }
  EXPECT_EQ(all.ranges().size(), 1U);
  EXPECT_EQ(count, CodePointSet::kLast + 1);
}

TEST(Unicode, KnowsBlocksByTheNamesOfXmlSchema) {
  const auto last = [](std::string_view name) {
    const auto set = FindBlock(name);
    return set ? static_cast<uint32_t>(set->ranges().back().last) : 0;
  };
  EXPECT_EQ(last("BasicLatin"), 0x7FU);
  EXPECT_EQ(last("Latin-1Supplement"), 0xFFU);
  EXPECT_EQ(last("CJKUnifiedIdeographs"), 0x9FFFU);
  EXPECT_EQ(last("CJKUnifiedIdeographsExtensionG"), 0x3134FU);
  EXPECT_EQ(last("Greek"), last("GreekandCoptic"));
  EXPECT_EQ(last("PrivateUse"), 0x10FFFFU);
  EXPECT_EQ(last("Basic Latin"), 0U);
  EXPECT_EQ(last("HighSurrogates"), 0U);
}

TEST(Unicode, FindsAllCaseVariants) {
  const CodePointSet k = WithCaseVariants({{'k', 'k'}});
  EXPECT_TRUE(k.Contains('K'));
  EXPECT_TRUE(k.Contains(0x212A));  // The Kelvin sign.
  EXPECT_EQ(k.ranges().size(), 3U);
  EXPECT_TRUE(AreCaseVariants(U'ς', U'Σ'));
  EXPECT_TRUE(AreCaseVariants(U'ß', U'ẞ'));
  EXPECT_FALSE(AreCaseVariants(U'k', U'k'));
  EXPECT_FALSE(AreCaseVariants(U'研', U'研'));
  // Only full mapping makes them alike, and to other letters.
  EXPECT_FALSE(AreCaseVariants(U'i', U'İ'));
}

}  // namespace
}  // namespace techflow::feel
