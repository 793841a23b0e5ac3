#ifndef TECHFLOW_RATING_SCORECARD_SCORECARD_H_
#define TECHFLOW_RATING_SCORECARD_SCORECARD_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rating/scorecard/assumptions.h"
#include "rating/scorecard/catalog.h"
#include "rating/scorecard/correction_sequence.h"
#include "rating/scorecard/grade_scale.h"
#include "rating/scorecard/indicator.h"
#include "rating/scorecard/outcome.h"
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
  using ScoredListener = absl::FunctionRef<void(const Outcome& outcome)>;

  // Null when the model is wrong; everything wrong is in `diagnostics`.
  // `places` are those of the model's text. `scope` withholds all that is not
  // known before there is a grade; corrections may use what it calls scored.
  static std::unique_ptr<const Scorecard> Compile(
      const v1::Model& model, const textproto::FieldPlaces& places,
      const Catalog& catalog, const RuleScope& scope,
      feel::Diagnostics& diagnostics);

  // All that the scorecard knows, as numbers.
  //
  // An unratable company has readings, completeness and an interval, and no
  // base score, corrections, score or grade: what is not there cannot be taken
  // for a result.
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
  // Where `assumptions` is not null, it is what the outcome would be then.
  //
  // `scored` is called once, before the first correction: then the outcome has
  // its readings, completeness and status and, unless it is unratable, the
  // folded points, which corrections may look at.
  //
  // FAILED_PRECONDITION where a rule of the model is wrong for this evidence.
  absl::StatusOr<Outcome> Grade(Evaluator evaluate,
                                const Assumptions* assumptions,
                                ScoredListener scored) const;

  // Writes `outcome` of this scorecard into `assessment`: status, score, grade,
  // completeness, segment, bounds, the line of every step, missing evidence.
  void Describe(const Outcome& outcome, v1::Assessment& assessment) const;

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
  static Decimal Completeness(const Readings& readings,
                              const WeightTable::SegmentWeights& weights);
  // Sets the status, and why where there is no rating.
  void Judge(Outcome& outcome) const;
  // The interval, and the folded points at least where the company is rated.
  void Fold(Outcome& outcome) const;
  // What the unknown leaves possible before corrections.
  BaseInterval Possible(const Readings& readings,
                        const WeightTable::SegmentWeights& weights) const;
  // True where no measure is unknown and nothing is left to an expert.
  static bool IsCertain(const Readings& readings);
  PointsRange PossiblePoints(const Indicator& indicator,
                             const Reading& reading) const;
  // What is to be folded, without its indicators.
  std::vector<WeighedDimension> BlankDimensions(
      const WeightTable::SegmentWeights& weights) const;
  // What corrections make of the base score and of the interval, which is
  // widened to hold it.
  absl::Status Correct(Evaluator evaluate, Outcome& outcome) const;

  void DescribeLines(const Outcome& outcome, v1::Assessment& assessment) const;
  void DescribeFold(const FoldedScore& folded,
                    v1::Assessment& assessment) const;
  void DescribeGrade(const GradedOutcome& graded,
                     v1::Assessment& assessment) const;
  void ListMissing(const Outcome& outcome, v1::Assessment& assessment) const;

  Parts parts_;
  std::vector<Dimension> dimensions_;
  // By their ids.
  std::unordered_map<std::string_view, const Indicator*> indicators_;
  std::vector<SegmentName> segment_names_;
  // The fewest and the most points of any measure of any indicator.
  PointsRange points_range_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_SCORECARD_H_
