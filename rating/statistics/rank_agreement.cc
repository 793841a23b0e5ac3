#include "rating/statistics/rank_agreement.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace techflow::statistics {
namespace {

// 0 for the smallest value, equal values the same: integers compare faster.
std::vector<int64_t> DenseRanks(std::span<const Decimal> values) {
  std::vector<Decimal> distinct(values.begin(), values.end());
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  std::vector<int64_t> ranks;
  ranks.reserve(values.size());
  for (const Decimal& value : values) {
    ranks.push_back(std::lower_bound(distinct.begin(), distinct.end(), value) -
                    distinct.begin());
  }
  return ranks;
}

int Sign(int64_t a, int64_t b) { return (a > b) - (a < b); }

}  // namespace

std::optional<Decimal> KendallTauB(std::span<const Decimal> first,
                                   std::span<const Decimal> second) {
  assert(first.size() == second.size());
  const std::vector<int64_t> a = DenseRanks(first);
  const std::vector<int64_t> b = DenseRanks(second);
  int64_t balance = 0;  // C - D.
  int64_t untied_first = 0;
  int64_t untied_second = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      const int in_first = Sign(a[i], a[j]);
      const int in_second = Sign(b[i], b[j]);
      balance += in_first * in_second;
      untied_first += in_first != 0 ? 1 : 0;
      untied_second += in_second != 0 ? 1 : 0;
    }
  }
  const std::optional<Decimal> product =
      Multiply(Decimal(untied_first), Decimal(untied_second));
  if (!product.has_value() || product->is_zero()) return std::nullopt;
  const std::optional<Decimal> root = SquareRoot(*product);
  if (!root.has_value()) return std::nullopt;
  return Divide(Decimal(balance), *root);
}

std::optional<Decimal> AreaUnderCurve(std::span<const Decimal> scores,
                                      const std::vector<bool>& is_positive) {
  assert(scores.size() == is_positive.size());
  const std::vector<int64_t> ranks = DenseRanks(scores);
  std::vector<int64_t> negatives;
  for (size_t i = 0; i < ranks.size(); ++i) {
    if (!is_positive[i]) negatives.push_back(ranks[i]);
  }
  std::sort(negatives.begin(), negatives.end());
  int64_t halves = 0;  // Twice the pairs, so that a tie is a whole number.
  for (size_t i = 0; i < ranks.size(); ++i) {
    if (!is_positive[i]) continue;
    const auto [lower, upper] =
        std::equal_range(negatives.begin(), negatives.end(), ranks[i]);
    halves += (lower - negatives.begin()) + (upper - negatives.begin());
  }
  const int64_t negative_count = static_cast<int64_t>(negatives.size());
  const int64_t pairs =
      (static_cast<int64_t>(ranks.size()) - negative_count) * negative_count;
  if (pairs == 0) return std::nullopt;
  return Divide(Decimal(halves), Decimal(2 * pairs));
}

std::vector<bool> TopPart(std::span<const Decimal> values, int parts) {
  assert(parts >= 1);
  std::vector<bool> is_top(values.size(), false);
  if (values.empty()) return is_top;
  const size_t divisor = static_cast<size_t>(parts);
  const size_t count = (values.size() + divisor - 1) / divisor;
  std::vector<Decimal> falling(values.begin(), values.end());
  std::sort(falling.begin(), falling.end(), std::greater<>());
  for (size_t i = 0; i < values.size(); ++i) {
    is_top[i] = values[i] >= falling[count - 1];
  }
  return is_top;
}

}  // namespace techflow::statistics
