#include "rating/feel/regex_search.h"

#include <iterator>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rating/feel/regex_backtracking.h"
#include "rating/feel/regex_parallel.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

RegexProgram Make(std::string_view pattern, std::string_view flags = "") {
  return MakeRegexProgram(
             ParseRegex(pattern, ParseRegexFlags(flags).value()).value())
      .value();
}

using Places = std::vector<RegexPlace>;

// The slots of the first match from `from` on; empty without one.
Places Find(RegexSearch& search, size_t slot_count, size_t from = 0) {
  Places slots(slot_count);
  return search.Find(from, slots) ? slots : Places();
}

Places FindInParallel(const RegexProgram& program, std::string_view text,
                      size_t slot_count) {
  Evaluation evaluation(TestInstant());
  ParallelSearch search(program, text, slot_count, evaluation);
  return Find(search, slot_count);
}

Places FindWithBacktracking(const RegexProgram& program, std::string_view text,
                            size_t slot_count) {
  Evaluation evaluation(TestInstant());
  BacktrackingSearch search(program, text, evaluation);
  return Find(search, slot_count);
}

// All patterns of `size` parts over the letters a and b.
std::vector<std::string> PatternsOf(size_t size) {
  if (size == 1) return {"a", "b", "", "^", "$"};
  std::vector<std::string> patterns;
  for (const std::string& part : PatternsOf(size - 1)) {
    patterns.push_back("(" + part + ")");
    for (const char* quantifier : {"*", "*?", "+", "??", "{0,2}"}) {
      patterns.push_back("(?:" + part + ")" + quantifier);
    }
  }
  for (size_t left = 1; left + 1 < size; ++left) {
    const std::vector<std::string> others = PatternsOf(size - 1 - left);
    for (const std::string& first : PatternsOf(left)) {
      for (const std::string& second : others) {
        patterns.push_back(first + second);
        patterns.push_back("(?:" + first + "|" + second + ")");
      }
    }
  }
  return patterns;
}

std::vector<std::string> TextsUpTo(size_t size) {
  std::vector<std::string> texts = {""};
  for (size_t i = 0; texts[i].size() < size; ++i) {
    // A copy, because the vector grows.
    const std::string text = texts[i];
    texts.push_back(text + "a");
    texts.push_back(text + "b");
  }
  return texts;
}

// The slow and obvious search checks the quick one on every small input.
TEST(RegexSearch, FindsTheSameInBothWays) {
  const std::vector<std::string> texts = TextsUpTo(3);
  size_t count = 0;
  for (const size_t size : {1, 2, 3, 4}) {
    for (const std::string& pattern : PatternsOf(size)) {
      const RegexProgram program = Make(pattern);
      const size_t slot_count = program.slot_count();
      for (const std::string& text : texts) {
        ASSERT_EQ(FindInParallel(program, text, slot_count),
                  FindWithBacktracking(program, text, slot_count))
            << pattern << " in " << text;
        ++count;
      }
    }
  }
  EXPECT_GT(count, 20'000U);
}

// Whichever search runs, `expected` is what the groups took: "b", "-" for none.
void ExpectGroups(std::string_view pattern, std::string_view text,
                  const std::vector<std::string>& expected,
                  std::string_view flags = "") {
  const RegexProgram program = Make(pattern, flags);
  const size_t slot_count = program.slot_count();
  const Places slots = program.has_back_references
                           ? FindWithBacktracking(program, text, slot_count)
                           : FindInParallel(program, text, slot_count);
  std::vector<std::string> groups;
  for (size_t i = 0; i + 1 < slots.size(); i += 2) {
    groups.emplace_back(slots[i + 1] == kNoPlace
                            ? "-"
                            : text.substr(slots[i], slots[i + 1] - slots[i]));
  }
  EXPECT_EQ(groups, expected) << pattern;
}

TEST(RegexSearch, PrefersTheFirstAlternativeAndTheLongestOrShortestRun) {
  ExpectGroups("a|ab", "xab", {"a"});
  ExpectGroups("a+", "xaab", {"aa"});
  ExpectGroups("a+?", "xaab", {"a"});
  ExpectGroups("a{1,3}?$", "aaa", {"aaa"});
  ExpectGroups("(a*)(a*)", "aa", {"aa", "aa", ""});
  ExpectGroups("(a*?)(a*)", "aa", {"aa", "", "aa"});
  ExpectGroups("(a)|(b)", "b", {"b", "-", "b"});
  ExpectGroups("(?:(a)|(b))*", "ab", {"ab", "a", "b"});
  ExpectGroups("(研.)(?:度|力)", "高研发力", {"研发力", "研发"});
}

// F&O has the longest match where nothing says otherwise, so that a turn which
// is not asked for counts only when it takes something.
TEST(RegexSearch, TakesNoTurnOverNothing) {
  ExpectGroups("(a*)*", "b", {"", "-"});
  ExpectGroups("(a*)+", "b", {"", ""});
  ExpectGroups("(|a)*", "aab", {"aa", "a"});
  ExpectGroups("(|a){0,3}", "aab", {"aa", "a"});
  ExpectGroups("(?:a*|b)*", "aba", {"aba"});
  ExpectGroups("(?:a*|b)*c", "abac", {"abac"});
  ExpectGroups("(?:|a)+b", "aab", {"aab"});
  ExpectGroups("(?:a?){3,}b", "ab", {"ab"});
}

TEST(RegexSearch, RefersBackToWhatAGroupTook) {
  ExpectGroups("(\\p{L})\\1", "研发发", {"发发", "发"});
  ExpectGroups("(a*)b\\1c", "aabac", {"abac", "a"});
  ExpectGroups("^(a*)*\\1b$", "aaab", {"aaab", "a"});
  ExpectGroups("(?:(a)|b)\\1x", "bx", {"bx", "-"});
  ExpectGroups(
      "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10", "abcdefghijj",
      {"abcdefghijj", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"});
  ExpectGroups("(a)\\10", "aa0", {"aa0", "a"});
  ExpectGroups("([md])[aeiou]\\1", "DUD", {"DUD", "D"}, "i");
  ExpectGroups("(k)\\1", "K\u212A", {"K\u212A", "K"}, "i");
  ExpectGroups("(k)\\1", "Kk", {}, "");
}

TEST(RegexSearch, GoesOnFromAPlaceWithinTheText) {
  Evaluation evaluation(TestInstant());
  for (const std::string_view pattern : {"^a|b", "(^a|b)()\\2"}) {
    const RegexProgram program = Make(pattern);
    ParallelSearch parallel(program, "aab", 2, evaluation);
    BacktrackingSearch backtracking(program, "aab", evaluation);
    RegexSearch* search = &parallel;
    if (program.has_back_references) search = &backtracking;
    EXPECT_EQ(Find(*search, 2, 0), (Places{0, 1})) << pattern;
    EXPECT_EQ(Find(*search, 2, 1), (Places{2, 3})) << pattern;
    EXPECT_EQ(Find(*search, 2, 3), Places()) << pattern;
  }
}

TEST(RegexSearch, ReadsWhatIsNotUtf8AsReplacementCharacters) {
  ExpectGroups("a.\uFFFD", "xa\xFF\xE7", {"a\xFF\xE7"});
}

std::string StatusAfter(std::string_view pattern, std::string_view text,
                        int64_t steps) {
  Evaluation evaluation(TestInstant(), {.steps = steps});
  const RegexProgram program = Make(pattern);
  Places slots(2);
  if (program.has_back_references) {
    BacktrackingSearch(program, text, evaluation).Find(0, slots);
  } else {
    ParallelSearch(program, text, 2, evaluation).Find(0, slots);
  }
  return evaluation.status().ToString();
}

TEST(RegexSearch, TakesStepsInProportionToTheText) {
  const std::string text = std::string(10'000, 'a') + "b";
  for (const std::string_view pattern :
       {"(a+)+$", "(a|aa)+$", "(a*)*$", "a*a*a*a*a*$", "(a|a)*$"}) {
    EXPECT_EQ(StatusAfter(pattern, text, 100'000), "OK") << pattern;
    EXPECT_EQ(StatusAfter(pattern, text, 1'000),
              "RESOURCE_EXHAUSTED: the evaluation takes more than 1000 steps")
        << pattern;
  }
  // Looking for where a match may begin counts too.
  EXPECT_EQ(StatusAfter("b", text, 1'000),
            "RESOURCE_EXHAUSTED: the evaluation takes more than 1000 steps");
}

TEST(RegexSearch, StopsWhereBackReferencesTakeTooLong) {
  const std::string text = std::string(40, 'a') + "b";
  for (const std::string_view pattern :
       {"(a+)+\\1$", "(a*)*\\1c", "(a|a)*\\1$",
        "(a*)(a*)(a*)(a*)(a*)(a*)\\6\\5\\4\\3\\2\\1c"}) {
    EXPECT_EQ(StatusAfter(pattern, text, 100'000),
              "RESOURCE_EXHAUSTED: the evaluation takes more than 100000 steps")
        << pattern;
  }
}

TEST(RegexSearch, StopsWhereBackReferencesKeepTooManyWays) {
  const std::string text(1'500'000, 'a');
  EXPECT_EQ(StatusAfter("(b?)(?:.(c?))*\\1d", text, 1'000'000'000),
            "RESOURCE_EXHAUSTED: a pattern with back-references has more than "
            "4000000 ways to go back to");
}

}  // namespace
}  // namespace techflow::feel
