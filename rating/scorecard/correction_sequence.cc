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

// One correction in one assessment.
class CorrectionSequence::ItemRun {
 public:
  ItemRun(const Item& item, bool is_settled, const GradeScale& scale,
          Evaluator evaluate, CorrectionStep& step)
      : item_(item),
        is_settled_(is_settled),
        scale_(scale),
        evaluate_(evaluate),
        step_(step) {}

  absl::StatusOr<GradedOutcome> Apply(const GradedOutcome& before) {
    absl::Status status = ReadCondition();
    if (!status.ok()) return status;
    if (!applies_ && !may_differ_) return before;
    status = ReadValue();
    if (!status.ok()) return status;
    GradedOutcome after = before;
    if (applies_ && is_value_known_) {
      absl::StatusOr<Corrected> corrected = Correct(before.score);
      if (!corrected.ok()) return corrected.status();
      after.score = corrected->after;
      step_.applied = true;
      step_.value = std::move(corrected->value);
    }
    const absl::StatusOr<GradedRange> range = RangeAfter(before.range);
    if (!range.ok()) return range.status();
    after.range = Hull(*range, {after.score, after.score});
    // What is unknown may stay so, and then nothing moves.
    if (may_differ_ || !is_value_known_) {
      after.range = Hull(after.range, before.range);
    }
    return after;
  }

 private:
  absl::Status ReadCondition() {
    if (item_.when == nullptr) return absl::OkStatus();
    const absl::StatusOr<Finding> when = item_.when->Evaluate(evaluate_);
    if (!when.ok()) return when.status();
    is_condition_known_ = when->is_known();
    if (!is_condition_known_) {
      step_.missing_reason = UnknownText(*item_.when, *when);
    }
    applies_ = when->is_true();
    may_differ_ = !is_condition_known_ || MayMove(*item_.when);
    return absl::OkStatus();
  }

  absl::Status ReadValue() {
    if (item_.value == nullptr) return absl::OkStatus();
    // A condition that is false may be what guards the value against an error.
    const bool is_guarded = !applies_ && is_condition_known_;
    if (is_guarded && !item_.value->expression().references().empty()) {
      is_value_known_ = false;
      return absl::OkStatus();
    }
    const absl::StatusOr<Finding> value = item_.value->Evaluate(evaluate_);
    if (!value.ok()) return value.status();
    is_value_known_ = value->is_known();
    if (is_value_known_) value_ = value->value;
    if (applies_ && !is_value_known_) {
      step_.missing_reason = UnknownText(*item_.value, *value);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<GradedRange> RangeAfter(const GradedRange& before) const {
    if (!is_value_known_ || (item_.value != nullptr && MayMove(*item_.value))) {
      return item_.correction->Reach(before, scale_);
    }
    const absl::StatusOr<Corrected> lowest = Correct(before.lowest);
    if (!lowest.ok()) return lowest.status();
    const absl::StatusOr<Corrected> highest = Correct(before.highest);
    if (!highest.ok()) return highest.status();
    return GradedRange{lowest->after, highest->after};
  }

  absl::StatusOr<Corrected> Correct(const GradedScore& before) const {
    absl::StatusOr<Corrected> corrected =
        item_.correction->Apply(before, value_, scale_);
    if (corrected.ok() || item_.value == nullptr) return corrected;
    return item_.value->Refuse(std::string(corrected.status().message()));
  }

  bool MayMove(const Rule& rule) const {
    return !is_settled_ && rule.rests_on_score();
  }

  const Item& item_;
  bool is_settled_;
  const GradeScale& scale_;
  Evaluator evaluate_;
  CorrectionStep& step_;
  bool is_condition_known_ = true;
  bool applies_ = true;
  // The condition could turn out otherwise.
  bool may_differ_ = false;
  bool is_value_known_ = true;
  feel::Value value_;
};

absl::StatusOr<GradedOutcome> CorrectionSequence::Apply(
    const GradedOutcome& before, bool is_settled, const GradeScale& scale,
    Evaluator evaluate, std::vector<CorrectionStep>& steps) const {
  GradedOutcome current = before;
  steps.reserve(items_.size());
  for (const Item& item : items_) {
    CorrectionStep& step = steps.emplace_back();
    step.before = current.score;
    const absl::StatusOr<GradedOutcome> after =
        ItemRun(item, is_settled, scale, evaluate, step).Apply(current);
    if (!after.ok()) return after.status();
    step.after = after->score;
    current = *after;
  }
  return current;
}

void CorrectionSequence::Describe(const std::vector<CorrectionStep>& steps,
                                  const GradeScale& scale,
                                  v1::Assessment& assessment) const {
  for (size_t i = 0; i < steps.size(); ++i) {
    const CorrectionStep& step = steps[i];
    v1::CorrectionResult& result = *assessment.add_corrections();
    result = items_[i].blank_result;
    result.set_applied(step.applied);
    result.set_value(step.value);
    result.set_missing_reason(step.missing_reason);
    result.mutable_score_before()->set_value(step.before.score.ToString());
    result.set_grade_before(scale.IdOf(step.before.rank));
    result.mutable_score_after()->set_value(step.after.score.ToString());
    result.set_grade_after(scale.IdOf(step.after.rank));
  }
}

}  // namespace techflow::scorecard
