#include "rating/insight/advice.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_join.h"
#include "fmt/format.h"
#include "rating/insight/additive_plan.h"
#include "rating/insight/advice_text.h"
#include "rating/insight/change_option.h"
#include "rating/insight/change_search.h"
#include "rating/insight/rerating.h"
#include "rating/insight/shown_number.h"
#include "rating/scorecard/score_arithmetic.h"

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

// What was found, and how sure it is.
struct Found {
  std::optional<ChangeSet> changes;
  bool is_proved = false;
};

class Adviser {
 public:
  Adviser(const Rerating& rerating, const AdviceRequest& request,
          int target_rank, std::vector<ChangeableIndicator> changeable)
      : rerating_(rerating),
        request_(request),
        target_rank_(target_rank),
        changeable_(std::move(changeable)) {}

  absl::StatusOr<v1::Advice> Advise();

 private:
  bool HasReached(const v1::Assessment& then) const {
    return then.grade_rank() != 0 && then.grade_rank() <= target_rank_;
  }
  absl::StatusOr<bool> Reaches(const ChangeSet& changes) const;
  absl::StatusOr<Found> Find(bool all_reach) const;
  absl::StatusOr<Found> Search(bool all_reach) const;

  bool IsAdditive() const;
  std::vector<DimensionRoom> Rooms() const;
  // Nothing where gains turn out not to add up.
  absl::StatusOr<std::optional<ChangeSet>> Plan() const;
  // Whether the step reaches the grade; nothing where its base score is not
  // the sum of its gains.
  absl::StatusOr<std::optional<bool>> Prove(
      const AdditivePlan& plan, const AdditivePlan::Step& step) const;

  absl::Status Describe(const ChangeSet& changes, v1::Advice& advice) const;

  const Rerating& rerating_;
  const AdviceRequest& request_;
  int target_rank_;
  std::vector<ChangeableIndicator> changeable_;
};

absl::StatusOr<bool> Adviser::Reaches(const ChangeSet& changes) const {
  const auto then = RateWith(rerating_, changeable_, changes);
  if (!then.ok()) return then.status();
  return HasReached(*then);
}

bool Adviser::IsAdditive() const {
  const v1::Model& model = rerating_.definition();
  const std::string& kind = model.weight_scheme().kind();
  if (kind == "weighted_mean") return true;
  const bool has_choice = std::any_of(
      model.dimensions().begin(), model.dimensions().end(),
      [](const v1::Dimension& dimension) { return dimension.best_only(); });
  return kind == "sum_of_points" && !has_choice;
}

std::vector<DimensionRoom> Adviser::Rooms() const {
  const auto millionths = [](const Decimal& points) {
    return scorecard::Times(points, Decimal(1'000'000)).ToInt64().value_or(0);
  };
  const v1::Model& model = rerating_.definition();
  std::vector<DimensionRoom> rooms;
  for (int i = 0; i < model.dimensions_size(); ++i) {
    const v1::DimensionResult& line = rerating_.present().dimensions(i);
    DimensionRoom room{
        millionths(scorecard::Minus(NumberOf(line.contribution()),
                                    NumberOf(line.adjustment()))),
        std::nullopt};
    if (model.dimensions(i).has_cap()) {
      room.cap = millionths(NumberOf(model.dimensions(i).cap()));
    }
    rooms.push_back(room);
  }
  return rooms;
}

absl::StatusOr<std::optional<bool>> Adviser::Prove(
    const AdditivePlan& plan, const AdditivePlan::Step& step) const {
  const auto then = RateWith(rerating_, changeable_, plan.ChangesOf(step));
  if (!then.ok()) return then.status();
  const Decimal gain = scorecard::Minus(
      NumberOf(then->base_score()), NumberOf(rerating_.present().base_score()));
  if (scorecard::Times(gain, Decimal(1'000'000)) != Decimal(step.gain)) {
    return std::optional<bool>();
  }
  return std::optional<bool>(HasReached(*then));
}

absl::StatusOr<std::optional<ChangeSet>> Adviser::Plan() const {
  const std::vector<DimensionRoom> rooms = Rooms();
  const AdditivePlan plan(changeable_, rooms, std::nullopt);
  // The first step that reaches the grade; the last does.
  size_t low = 0;
  size_t high = plan.steps().size() - 1;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const auto is_reached = Prove(plan, plan.steps()[middle]);
    if (!is_reached.ok()) return is_reached.status();
    if (!is_reached->has_value()) return std::optional<ChangeSet>();
    if (**is_reached) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  const int effort = plan.steps()[low].effort;
  std::set<int> months;
  for (const ChangeableIndicator& indicator : changeable_) {
    months.insert(indicator.months);
  }
  for (const int within : months) {
    const AdditivePlan faster(changeable_, rooms, within);
    // The most that is gained with this effort.
    const AdditivePlan::Step* best = nullptr;
    for (const AdditivePlan::Step& step : faster.steps()) {
      if (step.effort <= effort) best = &step;
    }
    const auto is_reached = Prove(faster, *best);
    if (!is_reached.ok()) return is_reached.status();
    if (!is_reached->has_value()) break;
    if (**is_reached) return std::optional(faster.ChangesOf(*best));
  }
  return std::optional<ChangeSet>();
}

absl::StatusOr<Found> Adviser::Search(bool all_reach) const {
  const auto reaches = [this](const ChangeSet& changes) {
    return Reaches(changes);
  };
  absl::StatusOr<SearchResult> result =
      SearchCheapest(changeable_, request_.most_ratings, reaches);
  if (!result.ok()) return result.status();
  if (result->is_complete || !all_reach) {
    return Found{std::move(result->changes), result->is_complete};
  }
  absl::StatusOr<ChangeSet> thinned = Thin(changeable_, reaches);
  if (!thinned.ok()) return thinned.status();
  return Found{*std::move(thinned), false};
}

absl::StatusOr<Found> Adviser::Find(bool all_reach) const {
  const bool is_monotone = rerating_.has_fixed_corrections();
  if (changeable_.empty()) return Found{std::nullopt, true};
  if (is_monotone && !all_reach) return Found{std::nullopt, true};
  if (is_monotone && IsAdditive()) {
    absl::StatusOr<std::optional<ChangeSet>> plan = Plan();
    if (!plan.ok()) return plan.status();
    if (plan->has_value()) return Found{**std::move(plan), true};
  }
  return Search(all_reach);
}

absl::Status Adviser::Describe(const ChangeSet& changes,
                               v1::Advice& advice) const {
  // The proof: rated from the evidence, with nothing assumed but the changes.
  scorecard::Assumptions assumptions;
  for (size_t i = 0; i < changes.size(); ++i) {
    if (changes[i] == 0) continue;
    const ChangeableIndicator& indicator = changeable_[i];
    const ChangeOption& option =
        indicator.options[static_cast<size_t>(changes[i] - 1)];
    assumptions.measures.emplace(indicator.definition->id(), option.measure);
    DescribeChange(indicator, option, *advice.add_changes());
  }
  const auto then = rerating_.WithOnly(std::move(assumptions));
  if (!then.ok()) return then.status();
  advice.set_reachable(HasReached(*then));
  advice.set_effort(EffortOf(changeable_, changes));
  advice.set_months(MonthsOf(changeable_, changes));
  *advice.mutable_score() = then->score();
  advice.set_grade(then->grade());
  return absl::OkStatus();
}

absl::StatusOr<v1::Advice> Adviser::Advise() {
  v1::Advice advice;
  const v1::GradeScale& scale = rerating_.definition().grade_scale();
  advice.set_target_grade(scale.grades(target_rank_ - 1).id());
  const auto with_all =
      RateWith(rerating_, changeable_, AllChanges(changeable_));
  if (!with_all.ok()) return with_all.status();
  const absl::StatusOr<Found> found = Find(HasReached(*with_all));
  if (!found.ok()) return found.status();
  advice.set_is_cheapest(found->is_proved);
  if (found->changes.has_value()) {
    const absl::Status status = Describe(*found->changes, advice);
    if (!status.ok()) return status;
    return advice;
  }
  *advice.mutable_why_not() =
      WhyNot(rerating_.definition(), *with_all,
             {advice.target_grade(), request_.within_months,
              !changeable_.empty(), found->is_proved});
  return advice;
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
  absl::StatusOr<std::vector<ChangeableIndicator>> changeable =
      FindChanges(rerating, request.within_months, request.fixed_indicators);
  if (!changeable.ok()) return changeable.status();
  return Adviser(rerating, request, target_rank, *std::move(changeable))
      .Advise();
}

}  // namespace techflow::insight
