#ifndef TECHFLOW_RATING_SCORECARD_WEIGHT_SCHEME_H_
#define TECHFLOW_RATING_SCORECARD_WEIGHT_SCHEME_H_

#include <optional>
#include <span>
#include <vector>

#include "rating/decimal/decimal.h"
#include "rating/scorecard/field_reader.h"
#include "techflow/v1/model.pb.h"

namespace techflow::scorecard {

// What is folded: an indicator's weight within its dimension and its points.
struct WeighedIndicator {
  // What the points of an indicator rest on.
  enum class Basis {
    kKnown,        // Its measure.
    kSubstituted,  // Its policy: the measure is unknown, the weight stays.
    kReallocated,  // Nothing: its weight goes to others.
  };
  Decimal weight;
  Decimal points;  // Not looked at where reallocated.
  Basis basis = Basis::kKnown;
};

// A dimension's weight in the score and its indicators.
struct WeighedDimension {
  Decimal weight;
  std::vector<WeighedIndicator> indicators;
  // The most that it may bring, and whether only its best indicator counts.
  std::optional<Decimal> cap = std::nullopt;
  bool best_only = false;
};

// What an indicator adds. Reallocated: nothing.
struct FoldedIndicator {
  Decimal effective_weight;
  Decimal contribution;
};

// What a dimension adds, and its own points where some of it counts.
struct FoldedDimension {
  Decimal effective_weight;
  // The exact sum of its indicators' contributions and the adjustment.
  Decimal contribution;
  // What a cap takes away: 0 or less.
  Decimal adjustment;
  std::optional<Decimal> points;
  std::vector<FoldedIndicator> indicators;
};

struct FoldedScore {
  // The exact sum of all contributions and the adjustment, 0 to 100.
  Decimal score;
  // What a scheme that is no sum takes away: 0 or less.
  Decimal adjustment;
  std::vector<FoldedDimension> dimensions;
};

// How points fold into one score: one implementation for each kind of the
// catalog. Immutable; any number of threads may share one.
class WeightScheme {
 public:
  virtual ~WeightScheme() = default;

  // False where points count as they are. A model then has no weight sets, and
  // its dimensions may have `cap` and `best_only`; else they may not.
  virtual bool takes_weights() const { return true; }

  // Dimension weights add up to 1, and so do those of each dimension's
  // indicators; they have kWeightDecimals at most, points kScoreDecimals. Of
  // these, in the same order, what each adds to the score. Points that rise
  // never lower the score. Where every indicator is reallocated, 0.
  virtual FoldedScore Fold(
      std::span<const WeighedDimension> dimensions) const = 0;
};

// What a kind is made from. `reader` reads the fields of `definition`.
struct WeightSchemeSource {
  const v1::WeightScheme& definition;
  const FieldReader& reader;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_WEIGHT_SCHEME_H_
