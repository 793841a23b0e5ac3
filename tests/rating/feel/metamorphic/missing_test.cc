// What a rule says although some evidence is missing, it says whatever that
// evidence turns out to be.

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

#include "gtest/gtest.h"
#include "tests/rating/feel/harness.h"
#include "tests/rating/feel/metamorphic/random_expressions.h"
#include "tests/rating/feel/reference/agreement.h"
#include "tests/rating/feel/reference/conversion.h"
#include "tests/rating/feel/reference/tree_text.h"

namespace techflow::feel::metamorphic {
namespace {

using reference::Context;
using reference::EveryBit;
using reference::List;
using reference::Messages;
using reference::Tree;
using Form = Tree::Form;

// Some values for each of some names.
std::map<std::string, std::vector<reference::Value>> Alternatives() {
  const auto number = [](int64_t n) { return reference::Number(n); };
  const auto text = [](const char* t) {
    return reference::Value{std::string(t)};
  };
  return {
      {"n", {number(0), number(1), number(2), number(100)}},
      {"rd spend", {number(0), number(3), number(1'000)}},
      {"t", {text(""), text("a"), text("b"), text("Ab c")}},
      {"flag", {reference::Boolean(true), reference::Boolean(false)}},
      {"numbers", {{List{}}, {List{number(1)}}, {List{number(5), number(0)}}}},
  };
}

// What asks whether something is known, and what takes a null for a value as
// DMN says: filters leave out what they cannot tell, and functions on lists
// compare nulls.
bool LooksAtNulls(const Tree& tree) {
  constexpr const char* kFunctions[] = {"is defined", "list contains",
                                        "index of",   "distinct values",
                                        "union",      "string"};
  const bool is_such_function =
      tree.form == Form::kBuiltin &&
      std::any_of(std::begin(kFunctions), std::end(kFunctions),
                  [&tree](const char* name) { return tree.word == name; });
  const bool is_null =
      (tree.form == Form::kConstant && tree.constant.IsNull()) ||
      (tree.form == Form::kName && tree.word == "gap");
  return is_such_function || is_null || tree.form == Form::kFilter ||
         tree.form == Form::kInstanceOf ||
         (tree.form == Form::kPosition &&
          tree.parts[1].form != Form::kConstant) ||
         std::any_of(tree.parts.begin(), tree.parts.end(), LooksAtNulls);
}

bool HasNull(const feel::Value& value) {
  if (value.is(ValueKind::kList)) {
    return std::any_of(value.list().begin(), value.list().end(), HasNull);
  }
  if (value.is(ValueKind::kRange)) {
    return HasNull(value.range().low) || HasNull(value.range().high);
  }
  if (!value.is(ValueKind::kContext)) return value.is_null();
  const auto entries = value.context().entries();
  return std::any_of(
      entries.begin(), entries.end(),
      [](const ContextEntry& entry) { return HasNull(entry.value); });
}

// The value of a text where one name has another value than usual, or is
// missing; empty where it has a null anywhere.
std::string KnownValue(const std::string& text, const std::string& name,
                       const reference::Value* value) {
  const Context globals = reference::RandomGlobals();
  Trial trial(text, ScopeOf(globals), Dialect::kStrict);
  if (!trial.compiled()) return "";
  Arena arena;
  for (const reference::Entry& entry : globals.entries) {
    if (entry.key != name) {
      trial.Set(entry.key, reference::ToEngine(entry.value, arena));
    } else if (value != nullptr) {
      trial.Set(entry.key, reference::ToEngine(*value, arena));
    } else {
      trial.Set(entry.key, feel::Value::Missing(arena, "it is not known"));
    }
  }
  const feel::Value result = trial.Evaluate();
  return HasNull(result) ? "" : EveryBit(result, Messages::kLeftOut);
}

TEST(MissingEvidence, ChangesNothingThatIsKnownWithoutIt) {
  const auto alternatives = Alternatives();
  int known = 0;
  ForEachRandomExpression([&](const Tree& tree, std::mt19937&) {
    if (LooksAtNulls(tree)) return;
    const std::string text = Text(tree);
    for (const auto& [name, values] : alternatives) {
      if (!reference::Mentions(tree, name)) continue;
      const std::string without = KnownValue(text, name, nullptr);
      if (without.empty()) continue;
      ++known;
      for (const reference::Value& value : values) {
        const std::string with = KnownValue(text, name, &value);
        // With some values a rule may be wrong.
        if (with.empty()) continue;
        EXPECT_EQ(with, without)
            << text << " where " << name << " is " << Text(value);
      }
    }
  });
  EXPECT_GT(known, 200);
}

}  // namespace
}  // namespace techflow::feel::metamorphic
