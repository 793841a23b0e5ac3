#ifndef TECHFLOW_RATING_DMN_TABLE_INDEX_H_
#define TECHFLOW_RATING_DMN_TABLE_INDEX_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "rating/dmn/column_segments.h"
#include "rating/dmn/row_set.h"
#include "rating/feel/unary_tests.h"
#include "rating/feel/value.h"

namespace techflow::dmn {

// Which rows one column of a decision table leaves, looked up by the input's
// segment instead of asking every cell. It answers only where the cells would
// answer yes or no for certain. Immutable; the cells outlive it.
class ColumnIndex {
 public:
  // Below this many rows asking the cells is as fast.
  static constexpr size_t kMinRows = 4;
  // Memory grows with rows times segments: 8 MB for one column.
  static constexpr size_t kMaxWords = size_t{1} << 20;

  // Nothing when the column cannot be indexed.
  static std::optional<ColumnIndex> Build(
      std::span<const feel::UnaryTests* const> cells);

  // Whether it can say anything about this input; null and other kinds of
  // values are for the cells themselves.
  bool Knows(const feel::Value& input) const {
    return input.is(segments_.kind());
  }
  // Rows that may match a known input; the others do not for sure.
  std::span<const RowSets::Word> RowsFor(const feel::Value& input) const {
    return rows_.At(segments_.Find(input));
  }
  bool has_open_rows() const { return has_open_rows_; }
  // Rows whose cell the index cannot answer for: of RowsFor they are the ones
  // to be asked, all others match.
  std::span<const RowSets::Word> open_rows() const { return open_.At(0); }

 private:
  ColumnIndex(ColumnSegments segments, size_t row_count)
      : segments_(std::move(segments)),
        rows_(segments_.size(), row_count),
        open_(1, row_count) {}

  ColumnSegments segments_;
  RowSets rows_;
  RowSets open_;
  bool has_open_rows_ = false;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_TABLE_INDEX_H_
