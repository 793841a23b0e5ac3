#include <fmt/format.h>

#include <string>

#include "gtest/gtest.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

// What stopped the evaluation of a text; "ok" where nothing did.
std::string Stopped(std::string_view text,
                    const EvaluationLimits& limits = {}) {
  Trial trial(text, Scope(), Dialect::kConformance, limits);
  if (!trial.compiled()) return trial.diagnostics.ToString();
  trial.Evaluate();
  return trial.evaluation().ok()
             ? "ok"
             : std::string(trial.evaluation().status().message());
}

TEST(Limits, EndLoopsThatAreTooLong) {
  EXPECT_EQ(Stopped("count(for i in 1..1000000000000 return i)"),
            "a list grows beyond 1000000 items");
  EXPECT_EQ(
      Stopped("some i in 1..1000000, j in 1..1000000 satisfies i + j < 0"),
      "the evaluation takes more than 20000000 steps");
}

TEST(Limits, EndEndlessRecursion) {
  // A function that is handed itself.
  const std::string text = "(function(f) f(f))(function(f) 1 + f(f))";
  EXPECT_EQ(Stopped(text), "the evaluation nests deeper than 5000");
}

TEST(Limits, EndStringsThatGrowTooLong) {
  std::string text = "{s0: \"0123456789\"";
  for (int i = 1; i <= 40; ++i) {
    text += fmt::format(", s{0}: s{1} + s{1}", i, i - 1);
  }
  EXPECT_EQ(Stopped(text + "}.s40"), "a string grows beyond 1048576 bytes");
}

TEST(Limits, EndListsThatGrowTooLong) {
  std::string text = "{l0: [1, 2, 3, 4]";
  for (int i = 1; i <= 40; ++i) {
    text += fmt::format(", l{0}: concatenate(l{1}, l{1})", i, i - 1);
  }
  EXPECT_EQ(Stopped(text + "}.l40"), "a list grows beyond 1000000 items");
}

TEST(Limits, EndEvaluationsThatNeedTooMuchMemory) {
  EvaluationLimits limits;
  limits.arena_bytes = 1'000'000;
  EXPECT_EQ(Stopped("for i in 1..100 return for j in 1..1000 return j", limits),
            "the evaluation needs more than 1000000 bytes");
}

TEST(Limits, BoundTheDepthOfValues) {
  const std::string deep = "(for i in 1..100000 return [partial[-1]])[-1]";
  EXPECT_EQ(Stopped(deep + " = " + deep), "ok");
  EXPECT_EQ(Stopped("flatten(" + deep + ")"), "ok");
  EXPECT_EQ(Stopped("string length(string(" + deep + "))"), "ok");
  EXPECT_EQ(Stopped("list contains([" + deep + "], " + deep + ")"), "ok");
}

TEST(Limits, BoundTheWorkOnValuesThatShareTheirParts) {
  std::string text = "{l0: [1]";
  for (int i = 1; i <= 60; ++i) {
    text += fmt::format(", l{0}: [l{1}, l{1}]", i, i - 1);
  }
  for (const std::string_view question :
       {"l60 = l59", "[l60] = [append(l59, 1)]", "flatten(l60) = 1",
        "[l60] = [[l59, l59]]", "string(l60) = \"\""}) {
    const std::string stopped =
        Stopped(fmt::format("{}, question: {}}}", text, question));
    EXPECT_TRUE(stopped == "ok" ||
                stopped == "the evaluation takes more than 20000000 steps" ||
                stopped == "a list grows beyond 1000000 items" ||
                stopped == "a string grows beyond 1048576 bytes" ||
                stopped == "the evaluation needs more than 268435456 bytes")
        << stopped;
  }
}

TEST(Limits, StayAfterTheyWerePassed) {
  Trial trial("count(for i in 1..2000000 return i)");
  trial.Evaluate();
  ASSERT_FALSE(trial.evaluation().ok());
  EXPECT_TRUE(trial.Evaluate().is_null());
  EXPECT_FALSE(trial.evaluation().ok());
}

TEST(Limits, LeaveOrdinaryWorkAlone) {
  EXPECT_EQ(Stopped("sum(for i in 1..100000 return i * i)"), "ok");
}

}  // namespace
}  // namespace techflow::feel
