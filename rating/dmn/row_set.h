#ifndef TECHFLOW_RATING_DMN_ROW_SET_H_
#define TECHFLOW_RATING_DMN_ROW_SET_H_

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rating/feel/arena.h"

namespace techflow::dmn {

// Sets of a table's rows as bits, side by side in one block of memory: one set
// for each segment of a column. Rows and sets count from 0.
class RowSets {
 public:
  using Word = uint64_t;
  static constexpr size_t kWordBits = 64;
  static size_t WordCount(size_t rows) {
    return (rows + kWordBits - 1) / kWordBits;
  }

  // Empty sets.
  RowSets(size_t sets, size_t rows)
      : words_per_set_(WordCount(rows)), words_(sets * words_per_set_) {}

  void Add(size_t set, size_t row) {
    words_[set * words_per_set_ + row / kWordBits] |= Word{1}
                                                      << (row % kWordBits);
  }
  std::span<const Word> At(size_t set) const {
    return std::span(words_).subspan(set * words_per_set_, words_per_set_);
  }

 private:
  size_t words_per_set_;
  std::vector<Word> words_;
};

// One set of a table's rows for the time of a search, empty at first. A
// thousand rows need no memory of the arena.
class SearchedRows {
 public:
  SearchedRows(feel::Arena& arena, size_t rows) : rows_(rows) {
    const size_t words = RowSets::WordCount(rows);
    words_ = words <= few_.size() ? std::span(few_).first(words)
                                  : arena.NewArray<RowSets::Word>(words);
    std::fill(words_.begin(), words_.end(), RowSets::Word{0});
  }
  SearchedRows(const SearchedRows&) = delete;
  SearchedRows& operator=(const SearchedRows&) = delete;

  void AddAll() {
    std::fill(words_.begin(), words_.end(), ~RowSets::Word{0});
    if (rows_ % RowSets::kWordBits != 0) {
      words_.back() = (RowSets::Word{1} << (rows_ % RowSets::kWordBits)) - 1;
    }
  }
  void Add(std::span<const RowSets::Word> rows) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= rows[i];
  }
  void KeepOnly(std::span<const RowSets::Word> rows) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= rows[i];
  }
  std::span<const RowSets::Word> words() const { return words_; }

 private:
  size_t rows_;
  std::array<RowSets::Word, 16> few_;
  std::span<RowSets::Word> words_;
};

inline bool ContainsRow(std::span<const RowSets::Word> set, size_t row) {
  return (set[row / RowSets::kWordBits] >> (row % RowSets::kWordBits) & 1) != 0;
}

// Calls `use(row)` for each row of the set, rising, until it returns false.
template <typename Use>
void ForEachRow(std::span<const RowSets::Word> set, Use use) {
  for (size_t i = 0; i < set.size(); ++i) {
    for (RowSets::Word rest = set[i]; rest != 0; rest &= rest - 1) {
      const auto bit = static_cast<size_t>(std::countr_zero(rest));
      if (!use(i * RowSets::kWordBits + bit)) return;
    }
  }
}

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_ROW_SET_H_
