#include "rating/scorecard/derivation_check.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

// Three dimensions; the first has the indicators x and y. The set weighs the
// dimensions and these.
std::string ModelWith(const std::string& derivations) {
  return "dimensions { id: 'a' indicators { id: 'x' } "
         "indicators { id: 'y' } }\n"
         "dimensions { id: 'b' } dimensions { id: 'c' }\n"
         "weight_sets {\n"
         "weights { id: 'a' } weights { id: 'x' }\n" +
         derivations + "}\n";
}

// What is reported; empty where the check finds it right.
std::string ProblemsOf(const std::string& derivations) {
  DefinitionText<v1::Model> model(ModelWith(derivations));
  if (!model.reader.has_value()) return model.diagnostics.ToString();
  const FieldReader reader("the set",
                           model.reader->places().Message("weight_sets", 0),
                           model.diagnostics);
  const bool is_right =
      CheckDerivations(model.message, model.message.weight_sets(0), reader);
  EXPECT_EQ(is_right, !model.diagnostics.has_errors());
  return model.diagnostics.ToString();
}

std::string Judged(const std::string& first, const std::string& second,
                   const std::string& ratio) {
  return "judgements { first: '" + first + "' second: '" + second +
         "' ratio: '" + ratio + "' }\n";
}

constexpr char kSource[] = "source { zh: '专家组' en: 'A panel' }\n";

TEST(CheckDerivations, TakesWholeOnes) {
  EXPECT_EQ(
      ProblemsOf(std::string("derivations { method: 'ahp'\n") + kSource +
                 "consistency_ratio { value: '0.0046' }\n" +
                 Judged("a", "b", "3") + Judged("c", "b", "1/9") +
                 Judged("a", "c", "1") + "}\n" +
                 "derivations { dimension: 'a' method: 'entropy'\n" + kSource +
                 "input_digest: '" + std::string(64, 'f') + "' }\n"),
      "");
}

TEST(CheckDerivations, NeedsEachPairOnce) {
  const std::string problems =
      ProblemsOf(std::string("derivations { method: 'ahp'\n") + kSource +
                 "consistency_ratio { value: '0' }\n" + Judged("a", "b", "3") +
                 Judged("b", "a", "1/3") + Judged("c", "c", "1") + "}\n");
  EXPECT_THAT(problems,
              HasSubstr("model.txtpb:9:25: error: judgement 2 of derivation 1 "
                        "of the set is of `a` and `b`, which an earlier one "
                        "has judged"));
  EXPECT_THAT(problems, HasSubstr("judgement 3 of derivation 1 of the set "
                                  "holds `c` against itself"));
  EXPECT_THAT(problems, HasSubstr("derivation 1 of the set has no judgement of "
                                  "`a` and `c`"));
  EXPECT_THAT(problems, HasSubstr("no judgement of `b` and `c`"));
}

TEST(CheckDerivations, KnowsSaatysScale) {
  for (const char* ratio : {"0", "10", "1/1", "1/10", "2/3", "1/0", "", "x"}) {
    EXPECT_THAT(
        ProblemsOf(std::string("derivations { dimension: 'a' method: 'ahp'\n") +
                   kSource + "consistency_ratio { value: '0' }\n" +
                   Judged("x", "y", ratio) + "}\n"),
        HasSubstr("`ratio` of judgement 1 of derivation 1 of the set is `" +
                  std::string(ratio) +
                  "`; expected `1` to `9` or `1/2` to `1/9`"));
  }
}

TEST(CheckDerivations, RefusesIdsOfOtherGroups) {
  EXPECT_THAT(
      ProblemsOf(std::string("derivations { dimension: 'a' method: 'ahp'\n") +
                 kSource + "consistency_ratio { value: '0' }\n" +
                 Judged("x", "y", "1") + Judged("x", "b", "1") + "}\n"),
      HasSubstr("`second` of judgement 2 of derivation 1 of the set is `b`; "
                "expected one of `x`, `y`"));
}

TEST(CheckDerivations, NeedsAConsistencyRatio) {
  const std::string start =
      std::string("derivations { dimension: 'a' method: 'ahp'\n") + kSource +
      Judged("x", "y", "1");
  EXPECT_THAT(ProblemsOf(start + "}\n"),
              HasSubstr("derivation 1 of the set needs `consistency_ratio`"));
  EXPECT_THAT(ProblemsOf(start + "consistency_ratio { value: '-0.1' } }\n"),
              HasSubstr("`consistency_ratio` of derivation 1 of the set is "
                        "`-0.1`; expected a number from 0"));
}

TEST(CheckDerivations, NeedsTheDigestOfTheInput) {
  const std::string start =
      std::string("derivations { dimension: 'a' method: 'entropy'\n") + kSource;
  EXPECT_THAT(ProblemsOf(start + "}\n"),
              HasSubstr("`input_digest` of derivation 1 of the set is ``; "
                        "expected 64 hex digits"));
  EXPECT_THAT(
      ProblemsOf(start + "input_digest: '" + std::string(64, 'g') + "' }\n"),
      HasSubstr("expected 64 hex digits"));
  EXPECT_THAT(
      ProblemsOf(start + "input_digest: '" + std::string(63, 'a') + "' }\n"),
      HasSubstr("expected 64 hex digits"));
}

TEST(CheckDerivations, RefusesWhatTheMethodDoesNotTake) {
  EXPECT_THAT(
      ProblemsOf(
          std::string("derivations { dimension: 'a' method: 'entropy'\n") +
          kSource + "input_digest: '" + std::string(64, '0') + "'\n" +
          "consistency_ratio { value: '0' } }\n"),
      HasSubstr("model.txtpb:8:1: error: derivation 1 of the set does not take "
                "`consistency_ratio`; it takes: dimension, method, "
                "input_digest, source"));
  EXPECT_THAT(
      ProblemsOf(std::string("derivations { dimension: 'a' method: 'ahp'\n") +
                 kSource + "consistency_ratio { value: '0' }\n" +
                 Judged("x", "y", "1") + "input_digest: 'ab' }\n"),
      HasSubstr("does not take `input_digest`"));
}

TEST(CheckDerivations, RefusesGroupsThatTheSetDoesNotWeigh) {
  const std::string problems = ProblemsOf(
      "derivations { dimension: 'd' method: 'ahp' }\n"
      "derivations { dimension: 'b' method: 'guess' }\n"
      "derivations { method: 'guess' source { zh: '我' } }\n"
      "derivations { method: 'guess' }\n");
  EXPECT_THAT(problems,
              HasSubstr("model.txtpb:5:15: error: derivation 1 of the set is "
                        "of `d`; expected a dimension of the model, or "
                        "nothing for the dimensions"));
  EXPECT_THAT(problems, HasSubstr("derivation 2 of the set is of a group whose "
                                  "weights the set does not name"));
  EXPECT_THAT(problems,
              HasSubstr("model.txtpb:7:15: error: `method` of derivation 3 of "
                        "the set is `guess`; expected `ahp` or `entropy`"));
  EXPECT_THAT(problems, HasSubstr("derivation 3 of the set needs `source` in "
                                  "English (en)"));
  EXPECT_THAT(problems, HasSubstr("derivation 4 of the set is of a group that "
                                  "an earlier one has weighed"));
}

}  // namespace
}  // namespace techflow::scorecard
