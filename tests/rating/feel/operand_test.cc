#include "rating/feel/operand.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rating/feel/value_builder.h"
#include "rating/feel/value_text.h"
#include "tests/rating/feel/harness.h"
#include "tests/rating/feel/sample_items.h"

namespace techflow::feel {
namespace {

class Silent final : public TraceSink {
 public:
  void OnName(const SourcePlace&, std::string_view, const Value&) override {}
  void OnBranch(const SourcePlace&, bool) override {}
  void OnNullCall(const SourcePlace&, std::string_view,
                  const NullReason&) override {}
};

class Samples {
 public:
  Samples() {
    scope_.Add("xs", Type::List(type_));
    scope_.Add("none", Type::List(type_));
    scope_.Add("limit", TypeKind::kNumber);
    scope_.Add("day", TypeKind::kDate);
  }

  struct Result {
    std::string text;
    bool ok;
    int64_t steps;  // That were counted.
  };
  Result Evaluate(std::string_view text, SampleItems items,
                  const EvaluationLimits& limits = {},
                  TraceSink* trace = nullptr) const {
    Trial trial(text, scope_, Dialect::kStrict, limits, trace);
    if (!trial.compiled()) return {trial.diagnostics.ToString(), false, 0};
    Arena& arena = trial.evaluation().arena();
    const bool is_other = items == SampleItems::kRecordsOfAnotherType;
    trial.Set("xs",
              MakeSampleItems(items, is_other ? reversed_ : type_, arena));
    trial.Set("none", Value::List({}));
    trial.Set("limit", Value::Number(2));
    trial.Set("day", Value::OfDate({2024, 2, 29}));
    const Value value = trial.Evaluate();
    std::string shown = ToText(value);
    if (value.is_null()) {
      const NullReason& reason = value.reason();
      shown =
          fmt::format("{} {} {}", shown, reason.place.column, reason.message);
    }
    return {std::move(shown), trial.evaluation().ok(),
            limits.steps - trial.evaluation().steps_left()};
  }

  // The fewest that are enough.
  int64_t Steps(std::string_view text, SampleItems items,
                TraceSink* trace = nullptr) const {
    int64_t enough = 100'000;
    int64_t too_few = 0;
    while (enough - too_few > 1) {
      const int64_t middle = (enough + too_few) / 2;
      const bool ok = Evaluate(text, items, {.steps = middle}, trace).ok;
      (ok ? enough : too_few) = middle;
    }
    return enough;
  }

 private:
  Type type_ = SampleItemType();
  Type reversed_ = ReversedSampleItemType();
  Scope scope_;
};

struct Sample {
  std::string_view text;
  std::string_view value;
  int64_t steps;  // Part of what an engine version promises.
};

constexpr Sample kSamples[] = {
    {"xs[s = \"even\"].n", "[0, null]", 27},
    {"xs[item.s != \"even\"].n", "[1, null, 3, 5]", 29},
    {"xs[n = null].s", "[null, \"even\"]", 21},
    {"xs[item.n != null].m3", "[0, 100, 300, 500]", 29},
    {"xs[n > limit].n", "null 6 `>` has a null operand", 10},
    {"xs[item.n >= limit + 1].n", "null 11 `>=` has a null operand", 19},
    {"xs[d < day].n", "null 6 `<` has a null operand", 13},
    {"xs[item.d <= day - @\"P1Y\"].n", "null 11 `<=` has a null operand", 19},
    {"xs[item.d > day + @\"P1Y\" * 2].n", "null 11 `>` has a null operand", 25},
    {"xs[b].n", "[0, 1]", 15},
    {"xs[not(b)].n", "[null, 5]", 33},
    {"xs[b = true and n < 1].n", "[0]", 50},
    {"xs[b or s = \"odd\"].n", "[0, 1, 3, 5]", 45},
    {"xs[n between limit - 1 and limit + 1].n",
     "null 6 `>=` has a null operand", 25},
    {"xs[m19 = 300][1].s", "\"odd\"", 25},
    {"xs[7]", "null 3 there is no item 7 in a list of 6", 1},
    {"xs[-1].n", "5", 1},
    {"none[n > limit / 0]", "[]", 1},
    {"none.n", "[]", 1},
    {"xs[false and n > limit / 0]", "[]", 43},
    {"xs[n > limit / 0]", "null 14 division by zero", 6},
    {"xs[true or n > limit / 0].m1", "[0, 100, null, 300, 400, 500]", 49},
    {"for x in xs return x.n", "[0, 1, null, 3, null, 5]", 13},
    {"for x in xs return x.m5 + limit * 10", "[20, 120, null, 320, 420, 520]",
     37},
    {"for x in xs return if x.n = null then limit / 0 else x.n",
     "[0, 1, null, 3, null, 5]", 61},
    {"for x in none return x.n / 0", "[]", 1},
    {"for x in xs, y in xs[item.n != null] return x.n = y.n",
     "[true, false, false, false, false, true, false, false, false, false, "
     "false, false, false, false, true, false, null, null, null, null, false, "
     "false, false, true]",
     265},
    {"for x in xs return for y in xs return if x.s = y.s then day.year - limit "
     "else x.n",
     "[[2022, 0, 0, 0, 2022, 0], [1, 2022, 1, 2022, 1, 2022], [null, null, "
     "2022, null, null, null], [3, 2022, 3, 2022, 3, 2022], [2022, null, null, "
     "null, 2022, null], [5, 2022, 5, 2022, 5, 2022]]",
     517},
    {"for x in xs return {year: day.year - 1, kept: year - limit, other: "
     "x.n}.kept",
     "[2021, 2021, 2021, 2021, 2021, 2021]", 67},
    {"for x in xs return count(partial) + limit * 2", "[4, 5, 6, 7, 8, 9]", 49},
    {"for i in 1..3 return i * (limit - 1)", "[1, 2, 3]", 16},
    {"some x in xs satisfies x.n = limit + 3", "true", 37},
    {"every x in xs satisfies x.n != limit * 100", "null 0 n is not known", 37},
    {"some x in xs, y in xs satisfies x.n + y.n = limit * 5 - 1",
     "null 0 n is not known", 397},
    {"every x in xs satisfies x.b", "false", 11},
    {"(for x in xs return function(y: number) y * limit + x.m1)[2](5)", "110",
     49},
    {"count(xs[d.year > day.year - limit])",
     "null 11 this null has no member `year`", 26},
    {"max(xs[n != null].n)", "5", 24},
    {"min(xs.d)", "null 1 min(): an item is null", 8},
    {"max(xs.n)", "null 0 n is not known", 8},
    {"sum(xs[n != null].m2)", "900", 24},
    {"sum(xs.m2)", "null 1 sum(): an item is null", 8},
    {"mean(xs[s = \"odd\"].n)", "3", 29},
    {"sum([1, 2.50, -3])", "0.5", 1},
    {"sum(1, limit, xs[1].n)", "3", 2},
    {"max([1, \"a\"])", "null 1 max(): the items are of different kinds", 2},
    {"min([])", "null 1 min(): the list is empty", 2},
    {"min([@\"P1Y\", @\"P2Y\"])", "@\"P1Y\"", 1},
    {"list contains(xs.s, \"odd\")", "true", 8},
    {"list contains(xs.n, 77)", "null 0 n is not known", 8},
    {"list contains(xs.m1, 100)", "true", 8},
    {"xs[1].n in [0, 5]", "true", 3},
    {"xs[2].n in (< limit, > limit + 7)", "true", 1},
    {"limit in xs[s = \"even\"].n", "null 0 n is not known", 29},
    {"append(xs.n, limit)", "[0, 1, null, 3, null, 5, 2]", 8},
    {"substring(\"foobar\", limit)", "\"oobar\"", 2},
    {"1.0 = 1.00", "true", 1},
    {"-0 = 0", "true", 1},
    {"limit = xs[3].n", "false", 1},
    {"null = null", "true", 1},
    {"null != xs[5].n", "false", 1},
    {"xs[5].n = xs[5].n", "null 0 n is not known", 1},
    {"xs[5].n = limit / 0", "null 17 division by zero", 1},
    {"null = limit / 0", "true", 1},
    {"null < 1", "null 6 `<` has a null operand", 1},
    {"\"a\" < \"b\"", "true", 1},
    {"xs[1] = xs[1]", "true", 25},
};

TEST(Operand, MakesNoDifferenceToValuesReasonsAndSteps) {
  const Samples rows;
  for (const Sample& sample : kSamples) {
    SCOPED_TRACE(sample.text);
    for (const SampleItems items :
         {SampleItems::kContexts, SampleItems::kRecords}) {
      const Samples::Result result = rows.Evaluate(sample.text, items);
      EXPECT_EQ(result.text, sample.value);
      EXPECT_EQ(result.steps, sample.steps);
      EXPECT_EQ(rows.Steps(sample.text, items), sample.steps);
    }
  }
}

TEST(Operand, IsFoundByItsNameInARecordOfAnotherType) {
  const Samples rows;
  for (const Sample& sample : kSamples) {
    EXPECT_EQ(
        rows.Evaluate(sample.text, SampleItems::kRecordsOfAnotherType).text,
        sample.value)
        << sample.text;
  }
}

TEST(Operand, MeansTheSameWhereATraceListens) {
  const Samples rows;
  for (const Sample& sample : kSamples) {
    SCOPED_TRACE(sample.text);
    Silent silent;
    EXPECT_EQ(
        rows.Evaluate(sample.text, SampleItems::kRecords, {}, &silent).text,
        sample.value);
    EXPECT_EQ(rows.Steps(sample.text, SampleItems::kRecords, &silent),
              sample.steps);
  }
}

}  // namespace
}  // namespace techflow::feel
