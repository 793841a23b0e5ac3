#ifndef TECHFLOW_RATING_ASSESSMENT_RUN_H_
#define TECHFLOW_RATING_ASSESSMENT_RUN_H_

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "rating/dmn/decision_graph.h"
#include "rating/feel/calendar.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/value.h"
#include "rating/grading.h"
#include "rating/grading_names.h"
#include "rating/model_parts.h"
#include "rating/rule_trace.h"
#include "rating/scorecard/assumptions.h"
#include "rating/scorecard/outcome.h"
#include "rating/scorecard/rule.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::rating {

// One assessment: the evaluation, the run of the decisions, the trace, and what
// was found, which Describe() writes down.
class AssessmentRun {
 public:
  AssessmentRun(const RatingModel::Parts& parts, const v1::Evidence& view,
                const v1::Date& as_of, const feel::Date& day,
                v1::Explanation* explanation,
                const scorecard::Assumptions* assumptions);
  AssessmentRun(const AssessmentRun&) = delete;
  AssessmentRun& operator=(const AssessmentRun&) = delete;

  // Evaluates the model.
  absl::Status Grade() {
    absl::Status status = GradeAll();
    if (trace_) trace_->Flush();
    // Once a limit was passed nothing else that was found means anything.
    if (!evaluation_.ok()) return evaluation_.status();
    if (!status.ok()) return status;
    return run_.status();
  }

  // After a Grade() that went well.
  void Describe(v1::Assessment& assessment) const;
  Grading TakeGrading();

 private:
  // What a policy output gave.
  struct PolicyFinding {
    scorecard::Finding with_grade;
    scorecard::Finding without_grade;
  };

  std::optional<RuleTrace> MakeTrace(v1::Explanation* explanation);
  feel::Value Evaluate(const scorecard::Rule& rule);

  // Gives a name of the grading its value, in the slot after the evidence.
  auto SetName() {
    return [this](GradingName name, const feel::Value& value) {
      run_.Set(static_cast<int>(parts_.layout.names().size()) +
                   static_cast<int>(name),
               value);
    };
  }

  absl::Status GradeAll();
  absl::Status FindScore(scorecard::Evaluator evaluate);
  void TakePoints(const scorecard::Outcome& outcome);
  void TakeGrade();
  absl::Status FindFlags(scorecard::Evaluator evaluate);
  absl::Status FindVerdict(scorecard::Evaluator evaluate);
  absl::Status FindOutputs(scorecard::Evaluator evaluate);
  void DescribeOutput(const RatingModel::Parts::Output& output,
                      const PolicyFinding& finding,
                      v1::PolicyResult& result) const;

  const RatingModel::Parts& parts_;
  const scorecard::Assumptions* assumptions_;
  feel::Evaluation evaluation_;
  std::optional<RuleTrace> trace_;
  dmn::DecisionGraph::Run run_;

  Grading grading_;
  std::optional<scorecard::Outcome> outcome_;
  std::optional<v1::RubricResult> rubric_;
  std::vector<const v1::FlagResult*> flags_;
  std::vector<PolicyFinding> outputs_;
};

}  // namespace techflow::rating

#endif  // TECHFLOW_RATING_ASSESSMENT_RUN_H_
