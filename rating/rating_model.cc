#include "rating/rating_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "rating/feel/calendar.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/value_text.h"
#include "rating/grading_names.h"
#include "rating/model_parts.h"
#include "rating/rule_trace.h"

namespace techflow::rating {
namespace {

using scorecard::Evaluator;
using scorecard::Finding;
using scorecard::Rule;

// The last day that a v1::Date can say.
constexpr feel::Date kLastDay{9999, 12, 31};

void SetValidUntil(const feel::Date& as_of, int months,
                   v1::Assessment& assessment) {
  std::optional<feel::Date> day = feel::AddMonths(as_of, {months});
  if (!day || *day > kLastDay) day = kLastDay;
  assessment.mutable_valid_until()->set_year(day->year);
  assessment.mutable_valid_until()->set_month(day->month);
  assessment.mutable_valid_until()->set_day(day->day);
}

// The status of a model that only answers its rubric.
void JudgeByVerdict(v1::Assessment& assessment) {
  if (assessment.rubric().verdict() != v1::VERDICT_UNKNOWN) {
    assessment.set_status(v1::RATING_STATUS_RATED);
    return;
  }
  std::vector<std::string> clauses;
  for (const v1::ClauseResult& clause : assessment.rubric().clauses()) {
    if (clause.can_decide()) {
      clauses.push_back(fmt::format("`{}`", clause.id()));
    }
  }
  assessment.set_status(v1::RATING_STATUS_UNRATABLE);
  assessment.set_unratable_reason(fmt::format(
      "the verdict hangs on what is unknown: {}", fmt::join(clauses, ", ")));
}

}  // namespace

// One assessment: the evaluation, the run of the decisions, the trace.
class AssessmentRun {
 public:
  AssessmentRun(const RatingModel::Parts& parts, const v1::Evidence& view,
                const v1::Date& as_of, const feel::Date& day,
                v1::Explanation* explanation,
                const scorecard::Assumptions* assumptions)
      : parts_(parts),
        assumptions_(assumptions),
        evaluation_({day, {}, feel::Zone::Utc()}),
        trace_(MakeTrace(explanation)),
        run_(*parts.graph, evaluation_,
             trace_ ? &trace_->decisions() : nullptr) {
    const std::span<const feel::Value> values =
        parts_.layout.ValuesOf(view, as_of, evaluation_.arena());
    for (size_t i = 0; i < values.size(); ++i) {
      run_.Set(static_cast<int>(i), values[i]);
    }
    GradingNames::Withhold(evaluation_.arena(), SetName());
  }

  absl::Status Fill(v1::Assessment& assessment) {
    absl::Status status = FillAll(assessment);
    if (trace_) trace_->Flush();
    // Once a limit was passed nothing else that was found means anything.
    if (!evaluation_.ok()) return evaluation_.status();
    if (!status.ok()) return status;
    return run_.status();
  }

 private:
  std::optional<RuleTrace> MakeTrace(v1::Explanation* explanation) {
    if (explanation == nullptr) return std::nullopt;
    return std::optional<RuleTrace>(std::in_place, *explanation, *parts_.graph,
                                    evaluation_);
  }

  feel::Value Evaluate(const Rule& rule) {
    const feel::Value value = run_.Evaluate(rule.expression());
    if (trace_) trace_->Record(rule, value);
    return value;
  }

  // Gives a name of the grading its value, in the slot after the evidence.
  GradingNames::Set SetName() {
    return [this](GradingName name, const feel::Value& value) {
      run_.Set(static_cast<int>(parts_.layout.names().size()) +
                   static_cast<int>(name),
               value);
    };
  }

  absl::Status FillAll(v1::Assessment& assessment) {
    const auto evaluate = [this](const Rule& rule) { return Evaluate(rule); };
    absl::Status status = FillScore(evaluate, assessment);
    if (!status.ok()) return status;
    if (assumptions_ != nullptr && assumptions_->score_only) {
      return absl::OkStatus();
    }
    status = FillFlags(evaluate, assessment);
    if (!status.ok()) return status;
    status = FillRubric(evaluate, assessment);
    if (!status.ok()) return status;
    return FillOutputs(evaluate, assessment);
  }

  absl::Status FillScore(Evaluator evaluate, v1::Assessment& assessment) {
    if (parts_.scorecard == nullptr) return absl::OkStatus();
    absl::Status status =
        parts_.scorecard->Assess(evaluate, assessment, assumptions_,
                                 [this](const v1::Assessment& scored) {
                                   parts_.grading_names.RevealPoints(
                                       scored, evaluation_.arena(), SetName());
                                 });
    if (status.ok()) {
      parts_.grading_names.RevealGrade(assessment, evaluation_.arena(),
                                       SetName());
    }
    return status;
  }

  absl::Status FillRubric(Evaluator evaluate, v1::Assessment& assessment) {
    if (parts_.rubric != nullptr) {
      absl::StatusOr<v1::RubricResult> result =
          parts_.rubric->Evaluate(evaluate);
      if (!result.ok()) return result.status();
      *assessment.mutable_rubric() = *std::move(result);
    }
    GradingNames::RevealVerdict(assessment, evaluation_.arena(), SetName());
    if (parts_.scorecard == nullptr) {
      JudgeByVerdict(assessment);
      parts_.grading_names.RevealGrade(assessment, evaluation_.arena(),
                                       SetName());
    }
    return absl::OkStatus();
  }

  absl::Status FillFlags(Evaluator evaluate, v1::Assessment& assessment) {
    for (const RatingModel::Parts::Warning& flag : parts_.flags) {
      const absl::StatusOr<Finding> finding = flag.rule->Evaluate(evaluate);
      if (!finding.ok()) return finding.status();
      if (finding->is_true()) *assessment.add_flags() = flag.result;
    }
    return absl::OkStatus();
  }

  absl::Status FillOutputs(Evaluator evaluate, v1::Assessment& assessment) {
    for (const RatingModel::Parts::Output& output : parts_.outputs) {
      const absl::StatusOr<Finding> finding = output.rule->Evaluate(evaluate);
      if (!finding.ok()) return finding.status();
      v1::PolicyResult& result = *assessment.add_policy_outputs();
      result = output.blank_result;
      if (finding->is_known()) {
        result.set_value(feel::ToText(finding->value));
      } else {
        result.set_missing_reason(std::string(finding->missing_reason));
      }
      if (output.without_grade == nullptr) continue;
      const absl::StatusOr<Finding> without =
          output.without_grade->Evaluate(evaluate);
      if (!without.ok()) return without.status();
      if (without->is_known()) {
        result.set_value_without_grade(feel::ToText(without->value));
      }
    }
    return absl::OkStatus();
  }

  const RatingModel::Parts& parts_;
  const scorecard::Assumptions* assumptions_;
  feel::Evaluation evaluation_;
  std::optional<RuleTrace> trace_;
  dmn::DecisionGraph::Run run_;
};

absl::StatusOr<v1::Assessment> RatingModel::Assess(
    const v1::Evidence& view, const v1::Date& as_of,
    v1::Explanation* explanation,
    const scorecard::Assumptions* assumptions) const {
  const std::optional<feel::Date> day =
      feel::MakeDate(as_of.year(), as_of.month(), as_of.day());
  if (!day.has_value() || day->year < 1 || *day > kLastDay) {
    return absl::InvalidArgumentError(
        fmt::format("the as-of date {}-{}-{} is no day of the years 1 to 9999",
                    as_of.year(), as_of.month(), as_of.day()));
  }
  v1::Assessment assessment;
  AssessmentRun run(*parts_, view, as_of, *day, explanation, assumptions);
  const absl::Status status = run.Fill(assessment);
  if (!status.ok()) return status;
  SetValidUntil(*day, parts_->definition.validity_months(), assessment);
  return assessment;
}

const v1::Model& RatingModel::definition() const { return parts_->definition; }

int RatingModel::indicator_count() const {
  return parts_->scorecard == nullptr ? 0
                                      : parts_->scorecard->indicator_count();
}

const scorecard::ScoringFunction* RatingModel::FindScoring(
    std::string_view indicator) const {
  if (parts_->scorecard == nullptr) return nullptr;
  const scorecard::Indicator* const found =
      parts_->scorecard->FindIndicator(indicator);
  return found == nullptr ? nullptr : &found->scoring();
}

bool RatingModel::CorrectionsUse(
    std::span<const std::string_view> names) const {
  if (parts_->scorecard == nullptr) return false;
  const dmn::DecisionGraph& graph = *parts_->graph;
  const auto is_one = [&](const feel::Reference& reference) {
    for (const std::string_view name : names) {
      if (reference.name == name) return true;
      const std::optional<int> slot = graph.scope().Find(name);
      if (slot.has_value() && graph.Uses(reference.slot, *slot)) return true;
    }
    return false;
  };
  for (const Rule* rule : parts_->scorecard->corrections().rules()) {
    const auto references = rule->expression().references();
    if (std::any_of(references.begin(), references.end(), is_one)) return true;
  }
  return false;
}

const scorecard::WeightScheme& RatingModel::weight_scheme() const {
  return parts_->scorecard->weight_scheme();
}

}  // namespace techflow::rating
