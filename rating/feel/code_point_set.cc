#include "rating/feel/code_point_set.h"

#include <algorithm>

namespace techflow::feel {

CodePointSet::CodePointSet(std::initializer_list<CodePointRange> ranges) {
  for (const CodePointRange& range : ranges) Add(range.first, range.last);
}

void CodePointSet::Add(char32_t first, char32_t last) {
  if (ranges_.empty() || first > ranges_.back().last + 1) {
    ranges_.push_back({first, last});
    return;
  }
  // All that overlap or touch become one.
  const auto begin = std::partition_point(
      ranges_.begin(), ranges_.end(),
      [first](const CodePointRange& r) { return r.last + 1 < first; });
  const auto end = std::partition_point(
      begin, ranges_.end(),
      [last](const auto& r) { return r.first <= last + 1; });
  if (begin == end) {
    ranges_.insert(begin, {first, last});
    return;
  }
  begin->first = std::min(begin->first, first);
  begin->last = std::max((end - 1)->last, last);
  ranges_.erase(begin + 1, end);
}

void CodePointSet::Add(const CodePointSet& other) {
  std::vector<CodePointRange> all(ranges_.size() + other.ranges_.size());
  std::merge(ranges_.begin(), ranges_.end(), other.ranges_.begin(),
             other.ranges_.end(), all.begin(),
             [](const auto& a, const auto& b) { return a.first < b.first; });
  ranges_.clear();
  for (const CodePointRange& range : all) Add(range.first, range.last);
}

void CodePointSet::Remove(const CodePointSet& other) {
  // A without B is what is in neither the complement of A nor B.
  CodePointSet outside = Complement();
  outside.Add(other);
  *this = outside.Complement();
}

CodePointSet CodePointSet::Complement() const {
  CodePointSet complement;
  complement.ranges_.reserve(ranges_.size() + 1);
  char32_t next = 0;
  for (const CodePointRange& range : ranges_) {
    if (range.first > next) {
      complement.ranges_.push_back({next, range.first - 1});
    }
    next = range.last + 1;
  }
  if (next <= kLast) complement.ranges_.push_back({next, kLast});
  return complement;
}

bool CodePointSet::Contains(char32_t code_point) const {
  const auto range = std::partition_point(
      ranges_.begin(), ranges_.end(),
      [code_point](const CodePointRange& r) { return r.last < code_point; });
  return range != ranges_.end() && range->first <= code_point;
}

}  // namespace techflow::feel
