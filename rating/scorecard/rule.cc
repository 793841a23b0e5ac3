#include "rating/scorecard/rule.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace techflow::scorecard {
namespace {

// The scorecard asks for these kinds only. Any takes whatever comes.
bool IsOfKind(const feel::Value& value, feel::TypeKind kind) {
  switch (kind) {
    case feel::TypeKind::kNumber:
      return value.is(feel::ValueKind::kNumber);
    case feel::TypeKind::kString:
      return value.is(feel::ValueKind::kString);
    case feel::TypeKind::kBoolean:
      return value.is(feel::ValueKind::kBoolean);
    default:
      return true;
  }
}

// The first of `names` on which the reference rests; empty where it rests on
// none.
std::string_view FindAmong(std::span<const std::string> names,
                           const feel::Reference& reference,
                           const RuleScope& scope) {
  for (const std::string& name : names) {
    if (reference.name == name) return name;
    if (!scope.uses) continue;
    const std::optional<int> slot = scope.names.Find(name);
    if (slot.has_value() && scope.uses(reference.slot, *slot)) return name;
  }
  return {};
}

std::string PlaceText(const feel::SourcePlace& place) {
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

}  // namespace

Rule::Rule(std::string label, std::string_view text, feel::TypeKind kind,
           feel::SourceOrigin origin, bool rests_on_score,
           const feel::Expression& expression)
    : expression_(expression),
      kind_(kind),
      rests_on_score_(rests_on_score),
      label_(std::move(label)),
      no_value_(fmt::format("`{}` has no value for this evidence", text)),
      origin_(std::move(origin)) {}

std::unique_ptr<const Rule> Rule::Compile(
    std::string label, std::string_view field, std::string_view text,
    feel::TypeKind kind, const RuleScope& scope, const FieldReader& reader) {
  if (text.empty()) {
    reader.AddError(field, fmt::format("{} needs `{}`, a FEEL expression",
                                       reader.owner(), field));
    return nullptr;
  }
  feel::CompileOptions options;
  options.origin = reader.places().Text(field);
  options.memory = scope.memory;
  std::shared_ptr<const feel::Expression> expression =
      feel::Expression::Compile(text, scope.names, options,
                                reader.diagnostics());
  if (expression == nullptr) return nullptr;
  const feel::SourcePlace place = {options.origin.file, options.origin.line,
                                   options.origin.column};
  bool is_usable = true;
  if (!expression->type().MayBe(feel::Type(kind))) {
    is_usable = false;
    reader.diagnostics().AddError(place,
                                  fmt::format("{} is {}; expected {}", label,
                                              expression->type().ToString(),
                                              feel::Type(kind).ToString()));
  }
  bool rests_on_score = false;
  for (const feel::Reference& reference : expression->references()) {
    if (!FindAmong(scope.scored, reference, scope).empty()) {
      rests_on_score = true;
    }
    const std::string_view name = FindAmong(scope.withheld, reference, scope);
    if (name.empty()) continue;
    is_usable = false;
    const std::string through =
        name == reference.name ? ""
                               : fmt::format(" through `{}`", reference.name);
    reader.diagnostics().AddError(
        place, fmt::format("{} uses `{}`{}, which {}", label, name, through,
                           scope.why));
  }
  if (!is_usable) return nullptr;
  return std::unique_ptr<const Rule>(new Rule(std::move(label), text, kind,
                                              std::move(options.origin),
                                              rests_on_score, *expression));
}

absl::StatusOr<Finding> Rule::Evaluate(Evaluator evaluate) const {
  const feel::Value value = evaluate(*this);
  if (!value.is_null()) {
    if (IsOfKind(value, kind_)) return Finding{value, {}};
    return Refuse(fmt::format("the value is a {}; expected a {}",
                              feel::KindName(value.kind()),
                              feel::Type(kind_).ToString()));
  }
  const feel::NullReason& reason = value.reason();
  if (reason.cause == feel::NullReason::Cause::kError) {
    return Refuse(reason.place.line > 0 ? fmt::format("{} ({})", reason.message,
                                                      PlaceText(reason.place))
                                        : std::string(reason.message));
  }
  // A bare null is somebody's decision, which only its own text can explain.
  const bool is_bare = reason.message.empty() || reason.message == "null";
  return Finding{value, is_bare ? std::string_view(no_value_) : reason.message};
}

absl::Status Rule::Refuse(std::string_view why) const {
  return absl::FailedPreconditionError(fmt::format(
      "{}: {}: {}", PlaceText({origin_.file, origin_.line, origin_.column}),
      label_, why));
}

}  // namespace techflow::scorecard
