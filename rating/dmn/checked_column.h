#ifndef TECHFLOW_RATING_DMN_CHECKED_COLUMN_H_
#define TECHFLOW_RATING_DMN_CHECKED_COLUMN_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rating/dmn/column_segments.h"
#include "rating/dmn/row_set.h"
#include "rating/dmn/table_check.h"

namespace techflow::dmn {

// One column of a table that is checked: the segments that can occur, and the
// rows that match each of them for sure or perhaps. Used by CheckTable() only.
class CheckedColumn {
 public:
  explicit CheckedColumn(const CheckedTable::Column& column);

  // Positions count the segments that can occur, from the lowest.
  size_t size() const { return domain_.size(); }
  std::span<const RowSets::Word> SureRows(size_t position) const {
    return sure_->At(domain_[position]);
  }
  std::span<const RowSets::Word> PossibleRows(size_t position) const {
    return possible_->At(domain_[position]);
  }
  // Whether the row's cell matches nothing that can occur.
  bool IsEmpty(size_t row) const;

  // The values from one position to another in words: "`revenue` is from 5 to
  // below 10". Empty where that is all there is.
  std::string Describe(size_t first, size_t last) const;

 private:
  void FindDomain();
  // Whether nothing can lie between the positions.
  bool FollowsDirectly(size_t position) const;
  std::string DescribeRange(size_t first, size_t last) const;

  const CheckedTable::Column& column_;
  std::optional<ColumnSegments> segments_;  // Nothing: one segment for all.
  std::vector<size_t> domain_;
  std::optional<RowSets> sure_;
  std::optional<RowSets> possible_;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_CHECKED_COLUMN_H_
