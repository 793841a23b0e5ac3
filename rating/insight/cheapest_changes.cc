#include "rating/insight/cheapest_changes.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "rating/insight/additive_plan.h"
#include "rating/insight/change_search.h"
#include "rating/insight/shown_number.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::insight {
namespace {

class Finder {
 public:
  Finder(const Rerating& rerating,
         const std::vector<ChangeableIndicator>& changeable, int target_rank,
         int most_ratings)
      : rerating_(rerating),
        changeable_(changeable),
        target_rank_(target_rank),
        most_ratings_(most_ratings) {}

  absl::StatusOr<CheapestChanges> Find() const;

 private:
  absl::StatusOr<bool> Reaches(const ChangeSet& changes) const;
  // Where it is not complete: `instead`, or where there is none, all changes
  // thinned.
  absl::StatusOr<CheapestChanges> Search(
      bool all_reach, std::optional<ChangeSet> instead) const;

  bool IsAdditive() const;
  std::vector<DimensionRoom> Rooms() const;
  // The cheapest by the plan, where more is better and all changes reach the
  // grade. Nothing where gains turn out not to add up.
  absl::StatusOr<std::optional<ChangeSet>> Plan() const;
  // The first step of the plan that reaches the grade, where more need not be
  // better; nothing where none does.
  absl::StatusOr<std::optional<ChangeSet>> WalkPlan() const;
  // Whether the step reaches the grade; nothing where its base score is not
  // the sum of its gains.
  absl::StatusOr<std::optional<bool>> Prove(
      const AdditivePlan& plan, const AdditivePlan::Step& step) const;

  const Rerating& rerating_;
  const std::vector<ChangeableIndicator>& changeable_;
  int target_rank_;
  int most_ratings_;
};

absl::StatusOr<bool> Finder::Reaches(const ChangeSet& changes) const {
  const auto then = rerating_.With(AssumptionsOf(changeable_, changes));
  if (!then.ok()) return then.status();
  return HasReached(*then, target_rank_);
}

bool Finder::IsAdditive() const {
  const v1::Model& model = rerating_.definition();
  const std::string& kind = model.weight_scheme().kind();
  if (kind == "weighted_mean") return true;
  const bool has_choice = std::any_of(
      model.dimensions().begin(), model.dimensions().end(),
      [](const v1::Dimension& dimension) { return dimension.best_only(); });
  return kind == "sum_of_points" && !has_choice;
}

std::vector<DimensionRoom> Finder::Rooms() const {
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

absl::StatusOr<std::optional<bool>> Finder::Prove(
    const AdditivePlan& plan, const AdditivePlan::Step& step) const {
  const auto then =
      rerating_.With(AssumptionsOf(changeable_, plan.ChangesOf(step)));
  if (!then.ok()) return then.status();
  const Decimal gain =
      scorecard::Minus(then->base_score.value_or(Decimal()),
                       NumberOf(rerating_.present().base_score()));
  if (scorecard::Times(gain, Decimal(1'000'000)) != Decimal(step.gain)) {
    return std::optional<bool>();
  }
  return std::optional<bool>(HasReached(*then, target_rank_));
}

absl::StatusOr<std::optional<ChangeSet>> Finder::Plan() const {
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

absl::StatusOr<std::optional<ChangeSet>> Finder::WalkPlan() const {
  const AdditivePlan plan(changeable_, Rooms(), std::nullopt);
  int tries = 0;
  for (const AdditivePlan::Step& step : plan.steps()) {
    if (++tries > most_ratings_) break;
    ChangeSet changes = plan.ChangesOf(step);
    const absl::StatusOr<bool> is_reached = Reaches(changes);
    if (!is_reached.ok()) return is_reached.status();
    if (*is_reached) return std::optional(std::move(changes));
  }
  return std::optional<ChangeSet>();
}

absl::StatusOr<CheapestChanges> Finder::Search(
    bool all_reach, std::optional<ChangeSet> instead) const {
  const auto reaches = [this](const ChangeSet& changes) {
    return Reaches(changes);
  };
  absl::StatusOr<SearchResult> result =
      SearchCheapest(changeable_, most_ratings_, reaches);
  if (!result.ok()) return result.status();
  if (result->is_complete)
    return CheapestChanges{std::move(result->changes), true};
  if (instead.has_value() || !all_reach) {
    return CheapestChanges{std::move(instead), false};
  }
  absl::StatusOr<ChangeSet> thinned = Thin(changeable_, reaches);
  if (!thinned.ok()) return thinned.status();
  return CheapestChanges{*std::move(thinned), false};
}

absl::StatusOr<CheapestChanges> Finder::Find() const {
  const bool is_monotone = rerating_.has_fixed_corrections();
  if (changeable_.empty()) return CheapestChanges{std::nullopt, true};
  const absl::StatusOr<bool> with_all = Reaches(AllChanges(changeable_));
  if (!with_all.ok()) return with_all.status();
  const bool all_reach = *with_all;
  if (is_monotone && !all_reach) return CheapestChanges{std::nullopt, true};
  if (!IsAdditive()) return Search(all_reach, std::nullopt);
  absl::StatusOr<std::optional<ChangeSet>> plan =
      is_monotone ? Plan() : WalkPlan();
  if (!plan.ok()) return plan.status();
  if (is_monotone && plan->has_value())
    return CheapestChanges{**std::move(plan), true};
  return Search(all_reach, *std::move(plan));
}

}  // namespace

absl::StatusOr<CheapestChanges> FindCheapest(
    const Rerating& rerating,
    const std::vector<ChangeableIndicator>& changeable, int target_rank,
    int most_ratings) {
  return Finder(rerating, changeable, target_rank, most_ratings).Find();
}

bool HasReached(const rating::Grading& grading, int target_rank) {
  return grading.grade_rank != 0 && grading.grade_rank <= target_rank;
}

}  // namespace techflow::insight
