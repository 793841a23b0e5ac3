#ifndef TECHFLOW_RATING_PACKAGE_DERIVED_WEIGHTS_H_
#define TECHFLOW_RATING_PACKAGE_DERIVED_WEIGHTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "rating/decimal/decimal.h"
#include "techflow/v1/model.pb.h"

// How weights are found when a model is written; nothing here runs while
// rating. Exact decimals of 34 digits, so every machine finds the same. Pure;
// any thread.
namespace techflow::package {

// Above it judgements contradict one another too much to be used (Saaty, The
// Analytic Hierarchy Process, 1980).
inline constexpr char kHighestConsistencyRatio[] = "0.1";

// Saaty's random indices go so far.
inline constexpr size_t kMostCompared = 15;

struct AhpWeights {
  // In the order in which the judgements first name them.
  std::vector<std::string> ids;
  // To 6 decimals; they add up to exactly 1. Of what rounding leaves, the
  // largest remainders take a millionth each, of equal ones the first.
  std::vector<Decimal> weights;
  // ((λ - n) / (n - 1)) / RI(n), half-even to 6 decimals; 0 for n up to 2.
  Decimal consistency_ratio;
  // The judgement that is furthest from the ratio of its weights.
  int worst = 0;
};

// The principal eigenvector of the matrix of judgements a(i,j) = 1 / a(j,i), by
// power iteration until no part moves by more than 10^-30. INVALID_ARGUMENT,
// saying what is wrong with which judgement, unless there is one for each pair
// of 2 to kMostCompared ids, "1" to "9" or "1/2" to "1/9".
absl::StatusOr<AhpWeights> WeighByJudgements(
    const google::protobuf::RepeatedPtrField<v1::PairwiseJudgement>&
        judgements);

// A measured indicator: its values for the companies that have one.
struct WeighedColumn {
  std::string id;
  std::vector<std::optional<Decimal>> values;
};

// Weights by how much indicators tell companies apart (the entropy weight
// method, after Shannon 1948): for the n known values x of a column, with
// p = x / Σx,
//
//   e = -(Σ p ln p) / ln n        weight = (1 - e) / Σ (1 - e)
//
// where p ln p is 0 for p = 0. The same rounding as above. INVALID_ARGUMENT
// where a column has fewer than two known values, a negative one or only
// zeros, or no column tells companies apart.
absl::StatusOr<std::vector<Decimal>> WeighByEntropy(
    const std::vector<WeighedColumn>& columns);

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_DERIVED_WEIGHTS_H_
