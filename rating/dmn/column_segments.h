#ifndef TECHFLOW_RATING_DMN_COLUMN_SEGMENTS_H_
#define TECHFLOW_RATING_DMN_COLUMN_SEGMENTS_H_

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "rating/feel/unary_tests.h"
#include "rating/feel/value.h"

namespace techflow::dmn {

// The values of one column of a decision table cut at every end of its cells'
// intervals, so that no cell tells two values of one segment apart. With
// boundaries 10 and 20 the segments are
//
//   0: below 10   1: 10   2: between   3: 20   4: above 20
//
// Immutable. The boundaries live in the unary tests, which outlive this.
class ColumnSegments {
 public:
  // Segments first to last, both included; empty where first > last.
  struct Run {
    size_t first = 0;
    size_t last = 0;
  };

  // `cells` are those of the column and what else is to cut it; null pointers
  // and cells without intervals cut nothing. Nothing when the ends are not all
  // of one kind whose values can be told apart exactly: numbers, strings,
  // booleans, dates, durations.
  static std::optional<ColumnSegments> Build(
      std::span<const feel::UnaryTests* const> cells);

  // kNull when no cell has an end: then there is one segment, 0.
  feel::ValueKind kind() const { return kind_; }
  size_t size() const { return 2 * boundaries_.size() + 1; }

  // Of a value of kind().
  size_t Find(const feel::Value& value) const;
  // Of an interval whose ends are among the boundaries.
  Run RunOf(const feel::Interval& interval) const;

  static bool IsPoint(size_t segment) { return segment % 2 == 1; }
  // Of the point, or the end between two segments that are not points.
  const feel::Value& BoundaryBelow(size_t segment) const {
    return boundaries_[(segment - 1) / 2];
  }
  const feel::Value& BoundaryAbove(size_t segment) const {
    return boundaries_[segment / 2];
  }

 private:
  ColumnSegments() = default;

  template <typename Below>
  size_t FindBy(Below is_below, const feel::Value& value) const;

  feel::ValueKind kind_ = feel::ValueKind::kNull;
  std::vector<feel::Value> boundaries_;  // Rising, each once.
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_COLUMN_SEGMENTS_H_
