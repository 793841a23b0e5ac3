#include "rating/feel/regex_program.h"

#include <string>

#include "gtest/gtest.h"

namespace techflow::feel {
namespace {

absl::StatusOr<RegexProgram> Make(std::string_view pattern) {
  return MakeRegexProgram(ParseRegex(pattern, {}).value());
}

TEST(RegexProgram, KnowsWithWhichCharactersAMatchBegins) {
  const RegexProgram program = Make("a?(?:b|[x-z])|^c").value();
  ASSERT_TRUE(program.starts);
  for (const char c : std::string("abxyzc")) {
    EXPECT_TRUE(program.starts->Contains(static_cast<char32_t>(c))) << c;
  }
  EXPECT_FALSE(program.starts->Contains('d'));
  EXPECT_FALSE(Make("a*")->starts);
  EXPECT_FALSE(Make("(a?)\\1b")->starts);
}

TEST(RegexProgram, KnowsWhetherAllMatchesBeginWithTheText) {
  EXPECT_TRUE(Make("^a")->is_anchored);
  EXPECT_TRUE(Make("(^a|^b)c")->is_anchored);
  EXPECT_FALSE(Make("^a|b")->is_anchored);
  EXPECT_FALSE(Make("(^)?a")->is_anchored);
}

TEST(RegexProgram, BoundsRepetitionsWithinRepetitions) {
  EXPECT_TRUE(Make("(a{30}){30}").ok());
  for (const std::string_view pattern :
       {"(a{1000}){1000}", "((((a{0}){1000}){1000}){1000}){1000}",
        "(((a{0,1000}){0,1000}){0,1000})*"}) {
    const auto program = Make(pattern);
    EXPECT_EQ(program.status().message(),
              "the pattern has more than 10000 parts, its repetitions counted")
        << pattern;
  }
}

}  // namespace
}  // namespace techflow::feel
