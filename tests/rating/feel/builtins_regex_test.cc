#include <string>

#include "gtest/gtest.h"
#include "tests/rating/feel/expect_all.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

TEST(RegexBuiltins, MatchATextWithAPattern) {
  ExpectAll({
      {R"f(matches("foobar", "^fo*b"))f", "true"},
      {R"f(matches("banana", "[a-z]{3}"))f", "true"},
      {R"f(matches("Mary\u000DJones", "Mary.Jones"))f", "false"},
      {R"f(matches("abracadabra", "BRA", "i"))f", "true"},
      {R"f(matches("abracadabra", "bra", null))f", "true"},
      {R"f(matches(pattern: "\d", input: "a1"))f", "true"},
      {R"f(matches(null, "a"))f", "null"},
      {R"f(matches("a", null))f", "null"},
      {R"f(matches("a", 1))f", "null"},
      {R"f(matches("a"))f", "null"},
  });
}

TEST(RegexBuiltins, ReplaceAllMatches) {
  ExpectAll({
      {R"f(replace("banana", "a", "o"))f", R"("bonono")"},
      {R"f(replace("banana", "(an)+", "**"))f", R"("b**a")"},
      {R"f(replace("abc", "e", "#"))f", R"("abc")"},
      {R"f(replace("AAAA", "A+?", "b"))f", R"("bbbb")"},
      {R"f(replace("研发研", "研", "R"))f", R"("R发R")"},
      {R"f(replace("aXbX", "x", "-", "i"))f", R"("a-b-")"},
      {R"f(replace("", "a", "b"))f", R"("")"},
      {R"f(replace(input: "abc", pattern: "[A-Z]", replacement: "#",
                  flags: "i"))f",
       R"("###")"},
  });
}

TEST(RegexBuiltins, PutGroupsIntoTheReplacement) {
  ExpectAll({
      {R"f(replace("abcd", "(ab)|(a)", "[1=$1][2=$2]"))f", R"("[1=ab][2=]cd")"},
      {R"f(replace("facetiously", "[iouy]", "[$0]"))f",
       R"("facet[i][o][u]sl[y]")"},
      // As many digits as there are groups; a single digit always is one.
      {R"f(replace("ab", "(a)(b)", "$12$2"))f", R"("a2b")"},
      {R"f(replace("ab", "(a)(b)", "[$3][$09]"))f", R"("[][]")"},
      {R"f(replace("ab", "(a)(b)", "$0123"))f", R"("a23")"},
      {R"f(replace("abcdefghijk", "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)", "$10$100"))f",
       R"("jj0k")"},
      {R"f(replace("a", "a", "\$1 \\\\ "))f", R"("$1 \\ ")"},
      {R"f(replace("a.b", ".", "$\n", "q"))f", R"("a$\nb")"},
  });
}

TEST(RegexBuiltins, SplitAtAllMatches) {
  ExpectAll({
      {R"f(split("John Doe", "\s"))f", R"(["John", "Doe"])"},
      {R"f(split("a;b;c;;", ";"))f", R"(["a", "b", "c", "", ""])"},
      {R"f(split(delimiter: ",", string: "foo,bar"))f", R"(["foo", "bar"])"},
      {R"f(split("专利，商标；软件", "[，；]"))f",
       R"(["专利", "商标", "软件"])"},
      {R"f(split("abracadabra", "(ab)|(a)"))f",
       R"(["", "r", "c", "d", "r", ""])"},
      {R"f(split("a^b", "^"))f", "null"},
      {R"f(split("abc", "x"))f", R"(["abc"])"},
      {R"f(split("", ","))f", R"([""])"},
      {R"f(split("foo", null))f", "null"},
      {R"f(split("foo"))f", "null"},
  });
}

TEST(RegexBuiltins, SayWhatIsWrong) {
  EXPECT_EQ(Reason(R"f(matches("a", "(a"))f"),
            "matches(): at character 1 of the pattern: `(` is not closed by "
            "`)`");
  EXPECT_EQ(Reason(R"f(matches("a", "a", "p"))f"),
            "matches(): `p` is none of the flags s, m, i, x and q");
  EXPECT_EQ(Reason(R"f(replace("abc", "x*", "-"))f"),
            "replace(): the pattern matches the empty text");
  EXPECT_EQ(Reason(R"f(split("abc", ""))f"),
            "split(): the pattern matches the empty text");
  for (const char* replacement : {"$", "a$b", "\\\\n", "a\\\\"}) {
    EXPECT_EQ(
        Reason("replace(\"abc\", \"b\", \"" + std::string(replacement) + "\")"),
        "replace(): in `replacement` a digit follows each $, and "
        "each \\ "
        "stands before a $ or \\ that is meant as such")
        << replacement;
  }
}

TEST(RegexBuiltins, HandOnUnknownEvidence) {
  Scope scope;
  scope.Add("name", Type(TypeKind::kString));
  Trial trial(R"f(matches(name, "AI"))f", scope);
  trial.Set("name",
            Value::Missing(trial.evaluation().arena(), "name is not known"));
  EXPECT_TRUE(trial.Evaluate().is_missing());
}

TEST(RegexBuiltins, KeepTheLimitsOfTheEvaluation) {
  const EvaluationLimits limits = {.steps = 100'000, .string_bytes = 1'000};
  Trial bomb(R"f(matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a+)+\1$"))f",
             Scope(), Dialect::kConformance, limits);
  bomb.Evaluate();
  EXPECT_EQ(bomb.evaluation().status().message(),
            "the evaluation takes more than 100000 steps");
  Trial growth(R"f(replace(string join(for i in 1..100 return "a"), "a",
                          "0123456789-"))f",
               Scope(), Dialect::kConformance, limits);
  growth.Evaluate();
  EXPECT_EQ(growth.evaluation().status().message(),
            "a string grows beyond 1000 bytes");
}

// A rule over many items compiles its pattern once.
TEST(RegexBuiltins, TakeFewStepsForTheSamePatternAgain) {
  Trial trial(R"f(count((for i in 1..1000 return string(i))
                       [matches(item, "^\p{Nd}+[02468]$")]))f",
              Scope(), Dialect::kConformance, {.steps = 50'000});
  EXPECT_EQ(trial.Text(), "496");
  EXPECT_TRUE(trial.evaluation().ok());
}

}  // namespace
}  // namespace techflow::feel
