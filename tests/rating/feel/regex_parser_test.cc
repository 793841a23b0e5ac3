#include "rating/feel/regex_parser.h"

#include <string>

#include "gtest/gtest.h"

namespace techflow::feel {
namespace {

std::string ErrorOf(std::string_view pattern, std::string_view flags = "") {
  const auto tree = ParseRegex(pattern, ParseRegexFlags(flags).value());
  return tree.ok() ? "none" : std::string(tree.status().message());
}

// What stands at `character` is wrong.
std::string At(int character, const std::string& message) {
  return "at character " + std::to_string(character) +
         " of the pattern: " + message;
}

TEST(RegexFlags, AreFiveLetters) {
  const auto flags = ParseRegexFlags("smiix");
  ASSERT_TRUE(flags.ok());
  EXPECT_TRUE(flags->dot_matches_all && flags->has_lines &&
              flags->ignores_case && flags->skips_spaces);
  EXPECT_FALSE(flags->is_literal);
  EXPECT_EQ(ParseRegexFlags("i研").status().message(),
            "`研` is none of the flags s, m, i, x and q");
  EXPECT_FALSE(ParseRegexFlags(" ").ok());
  EXPECT_FALSE(ParseRegexFlags("I").ok());
  EXPECT_FALSE(ParseRegexFlags("\xFF").ok());
}

TEST(RegexParser, CountsGroups) {
  const auto groups = [](std::string_view pattern) {
    return ParseRegex(pattern, {}).value().group_count;
  };
  EXPECT_EQ(groups("(a)(?:b)(c(d))"), 3U);
  EXPECT_EQ(groups("\\(a[()]"), 0U);
}

TEST(RegexParser, AllowsEmptyBranchesAndGroups) {
  for (const std::string_view pattern :
       {"", "|", "a|", "()", "(|)*", "(?:)", "^$", "^*$+", "a{0}", "a{2,}?",
        "a??b*?c+?", "a{1,3}?", "\\^\\$\\-\\{\\}"}) {
    EXPECT_EQ(ErrorOf(pattern), "none") << pattern;
  }
}

TEST(RegexParser, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(ErrorOf("研(a"), At(2, "`(` is not closed by `)`"));
  EXPECT_EQ(ErrorOf("a)"), At(2, "`)` closes no `(`"));
  EXPECT_EQ(ErrorOf("a|*"), At(3,
                               "`*` repeats nothing; the character itself "
                               "is written \\*"));
  EXPECT_EQ(ErrorOf("a**"), At(3,
                               "`*` repeats nothing; the character itself "
                               "is written \\*"));
  EXPECT_EQ(ErrorOf("{2}"), At(1,
                               "`{` repeats nothing; the character itself "
                               "is written \\{"));
  EXPECT_EQ(ErrorOf("a]"), At(2,
                              "`]` closes nothing; the character itself is "
                              "written \\]"));
  EXPECT_EQ(ErrorOf("a}"), At(2,
                              "`}` closes nothing; the character itself is "
                              "written \\}"));
  EXPECT_EQ(ErrorOf("(?=a)"), At(2, "after `(?` only `:` is known"));
  EXPECT_EQ(ErrorOf("a\\"), At(3, "nothing follows the backslash"));
  EXPECT_EQ(ErrorOf("\\bword"), At(2, "`\\b` has no meaning"));
  EXPECT_EQ(ErrorOf("a{,2}"),
            At(2, "a repetition is written {3}, {3,} or {3,5}"));
  EXPECT_EQ(ErrorOf("a{2"),
            At(2, "a repetition is written {3}, {3,} or {3,5}"));
  EXPECT_EQ(ErrorOf("a{3,2}"),
            At(2, "a repetition has a maximum below its minimum"));
  EXPECT_EQ(ErrorOf("a\xFF"), At(2, "this is not UTF-8"));
}

TEST(RegexParser, RefersBackOnlyToGroupsThatAreClosed) {
  const auto error = [](const std::string& number) {
    return number + " refers to a group that does not end before it";
  };
  EXPECT_EQ(ErrorOf("(a)\\1"), "none");
  EXPECT_EQ(ErrorOf("(a)\\2"), At(4, error("\\2")));
  EXPECT_EQ(ErrorOf("\\1(a)"), At(1, error("\\1")));
  EXPECT_EQ(ErrorOf("(a\\1)"), At(3, error("\\1")));
  EXPECT_EQ(ErrorOf("(a)\\0"), At(4, error("\\0")));
  // Two digits only where there are so many groups: this is \1 and a 0.
  EXPECT_EQ(ErrorOf("(a)\\10"), "none");
  EXPECT_TRUE(ParseRegex("(a)\\1", {})->has_back_references);
}

TEST(RegexParser, BoundsWhatAPatternMayHold) {
  EXPECT_EQ(ErrorOf("a{1000}"), "none");
  EXPECT_EQ(ErrorOf("a{1,1000000}"),
            At(2, "a part may repeat 1000 times at most"));
  EXPECT_EQ(ErrorOf("a{99999999999999999999}"),
            At(2, "a part may repeat 1000 times at most"));
  std::string groups;
  for (int i = 0; i < 100; ++i) groups += "(a)";
  EXPECT_EQ(ErrorOf(groups), At(298, "there are more than 99 groups"));
  EXPECT_EQ(ErrorOf(std::string(101, '(')),
            At(100, "there are more than 99 groups"));
  std::string nested;
  for (int i = 0; i < 5000; ++i) nested += "(?:";
  EXPECT_EQ(ErrorOf(nested), At(301, "groups nest deeper than 100"));
}

TEST(RegexParser, SkipsSpacesWithFlagX) {
  EXPECT_EQ(ErrorOf("a {2} (\n? : b ) \\ s", "x"), "none");
  EXPECT_EQ(ErrorOf("\\p { I sBasicLatin }", "x"), "none");
  EXPECT_EQ(ErrorOf("[\\p{ L}]", "x"),
            At(4,
               "Unicode has no category or block ` L`; blocks are named as "
               "in IsBasicLatin"));
  EXPECT_EQ(ErrorOf(" * ", "x"),
            At(2, "`*` repeats nothing; the character itself is written \\*"));
}

TEST(RegexParser, ReadsNothingIntoALiteralPattern) {
  EXPECT_EQ(ErrorOf("a)(*[ \\", "q"), "none");
  EXPECT_EQ(
      ParseRegex("(a b)", ParseRegexFlags("qx").value())->root.parts.size(),
      5U);
}

}  // namespace
}  // namespace techflow::feel
