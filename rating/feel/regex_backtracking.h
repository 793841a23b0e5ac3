#ifndef TECHFLOW_RATING_FEEL_REGEX_BACKTRACKING_H_
#define TECHFLOW_RATING_FEEL_REGEX_BACKTRACKING_H_

#include <vector>

#include "rating/feel/regex_search.h"

namespace techflow::feel {

// Follows one way through a program after the other, and so knows what the
// groups hold where a back-reference asks. The number of ways may grow beyond
// all bounds: the evaluation's steps end that, or its memory.
class BacktrackingSearch final : public RegexSearch {
 public:
  // The program and the text outlive this.
  BacktrackingSearch(const RegexProgram& program, std::string_view text,
                     Evaluation& evaluation);

  bool Find(size_t from, std::span<RegexPlace> slots) override;

 private:
  enum class Outcome { kMatch, kNoMatch, kOver };
  // To come back to: another way, or what a slot held before this one.
  struct Task {
    bool gives_back;
    uint32_t number;  // Of the instruction or the slot.
    RegexPlace place;
  };

  Outcome TryAt(size_t start);
  Outcome Follow(uint32_t number, RegexPlace place);
  // Notes that the way passes an instruction; false when it has done so before
  // and taken no character since.
  bool IsNew(uint32_t number, RegexPlace place);
  // Whether the way goes on after the instruction, and at which place.
  bool Pass(const RegexInstruction& instruction, RegexPlace& place);
  bool PassBackReference(uint32_t group, RegexPlace& place);
  void Keep(uint32_t slot, RegexPlace place);

  const RegexProgram& program_;
  const RegexText text_;
  Evaluation& evaluation_;
  RegexWork work_;
  // The groups', and behind them for each instruction where it was last passed.
  std::vector<RegexPlace> slots_;
  std::vector<Task> tasks_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_REGEX_BACKTRACKING_H_
