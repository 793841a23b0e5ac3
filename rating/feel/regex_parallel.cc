#include "rating/feel/regex_parallel.h"

#include <algorithm>
#include <utility>

namespace techflow::feel {

using Kind = RegexInstruction::Kind;

ParallelSearch::ParallelSearch(const RegexProgram& program,
                               std::string_view text, size_t slot_count,
                               Evaluation& evaluation)
    : program_(program),
      text_(text),
      slot_count_(slot_count),
      work_(evaluation),
      slots_(slot_count) {
  const size_t size = program.instructions.size();
  for (Front* front : {&current_, &next_}) {
    front->order.resize(size);
    front->index.resize(size);
    front->slots.resize(size * slot_count);
  }
}

bool ParallelSearch::Find(size_t from, std::span<RegexPlace> slots) {
  bool is_found = false;
  current_.size = 0;
  for (size_t place = from;;) {
    if (current_.size == 0) {
      if (is_found) break;
      const size_t start = text_.NextStart(program_, place);
      visits_ += start - place;
      place = start;
    }
    if (!is_found && (!program_.is_anchored || place == 0)) Start(place);
    const CodePoint c = text_.At(place);
    next_.size = 0;
    for (size_t i = 0; i < current_.size; ++i) {
      const uint32_t number = current_.order[i];
      const RegexInstruction& instruction = program_.instructions[number];
      if (instruction.kind == Kind::kMatch) {
        is_found = true;
        std::ranges::copy(SlotsOf(current_, number), slots.begin());
        // The ways that follow are preferred less.
        break;
      }
      if (c.bytes == 0 || !program_.Takes(instruction, c.value)) continue;
      std::ranges::copy(SlotsOf(current_, number), slots_.begin());
      AddWays(next_, instruction.next, place + c.bytes);
    }
    const bool is_over = c.bytes == 0 || (is_found && slots.empty());
    if (!work_.Add(std::exchange(visits_, 0) + current_.size + 1)) return false;
    if (is_over) break;
    std::swap(current_, next_);
    place += c.bytes;
  }
  return is_found;
}

void ParallelSearch::Start(size_t place) {
  std::ranges::fill(slots_, kNoPlace);
  AddWays(current_, program_.start, place);
}

void ParallelSearch::AddWays(Front& front, uint32_t instruction, size_t place) {
  tasks_.push_back({false, instruction, kNoPlace});
  while (!tasks_.empty()) {
    const Task task = tasks_.back();
    tasks_.pop_back();
    if (task.gives_back) {
      slots_[task.number] = task.held;
      continue;
    }
    uint32_t number = task.number;
    while (AddOne(front, number, place)) {
    }
  }
}

bool ParallelSearch::AddOne(Front& front, uint32_t& number, size_t place) {
  ++visits_;
  if (front.Contains(number)) return false;
  front.Add(number);
  const RegexInstruction& instruction = program_.instructions[number];
  switch (instruction.kind) {
    case Kind::kSplit:
      tasks_.push_back({false, instruction.number, kNoPlace});
      break;
    case Kind::kSave:
      if (instruction.number < slot_count_) {
        RegexPlace& slot = slots_[instruction.number];
        tasks_.push_back({true, instruction.number, slot});
        slot = static_cast<RegexPlace>(place);
      }
      break;
    case Kind::kTextStart:
    case Kind::kTextEnd:
    case Kind::kLineStart:
    case Kind::kLineEnd:
      if (!text_.IsAnchor(instruction.kind, place)) return false;
      break;
    default:
      std::ranges::copy(slots_, SlotsOf(front, number).begin());
      visits_ += slot_count_ / 4;
      return false;
  }
  number = instruction.next;
  return true;
}

std::span<RegexPlace> ParallelSearch::SlotsOf(Front& front,
                                              uint32_t instruction) const {
  return std::span(front.slots).subspan(instruction * slot_count_, slot_count_);
}

}  // namespace techflow::feel
