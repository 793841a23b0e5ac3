#include "rating/package/derived_weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "absl/status/status.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::package {
namespace {

using scorecard::kWeightDecimals;
using Matrix = std::vector<std::vector<Decimal>>;

// Saaty 1980: the mean consistency index of random matrices of order n.
constexpr std::array<std::string_view, kMostCompared + 1> kRandomIndex = {
    "0",    "0",    "0",    "0.58", "0.9",  "1.12", "1.24", "1.32",
    "1.41", "1.45", "1.49", "1.51", "1.48", "1.56", "1.57", "1.59"};

// Where the parts of an eigenvector stop moving.
constexpr char kPrecision[] = "1e-30";
constexpr int kMostSteps = 10'000;

Decimal Number(std::string_view text) { return *Decimal::Parse(text); }

// None of the operands here is out of reach of a decimal.
Decimal Sum(const Decimal& a, const Decimal& b) { return *Add(a, b); }
Decimal Product(const Decimal& a, const Decimal& b) { return *Multiply(a, b); }
Decimal Quotient(const Decimal& a, const Decimal& b) { return *Divide(a, b); }

std::vector<Decimal> SharesOfOne(const std::vector<Decimal>& exact) {
  std::vector<Decimal> shares;
  std::vector<Decimal> rests;
  Decimal left(1);
  for (const Decimal& share : exact) {
    shares.push_back(*Round(share, kWeightDecimals, Rounding::kFloor));
    rests.push_back(*Subtract(share, shares.back()));
    left = *Subtract(left, shares.back());
  }
  std::vector<size_t> order(exact.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&rests](size_t a, size_t b) {
    return rests[b] < rests[a];
  });
  const Decimal unit = Number("0.000001");
  for (const size_t i : order) {
    if (!(left > Decimal(0))) break;
    shares[i] = Sum(shares[i], unit);
    left = *Subtract(left, unit);
  }
  return shares;
}

// "3" or "1/3" of Saaty's scale.
std::optional<Decimal> ReadRatio(std::string_view text) {
  const bool is_fraction = text.starts_with("1/");
  const std::string_view digit = is_fraction ? text.substr(2) : text;
  if (digit.size() != 1 || digit[0] < (is_fraction ? '2' : '1') ||
      digit[0] > '9') {
    return std::nullopt;
  }
  const Decimal number(digit[0] - '0');
  return is_fraction ? Quotient(Decimal(1), number) : number;
}

size_t IndexOf(std::vector<std::string>& ids, const std::string& id) {
  const auto found = std::find(ids.begin(), ids.end(), id);
  if (found != ids.end()) return static_cast<size_t>(found - ids.begin());
  ids.push_back(id);
  return ids.size() - 1;
}

std::vector<Decimal> Times(const Matrix& matrix,
                           const std::vector<Decimal>& vector) {
  std::vector<Decimal> product(vector.size());
  for (size_t i = 0; i < vector.size(); ++i) {
    for (size_t j = 0; j < vector.size(); ++j) {
      product[i] = Sum(product[i], Product(matrix[i][j], vector[j]));
    }
  }
  return product;
}

Decimal SumOf(const std::vector<Decimal>& vector) {
  return std::accumulate(vector.begin(), vector.end(), Decimal(), Sum);
}

std::vector<Decimal> PrincipalVector(const Matrix& matrix) {
  const Decimal n(static_cast<int64_t>(matrix.size()));
  std::vector<Decimal> vector(matrix.size(), Quotient(Decimal(1), n));
  const Decimal precision = Number(kPrecision);
  for (int step = 0; step < kMostSteps; ++step) {
    std::vector<Decimal> next = Times(matrix, vector);
    const Decimal sum = SumOf(next);
    bool moves = false;
    for (size_t i = 0; i < next.size(); ++i) {
      next[i] = Quotient(next[i], sum);
      if (Subtract(next[i], vector[i])->Absolute() > precision) moves = true;
    }
    vector = std::move(next);
    if (!moves) break;
  }
  return vector;
}

absl::Status Wrong(const v1::PairwiseJudgement& judgement,
                   std::string_view what) {
  return absl::InvalidArgumentError(
      fmt::format("the judgement of `{}` and `{}` {}", judgement.first(),
                  judgement.second(), what));
}

}  // namespace

absl::StatusOr<AhpWeights> WeighByJudgements(
    const google::protobuf::RepeatedPtrField<v1::PairwiseJudgement>&
        judgements) {
  AhpWeights result;
  for (const v1::PairwiseJudgement& judgement : judgements) {
    IndexOf(result.ids, judgement.first());
    IndexOf(result.ids, judgement.second());
  }
  const size_t n = result.ids.size();
  if (n < 2 || n > kMostCompared) {
    return absl::InvalidArgumentError(fmt::format(
        "the judgements name {} ids; expected 2 to {}", n, kMostCompared));
  }
  Matrix matrix(n, std::vector<Decimal>(n));
  for (size_t i = 0; i < n; ++i) matrix[i][i] = Decimal(1);
  for (const v1::PairwiseJudgement& judgement : judgements) {
    const size_t i = IndexOf(result.ids, judgement.first());
    const size_t j = IndexOf(result.ids, judgement.second());
    const std::optional<Decimal> ratio = ReadRatio(judgement.ratio());
    if (!ratio.has_value()) {
      return Wrong(judgement,
                   fmt::format("is `{}`; expected 1 to 9 or 1/2 to 1/9",
                               judgement.ratio()));
    }
    if (i == j) return Wrong(judgement, "compares it with itself");
    if (!matrix[i][j].is_zero()) return Wrong(judgement, "is there twice");
    matrix[i][j] = *ratio;
    matrix[j][i] = Quotient(Decimal(1), *ratio);
  }
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (!matrix[i][j].is_zero()) continue;
      return absl::InvalidArgumentError(
          fmt::format("there is no judgement of `{}` and `{}`", result.ids[j],
                      result.ids[i]));
    }
  }
  const std::vector<Decimal> vector = PrincipalVector(matrix);
  result.weights = SharesOfOne(vector);
  if (n > 2) {
    const Decimal order(static_cast<int64_t>(n));
    const Decimal lambda =
        Quotient(SumOf(Times(matrix, vector)), SumOf(vector));
    const Decimal index =
        Quotient(*Subtract(lambda, order), *Subtract(order, Decimal(1)));
    result.consistency_ratio = *Round(Quotient(index, Number(kRandomIndex[n])),
                                      6, Rounding::kHalfEven);
  }
  Decimal furthest;
  for (int k = 0; k < judgements.size(); ++k) {
    const size_t i = IndexOf(result.ids, judgements[k].first());
    const size_t j = IndexOf(result.ids, judgements[k].second());
    const Decimal implied = Quotient(vector[i], vector[j]);
    // How many times too large or too small.
    const Decimal times = Quotient(matrix[i][j], implied);
    const Decimal off = std::max(times, Quotient(Decimal(1), times));
    if (!(off > furthest)) continue;
    furthest = off;
    result.worst = k;
  }
  return result;
}

absl::StatusOr<std::vector<Decimal>> WeighByEntropy(
    const std::vector<WeighedColumn>& columns) {
  std::vector<Decimal> distances;
  for (const WeighedColumn& column : columns) {
    Decimal sum;
    int64_t count = 0;
    for (const std::optional<Decimal>& value : column.values) {
      if (!value.has_value()) continue;
      if (value->is_negative()) {
        return absl::InvalidArgumentError(
            fmt::format("column `{}` has the value {}; expected 0 or more",
                        column.id, value->ToString()));
      }
      sum = Sum(sum, *value);
      ++count;
    }
    if (count < 2 || sum.is_zero()) {
      return absl::InvalidArgumentError(fmt::format(
          "column `{}` has {} known values{}; expected two or more, not all 0",
          column.id, count, sum.is_zero() && count >= 2 ? ", all 0" : ""));
    }
    Decimal entropy;
    for (const std::optional<Decimal>& value : column.values) {
      if (!value.has_value() || value->is_zero()) continue;
      const Decimal share = Quotient(*value, sum);
      entropy = *Subtract(entropy, Product(share, *NaturalLogarithm(share)));
    }
    entropy = Quotient(entropy, *NaturalLogarithm(Decimal(count)));
    const Decimal distance = *Subtract(Decimal(1), entropy);
    // Equal values may miss 1 by the last digit of a logarithm.
    distances.push_back(distance.Absolute() > Number(kPrecision) ? distance
                                                                 : Decimal());
  }
  const Decimal sum = SumOf(distances);
  if (sum.is_zero()) {
    return absl::InvalidArgumentError(
        "no column tells companies apart: in each all values are equal");
  }
  for (Decimal& distance : distances) distance = Quotient(distance, sum);
  return SharesOfOne(distances);
}

}  // namespace techflow::package
