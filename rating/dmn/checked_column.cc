#include "rating/dmn/checked_column.h"

#include <fmt/format.h>

#include <algorithm>

#include "rating/feel/value_text.h"

namespace techflow::dmn {
namespace {

using feel::ValueKind;

// Values in sentences are cut here.
constexpr size_t kMaxValueBytes = 40;

std::string Text(const feel::Value& value) {
  return feel::ToText(value, kMaxValueBytes);
}

}  // namespace

CheckedColumn::CheckedColumn(const CheckedTable::Column& column)
    : column_(column) {
  std::vector<const feel::UnaryTests*> cutting = column.cells;
  cutting.push_back(column.allowed_values);
  segments_ = ColumnSegments::Build(cutting);
  FindDomain();
  const size_t segment_count = segments_ ? segments_->size() : 1;
  sure_.emplace(segment_count, column.cells.size());
  possible_.emplace(segment_count, column.cells.size());
  for (size_t row = 0; row < column.cells.size(); ++row) {
    const feel::UnaryTests& cell = *column.cells[row];
    const bool is_sure =
        cell.matches_everything() || (segments_ && cell.intervals());
    if (!is_sure || cell.matches_everything()) {
      for (size_t i = 0; i < segment_count; ++i) {
        possible_->Add(i, row);
        if (is_sure) sure_->Add(i, row);
      }
      continue;
    }
    for (const feel::Interval& interval : *cell.intervals()) {
      const ColumnSegments::Run run = segments_->RunOf(interval);
      for (size_t i = run.first; i <= run.last; ++i) {
        possible_->Add(i, row);
        sure_->Add(i, row);
      }
    }
  }
}

void CheckedColumn::FindDomain() {
  if (!segments_) {
    domain_ = {0};
    return;
  }
  std::vector<bool> occurs(segments_->size(), true);
  // Between two strings there is no telling order: all others are one.
  if (segments_->kind() == ValueKind::kString) {
    for (size_t i = 2; i < occurs.size(); i += 2) occurs[i] = false;
  }
  if (segments_->kind() == ValueKind::kBoolean) {
    for (size_t i = 0; i < occurs.size(); i += 2) {
      // A value that no cell names lies beyond or before the one that is.
      const bool is_false_unnamed =
          i == 0 && segments_->BoundaryAbove(0).boolean();
      const bool is_true_unnamed =
          i + 1 == occurs.size() && !segments_->BoundaryBelow(i).boolean();
      occurs[i] = is_false_unnamed || is_true_unnamed;
    }
  }
  if (column_.allowed_values != nullptr &&
      column_.allowed_values->intervals()) {
    std::vector<bool> allowed(segments_->size(), false);
    for (const feel::Interval& interval :
         *column_.allowed_values->intervals()) {
      const ColumnSegments::Run run = segments_->RunOf(interval);
      for (size_t i = run.first; i <= run.last; ++i) allowed[i] = true;
    }
    for (size_t i = 0; i < occurs.size(); ++i) {
      occurs[i] = occurs[i] && allowed[i];
    }
  }
  for (size_t i = 0; i < occurs.size(); ++i) {
    if (occurs[i]) domain_.push_back(i);
  }
}

bool CheckedColumn::IsEmpty(size_t row) const {
  for (const size_t segment : domain_) {
    if (ContainsRow(possible_->At(segment), row)) return false;
  }
  return true;
}

bool CheckedColumn::FollowsDirectly(size_t position) const {
  return domain_[position] == domain_[position - 1] + 1;
}

std::string CheckedColumn::Describe(size_t first, size_t last) const {
  if (first == 0 && last + 1 == size()) return "";
  std::string text;
  const auto append = [&text](const std::string& part) {
    if (!text.empty()) text += " or ";
    text += part;
  };
  const bool has_order = segments_->kind() != ValueKind::kString &&
                         segments_->kind() != ValueKind::kBoolean;
  size_t start = first;
  while (start <= last) {
    size_t end = start;
    while (has_order && end < last && FollowsDirectly(end + 1)) ++end;
    append(DescribeRange(domain_[start], domain_[end]));
    start = end + 1;
  }
  return fmt::format("`{}` is {}", column_.label, text);
}

std::string CheckedColumn::DescribeRange(size_t first, size_t last) const {
  using Segments = ColumnSegments;
  if (segments_->kind() == ValueKind::kBoolean && !Segments::IsPoint(first)) {
    return first == 0 ? "false" : "true";
  }
  if (segments_->kind() == ValueKind::kString && !Segments::IsPoint(first)) {
    return "anything else";
  }
  if (first == last && Segments::IsPoint(first)) {
    return Text(segments_->BoundaryBelow(first));
  }
  std::string text;
  if (first > 0) {
    text = fmt::format("{}{}", Segments::IsPoint(first) ? "from " : "above ",
                       Text(segments_->BoundaryBelow(first)));
  }
  if (last + 1 < segments_->size()) {
    if (!text.empty()) text += " ";
    text += Segments::IsPoint(last)
                ? fmt::format("up to {}", Text(segments_->BoundaryBelow(last)))
                : fmt::format("below {}", Text(segments_->BoundaryAbove(last)));
  }
  return text;
}

}  // namespace techflow::dmn
