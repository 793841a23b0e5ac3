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
  // How far a way has come.
  struct Way {
    uint32_t instruction = 0;
    RegexPlace place = 0;
    bool turn_is_empty = false;  // One began, and nothing was taken since.
  };
  // To come back to: another way, or what a slot held before this one.
  struct Task {
    Way way;
    uint32_t slot;  // kNoSlot for a way.
  };
  static constexpr uint32_t kNoSlot = 0xFFFFFFFF;

  Outcome TryAt(size_t start);
  Outcome Follow(Way way);
  // Passes the instruction that the way has come to; false where it ends.
  bool Pass(const RegexInstruction& instruction, Way& way);
  bool PassBackReference(uint32_t group, Way& way);
  void Keep(uint32_t slot, RegexPlace place);

  const RegexProgram& program_;
  const RegexText text_;
  Evaluation& evaluation_;
  RegexWork work_;
  std::vector<RegexPlace> slots_;
  std::vector<Task> tasks_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_REGEX_BACKTRACKING_H_
