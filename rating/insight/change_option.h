#ifndef TECHFLOW_RATING_INSIGHT_CHANGE_OPTION_H_
#define TECHFLOW_RATING_INSIGHT_CHANGE_OPTION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "rating/decimal/decimal.h"
#include "rating/insight/rerating.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

// A better level that an indicator could be brought to.
struct ChangeOption {
  // The measure to reach: the nearest of the band, or the bend of the curve.
  Decimal measure;
  Decimal points;
  // What its contribution would gain, in millionths of a point of the score.
  int64_t gain = 0;
  // Bands or bends on the way, that included, times the effort of one.
  int effort = 0;
};

// An indicator that a company can change, and how far.
struct ChangeableIndicator {
  const v1::Indicator* definition = nullptr;
  // As it is.
  const v1::IndicatorResult* line = nullptr;
  // Which dimension it is in, from 0.
  int dimension = 0;
  int months = 0;
  // One or more, of more points than it has, by rising effort.
  std::vector<ChangeOption> options;
};

// For each changeable indicator which option is taken, counted from 1; 0 where
// it stays as it is.
using ChangeSet = std::vector<int>;

// What could be changed for the better, in the model's order: indicators that
// `changeability` says can change, within so many months (0: any), that are not
// among `fixed`, whose measure is a known number and whose points no expert
// gives. An unknown measure is no option: what it is, a document says and not
// the company's effort, and missing_impact tells what it could move. Where
// corrections are fixed, levels that bring no more points than one of no more
// effort are left out: nothing is reached by them that the other does not
// reach. Points into the rerating. Pure; any thread. Errors as of
// RatingModel::Assess().
absl::StatusOr<std::vector<ChangeableIndicator>> FindChanges(
    const Rerating& rerating, int within_months,
    const std::vector<std::string>& fixed);

// The sum of the efforts, and the months of the slowest.
int EffortOf(const std::vector<ChangeableIndicator>& changeable,
             const ChangeSet& changes);
int MonthsOf(const std::vector<ChangeableIndicator>& changeable,
             const ChangeSet& changes);

// Of each indicator the option of the most points, of equal ones the cheapest.
ChangeSet AllChanges(const std::vector<ChangeableIndicator>& changeable);

// What to assume for these changes.
scorecard::Assumptions AssumptionsOf(
    const std::vector<ChangeableIndicator>& changeable,
    const ChangeSet& changes);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_CHANGE_OPTION_H_
