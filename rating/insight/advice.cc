#include "rating/insight/advice.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_join.h"
#include "fmt/format.h"
#include "rating/insight/advice_text.h"
#include "rating/insight/change_option.h"
#include "rating/insight/cheapest_changes.h"
#include "rating/insight/rerating.h"

namespace techflow::insight {
namespace {

// The rank of a grade, 1 for the best; 0 where there is none.
int RankOf(const v1::GradeScale& scale, const std::string& grade) {
  for (int i = 0; i < scale.grades_size(); ++i) {
    if (scale.grades(i).id() == grade) return i + 1;
  }
  return 0;
}

std::string GradesOf(const v1::GradeScale& scale) {
  std::vector<std::string> ids;
  for (const v1::GradeBand& grade : scale.grades()) ids.push_back(grade.id());
  return absl::StrJoin(ids, ", ");
}

absl::Status CheckRating(const v1::Assessment& assessment) {
  if (!assessment.has_score()) {
    return absl::FailedPreconditionError(
        "the rating has no grade, so that there is none to get to from it");
  }
  if (assessment.grade_rank() == 1) {
    return absl::FailedPreconditionError(fmt::format(
        "the rating has the best grade already, {}", assessment.grade()));
  }
  return absl::OkStatus();
}

absl::Status CheckRequest(const v1::Model& model,
                          const v1::Assessment& assessment,
                          const AdviceRequest& request) {
  std::vector<std::string> problems;
  const int rank = RankOf(model.grade_scale(), request.target_grade);
  if (!request.target_grade.empty() && rank == 0) {
    problems.push_back(fmt::format("target_grade is `{}`; expected one of {}",
                                   request.target_grade,
                                   GradesOf(model.grade_scale())));
  } else if (rank >= assessment.grade_rank()) {
    problems.push_back(
        fmt::format("target_grade is {}; expected a grade better than {}, "
                    "which the rating has",
                    request.target_grade, assessment.grade()));
  }
  if (request.within_months < 0) {
    problems.push_back(fmt::format("within_months is {}; expected 0 or more",
                                   request.within_months));
  }
  for (const std::string& id : request.fixed_indicators) {
    if (FindLine(assessment, id) != nullptr) continue;
    problems.push_back(fmt::format(
        "fixed_indicators has `{}`; expected ids of the model's indicators",
        id));
  }
  if (problems.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(problems, "; "));
}

absl::Status Describe(const Rerating& rerating,
                      const std::vector<ChangeableIndicator>& changeable,
                      const ChangeSet& changes, int target_rank,
                      v1::Advice& advice) {
  // The proof: rated from the evidence, with nothing assumed but the changes.
  scorecard::Assumptions assumptions;
  for (size_t i = 0; i < changes.size(); ++i) {
    if (changes[i] == 0) continue;
    const ChangeableIndicator& indicator = changeable[i];
    const ChangeOption& option =
        indicator.options[static_cast<size_t>(changes[i] - 1)];
    assumptions.measures.emplace(indicator.definition->id(), option.measure);
    DescribeChange(indicator, option, *advice.add_changes());
  }
  const auto then = rerating.WithOnly(std::move(assumptions));
  if (!then.ok()) return then.status();
  advice.set_reachable(HasReached(*then, target_rank));
  advice.set_effort(EffortOf(changeable, changes));
  advice.set_months(MonthsOf(changeable, changes));
  if (then->score.has_value()) {
    advice.mutable_score()->set_value(then->score->ToString());
  }
  advice.set_grade(then->grade);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Advice> Advise(const rating::RatingModel& model,
                                  const v1::Evidence& view,
                                  const v1::Date& as_of,
                                  const v1::Assessment& assessment,
                                  const AdviceRequest& request) {
  absl::Status status = CheckRating(assessment);
  if (!status.ok()) return status;
  status = CheckRequest(model.definition(), assessment, request);
  if (!status.ok()) return status;
  const int target_rank =
      request.target_grade.empty()
          ? assessment.grade_rank() - 1
          : RankOf(model.definition().grade_scale(), request.target_grade);
  const Rerating rerating(model, view, as_of, assessment);
  const absl::StatusOr<std::vector<ChangeableIndicator>> changeable =
      FindChanges(rerating, request.within_months, request.fixed_indicators);
  if (!changeable.ok()) return changeable.status();
  const absl::StatusOr<CheapestChanges> cheapest =
      FindCheapest(rerating, *changeable, target_rank, request.most_ratings);
  if (!cheapest.ok()) return cheapest.status();
  v1::Advice advice;
  advice.set_target_grade(
      model.definition().grade_scale().grades(target_rank - 1).id());
  advice.set_is_cheapest(cheapest->is_proved);
  if (cheapest->changes.has_value()) {
    status = Describe(rerating, *changeable, *cheapest->changes, target_rank,
                      advice);
    if (!status.ok()) return status;
    return advice;
  }
  const auto with_all =
      rerating.AssessWith(AssumptionsOf(*changeable, AllChanges(*changeable)));
  if (!with_all.ok()) return with_all.status();
  *advice.mutable_why_not() =
      WhyNot(model.definition(), *with_all,
             {advice.target_grade(), request.within_months,
              !changeable->empty(), cheapest->is_proved});
  return advice;
}

}  // namespace techflow::insight
