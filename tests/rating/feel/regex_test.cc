#include "rating/feel/regex.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

bool Matches(std::string_view pattern, std::string_view text,
             std::string_view flags = "") {
  Evaluation evaluation(TestInstant());
  return Regex::Compile(pattern, flags).value().Matches(text, evaluation);
}

TEST(Regex, LooksForAMatchAnywhere) {
  EXPECT_TRUE(Matches("bra", "abracadabra"));
  EXPECT_FALSE(Matches("^bra", "abracadabra"));
  EXPECT_TRUE(Matches("", "abc"));
  EXPECT_TRUE(Matches("^$", ""));
  EXPECT_FALSE(Matches("^a$", "aa"));
}

TEST(Regex, CountsCodePointsAndNotBytes) {
  EXPECT_TRUE(Matches("^.$", "研"));
  EXPECT_TRUE(Matches("^.{2}$", "🐎𠮷"));
  EXPECT_TRUE(Matches("^[🐎🐏]$", "🐏"));
  EXPECT_FALSE(Matches("^[🐎🐏]$", "🐐"));
  EXPECT_TRUE(Matches("^\\p{IsCJKUnifiedIdeographsExtensionB}$", "𠮷"));
  // A unified social credit code and a Chinese patent's number.
  const std::string_view code =
      "^[0-9A-HJ-NPQRTUWXY]{2}\\d{6}"
      "[0-9A-HJ-NPQRTUWXY]{10}$";
  EXPECT_TRUE(Matches(code, "91310000MA1FL3X4XQ"));
  EXPECT_FALSE(Matches(code, "91310000MA1FL3X4XO"));
  EXPECT_TRUE(Matches("^ZL\\d{12}\\.[\\dX]$", "ZL202610123456.X"));
}

// XPath lets a dot take neither end of a line: as the conformance suite asks.
TEST(Regex, DotStopsAtLinesUnlessFlagSSaysOtherwise) {
  EXPECT_FALSE(Matches("a.b", "a\nb"));
  EXPECT_FALSE(Matches("a.b", "a\rb"));
  EXPECT_TRUE(Matches("a.b", "a\nb", "s"));
  EXPECT_TRUE(Matches("a.b", "a\rb", "s"));
  EXPECT_TRUE(Matches("a.b", "a\u0085b"));
}

TEST(Regex, AnchorsStandForTheTextAndWithFlagMForLines) {
  EXPECT_FALSE(Matches("a$", "a\n"));
  EXPECT_FALSE(Matches("^b", "a\nb"));
  EXPECT_TRUE(Matches("a$", "a\nb", "m"));
  EXPECT_TRUE(Matches("^b", "a\nb", "m"));
  EXPECT_FALSE(Matches("a$", "a\rb", "m"));
  EXPECT_TRUE(Matches("^$", "a\n\nb", "m"));
  EXPECT_TRUE(Matches("^$", "\n", "m"));
  // No line begins after the newline that ends the text.
  EXPECT_FALSE(Matches("^$", "a\n", "m"));
  EXPECT_TRUE(Matches("^$", "", "m"));
}

TEST(Regex, IgnoresCaseOfWhatIsWrittenOnly) {
  EXPECT_TRUE(Matches("abZ", "ABz", "i"));
  EXPECT_TRUE(Matches("k", "\u212A", "i"));
  EXPECT_TRUE(Matches("[A-Z-[OI]]", "x", "i"));
  EXPECT_FALSE(Matches("[A-Z-[OI]]", "i", "i"));
  EXPECT_FALSE(Matches("[^Q]", "q", "i"));
  EXPECT_FALSE(Matches("\\p{Lu}", "q", "i"));
  EXPECT_TRUE(Matches("straße", "STRAẞE", "i"));
  EXPECT_FALSE(Matches("straße", "STRASSE", "i"));
  EXPECT_TRUE(Matches("ΣΑΣ", "σας", "i"));
}

TEST(Regex, LeavesSpacesOutWithFlagX) {
  EXPECT_TRUE(Matches("hello\\ sworld", "hello world", "x"));
  EXPECT_TRUE(Matches(" hello[ ]world", "hello world", "x"));
  EXPECT_TRUE(Matches("\\p{ I s B a s i c L a t i n }+", "hello", "x"));
  EXPECT_FALSE(Matches("a b", "a b", "x"));
  EXPECT_FALSE(Matches("a\u00A0b", "ab", "x"));
}

TEST(Regex, TakesAPatternLiterallyWithFlagQ) {
  EXPECT_TRUE(Matches("a.(b", "xa.(b", "q"));
  EXPECT_FALSE(Matches("a.(b", "xab(b", "q"));
  EXPECT_TRUE(Matches("A. B", "a. b", "qixsm"));
}

TEST(Regex, RefusesPatternsThatAreTooLong) {
  EXPECT_TRUE(Regex::Compile(std::string(9'900, 'a'), "").ok());
  EXPECT_EQ(Regex::Compile(std::string(10'001, 'a'), "").status().message(),
            "the pattern is longer than 10000 bytes");
}

}  // namespace
}  // namespace techflow::feel
