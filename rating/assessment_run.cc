#include "rating/assessment_run.h"

#include <fmt/format.h>

#include <span>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "rating/feel/value_text.h"

namespace techflow::rating {

using scorecard::Evaluator;
using scorecard::Finding;
using scorecard::Rule;

namespace {

// Why a model that only answers its rubric has no rating.
std::string UndecidedText(const v1::RubricResult& rubric) {
  std::vector<std::string> clauses;
  for (const v1::ClauseResult& clause : rubric.clauses()) {
    if (clause.can_decide()) {
      clauses.push_back(fmt::format("`{}`", clause.id()));
    }
  }
  return fmt::format("the verdict hangs on what is unknown: {}",
                     fmt::join(clauses, ", "));
}

}  // namespace

AssessmentRun::AssessmentRun(const RatingModel::Parts& parts,
                             const v1::Evidence& view, const v1::Date& as_of,
                             const feel::Date& day,
                             v1::Explanation* explanation,
                             const scorecard::Assumptions* assumptions)
    : parts_(parts),
      assumptions_(assumptions),
      evaluation_({day, {}, feel::Zone::Utc()}),
      trace_(MakeTrace(explanation)),
      run_(*parts.graph, evaluation_, trace_ ? &trace_->decisions() : nullptr) {
  const std::span<const feel::Value> values =
      parts_.layout.ValuesOf(view, as_of, evaluation_.arena());
  for (size_t i = 0; i < values.size(); ++i) {
    run_.Set(static_cast<int>(i), values[i]);
  }
  parts_.grading_names.Withhold(SetName());
}

std::optional<RuleTrace> AssessmentRun::MakeTrace(
    v1::Explanation* explanation) {
  if (explanation == nullptr) return std::nullopt;
  return std::optional<RuleTrace>(std::in_place, *explanation, *parts_.graph,
                                  evaluation_);
}

feel::Value AssessmentRun::Evaluate(const Rule& rule) {
  const feel::Value value = run_.Evaluate(rule.expression());
  if (trace_) trace_->Record(rule, value);
  return value;
}

absl::Status AssessmentRun::GradeAll() {
  const auto evaluate = [this](const Rule& rule) { return Evaluate(rule); };
  absl::Status status = FindScore(evaluate);
  if (!status.ok()) return status;
  if (assumptions_ != nullptr && assumptions_->score_only) {
    return absl::OkStatus();
  }
  status = FindFlags(evaluate);
  if (!status.ok()) return status;
  status = FindVerdict(evaluate);
  if (!status.ok()) return status;
  return FindOutputs(evaluate);
}

absl::Status AssessmentRun::FindScore(Evaluator evaluate) {
  if (parts_.scorecard == nullptr) return absl::OkStatus();
  absl::StatusOr<scorecard::Outcome> outcome = parts_.scorecard->Grade(
      evaluate, assumptions_, [this](const scorecard::Outcome& scored) {
        TakePoints(scored);
        parts_.grading_names.RevealPoints(grading_, evaluation_.arena(),
                                          SetName());
      });
  if (!outcome.ok()) return outcome.status();
  outcome_ = *std::move(outcome);
  TakeGrade();
  GradingNames::RevealGrade(grading_, evaluation_.arena(), SetName());
  return absl::OkStatus();
}

void AssessmentRun::TakePoints(const scorecard::Outcome& outcome) {
  grading_.status = outcome.status;
  grading_.completeness = outcome.completeness;
  grading_.dimension_points.resize(outcome.readings.size());
  if (!outcome.is_rated()) return;
  grading_.base_score = outcome.folded.score;
  for (size_t i = 0; i < outcome.folded.dimensions.size(); ++i) {
    grading_.dimension_points[i] = outcome.folded.dimensions[i].points;
  }
}

void AssessmentRun::TakeGrade() {
  if (!outcome_->is_rated()) return;
  const scorecard::GradedOutcome& graded = outcome_->graded;
  grading_.score = graded.score.score;
  grading_.lowest_score = graded.range.lowest.score;
  grading_.highest_score = graded.range.highest.score;
  grading_.grade = parts_.scorecard->grade_scale().IdOf(graded.score.rank);
  grading_.grade_rank = graded.score.rank;
  grading_.best_grade_rank = graded.range.highest.rank;
  grading_.worst_grade_rank = graded.range.lowest.rank;
}

absl::Status AssessmentRun::FindVerdict(Evaluator evaluate) {
  if (parts_.rubric != nullptr) {
    absl::StatusOr<v1::RubricResult> result = parts_.rubric->Evaluate(evaluate);
    if (!result.ok()) return result.status();
    grading_.verdict = result->verdict();
    rubric_ = *std::move(result);
  }
  GradingNames::RevealVerdict(grading_, evaluation_.arena(), SetName());
  if (parts_.scorecard == nullptr) {
    grading_.status = grading_.verdict == v1::VERDICT_UNKNOWN
                          ? v1::RATING_STATUS_UNRATABLE
                          : v1::RATING_STATUS_RATED;
    GradingNames::RevealGrade(grading_, evaluation_.arena(), SetName());
  }
  return absl::OkStatus();
}

absl::Status AssessmentRun::FindFlags(Evaluator evaluate) {
  for (const RatingModel::Parts::Warning& flag : parts_.flags) {
    const absl::StatusOr<Finding> finding = flag.rule->Evaluate(evaluate);
    if (!finding.ok()) return finding.status();
    if (finding->is_true()) flags_.push_back(&flag.result);
  }
  return absl::OkStatus();
}

absl::Status AssessmentRun::FindOutputs(Evaluator evaluate) {
  outputs_.reserve(parts_.outputs.size());
  for (const RatingModel::Parts::Output& output : parts_.outputs) {
    const absl::StatusOr<Finding> finding = output.rule->Evaluate(evaluate);
    if (!finding.ok()) return finding.status();
    outputs_.push_back({*finding, {}});
    if (output.without_grade == nullptr) continue;
    const absl::StatusOr<Finding> without =
        output.without_grade->Evaluate(evaluate);
    if (!without.ok()) return without.status();
    outputs_.back().without_grade = *without;
  }
  return absl::OkStatus();
}

void AssessmentRun::Describe(v1::Assessment& assessment) const {
  if (outcome_.has_value()) parts_.scorecard->Describe(*outcome_, assessment);
  for (const v1::FlagResult* flag : flags_) *assessment.add_flags() = *flag;
  if (rubric_.has_value()) {
    *assessment.mutable_rubric() = *rubric_;
    if (parts_.scorecard == nullptr) {
      assessment.set_status(grading_.status);
      if (grading_.status == v1::RATING_STATUS_UNRATABLE) {
        assessment.set_unratable_reason(UndecidedText(*rubric_));
      }
    }
  }
  for (size_t i = 0; i < outputs_.size(); ++i) {
    DescribeOutput(parts_.outputs[i], outputs_[i],
                   *assessment.add_policy_outputs());
  }
}

void AssessmentRun::DescribeOutput(const RatingModel::Parts::Output& output,
                                   const PolicyFinding& finding,
                                   v1::PolicyResult& result) const {
  result = output.blank_result;
  if (finding.with_grade.is_known()) {
    result.set_value(feel::ToText(finding.with_grade.value));
  } else {
    result.set_missing_reason(std::string(finding.with_grade.missing_reason));
  }
  if (finding.without_grade.is_known()) {
    result.set_value_without_grade(feel::ToText(finding.without_grade.value));
  }
}

Grading AssessmentRun::TakeGrading() {
  grading_.flags.reserve(flags_.size());
  for (const v1::FlagResult* flag : flags_)
    grading_.flags.push_back(flag->id());
  grading_.policy_outputs.reserve(outputs_.size());
  for (const PolicyFinding& output : outputs_) {
    grading_.policy_outputs.push_back(
        output.with_grade.is_known() ? feel::ToText(output.with_grade.value)
                                     : "");
  }
  return std::move(grading_);
}

}  // namespace techflow::rating
