#ifndef TECHFLOW_RATING_SCORECARD_SCORECARD_H_
#define TECHFLOW_RATING_SCORECARD_SCORECARD_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rating/scorecard/assumptions.h"
#include "rating/scorecard/catalog.h"
#include "rating/scorecard/correction_sequence.h"
#include "rating/scorecard/grade_scale.h"
#include "rating/scorecard/indicator.h"
#include "rating/scorecard/segment.h"
#include "rating/scorecard/weight_scheme.h"
#include "rating/scorecard/weight_table.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::scorecard {

// From measures to a score and a grade: the part of a model that is not rules.
//
//   segment → measures → points → weighted fold → base score → corrections
//   → grade, with the line of every step written down.
//
// All numbers are exact decimals (score_arithmetic.h); the base score is the
// exact sum of the contributions that are shown, and the score that sum moved
// by the corrections that are shown. Immutable; any number of threads.
class Scorecard {
 public:
  using ScoredListener = std::function<void(const v1::Assessment& assessment)>;

  // Null when the model is wrong; everything wrong is in `diagnostics`.
  // `places` are those of the model's text. `scope` withholds all that is not
  // known before there is a grade; corrections may use what it calls scored.
  static std::unique_ptr<const Scorecard> Compile(
      const v1::Model& model, const textproto::FieldPlaces& places,
      const Catalog& catalog, const RuleScope& scope,
      feel::Diagnostics& diagnostics);

  // Fills all of `assessment` that the scorecard knows: status, score, grade,
  // completeness, segment, bounds, dimensions, corrections, missing evidence.
  //
  // An unratable company has lines with what is known, bounds and the missing
  // list, and no base score, contributions, corrections, score or grade: what
  // is not there cannot be taken for a result.
  //
  // [lowest, highest base score] is what the base score can still become while
  // the segment, and with it the weights, stays:
  //
  //   known                what its expert may give, else its points alone
  //   unknown, ZERO/FLOOR  the fewest to the most points of any measure, and
  //                        the points that it counts as
  //   unknown, REALLOCATE  the fewest to the most points of any measure of any
  //                        indicator: reallocation counts it like a mean of
  //                        others, which may lie outside its own points
  //   unknown, UNRATABLE   the fewest to the most points of any measure
  //
  // folded with the weights of the model and widened to hold the base score. So
  // it always holds the base score, and shrinks as evidence becomes known, but
  // for the rounding of reallocated contributions in their last digit. [lowest,
  // highest score] and [worst, best grade] are what corrections make of it
  // (correction_sequence.h).
  //
  // Where `assumptions` is not null, it is what the assessment would be then.
  //
  // `scored`, where given, is called once, before the first correction: then
  // the assessment has its lines, completeness and, unless it is unratable, its
  // base score, which corrections may look at.
  //
  // FAILED_PRECONDITION where a rule of the model is wrong for this evidence.
  absl::Status Assess(Evaluator evaluate, v1::Assessment& assessment,
                      const Assumptions* assumptions = nullptr,
                      const ScoredListener& scored = {}) const;

  const GradeScale& grade_scale() const { return parts_.grade_scale; }
  int indicator_count() const;
  const CorrectionSequence& corrections() const { return parts_.corrections; }
  const WeightScheme& weight_scheme() const { return *parts_.weight_scheme; }
  // Null where there is none.
  const Indicator* FindIndicator(std::string_view id) const;

 private:
  struct Dimension {
    v1::DimensionResult blank_result;  // Id and title.
    std::vector<std::unique_ptr<const Indicator>> indicators;
    // For schemes without weights: the most that it may bring; see
    // WeighedDimension.
    std::optional<Decimal> cap;
    bool best_only = false;

    // The most that its indicators can bring, within the cap.
    Decimal ReachablePoints() const;
  };
  struct SegmentName {
    std::string id;
    v1::LocalizedText title;
  };
  struct Thresholds {
    Decimal rated_from;
    Decimal provisional_from;
  };
  struct Parts {
    Segments segments;
    WeightTable weights;
    std::unique_ptr<const WeightScheme> weight_scheme;
    GradeScale grade_scale;
    CorrectionSequence corrections;
    Thresholds thresholds;
  };
  struct PointsRange {
    Decimal lowest;
    Decimal highest;
  };
  struct BaseInterval {
    Decimal lowest;
    Decimal highest;
    // Nothing is unknown, neither measures nor what experts give.
    bool is_settled = true;
  };
  // One reading for each indicator of a dimension.
  using Readings = std::vector<std::vector<Reading>>;

  Scorecard(Parts parts, std::vector<Dimension> dimensions,
            std::vector<SegmentName> segment_names);
  static std::optional<std::vector<Dimension>> CompileDimensions(
      const v1::Model& model, const Catalog& catalog, const RuleScope& scope,
      const FieldReader& reader);
  // That the dimensions suit the scheme.
  static bool CheckDimensions(const std::vector<Dimension>& dimensions,
                              const WeightScheme& scheme,
                              const v1::Model& model,
                              const FieldReader& reader);
  static std::optional<WeightTable> CompileWeights(
      const v1::Model& model,
      const std::optional<std::vector<Dimension>>& dimensions,
      const WeightScheme* scheme, const FieldReader& reader);
  static std::optional<Thresholds> ReadThresholds(const v1::Model& model,
                                                  const FieldReader& reader);

  absl::StatusOr<Readings> ReadAll(Evaluator evaluate,
                                   const Assumptions* assumptions) const;
  // The segment's weights, with those that are assumed.
  WeightTable::SegmentWeights WeightsOf(size_t segment,
                                        const Assumptions& assumptions) const;
  // The known share of the total weight.
  Decimal Completeness(const Readings& readings,
                       const WeightTable::SegmentWeights& weights) const;
  void DescribeLines(const Readings& readings,
                     const WeightTable::SegmentWeights& weights,
                     v1::Assessment& assessment) const;
  void ListMissing(const Readings& readings,
                   const WeightTable::SegmentWeights& weights,
                   v1::Assessment& assessment) const;
  // Sets the status, and why where there is no rating.
  void Judge(const Readings& readings, const Decimal& completeness,
             v1::Assessment& assessment) const;
  // What the unknown leaves possible before corrections.
  BaseInterval Possible(const Readings& readings,
                        const WeightTable::SegmentWeights& weights) const;
  PointsRange PossiblePoints(const Indicator& indicator,
                             const Reading& reading) const;
  // Score, grade and what corrections made of them and of `interval`, which is
  // widened to hold the base score.
  absl::Status Grade(const Decimal& base, BaseInterval& interval,
                     Evaluator evaluate, v1::Assessment& assessment) const;
  // Writes what each line adds; the base score.
  Decimal FoldLines(const Readings& readings,
                    const WeightTable::SegmentWeights& weights,
                    v1::Assessment& assessment) const;

  Parts parts_;
  std::vector<Dimension> dimensions_;
  std::vector<SegmentName> segment_names_;
  // The fewest and the most points of any measure of any indicator.
  PointsRange points_range_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_SCORECARD_H_
