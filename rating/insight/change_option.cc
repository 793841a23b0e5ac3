#include "rating/insight/change_option.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "rating/insight/measure_levels.h"
#include "rating/insight/shown_number.h"

namespace techflow::insight {
namespace {

constexpr int64_t kMillionth = 1'000'000;

struct Candidate {
  ChangeableIndicator indicator;
  std::vector<MeasureLevel> levels;
};

int UnitEffort(const v1::Indicator& definition) {
  return std::max(definition.changeability().effort(), 1);
}

bool MayChange(const v1::Indicator& definition, const v1::IndicatorResult& line,
               int within_months, const std::vector<std::string>& fixed) {
  const v1::Changeability& changeability = definition.changeability();
  const bool is_fixed =
      std::find(fixed.begin(), fixed.end(), definition.id()) != fixed.end();
  const bool is_in_time =
      within_months == 0 || changeability.months() <= within_months;
  return changeability.can_change() && is_in_time && !is_fixed &&
         line.has_measure() && !line.has_range_lowest();
}

std::vector<Candidate> FindCandidates(const Rerating& rerating,
                                      int within_months,
                                      const std::vector<std::string>& fixed) {
  std::vector<Candidate> candidates;
  const v1::Model& model = rerating.definition();
  for (int i = 0; i < model.dimensions_size(); ++i) {
    for (const v1::Indicator& definition : model.dimensions(i).indicators()) {
      const v1::IndicatorResult* const line =
          FindLine(rerating.present(), definition.id());
      const scorecard::ScoringFunction* const scoring =
          rerating.model().FindScoring(definition.id());
      if (line == nullptr || scoring == nullptr ||
          !MayChange(definition, *line, within_months, fixed)) {
        continue;
      }
      candidates.push_back(
          {{&definition, line, i, definition.changeability().months(), {}},
           LevelsAround(scoring->turns(), NumberOf(line->measure()))});
    }
  }
  return candidates;
}

// Contributions have no more than 6 decimals.
int64_t GainOf(const v1::Decimal& before, const v1::Decimal& after) {
  const std::optional<Decimal> gain =
      Subtract(NumberOf(after), NumberOf(before));
  const std::optional<Decimal> millionths =
      Multiply(gain.value_or(Decimal()), Decimal(kMillionth));
  return millionths.value_or(Decimal()).ToInt64().value_or(0);
}

void SortByEffort(std::vector<ChangeOption>& options) {
  std::stable_sort(options.begin(), options.end(),
                   [](const ChangeOption& a, const ChangeOption& b) {
                     if (a.effort != b.effort) return a.effort < b.effort;
                     return a.points > b.points;
                   });
}

// Without those that bring no more than a cheaper one; sorted by effort.
void KeepWorthwhile(std::vector<ChangeOption>& options) {
  std::vector<ChangeOption> kept;
  for (const ChangeOption& option : options) {
    if (!kept.empty() && option.points <= kept.back().points) continue;
    kept.push_back(option);
  }
  options = std::move(kept);
}

}  // namespace

absl::StatusOr<std::vector<ChangeableIndicator>> FindChanges(
    const Rerating& rerating, int within_months,
    const std::vector<std::string>& fixed) {
  std::vector<Candidate> candidates =
      FindCandidates(rerating, within_months, fixed);
  size_t most_levels = 0;
  for (const Candidate& candidate : candidates) {
    most_levels = std::max(most_levels, candidate.levels.size());
  }
  // Points of an indicator follow from its measure alone, so one rating tells
  // those of a level of every indicator.
  for (size_t i = 0; i < most_levels; ++i) {
    scorecard::Assumptions assumptions;
    for (const Candidate& candidate : candidates) {
      if (i >= candidate.levels.size()) continue;
      assumptions.measures.emplace(candidate.indicator.definition->id(),
                                   candidate.levels[i].measure);
    }
    const auto then = rerating.AssessWith(assumptions);
    if (!then.ok()) return then.status();
    for (Candidate& candidate : candidates) {
      if (i >= candidate.levels.size()) continue;
      ChangeableIndicator& indicator = candidate.indicator;
      const v1::IndicatorResult* const line =
          FindLine(*then, indicator.definition->id());
      const Decimal points = NumberOf(line->points());
      if (points <= NumberOf(indicator.line->points())) continue;
      const MeasureLevel& level = candidate.levels[i];
      indicator.options.push_back(
          {level.measure, points,
           GainOf(indicator.line->contribution(), line->contribution()),
           level.steps * UnitEffort(*indicator.definition)});
    }
  }
  std::vector<ChangeableIndicator> changeable;
  for (Candidate& candidate : candidates) {
    if (candidate.indicator.options.empty()) continue;
    SortByEffort(candidate.indicator.options);
    if (rerating.has_fixed_corrections()) {
      KeepWorthwhile(candidate.indicator.options);
    }
    changeable.push_back(std::move(candidate.indicator));
  }
  return changeable;
}

int EffortOf(const std::vector<ChangeableIndicator>& changeable,
             const ChangeSet& changes) {
  int effort = 0;
  for (size_t i = 0; i < changes.size(); ++i) {
    if (changes[i] == 0) continue;
    effort += changeable[i].options[static_cast<size_t>(changes[i] - 1)].effort;
  }
  return effort;
}

int MonthsOf(const std::vector<ChangeableIndicator>& changeable,
             const ChangeSet& changes) {
  int months = 0;
  for (size_t i = 0; i < changes.size(); ++i) {
    if (changes[i] != 0) months = std::max(months, changeable[i].months);
  }
  return months;
}

ChangeSet AllChanges(const std::vector<ChangeableIndicator>& changeable) {
  ChangeSet changes;
  for (const ChangeableIndicator& indicator : changeable) {
    const auto best =
        std::max_element(indicator.options.begin(), indicator.options.end(),
                         [](const ChangeOption& a, const ChangeOption& b) {
                           return a.points < b.points;
                         });
    changes.push_back(static_cast<int>(best - indicator.options.begin()) + 1);
  }
  return changes;
}

scorecard::Assumptions AssumptionsOf(
    const std::vector<ChangeableIndicator>& changeable,
    const ChangeSet& changes) {
  scorecard::Assumptions assumptions;
  for (size_t i = 0; i < changes.size(); ++i) {
    if (changes[i] == 0) continue;
    assumptions.measures.emplace(
        changeable[i].definition->id(),
        changeable[i].options[static_cast<size_t>(changes[i] - 1)].measure);
  }
  return assumptions;
}

}  // namespace techflow::insight
