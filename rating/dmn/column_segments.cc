#include "rating/dmn/column_segments.h"

#include <algorithm>

#include "rating/feel/comparison.h"

namespace techflow::dmn {
namespace {

using feel::Value;
using feel::ValueKind;

// Times are left out: whether they can be compared depends on their zones.
bool CanBeCut(ValueKind kind) {
  switch (kind) {
    case ValueKind::kBoolean:
    case ValueKind::kNumber:
    case ValueKind::kString:
    case ValueKind::kDate:
    case ValueKind::kDaysDuration:
    case ValueKind::kMonthsDuration:
      return true;
    default:
      return false;
  }
}

// A total order of the values of one kind that can be cut.
bool IsBelow(const Value& a, const Value& b) {
  if (a.is(ValueKind::kBoolean)) return !a.boolean() && b.boolean();
  return feel::Compare(a, b).value_or(0) < 0;
}

}  // namespace

std::optional<ColumnSegments> ColumnSegments::Build(
    std::span<const feel::UnaryTests* const> cells) {
  ColumnSegments segments;
  const auto add = [&segments](const std::optional<Value>& end) {
    if (!end) return true;
    if (segments.kind_ == ValueKind::kNull) segments.kind_ = end->kind();
    if (!end->is(segments.kind_) || !CanBeCut(end->kind())) return false;
    segments.boundaries_.push_back(*end);
    return true;
  };
  for (const feel::UnaryTests* cell : cells) {
    if (cell == nullptr || !cell->intervals()) continue;
    for (const feel::Interval& interval : *cell->intervals()) {
      if (!add(interval.low) || !add(interval.high)) return std::nullopt;
    }
  }
  std::vector<Value>& boundaries = segments.boundaries_;
  std::sort(boundaries.begin(), boundaries.end(), IsBelow);
  boundaries.erase(std::unique(boundaries.begin(), boundaries.end(),
                               [](const Value& a, const Value& b) {
                                 return !IsBelow(a, b) && !IsBelow(b, a);
                               }),
                   boundaries.end());
  return segments;
}

size_t ColumnSegments::Find(const Value& value) const {
  // Most columns are numbers; their kind need not be asked at each comparison.
  if (kind_ != ValueKind::kNumber) return FindBy(IsBelow, value);
  return FindBy(
      [](const Value& a, const Value& b) { return a.number() < b.number(); },
      value);
}

template <typename Below>
size_t ColumnSegments::FindBy(Below is_below, const Value& value) const {
  const auto at =
      std::lower_bound(boundaries_.begin(), boundaries_.end(), value, is_below);
  const size_t below = static_cast<size_t>(at - boundaries_.begin());
  const bool is_point = at != boundaries_.end() && !is_below(value, *at);
  return 2 * below + (is_point ? 1 : 0);
}

ColumnSegments::Run ColumnSegments::RunOf(
    const feel::Interval& interval) const {
  Run run{0, size() - 1};
  if (interval.low) {
    run.first = Find(*interval.low) + (interval.low_closed ? 0 : 1);
  }
  if (interval.high) {
    run.last = Find(*interval.high) - (interval.high_closed ? 0 : 1);
  }
  return run;
}

}  // namespace techflow::dmn
