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
  // The instructions that wait for the next character, the preferred way
  // first, and the slots as they were on each of these ways.
  struct Front {
    bool Contains(uint32_t instruction) const {
      return index[instruction] < size &&
             order[index[instruction]] == instruction;
    }
    void Add(uint32_t instruction) {
      index[instruction] = static_cast<uint32_t>(size);
      order[size++] = instruction;
    }

    size_t size = 0;
    std::vector<uint32_t> order;
    std::vector<uint32_t> index;  // Where an instruction stands in the order.
    std::vector<RegexPlace> slots;
  };
  // Still to do on the way to a front: to go on at an instruction, or to give
  // a slot back what it held before that.
  struct Task {
    bool gives_back;
    uint32_t number;
    RegexPlace held;
  };

  void Start(size_t place);
  // Adds all that is reached from the instruction without a character.
  void AddWays(Front& front, uint32_t instruction, size_t place);
  // Adds this instruction, and says where the way goes on.
  bool AddOne(Front& front, uint32_t& instruction, size_t place);
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
