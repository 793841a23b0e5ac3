// Texts of the strict dialect and what they become, evaluated side by side: the
// one with reasons for its nulls, the other with bare nulls.

#include "rating/package/dmn_export_feel.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/feel/value_text.h"
#include "tests/rating/feel/harness.h"
#include "tests/rating/feel/metamorphic/random_expressions.h"
#include "tests/rating/feel/reference/conversion.h"
#include "tests/rating/feel/reference/random_tree.h"
#include "tests/rating/feel/reference/tree_text.h"
#include "tests/rating/package/plain_value.h"

namespace techflow::package {
namespace {

using feel::Dialect;
using feel::Value;
using feel::ValueKind;
using feel::reference::Tree;
using Form = Tree::Form;
using testing::HasSubstr;

// Some of what the value is made of is not known.
Value WithHoles(const Value& value, std::mt19937& random, feel::Arena& arena) {
  if (random() % 5 == 0) return Value::Missing(arena, "it is not known");
  if (value.is(ValueKind::kList)) {
    const auto items = arena.NewArray<Value>(value.list().size());
    for (size_t i = 0; i < items.size(); ++i) {
      items[i] = WithHoles(value.list()[i], random, arena);
    }
    return Value::List(items);
  }
  if (value.is(ValueKind::kContext)) {
    const auto old = value.context().entries();
    const auto entries = arena.NewArray<feel::ContextEntry>(old.size());
    for (size_t i = 0; i < entries.size(); ++i) {
      entries[i] = {old[i].name, WithHoles(old[i].value, random, arena)};
    }
    return Value::OfContext(entries);
  }
  return value;
}

// Where an error is in the result, the rating fails, and the export promises
// nothing.
bool HasError(const Value& value) {
  if (value.is(ValueKind::kList)) {
    return std::any_of(value.list().begin(), value.list().end(), HasError);
  }
  if (value.is(ValueKind::kContext)) {
    const auto entries = value.context().entries();
    return std::any_of(
        entries.begin(), entries.end(),
        [](const feel::ContextEntry& entry) { return HasError(entry.value); });
  }
  return value.is_error();
}

// What may be an error although all evidence is known.
bool MayFail(const Tree& tree) {
  constexpr const char* kSafe[] = {"count", "not", "list contains", "string"};
  const bool is_null =
      (tree.form == Form::kConstant && tree.constant.IsNull()) ||
      (tree.form == Form::kName && tree.word == "gap");
  const bool is_risky =
      tree.form == Form::kPosition || tree.form == Form::kCall ||
      tree.form == Form::kIteration || tree.form == Form::kNegation ||
      (tree.form == Form::kOperator && tree.word != "and" &&
       tree.word != "or" && tree.word != "=" && tree.word != "!=") ||
      (tree.form == Form::kBuiltin &&
       std::none_of(std::begin(kSafe), std::end(kSafe),
                    [&](const char* name) { return tree.word == name; }));
  return is_null || is_risky ||
         std::any_of(tree.parts.begin(), tree.parts.end(), MayFail);
}

// Equality, what rests on it and calls take an error for a null as any other,
// and go on. Such a rule is wrong, and what becomes of it is not promised.
bool MaySwallowAnError(const Tree& tree) {
  constexpr const char* kFunctions[] = {
      "is defined",      "string join", "list contains", "index of",
      "distinct values", "union",       "list replace",  "string",
      "append",          "count",       "remove"};
  const bool is_equality =
      tree.form == Form::kIn || tree.form == Form::kInstanceOf ||
      tree.form == Form::kCall ||
      (tree.form == Form::kOperator &&
       (tree.word == "=" || tree.word == "!=")) ||
      (tree.form == Form::kBuiltin &&
       std::any_of(std::begin(kFunctions), std::end(kFunctions),
                   [&](const char* name) { return tree.word == name; }));
  return (is_equality &&
          std::any_of(tree.parts.begin(), tree.parts.end(), MayFail)) ||
         std::any_of(tree.parts.begin(), tree.parts.end(), MaySwallowAnError);
}

FeelExport ExportWith(const feel::Scope& scope,
                      feel::Diagnostics& diagnostics) {
  FeelExport exporting(diagnostics);
  for (const feel::Scope::Name& name : scope.names()) {
    const bool is_written = name.name == "gap";
    exporting.SetNulls(name.name, {{.missing = !is_written,
                                    .written = is_written,
                                    .missing_inside = !is_written},
                                   ""});
  }
  return exporting;
}

// Holds a text against its export for some companies, the first of which has no
// holes.
struct Comparison {
  const feel::reference::Context globals = feel::reference::RandomGlobals();
  const feel::Scope scope = feel::metamorphic::ScopeOf(globals);
  int compared = 0;
  int changed = 0;

  void Compare(const std::string& text, std::mt19937& random) {
    if (!feel::Trial(text, scope, Dialect::kStrict).compiled()) return;
    feel::Diagnostics diagnostics;
    FeelExport exporting = ExportWith(scope, diagnostics);
    const auto value = exporting.Expression(text, feel::SourceOrigin(), scope,
                                            FeelUse::kValue);
    // What cannot be exported is refused.
    if (!value.has_value()) return;
    const auto truth = exporting.Expression(text, feel::SourceOrigin(), scope,
                                            FeelUse::kTruth);
    ASSERT_TRUE(truth.has_value()) << text;
    if (value->text.text != text) ++changed;
    constexpr int kCompanies = 5;
    for (int i = 0; i < kCompanies; ++i) {
      CompareOnce(text, value->text.text, truth->text.text, i > 0, random);
    }
  }

  void CompareOnce(const std::string& text, const std::string& value,
                   const std::string& truth, bool with_holes,
                   std::mt19937& random) {
    feel::Trial strict(text, scope, Dialect::kStrict);
    feel::Trial plain(value, scope, Dialect::kConformance);
    feel::Trial asked(truth, scope, Dialect::kConformance);
    feel::Arena arena;
    for (const feel::reference::Entry& entry : globals.entries) {
      const Value whole = feel::reference::ToEngine(entry.value, arena);
      const Value given = with_holes && !whole.is_null()
                              ? WithHoles(whole, random, arena)
                              : whole;
      strict.Set(entry.key, given);
      plain.Set(entry.key, PlainValue(given, arena));
      asked.Set(entry.key, PlainValue(given, arena));
    }
    const Value expected = strict.Evaluate();
    if (HasError(expected)) return;
    ++compared;
    EXPECT_EQ(ToText(plain.Evaluate()), ToText(expected)) << text << "\n"
                                                          << value;
    EXPECT_EQ(asked.Evaluate().is_true(), expected.is_true()) << text << "\n"
                                                              << truth;
  }
};

TEST(DmnExportFeel, MeansTheSameForBareNulls) {
  constexpr unsigned kExpressions = 20'000;
  constexpr unsigned kDepths = 4;
  Comparison comparison;
  for (unsigned seed = 0; seed < kExpressions && !HasFailure(); ++seed) {
    std::mt19937 random(seed);
    const Tree tree = feel::reference::RandomTree(random).Generate(
        2 + static_cast<int>(seed % kDepths));
    if (!MaySwallowAnError(tree)) comparison.Compare(Text(tree), random);
  }
  // Else the comparison would say little.
  EXPECT_GT(comparison.compared, 20'000);
  EXPECT_GT(comparison.changed, 1'000);
}

// What a text becomes, over names that may be missing, and `latest`, which may
// be null for two reasons.
std::string Exported(const std::string& text, FeelUse use = FeelUse::kValue) {
  feel::Scope scope;
  scope.Add("number", feel::TypeKind::kNumber);
  scope.Add("other", feel::TypeKind::kNumber);
  scope.Add("numbers", feel::Type::List(feel::TypeKind::kNumber));
  scope.Add("latest", feel::TypeKind::kNumber);
  feel::Diagnostics diagnostics;
  FeelExport exporting(diagnostics);
  for (const char* name : {"number", "other", "numbers"}) {
    exporting.SetNulls(name, {{.missing = true, .missing_inside = true}, ""});
  }
  exporting.SetNulls("latest", {{.missing = true, .written = true}, ""});
  const auto exported =
      exporting.Expression(text, {"rules.dmn", 7, 3}, scope, use);
  return exported ? exported->text.text : diagnostics.ToString();
}

TEST(DmnExportFeel, LeavesAConditionOpenThatIsMissing) {
  EXPECT_EQ(Exported("if number > 5 then 1 else 2"),
            "if number = null then null else if number > 5 then 1 else 2");
}

TEST(DmnExportFeel, AsksNoConditionTwiceThatIsKnown) {
  EXPECT_EQ(Exported("if number != null then number else 0"),
            "if number != null then number else 0");
}

TEST(DmnExportFeel, GuardsEqualityWhereNullWouldBeEqual) {
  EXPECT_EQ(Exported("number = other"),
            "if number = null or other = null then null else number = other");
  EXPECT_EQ(Exported("number != 5", FeelUse::kTruth),
            "number != null and number != 5");
  EXPECT_EQ(Exported("number = 5", FeelUse::kTruth), "number = 5");
  EXPECT_EQ(Exported("number = other", FeelUse::kTruth),
            "other != null and number = other");
}

TEST(DmnExportFeel, FiltersNoListThatIsNull) {
  EXPECT_EQ(Exported("numbers[item > 5]"),
            "if numbers = null then null else numbers[item > 5]");
}

TEST(DmnExportFeel, AvoidsNamesThatBeginWithAKeyword) {
  EXPECT_EQ(Exported("{in force: 5}.in force"),
            "(if {\"in force\": 5} = null then null else get value({\"in "
            "force\": 5}, \"in force\"))");
  EXPECT_EQ(PortableName("in house share"), "the in house share");
  EXPECT_EQ(PortableName("interest"), "interest");
}

TEST(DmnExportFeel, TellsTheNullOfAnEmptyListFromAMissingOne) {
  EXPECT_EQ(Exported("if max(numbers) = 0 then 1 else 2"),
            "if (if numbers = null then true else list contains(numbers, null))"
            " then null else if (if numbers = null then null else if "
            "count(numbers) = 0 or list contains(numbers, null) then null else "
            "max(numbers)) = 0 then 1 else 2");
}

TEST(DmnExportFeel, RefusesWhatCannotBeToldApart) {
  EXPECT_THAT(Exported("if latest = 0 then 1 else 2"),
              HasSubstr("rules.dmn:7:6: error: `latest` may be null because "
                        "evidence is missing or because there is nothing"));
}

TEST(DmnExportFeel, AcceptsWhatIsTestedForNull) {
  EXPECT_EQ(Exported("if latest = null then 0 else latest * 2"),
            "if latest = null then 0 else latest * 2");
}

}  // namespace
}  // namespace techflow::package
