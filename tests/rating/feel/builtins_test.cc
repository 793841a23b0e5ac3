#include "rating/feel/builtins.h"

#include "gtest/gtest.h"
#include "rating/feel/value_text.h"
#include "tests/rating/feel/expect_all.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

TEST(Builtins, AreFoundByTheirKey) {
  ASSERT_NE(FindBuiltin("string length"), nullptr);
  EXPECT_EQ(FindBuiltin("string length")->name, "string length");
  EXPECT_EQ(FindBuiltin("no such thing"), nullptr);
}

TEST(Builtins, TakePositionalAndNamedArguments) {
  ExpectAll({
      {"substring(\"foobar\", 3)", "\"obar\""},
      {"substring(start position: 3, string: \"foobar\", length: 2)", "\"ob\""},
      {"substring(\"foobar\")", "null"},
      {"substring(text: \"foobar\")", "null"},
      {"floor(1.5, null)", "null"},
      {"number(\"1.5\", null, null)", "1.5"},
      {"contains([\"foobar\"], \"of\")", "false"},
  });
}

TEST(Builtins, TakeTheElementOfAListOfOneAlsoWhereSeveralKindsFit) {
  ExpectAll({
      {"abs([-2])", "2"},
      {"abs([-1, -2])", "null"},
      {"not([true])", "false"},
      {"date([\"2024-02-29\"])", "@\"2024-02-29\""},
      {"date and time([@\"2024-02-29\"], @\"10:30:00\")",
       "@\"2024-02-29T10:30:00\""},
      {"duration([\"P1D\"])", "@\"P1D\""},
      {"day of year([@\"2024-02-29\"])", "60"},
      {"years and months duration([@\"2024-02-29\"], @\"2026-11-23\")",
       "@\"P2Y8M\""},
      {"before([1], [2])", "true"},
  });
}

TEST(Builtins, RoundAndCalculateNumbers) {
  ExpectAll({
      {"decimal(2.5, 0)", "2"},
      {"decimal(1 / 3, 2)", "0.33"},
      {"floor(-1.5)", "-2"},
      {"ceiling(1.56, 1)", "1.6"},
      {"round up(-1.1, 0)", "-2"},
      {"round down(-1.9, 0)", "-1"},
      {"round half up(2.5, 0)", "3"},
      {"round half down(2.5, 0)", "2"},
      {"round up(5.5, 6176)", "5.5"},
      {"round up(5.5, 6177)", "null"},
      {"abs(-5)", "5"},
      {"abs(@\"-P1D\")", "@\"P1D\""},
      {"modulo(-12, 5)", "3"},
      {"modulo(1, 0)", "null"},
      {"sqrt(16)", "4"},
      {"sqrt(-1)", "null"},
      {"log(1)", "0"},
      {"exp(0)", "1"},
      {"even(2)", "true"},
      {"odd(2)", "false"},
  });
}

TEST(Builtins, WorkOnText) {
  ExpectAll({
      {"string(1.50)", "\"1.5\""},
      {"string(\"a\")", "\"a\""},
      {"string([1, \"a\"])", "\"[1, \\\"a\\\"]\""},
      {"number(\"1 000,5\", \" \", \",\")", "1000.5"},
      {"number(\"1,5\", \",\", \",\")", "null"},
      {"number(\"abc\")", "null"},
      {"string length(\"研发🐎\")", "3"},
      {"substring(\"研发强度\", -2, 1)", "\"强\""},
      {"substring(\"abc\", 0)", "null"},
      {"upper case(\"aé研\")", "\"AÉ研\""},
      {"lower case(\"AÉ\")", "\"aé\""},
      {"substring before(\"foobar\", \"bar\")", "\"foo\""},
      {"substring after(\"foobar\", \"x\")", "\"\""},
      {"contains(\"foobar\", \"oba\")", "true"},
      {"starts with(\"foobar\", \"fo\")", "true"},
      {"ends with(\"foobar\", \"fo\")", "false"},
      {"string join([\"a\", null, \"b\"], \"-\")", "\"a-b\""},
      {"string join([\"a\", \"b\"])", "\"ab\""},
  });
}

TEST(Builtins, TakeListsApartAndPutThemTogether) {
  ExpectAll({
      {"count([1, null])", "2"},
      {"count([])", "0"},
      {"list contains([1, null], null)", "true"},
      {"append([1], 2, 3)", "[1, 2, 3]"},
      {"append([1], null)", "[1, null]"},
      {"append(null, 1)", "null"},
      {"concatenate([1, 2], [3])", "[1, 2, 3]"},
      {"concatenate([[1], [2]])", "[[1], [2]]"},
      {"insert before([1, 3], 2, 2)", "[1, 2, 3]"},
      {"remove([1, 2, 3], -1)", "[1, 2]"},
      {"reverse([1, 2])", "[2, 1]"},
      {"index of([1, 2, 1], 1)", "[1, 3]"},
      {"union([1, 2], [2, 3])", "[1, 2, 3]"},
      {"distinct values([1, 2, 1.0])", "[1, 2]"},
      {"flatten([1, [2, [3]]])", "[1, 2, 3]"},
      {"sublist([1, 2, 3], 2)", "[2, 3]"},
      {"sublist([1, 2, 3], -2, 1)", "[2]"},
      {"sort([3, 1, 2])", "[1, 2, 3]"},
      {"sort([{a: 2}, {a: 1}], function(x, y) x.a < y.a)", "[{a: 1}, {a: 2}]"},
      {"sort([1, \"a\"])", "null"},
  });
}

TEST(Builtins, AggregateLists) {
  ExpectAll({
      {"min(3, 1, 2)", "1"},
      {"max([\"a\", \"b\"])", "\"b\""},
      {"min([])", "null"},
      {"sum([0.1, 0.2])", "0.3"},
      {"sum([1, null])", "null"},
      {"sum(@\"P1D\", @\"P2D\")", "@\"P3D\""},
      {"mean(1, 2)", "1.5"},
      {"median(3, 1, 2, 4)", "2.5"},
      {"product(2, 3)", "6"},
      {"stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931"},
      {"mode([6, 1, 9, 6, 1])", "[1, 6]"},
      {"all([true, null])", "null"},
      {"all([false, null])", "false"},
      {"any([true, null])", "true"},
      {"any([])", "false"},
  });
}

TEST(Builtins, WorkOnContexts) {
  ExpectAll({
      {"get value({a b: 1}, \"a b\")", "1"},
      {"get entries({a: 1})[1].key", "\"a\""},
      {"context put({a: 1}, \"b\", 2)", "{a: 1, b: 2}"},
      {"context put({a: {b: 1}}, [\"a\", \"b\"], 2)", "{a: {b: 2}}"},
      {"context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}"},
      {"context([{key: \"a\", value: 1}])", "{a: 1}"},
      {"is defined(null)", "false"},
  });
}

TEST(Builtins, MakeAndAskDates) {
  ExpectAll({
      {"date(2026, 11, 23)", "@\"2026-11-23\""},
      {"date(\"2026-02-29\")", "null"},
      {"date(@\"2026-11-23T10:00:00\")", "@\"2026-11-23\""},
      {"time(10, 30, 1.5, @\"PT8H\")", "@\"10:30:01.5+08:00\""},
      {"date and time(@\"2026-11-23\", @\"10:30:00\")",
       "@\"2026-11-23T10:30:00\""},
      {"date and time(\"2026-11-23T24:00:00\")", "@\"2026-11-24T00:00:00\""},
      {"duration(\"P14M\")", "@\"P1Y2M\""},
      {"years and months duration(@\"2025-01-01\", @\"2026-11-23\")",
       "@\"P1Y10M\""},
      {"day of week(@\"2026-11-23\")", "\"Monday\""},
      {"day of year(@\"2026-11-23\")", "327"},
      {"month of year(@\"2026-11-23\")", "\"November\""},
      {"week of year(@\"2026-11-23\")", "48"},
  });
}

TEST(Builtins, RelatePointsAndRanges) {
  ExpectAll({
      {"before(1, [2..3])", "true"},
      {"before([1..2], [2..3])", "false"},
      {"before([1..2), [2..3])", "true"},
      {"after(5, 2)", "true"},
      {"meets([1..2], [2..3])", "true"},
      {"overlaps([1..3], [2..4])", "true"},
      {"includes([1..3], 2)", "true"},
      {"during(1, (1..3])", "false"},
      {"starts(1, [1..3])", "true"},
      {"finished by([1..3], 3)", "true"},
      {"coincides([1..3], [1..3))", "false"},
      {"is(@\"10:30:00Z\", @\"10:30:00+00:00\")", "true"},
      {"is(@\"10:30:00\", @\"10:30:00Z\")", "false"},
  });
}

TEST(Builtins, ReadRangesFromText) {
  ExpectAll({
      {"range(\"[18..21)\")", "[18..21)"},
      {"range(\"]-1 .. 2.5]\")", "(-1..2.5]"},
      {"range(\"(..5]\") = (<=5)", "true"},
      {"range(\"[\\\"a..b\\\"..\\\"c\\\"]\")", "[\"a..b\"..\"c\"]"},
      {"range(\"[date(\\\"2026-01-01\\\")..@\\\"2026-12-31\\\"]\")",
       "[@\"2026-01-01\"..@\"2026-12-31\"]"},
      {"range(\"[2..1]\")", "null"},
      {"range(\"[..1]\")", "null"},
      {"range(\"(..)\")", "null"},
      {"range(\"[1..\\\"b\\\"]\")", "null"},
      {"range(\"[x..1]\")", "null"},
      {"range(\"[1..2] \" + \"3\")", "null"},
  });
}

TEST(Builtins, ReplaceItems) {
  ExpectAll({
      {"list replace([1, 2, 3], 2, 9)", "[1, 9, 3]"},
      {"list replace([1, 2, 3], -1.5, 9)", "[1, 2, 9]"},
      {"list replace([1, 2, 3], 4, 9)", "null"},
      {"list replace([1, 2, 3], function(item, newItem) item < newItem, 2.5)",
       "[2.5, 2.5, 3]"},
      {"list replace(list: [1, 2], match: function(a, b) a = 2, newItem: null)",
       "[1, null]"},
      {"list replace([1], function(a, b) \"x\", 2)", "null"},
      {"list replace([1], \"x\", 2)", "null"},
  });
}

TEST(Builtins, PutByKeyOrByPath) {
  ExpectAll({
      {"context put({a: 1}, \"b\", 2)", "{a: 1, b: 2}"},
      {"context put({a: {b: 1}}, [\"a\", \"b\"], 2)", "{a: {b: 2}}"},
      {"context put(context: {a: {b: 1}}, keys: [\"a\", \"b\"], value: 2)",
       "{a: {b: 2}}"},
      // A path is no key.
      {"context put(context: {a: {b: 1}}, key: [\"a\", \"b\"], value: 2)",
       "null"},
  });
}

TEST(Builtins, AreValuesThatMayBeCalledInEveryWay) {
  ExpectAll({
      {"(function(f: function<number, number>->number) f(1, 2))(sum)", "3"},
      {"(function(f: function<list<number>>->number) f([1, 2, 4]))(sum)", "7"},
      {"(function(f: function<number>->number) f(-3))(abs)", "3"},
      {"(function(f: function<number>->string) f(-3))(abs)", "null"},
      {"(function(f: function<string>->number) f(\"x\"))(sqrt)", "null"},
      {"abs instance of function<number>->number", "true"},
      {"abs instance of function<number, number>->number", "false"},
  });
}

TEST(Builtins, DoNotTakeUnknownItemsForKnownOnes) {
  Scope scope;
  scope.Add("x", Type());
  const auto evaluated = [&scope](std::string_view text) {
    Trial trial(text, scope);
    trial.Set("x", Value::Missing(trial.evaluation().arena(), "x is unknown"));
    const Value value = trial.Evaluate();
    return value.is_null() ? std::string(value.reason().message)
                           : ToText(value);
  };
  EXPECT_EQ(evaluated("list contains([x, 2], 1)"), "x is unknown");
  EXPECT_EQ(evaluated("list contains([x, 2], 2)"), "true");
  EXPECT_EQ(evaluated("index of([x, 2], 2)"), "x is unknown");
  EXPECT_EQ(evaluated("sort([2, x, 1])"), "x is unknown");
  EXPECT_EQ(evaluated("x instance of number"), "x is unknown");
}

}  // namespace
}  // namespace techflow::feel
