#ifndef TECHFLOW_RATING_FEEL_REGEX_PARALLEL_H_
#define TECHFLOW_RATING_FEEL_REGEX_PARALLEL_H_

#include <vector>

#include "rating/feel/regex_search.h"

namespace techflow::feel {

// Follows all ways through a program at once, character by character: time
// grows with the text and with the program, never with the number of ways.
// For programs without back-references.
class ParallelSearch final : public RegexSearch {
 public:
  // Find() will have `slot_count` slots. The program and the text outlive this.
  ParallelSearch(const RegexProgram& program, std::string_view text,
                 size_t slot_count, Evaluation& evaluation);

  bool Find(size_t from, std::span<RegexPlace> slots) override;

 private:
  // How far a way has come without a character of its own.
  struct Way {
    uint32_t instruction = 0;
    bool turn_is_empty = false;  // One began, and nothing was taken since.
  };
  // The ways that wait for the next character, the preferred one first, and
  // the slots as they were on each.
  struct Front {
    explicit Front(size_t instruction_count, size_t slot_count);
    // False where another way came to the same before.
    bool Add(const RegexInstruction& instruction, const Way& way);
    void Clear() {
      waiting.clear();
      seen.clear();
    }

    std::vector<uint32_t> waiting;  // Instructions.
    std::vector<RegexPlace> slots;  // Of each instruction.
    // A sparse set: where a way's key stands among `seen`, if it does.
    std::vector<uint32_t> index;
    std::vector<uint32_t> seen;
  };
  // Still to do on the way to a front: to follow a way, or to give a slot back
  // what it held before.
  struct Task {
    Way way;
    uint32_t slot;  // kNoSlot for a way.
    RegexPlace held;
  };
  static constexpr uint32_t kNoSlot = 0xFFFFFFFF;

  void Start(size_t place);
  // Adds all that is reached from the instruction without a character.
  void AddWays(Front& front, uint32_t instruction, size_t place);
  // Adds how far the way has come, and takes it one instruction further; false
  // where it ends or waits.
  bool AddStep(Front& front, Way& way, size_t place);
  void Keep(uint32_t slot, size_t place);
  std::span<RegexPlace> SlotsOf(Front& front, uint32_t instruction) const;

  const RegexProgram& program_;
  const RegexText text_;
  const size_t slot_count_;
  RegexWork work_;
  size_t visits_ = 0;  // Since they were last counted as work.
  Front current_;
  Front next_;
  std::vector<RegexPlace> slots_;  // On the way that is followed now.
  std::vector<Task> tasks_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_REGEX_PARALLEL_H_
