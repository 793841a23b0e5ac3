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
  // dimension and indicator and no other, and the weights add up to exactly 1;
  // everything wrong is reported. `reader` reads the fields of the model.
  static std::optional<WeightTable> Compile(const v1::Model& model,
                                            const FieldReader& reader);

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
