#include "rating/dmn/table_index.h"

#include <utility>

namespace techflow::dmn {

std::optional<ColumnIndex> ColumnIndex::Build(
    std::span<const feel::UnaryTests* const> cells) {
  if (cells.size() < kMinRows) return std::nullopt;
  std::optional<ColumnSegments> segments = ColumnSegments::Build(cells);
  if (!segments || segments->kind() == feel::ValueKind::kNull) {
    return std::nullopt;
  }
  if (segments->size() * RowSets::WordCount(cells.size()) > kMaxWords) {
    return std::nullopt;
  }
  ColumnIndex index(*std::move(segments), cells.size());
  for (size_t row = 0; row < cells.size(); ++row) {
    if (!cells[row]->intervals()) {
      index.open_.Add(0, row);
      index.has_open_rows_ = true;
      for (size_t i = 0; i < index.segments_.size(); ++i) {
        index.rows_.Add(i, row);
      }
      continue;
    }
    for (const feel::Interval& interval : *cells[row]->intervals()) {
      const ColumnSegments::Run run = index.segments_.RunOf(interval);
      for (size_t i = run.first; i <= run.last; ++i) index.rows_.Add(i, row);
    }
  }
  return index;
}

}  // namespace techflow::dmn
