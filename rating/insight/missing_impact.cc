#include "rating/insight/missing_impact.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "rating/insight/shown_number.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::insight {
namespace {

struct Impact {
  v1::MissingImpact message;
  Decimal furthest;
};

// What has no score stands at 0.
Decimal Distance(const rating::Grading& grading, const Decimal& from) {
  return scorecard::Minus(grading.score.value_or(Decimal()), from).Absolute();
}

absl::StatusOr<Impact> ImpactOf(const Rerating& rerating,
                                const v1::Indicator& definition) {
  const scorecard::ScoringFunction* const scoring =
      rerating.model().FindScoring(definition.id());
  if (scoring == nullptr) {
    return absl::InternalError("no indicator `" + definition.id() + "`");
  }
  const auto lowest =
      rerating.WithPoints(definition.id(), scoring->lowest_points());
  if (!lowest.ok()) return lowest.status();
  const auto highest =
      rerating.WithPoints(definition.id(), scoring->highest_points());
  if (!highest.ok()) return highest.status();
  Impact impact;
  impact.message.set_indicator(definition.id());
  *impact.message.mutable_title() = definition.title();
  *impact.message.mutable_supplied_by() = definition.supplied_by();
  impact.message.set_lowest_grade(lowest->grade);
  impact.message.set_highest_grade(highest->grade);
  if (lowest->score.has_value()) {
    impact.message.mutable_lowest_score()->set_value(lowest->score->ToString());
  }
  if (highest->score.has_value()) {
    impact.message.mutable_highest_score()->set_value(
        highest->score->ToString());
  }
  const v1::Assessment& present = rerating.present();
  impact.message.set_moves_grade(lowest->grade != present.grade() ||
                                 highest->grade != present.grade());
  // Where there is no score to move, how far apart the two are.
  const Decimal from = present.has_score() ? NumberOf(present.score())
                                           : lowest->score.value_or(Decimal());
  impact.furthest = std::max(Distance(*lowest, from), Distance(*highest, from));
  return impact;
}

}  // namespace

absl::StatusOr<google::protobuf::RepeatedPtrField<v1::MissingImpact>>
MissingImpacts(const Rerating& rerating) {
  std::vector<Impact> impacts;
  for (const v1::Dimension& dimension : rerating.definition().dimensions()) {
    for (const v1::Indicator& definition : dimension.indicators()) {
      const v1::IndicatorResult* const line =
          FindLine(rerating.present(), definition.id());
      if (line == nullptr || !line->missing()) continue;
      absl::StatusOr<Impact> impact = ImpactOf(rerating, definition);
      if (!impact.ok()) return impact.status();
      impacts.push_back(*std::move(impact));
    }
  }
  std::stable_sort(
      impacts.begin(), impacts.end(),
      [](const Impact& a, const Impact& b) { return a.furthest > b.furthest; });
  google::protobuf::RepeatedPtrField<v1::MissingImpact> results;
  for (Impact& impact : impacts) *results.Add() = std::move(impact.message);
  return results;
}

}  // namespace techflow::insight
