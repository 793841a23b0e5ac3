#ifndef TECHFLOW_RATING_FEEL_REGEX_SEARCH_H_
#define TECHFLOW_RATING_FEEL_REGEX_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "rating/feel/characters.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/regex_program.h"

namespace techflow::feel {

// A byte of a text of less than 4 GiB.
using RegexPlace = uint32_t;
inline constexpr RegexPlace kNoPlace = 0xFFFFFFFF;

// Looks for one pattern in one text, again and again. One thread.
class RegexSearch {
 public:
  virtual ~RegexSearch() = default;

  // Finds the first match that begins at `from` or later and, of those that
  // begin there, the one which the pattern prefers. Slots 2n and 2n + 1 become
  // the ends of group n, or kNoPlace; there may be fewer slots than that.
  // False without a match, and when the evaluation's steps are used up.
  virtual bool Find(size_t from, std::span<RegexPlace> slots) = 0;
};

// The text that is searched. What is not UTF-8 reads as U+FFFD for each byte.
class RegexText {
 public:
  explicit RegexText(std::string_view text) : text_(text) {}

  // Of no bytes at the end.
  CodePoint At(size_t place) const;
  // The first place from this one on where a match may begin.
  size_t NextStart(const RegexProgram& program, size_t place) const;
  // `kind` is an anchor; does it stand for this place?
  bool IsAnchor(RegexInstruction::Kind kind, size_t place) const;

 private:
  std::string_view text_;
};

// Counts the work of a search towards the steps of an evaluation.
class RegexWork {
 public:
  explicit RegexWork(Evaluation& evaluation) : evaluation_(evaluation) {}

  // An instruction is 1. False when the steps are used up.
  bool Add(size_t amount) {
    amount_ += amount;
    return amount_ < kBatch || Count();
  }

 private:
  // A step of an expression takes some ten nanoseconds, an instruction a few.
  static constexpr size_t kPerStep = 8;
  static constexpr size_t kBatch = 32 * kPerStep;

  bool Count();

  Evaluation& evaluation_;
  size_t amount_ = 0;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_REGEX_SEARCH_H_
