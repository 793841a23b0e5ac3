#include "rating/scorecard/scoring_expression.h"

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "rating/feel/evaluation.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

constexpr std::string_view kMeasure = "measure";

// The functions that read a clock. As names they hide the functions, so that
// references tell who uses them.
constexpr std::string_view kClocks[] = {"today", "now"};

// A formula over one number takes some dozen steps. Whoever needs more writes a
// rule, which has the limits of a whole rating.
constexpr int64_t kMaxSteps = 100'000;

}  // namespace

bool ScoringExpression::ReadBounds(const ScoringSource& source,
                                   Bounds& bounds) {
  bool is_right = true;
  std::set<std::string> seen;
  for (int i = 0; i < source.definition.parameters_size(); ++i) {
    const v1::Parameter& parameter = source.definition.parameters(i);
    const FieldReader reader(
        fmt::format("parameter `{}` of {}", parameter.name(),
                    source.reader.owner()),
        source.reader.places().Message("parameters", i),
        source.reader.diagnostics());
    if (parameter.name() != "lowest" && parameter.name() != "highest") {
      is_right = reader.AddError(
          "name", fmt::format("there is no parameter `{}`; there are `lowest` "
                              "and `highest`",
                              parameter.name()));
      continue;
    }
    if (!seen.insert(parameter.name()).second) {
      is_right = reader.AddError(
          "name", fmt::format("{} is given twice", reader.owner()));
    }
    v1::Decimal number;
    number.set_value(parameter.value());
    const std::optional<Decimal> points =
        reader.ReadNumber("value", number, PointsBounds());
    if (!points.has_value()) {
      is_right = false;
    } else if (parameter.name() == "lowest") {
      bounds.lowest = *points;
    } else {
      bounds.highest = *points;
    }
  }
  if (!is_right || bounds.lowest <= bounds.highest) return is_right;
  return source.reader.AddError(
      "parameters",
      fmt::format("`lowest` of {} is {}; expected at most `highest`, {}",
                  source.reader.owner(), bounds.lowest.ToString(),
                  bounds.highest.ToString()),
      0);
}

std::shared_ptr<const feel::Expression> ScoringExpression::CompileText(
    const ScoringSource& source) {
  const FieldReader& reader = source.reader;
  const std::string& text = source.definition.expression();
  if (text.empty()) {
    reader.AddError("expression",
                    fmt::format("{} needs `expression`, FEEL over `{}`",
                                reader.owner(), kMeasure));
    return nullptr;
  }
  feel::Scope scope;
  scope.Add(kMeasure, feel::TypeKind::kNumber);
  for (const std::string_view clock : kClocks) {
    scope.Add(clock, feel::TypeKind::kAny);
  }
  feel::CompileOptions options;
  options.origin = reader.places().Text("expression");
  std::shared_ptr<const feel::Expression> expression =
      feel::Expression::Compile(text, scope, options, reader.diagnostics());
  if (expression == nullptr) return nullptr;
  const feel::SourcePlace place = {options.origin.file, options.origin.line,
                                   options.origin.column};
  const feel::Type number(feel::TypeKind::kNumber);
  bool is_right = true;
  for (const feel::Reference& reference : expression->references()) {
    if (reference.name == kMeasure) continue;
    is_right = false;
    reader.diagnostics().AddError(
        place, fmt::format("`expression` of {} uses `{}`; expected points that "
                           "depend on `{}` alone",
                           reader.owner(), reference.name, kMeasure));
  }
  if (!expression->type().MayBe(number)) {
    is_right = false;
    reader.diagnostics().AddError(
        place,
        fmt::format("`expression` of {} is {}; expected {}", reader.owner(),
                    expression->type().ToString(), number.ToString()));
  }
  return is_right ? expression : nullptr;
}

std::unique_ptr<const ScoringFunction> ScoringExpression::Compile(
    const ScoringSource& source) {
  bool is_right = source.reader.CheckTakesOnly(
      source.definition, {"kind", "expression", "parameters"});
  Bounds bounds;
  if (!ReadBounds(source, bounds)) is_right = false;
  std::shared_ptr<const feel::Expression> expression = CompileText(source);
  if (expression == nullptr || !is_right) return nullptr;
  const bool uses_measure = !expression->references().empty();
  std::unique_ptr<const ScoringFunction> function(
      new ScoringExpression(std::move(expression), bounds));
  if (uses_measure) return function;
  // What depends on nothing would be wrong for every company.
  const absl::StatusOr<Standing> standing = function->Score(Decimal());
  if (standing.ok()) return function;
  source.reader.AddError("expression",
                         std::string(standing.status().message()));
  return nullptr;
}

absl::StatusOr<Standing> ScoringExpression::Score(
    const Measure& measure) const {
  feel::EvaluationLimits limits;
  limits.steps = kMaxSteps;
  feel::Evaluation evaluation(feel::DateAndTime{}, limits);
  const feel::Evaluation::Frame frame(evaluation, 1 + std::size(kClocks));
  evaluation.Set(0, feel::Value::Number(measure.number));
  const feel::Value value = expression_->Evaluate(evaluation);
  const std::string expected =
      fmt::format("for the measure {}; expected points from {} to {}",
                  measure.number.ToString(), bounds_.lowest.ToString(),
                  bounds_.highest.ToString());
  if (!evaluation.ok()) {
    return absl::InvalidArgumentError(
        fmt::format("the expression ends with `{}` {}",
                    std::string(evaluation.status().message()), expected));
  }
  if (value.is_null()) {
    const std::string_view why = value.reason().message;
    return absl::InvalidArgumentError(
        why.empty()
            ? fmt::format("the expression gives null {}", expected)
            : fmt::format("the expression gives null ({}) {}", why, expected));
  }
  if (!value.is(feel::ValueKind::kNumber)) {
    return absl::InvalidArgumentError(
        fmt::format("the expression gives a {} {}",
                    feel::KindName(value.kind()), expected));
  }
  // Bounded before it is rounded: a number far outside could not be rounded.
  const Decimal points = value.number();
  if (points < bounds_.lowest || points > bounds_.highest) {
    return absl::InvalidArgumentError(
        fmt::format("the expression gives {} {}", points.ToString(), expected));
  }
  Standing standing;
  standing.points = RoundTo(points, kScoreDecimals);
  return standing;
}

}  // namespace techflow::scorecard
