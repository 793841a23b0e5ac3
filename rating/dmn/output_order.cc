#include "rating/dmn/output_order.h"

#include <optional>

#include "rating/feel/comparison.h"

namespace techflow::dmn {
namespace {

using feel::Value;

bool IsWithin(const Value& value, const feel::Interval& interval) {
  if (interval.low && interval.high &&
      feel::Equal(*interval.low, *interval.high).value_or(false)) {
    return feel::Equal(value, *interval.low).value_or(false);
  }
  if (interval.low) {
    const std::optional<int> order = feel::Compare(value, *interval.low);
    if (!order || *order < (interval.low_closed ? 0 : 1)) return false;
  }
  if (interval.high) {
    const std::optional<int> order = feel::Compare(value, *interval.high);
    if (!order || *order > (interval.high_closed ? 0 : -1)) return false;
  }
  return true;
}

}  // namespace

bool OutputOrder::is_known() const {
  for (const auto& column : columns_) {
    if (column != nullptr && column->intervals()) return true;
  }
  return false;
}

size_t OutputOrder::RankOf(const feel::UnaryTests& listed, const Value& value) {
  if (!listed.intervals()) return 0;
  size_t rank = 0;
  for (const feel::Interval& interval : *listed.intervals()) {
    if (IsWithin(value, interval)) return rank;
    ++rank;
  }
  return rank;
}

int OutputOrder::Compare(const Value& a, const Value& b) const {
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == nullptr) continue;
    const auto part = [&](const Value& result) {
      return columns_.size() == 1 ? result
                                  : result.context().entries()[i].value;
    };
    const size_t rank_a = RankOf(*columns_[i], part(a));
    const size_t rank_b = RankOf(*columns_[i], part(b));
    if (rank_a != rank_b) return rank_a < rank_b ? -1 : 1;
  }
  return 0;
}

}  // namespace techflow::dmn
