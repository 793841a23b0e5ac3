#ifndef TECHFLOW_RATING_RATING_MODEL_H_
#define TECHFLOW_RATING_RATING_MODEL_H_

#include <memory>
#include <span>
#include <string_view>

#include "absl/status/statusor.h"
#include "rating/feel/diagnostics.h"
#include "rating/grading.h"
#include "rating/scorecard/assumptions.h"
#include "rating/scorecard/catalog.h"
#include "rating/scorecard/scoring_function.h"
#include "rating/scorecard/weight_scheme.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::rating {

// Stored with every rating. It grows with every change after which the same
// evidence, model version and as-of date could give other bytes: formulas,
// roundings, limits of evaluation, the decimal, time-zone and Unicode kernels.
//
//   1  2026-11-23
//   2  2026-11-26: times in zones and between zones, regular expressions, an
//      error as a condition; tz database 2026f, Unicode 14.0.0, decimals of
//      Intel's library 2.0 Update 2 as tests/rating/decimal pins them
//   3  2026-11-26: rubrics; what the unknown leaves possible of score and grade
inline constexpr int kEngineVersion = 3;

// A compiled model version: evidence view × as-of date → assessment, and
// nothing else: no clock, no I/O, no state. Immutable, so any number of threads
// may share one.
class RatingModel {
 public:
  // Null when anything is wrong with `package`; all of it is in `diagnostics`,
  // each with file, line and column. Warnings alone do not hinder it. Cases are
  // not run here; see package/cases.h. `catalog` is only read during the call.
  static std::shared_ptr<const RatingModel> Compile(
      const v1::ModelPackage& package, const scorecard::Catalog& catalog,
      feel::Diagnostics& diagnostics);

  ~RatingModel();
  RatingModel(const RatingModel&) = delete;
  RatingModel& operator=(const RatingModel&) = delete;

  // What the model says of a company of which `view` is known on `as_of`
  // (evidence::ViewAsOf). Where `explanation` is not null its trace is filled,
  // with every rule that was evaluated, in order; the assessment is the same.
  // Where the call fails the trace goes as far as the failure. Where
  // `assumptions` is not null, it is what the model would say then.
  //
  // INVALID_ARGUMENT: `as_of` is no day.
  // FAILED_PRECONDITION: a rule of the model is wrong for this evidence: a null
  //   born of an error reached a result, or a value that its place cannot take.
  //   The message has file, line, column and reason; the model's author has to
  //   act, neither the company nor the operator.
  // RESOURCE_EXHAUSTED: the rules passed a limit of evaluation.
  absl::StatusOr<v1::Assessment> Assess(
      const v1::Evidence& view, const v1::Date& as_of,
      v1::Explanation* explanation = nullptr,
      const scorecard::Assumptions* assumptions = nullptr) const;

  // The same, written where it is to stay, in an empty message, such as the
  // part of an answer that lies in an arena. Means nothing after an error.
  absl::Status Assess(
      const v1::Evidence& view, const v1::Date& as_of,
      v1::Assessment& assessment, v1::Explanation* explanation = nullptr,
      const scorecard::Assumptions* assumptions = nullptr) const;

  // The same in numbers alone, for those who compute many ratings and show
  // none. Errors as of Assess().
  absl::StatusOr<Grading> Grade(
      const v1::Evidence& view, const v1::Date& as_of,
      const scorecard::Assumptions* assumptions = nullptr) const;

  // model.txtpb as it was read.
  const v1::Model& definition() const;
  int indicator_count() const;
  // How an indicator's measure turns into points; null where there is none.
  const scorecard::ScoringFunction* FindScoring(
      std::string_view indicator) const;
  // Whether a condition or value of a correction uses one of `names`, itself or
  // through decisions and functions.
  bool CorrectionsUse(std::span<const std::string_view> names) const;
  // How points fold into a score. Of a model with dimensions.
  const scorecard::WeightScheme& weight_scheme() const;

 private:
  friend class AssessmentRun;
  friend class ModelCompiler;
  struct Parts;

  explicit RatingModel(std::unique_ptr<const Parts> parts);

  std::unique_ptr<const Parts> parts_;
};

}  // namespace techflow::rating

#endif  // TECHFLOW_RATING_RATING_MODEL_H_
