#include "rating/feel/rows.h"

#include <fmt/format.h>

#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rating/feel/value_builder.h"
#include "rating/feel/value_text.h"
#include "tests/rating/feel/harness.h"
#include "tests/rating/feel/sample_items.h"

namespace techflow::feel {
namespace {

struct Result {
  std::string text;
  int64_t steps;
  bool operator==(const Result&) const = default;
};

void PrintTo(const Result& result, std::ostream* stream) {
  *stream << result.text << " in " << result.steps << " steps";
}

// Filters of the sample items.
class RowsTest : public ::testing::Test {
 protected:
  RowsTest() {
    scope_.Add("xs", Type::List(type_));
    scope_.Add("limit", TypeKind::kNumber);
    scope_.Add("day", TypeKind::kDate);
    scope_.Add("text", TypeKind::kString);
    scope_.Add("unknown", TypeKind::kNumber);
  }

  // Where the items are contexts there are no rows to answer for.
  Result Evaluate(const std::string& text, SampleItems items,
                  Dialect dialect = Dialect::kStrict) const {
    Trial trial(text, scope_, dialect);
    if (!trial.compiled()) return {trial.diagnostics.ToString(), -1};
    Arena& arena = trial.evaluation().arena();
    trial.Set("xs", MakeSampleItems(items, type_, arena));
    trial.Set("limit", Value::Number(2));
    trial.Set("day", Value::OfDate({2024, 2, 29}));
    trial.Set("text", Value::String(kLongText));
    trial.Set("unknown", Value::Missing(arena, "it is not known"));
    const Value value = trial.Evaluate();
    std::string shown = ToText(value);
    if (value.is_null()) {
      const NullReason& reason = value.reason();
      shown += fmt::format(" {} {}", reason.place.column, reason.message);
    }
    EXPECT_TRUE(trial.evaluation().ok());
    return {std::move(shown),
            EvaluationLimits().steps - trial.evaluation().steps_left()};
  }

  void ExpectSame(const std::string& text) const {
    for (const Dialect dialect : {Dialect::kStrict, Dialect::kConformance}) {
      EXPECT_EQ(Evaluate(text, SampleItems::kRecords, dialect),
                Evaluate(text, SampleItems::kContexts, dialect))
          << text;
    }
  }

  // Compared with more than one step's worth of text.
  static constexpr char kLongText[] =
      "a text that is longer than sixty-four bytes, so that comparing it "
      "counts";

  Type type_ = SampleItemType();
  Scope scope_;
};

// Conditions of comparisons that can be answered and of some that cannot.
class RandomConditions {
 public:
  std::string Next(int depth = 3) {
    if (depth == 0 || Below(3) == 0) return Comparison();
    const std::string sign = Below(2) == 0 ? "and" : "or";
    return fmt::format("({} {} {})", Next(depth - 1), sign, Next(depth - 1));
  }

 private:
  size_t Below(size_t count) { return random_() % count; }
  std::string OneOf(const std::vector<std::string>& texts) {
    return texts[Below(texts.size())];
  }

  std::string Comparison() {
    static const std::vector<std::string> kSigns = {"=",  "!=", "<",
                                                    "<=", ">",  ">="};
    static const std::vector<std::string> kEqual = {"=", "!="};
    switch (Below(6)) {
      case 0:
        return fmt::format("item.{} {} {}", OneOf({"n", "m3", "m19", "d.year"}),
                           OneOf(kSigns),
                           OneOf({"2", "limit", "limit + 1", "100 * limit",
                                  "item.n", "item.m3", "unknown", "limit / 0",
                                  "day.year", "2022", "xs.n"}));
      case 1:
        return fmt::format("item.d {} {}", OneOf(kSigns),
                           OneOf({"day", "day - @\"P1Y\"", "@\"2022-02-28\"",
                                  "day + limit * @\"P1Y\"", "item.d"}));
      case 2:
        return fmt::format("item.s {} {}", OneOf(kEqual),
                           OneOf({"\"even\"", "text", "text + \"!\"", "item.s",
                                  "substring(text, 3)"}));
      case 3:
        return fmt::format("item.{} {} null", OneOf({"n", "s", "d", "b"}),
                           OneOf(kEqual));
      case 4:
        return OneOf({"item.b", "b", "item.b = true", "true", "item.b != false",
                      "n > limit", "s = \"odd\""});
      default:
        return OneOf({"not(item.b)", "item.n in [0..limit]",
                      "list contains([0, limit], item.n)",
                      "(if item.b then true else item.n > 4)",
                      "limit between item.n and item.m1"});
    }
  }

  std::mt19937 random_{20261126};
};

TEST_F(RowsTest, GiveTheValuesReasonsAndStepsOfItemByItem) {
  RandomConditions conditions;
  for (int i = 0; i < 3'000; ++i) {
    const std::string condition = conditions.Next();
    ExpectSame(fmt::format("xs[{}].m1", condition));
    // Of a part of a table too.
    ExpectSame(fmt::format("xs[item.m1 != 100][{}].m1", condition));
    ASSERT_FALSE(HasFailure());
  }
}

// Texts of two columns, `a` and `b`.
class Texts final : public RecordTable {
 public:
  Texts(const Type& type, std::span<const std::string> texts, Arena& arena)
      : RecordTable(type.members(), texts.size() / 2, arena), texts_(texts) {}

 private:
  void Read(size_t index, size_t first, std::span<Value> values,
            ColumnKeys&) const override {
    for (size_t i = 0; i < values.size(); ++i) {
      values[i] = Value::String(texts_[2 * (first + i) + index]);
    }
  }

  std::span<const std::string> texts_;
};

TEST(Rows, TellTextsApartByAllTheirBytesAndCountThem) {
  const std::string long_text(100, 'x');
  const std::string other_long_text(100, 'y');
  const std::vector<std::string> texts = {
      "ab", "cd", "cd", "cd", "ab",      "ab", long_text,       long_text,
      "xy", "",   "",   "cd", long_text, "ab", other_long_text, long_text};
  const Type type =
      Type::Context({{"a", TypeKind::kString}, {"b", TypeKind::kString}});
  Scope scope;
  scope.Add("xs", Type::List(type));
  scope.Add("text", TypeKind::kString);
  const auto evaluate = [&](std::string_view expression, bool is_table) {
    Trial trial(expression, scope, Dialect::kStrict);
    Arena& arena = trial.evaluation().arena();
    const auto* table = arena.New<Texts>(type, texts, arena);
    ListBuilder contexts(arena);
    for (const Value& record : table->records()) {
      contexts.Add(Value::OfContext(record.context().entries()));
    }
    trial.Set("xs",
              is_table ? Value::List(table->records()) : contexts.Build());
    trial.Set("text", Value::String(long_text));
    const std::string shown = ToText(trial.Evaluate());
    return Result{shown, trial.evaluation().steps_left()};
  };
  for (const char* condition :
       {"a = \"cd\"", "a != \"ab\"", "a = b", "a = text", "text = a",
        "a > \"b\"", "a >= text", "b = text and a = text",
        "a = \"ab\" or a = text"}) {
    const std::string expression = fmt::format("xs[{}].b", condition);
    EXPECT_EQ(evaluate(expression, true), evaluate(expression, false))
        << condition;
  }
  EXPECT_EQ(evaluate("xs[a = \"cd\"].b", true).text, "[\"cd\"]");
}

TEST(Rows, MayLieFarApart) {
  std::vector<std::string> texts;
  for (int row = 0; row < 100; ++row) {
    texts.push_back(row % 50 == 0 ? "rare" : "often");
    texts.push_back(fmt::format("{}", row));
  }
  const Type type =
      Type::Context({{"a", TypeKind::kString}, {"b", TypeKind::kString}});
  Scope scope;
  scope.Add("xs", Type::List(type));
  Trial trial("xs[a = \"rare\"][b != \"0\"].b", scope, Dialect::kStrict);
  Arena& arena = trial.evaluation().arena();
  trial.Set("xs", Value::List(arena.New<Texts>(type, texts, arena)->records()));
  EXPECT_EQ(ToText(trial.Evaluate()), "[\"50\"]");
}

// A column whose values are not what its type says.
class Numbers final : public RecordTable {
 public:
  Numbers(const Type& type, Arena& arena)
      : RecordTable(type.members(), 2, arena) {}

 private:
  void Read(size_t, size_t, std::span<Value> values,
            ColumnKeys&) const override {
    for (Value& value : values) value = Value::Number(1);
  }
};

TEST(Rows, RefuseAConditionThatIsNoBoolean) {
  const Type type = Type::Context({Member{"b", TypeKind::kBoolean}});
  Scope scope;
  scope.Add("xs", Type::List(type));
  Trial trial("xs[item.b]", scope, Dialect::kStrict);
  Arena& arena = trial.evaluation().arena();
  trial.Set("xs", Value::List(arena.New<Numbers>(type, arena)->records()));
  const Value value = trial.Evaluate();
  ASSERT_TRUE(value.is_error());
  EXPECT_EQ(value.reason().message,
            "a filter asks for a boolean or a number, not a number");
}

TEST_F(RowsTest, MayBeMixedWithOtherItems) {
  ExpectSame("append(xs, {n: 7, s: \"odd\"})[item.s = \"odd\"].n");
  ExpectSame("append(xs, 5)[item.s = \"odd\"].n");
  ExpectSame("xs[1][item.n = 0].m1");
  ExpectSame("concatenate(xs, xs)[item.d > day].n");
}

TEST_F(RowsTest, TakeAPieceOfATableForWhatItIs) {
  ExpectSame("sublist(xs, 2, 3).m1");
  ExpectSame("sublist(xs, 2).m1");
  ExpectSame("xs[item.m1 >= 300].m1");
  ExpectSame("reverse(xs).m1");
  ExpectSame("insert before(xs, 2, xs[1]).m1");
}

TEST_F(RowsTest, LeaveAnErrorToTheFirstItemThatMakesIt) {
  ExpectSame("xs[item.m1 > limit / 0].m1");
  ExpectSame("xs[item.n = 0 or item.m1 > limit / 0].m1");
  EXPECT_EQ(Evaluate("xs[item.m1 > limit / 0]", SampleItems::kRecords).text,
            "null 20 division by zero");
}

TEST_F(RowsTest, KeepWhatTheyCompareWithForEachLoopAnew) {
  ExpectSame("for x in xs return count(xs[item.m1 > x.m1])");
  ExpectSame("for x in xs return xs[item.d > x.d - @\"P1Y\"].m1");
  ExpectSame("for i in 0..3 return count(xs[item.m1 = 100 * i])");
}

}  // namespace
}  // namespace techflow::feel
