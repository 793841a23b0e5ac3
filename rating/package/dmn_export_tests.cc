#include <fmt/format.h>

#include <algorithm>

#include "rating/package/dmn_export_writer.h"

// Unary tests: behind `in` and in the cells of tables.
namespace techflow::package {
namespace {

using enum FeelStrength;
using feel::ComparisonOperator;
using feel::Test;

// `= x`, `!= x` or a value that is not certainly a range.
bool AsksEquality(const Test& test) {
  if (test.kind == Test::Kind::kComparison) {
    return test.sign == ComparisonOperator::kEqual ||
           test.sign == ComparisonOperator::kNotEqual;
  }
  return test.kind == Test::Kind::kValue &&
         !test.operand->type.is(feel::TypeKind::kRange);
}

bool IsDifference(const Test& test) {
  return test.kind == Test::Kind::kComparison &&
         test.sign == ComparisonOperator::kNotEqual;
}

bool IsCondition(const Test& test) {
  return test.kind == Test::Kind::kCondition;
}

}  // namespace

// The tests, comma by comma. Refuses tests that the standard's dialect answers
// another way for operands that are null; inputs are up to the caller.
std::string FeelWriter::WriteTests(const std::vector<Test>& tests) {
  std::string text;
  for (const Test& test : tests) {
    if (!text.empty()) text += ", ";
    const FeelText operand = Write(*test.operand, FeelUse::kValue);
    if (test.kind == Test::Kind::kComparison) {
      text += std::string(feel::OperatorText(test.sign)) + " " +
              operand.Within(kSum);
    } else {
      text += operand.Within(kOr);
    }
    const bool is_open = operand.nulls.any() || operand.nulls.missing_inside ||
                         operand.nulls.written_inside;
    if (AsksEquality(test) && !IsNullLiteral(*test.operand) && is_open) {
      Refuse(test.operand->place,
             fmt::format("`{}` may be null, and a test for equality with null "
                         "is another thing in a plain DMN file; expected a "
                         "condition that says what is meant",
                         operand.text));
    }
  }
  return text;
}

FeelText FeelWriter::WriteIn(const feel::In& in, FeelUse use) {
  const FeelText value = Write(*in.value, FeelUse::kValue);
  LocalAt(level_, in.input_local) = {value.nulls, ""};
  const std::string tests = WriteTests(in.tests);
  const bool is_single =
      in.tests.size() == 1 && in.tests[0].kind == Test::Kind::kValue &&
      (in.tests[0].operand->type.is(feel::TypeKind::kRange) ||
       in.tests[0].operand->type.is(feel::TypeKind::kList));
  // Some engines read on behind the tests, so it binds as little as can be.
  FeelText text{
      value.Within(kSum) + " in " + (is_single ? tests : "(" + tests + ")"),
      kWithoutEnd,
      {}};
  const bool asks_for_null = std::any_of(
      in.tests.begin(), in.tests.end(),
      [](const Test& test) { return IsNullLiteral(*test.operand); });
  text.nulls.missing = value.nulls.missing && !asks_for_null;
  for (const Test& test : in.tests) {
    const NullKinds operand = Write(*test.operand, FeelUse::kValue).nulls;
    text.nulls.missing =
        text.nulls.missing || operand.missing || operand.missing_inside;
    if (IsCondition(test)) text.nulls.written |= operand.written;
  }
  const bool is_different =
      std::any_of(in.tests.begin(), in.tests.end(),
                  use == FeelUse::kTruth ? IsDifference : AsksEquality);
  if (!value.nulls.missing || asks_for_null || !is_different) return text;
  const auto unknown = UnknownOf(*in.value, value);
  text.text = fmt::format("if {} then null else {}", unknown.value_or("false"),
                          text.text);
  text.strength = kWithoutEnd;
  return text;
}

FeelWriter::Cell FeelWriter::WriteCell(const feel::TestsSyntax& cell,
                                       const NullKinds& input) {
  if (cell.is_any) return {"-", false, true};
  LocalAt(level_, cell.input_local) = {input, ""};
  Cell written;
  const bool asks_for_null = std::any_of(
      cell.tests.begin(), cell.tests.end(),
      [](const Test& test) { return IsNullLiteral(*test.operand); });
  written.may_be_unknown = input.missing && !asks_for_null;
  bool is_difference = cell.is_negated;
  written.is_plain = !cell.is_negated;
  for (const Test& test : cell.tests) {
    const NullKinds operand = Write(*test.operand, FeelUse::kValue).nulls;
    written.may_be_unknown =
        written.may_be_unknown || operand.missing || operand.missing_inside;
    is_difference = is_difference || IsDifference(test);
    written.is_plain =
        written.is_plain && test.operand->is_constant && !IsCondition(test);
  }
  written.text = WriteTests(cell.tests);
  // `not("a")` and `!= "a"` hold for null in the standard's dialect.
  const bool is_guarded = is_difference && input.missing && !asks_for_null;
  if (is_guarded && input.written) {
    Refuse(cell.tests.front().operand->place,
           "the input may be null because evidence is missing or because there "
           "is nothing, which a plain DMN file cannot tell apart");
  }
  if (cell.is_negated) {
    written.text =
        fmt::format("not({}{})", is_guarded ? "null, " : "", written.text);
  } else if (is_guarded) {
    written.text = fmt::format("? != null and ? in ({})", written.text);
  }
  return written;
}

std::string FeelWriter::WriteTestsOf(const feel::TestsSyntax& cell,
                                     const FeelText& input) {
  if (cell.is_any) return "true";
  LocalAt(level_, cell.input_local) = {input.nulls, ""};
  const std::string tests = WriteTests(cell.tests);
  const bool asks_for_null = std::any_of(
      cell.tests.begin(), cell.tests.end(),
      [](const Test& test) { return IsNullLiteral(*test.operand); });
  std::string text = fmt::format("{} in ({})", input.Within(kSum), tests);
  if (cell.is_negated) text = fmt::format("not({})", text);
  if (!input.nulls.missing || asks_for_null) return text;
  if (input.nulls.written) {
    Refuse(cell.tests.front().operand->place,
           "the input may be null because evidence is missing or because there "
           "is nothing, which a plain DMN file cannot tell apart");
  }
  return fmt::format("(if {} = null then null else {})", input.Within(kSum),
                     text);
}

}  // namespace techflow::package
