#include "rating/scorecard/correction_sequence.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

#include "rating/feel/evaluation.h"

namespace techflow::scorecard {
namespace {

// Tries a value that depends on no name on some score, so that a misspelt grade
// is found when the model is compiled. Any clock will do for a constant.
bool CheckConstant(const Rule& value, const Correction& correction,
                   const RuleScope& scope, const GradeScale& scale,
                   const FieldReader& reader) {
  if (!value.expression().references().empty()) return true;
  feel::Evaluation evaluation{feel::DateAndTime{}};
  const feel::Evaluation::Frame frame(evaluation, scope.names.size());
  const absl::StatusOr<Finding> finding =
      value.Evaluate([&evaluation](const Rule& rule) {
        return rule.expression().Evaluate(evaluation);
      });
  absl::Status status = finding.status();
  if (finding.ok() && finding->is_known()) {
    status = correction.Apply({Decimal(0), 1}, finding->value, scale).status();
  }
  if (status.ok()) return true;
  const feel::SourceOrigin& origin = value.origin();
  reader.diagnostics().AddError({origin.file, origin.line, origin.column},
                                std::string(status.message()));
  return false;
}

std::string UnknownText(const Rule& rule, const Finding& finding) {
  return fmt::format("{} is unknown: {}", rule.label(), finding.missing_reason);
}

}  // namespace

CorrectionSequence::CorrectionSequence(std::vector<Item> items)
    : items_(std::move(items)) {}

std::optional<CorrectionSequence> CorrectionSequence::Compile(
    const v1::Model& model, const Catalog& catalog, const RuleScope& scope,
    const GradeScale& scale, const FieldReader& reader) {
  bool is_right = true;
  std::set<std::string> ids;
  std::vector<Item> items;
  for (int i = 0; i < model.corrections_size(); ++i) {
    const v1::Correction& definition = model.corrections(i);
    const FieldReader correction(
        fmt::format("correction `{}`", definition.id()),
        reader.places().Message("corrections", i), reader.diagnostics());
    if (!correction.ClaimId("id", definition.id(), ids)) is_right = false;
    std::optional<Item> item =
        CompileItem(definition, catalog, scope, scale, correction);
    if (!item.has_value()) {
      is_right = false;
      continue;
    }
    if (!items.empty() &&
        items.back().correction->stage() > item->correction->stage()) {
      is_right = correction.AddError(
          "kind",
          fmt::format(
              "{} is a {} and stands after a {}; expected first those that "
              "move the score, then those that move the grade, then vetoes",
              correction.owner(), definition.kind(),
              items.back().blank_result.kind()));
    }
    items.push_back(*std::move(item));
  }
  if (!is_right) return std::nullopt;
  return CorrectionSequence(std::move(items));
}

std::optional<CorrectionSequence::Item> CorrectionSequence::CompileItem(
    const v1::Correction& definition, const Catalog& catalog,
    const RuleScope& scope, const GradeScale& scale,
    const FieldReader& reader) {
  Item item;
  item.blank_result.set_id(definition.id());
  item.blank_result.set_kind(definition.kind());
  *item.blank_result.mutable_title() = definition.title();
  *item.blank_result.mutable_reason() = definition.reason();
  bool is_right = reader.CheckText("title", definition.title());
  if (!reader.CheckText("reason", definition.reason())) is_right = false;
  if (!definition.when().empty()) {
    item.when = Rule::Compile(
        fmt::format("the condition of {}", reader.owner()), "when",
        definition.when(), feel::TypeKind::kBoolean, scope, reader);
    if (item.when == nullptr) is_right = false;
  }
  const auto* factory = catalog.corrections.Find(definition.kind());
  if (factory == nullptr) {
    reader.AddError(
        "kind", fmt::format("there is no correction `{}`; there are {}",
                            definition.kind(), catalog.corrections.Names()));
    return std::nullopt;
  }
  item.correction = (*factory)({definition, reader});
  if (item.correction == nullptr) return std::nullopt;
  const feel::TypeKind kind = item.correction->value_kind();
  if (kind == feel::TypeKind::kNull) {
    if (!definition.value().empty()) {
      is_right = reader.AddError(
          "value", fmt::format("a {} takes no value", definition.kind()));
    }
  } else {
    item.value =
        Rule::Compile(fmt::format("the value of {}", reader.owner()), "value",
                      definition.value(), kind, scope, reader);
    is_right =
        item.value != nullptr &&
        CheckConstant(*item.value, *item.correction, scope, scale, reader) &&
        is_right;
  }
  if (!is_right) return std::nullopt;
  return item;
}

std::vector<const Rule*> CorrectionSequence::rules() const {
  std::vector<const Rule*> rules;
  for (const Item& item : items_) {
    if (item.when != nullptr) rules.push_back(item.when.get());
    if (item.value != nullptr) rules.push_back(item.value.get());
  }
  return rules;
}

absl::StatusOr<GradedScore> CorrectionSequence::Apply(
    const GradedScore& before, const GradeScale& scale, Evaluator evaluate,
    v1::Assessment& assessment) const {
  GradedScore current = before;
  for (const Item& item : items_) {
    v1::CorrectionResult& result = *assessment.add_corrections();
    result = item.blank_result;
    const absl::StatusOr<GradedScore> after =
        ApplyItem(item, current, scale, evaluate, result);
    if (!after.ok()) return after.status();
    result.mutable_score_before()->set_value(current.score.ToString());
    result.set_grade_before(scale.IdOf(current.rank));
    result.mutable_score_after()->set_value(after->score.ToString());
    result.set_grade_after(scale.IdOf(after->rank));
    current = *after;
  }
  return current;
}

absl::StatusOr<GradedScore> CorrectionSequence::ApplyItem(
    const Item& item, const GradedScore& before, const GradeScale& scale,
    Evaluator evaluate, v1::CorrectionResult& result) {
  if (item.when != nullptr) {
    const absl::StatusOr<Finding> when = item.when->Evaluate(evaluate);
    if (!when.ok()) return when.status();
    if (!when->is_known()) {
      result.set_missing_reason(UnknownText(*item.when, *when));
    }
    if (!when->is_true()) return before;
  }
  Finding value;
  if (item.value != nullptr) {
    const absl::StatusOr<Finding> found = item.value->Evaluate(evaluate);
    if (!found.ok()) return found.status();
    if (!found->is_known()) {
      result.set_missing_reason(UnknownText(*item.value, *found));
      return before;
    }
    value = *found;
  }
  const absl::StatusOr<Corrected> corrected =
      item.correction->Apply(before, value.value, scale);
  if (!corrected.ok()) {
    return item.value == nullptr
               ? corrected.status()
               : item.value->Refuse(std::string(corrected.status().message()));
  }
  result.set_applied(true);
  result.set_value(corrected->value);
  return corrected->after;
}

}  // namespace techflow::scorecard
