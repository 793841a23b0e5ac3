#ifndef TECHFLOW_RATING_SCORECARD_WEIGHT_TABLE_H_
#define TECHFLOW_RATING_SCORECARD_WEIGHT_TABLE_H_

#include <optional>
#include <vector>

#include "rating/decimal/decimal.h"
#include "rating/scorecard/field_reader.h"
#include "techflow/v1/model.pb.h"

namespace techflow::scorecard {

// The weights of every segment, in the model's order of segments, dimensions
// and indicators. Immutable; any thread.
class WeightTable {
 public:
  struct DimensionWeights {
    Decimal weight;
    // Within the dimension.
    std::vector<Decimal> indicators;
  };
  using SegmentWeights = std::vector<DimensionWeights>;

  // Nothing unless each segment has one set, each set has one weight for each
  // dimension and indicator and no other, the weights add up to exactly 1, and
  // what it says of their derivation is whole (derivation_check.h); everything
  // wrong is reported. A set with `based_on` may leave out groups, the
  // dimensions or the indicators of one, and takes those of the other set.
  // `reader` reads the fields of the model.
  static std::optional<WeightTable> Compile(const v1::Model& model,
                                            const FieldReader& reader);

  // For schemes without weights, the same for every segment: a dimension weighs
  // the share of all points that it can bring, an indicator the share of its
  // dimension's, with kWeightDecimals; of what rounding leaves the first takes
  // it, so that each group adds up to exactly 1.
  struct Reach {
    Decimal points;
    std::vector<Decimal> indicators;
  };
  static WeightTable OfPoints(const std::vector<Reach>& dimensions,
                              size_t segment_count);

  const SegmentWeights& OfSegment(size_t segment) const {
    return segments_[segment];
  }

 private:
  explicit WeightTable(std::vector<SegmentWeights> segments)
      : segments_(std::move(segments)) {}

  std::vector<SegmentWeights> segments_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_WEIGHT_TABLE_H_
