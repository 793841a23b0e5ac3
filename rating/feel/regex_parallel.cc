#include "rating/feel/regex_parallel.h"

#include <algorithm>
#include <utility>

namespace techflow::feel {
namespace {

using Kind = RegexInstruction::Kind;

// Instructions that wait for a character, or for none after the match.
bool Waits(const RegexInstruction& instruction) {
  return instruction.kind == Kind::kCharacter ||
         instruction.kind == Kind::kClass || instruction.kind == Kind::kMatch;
}

}  // namespace

ParallelSearch::Front::Front(size_t instruction_count, size_t slot_count)
    : slots(instruction_count * slot_count), index(2 * instruction_count) {}

bool ParallelSearch::Front::Add(const RegexInstruction& instruction,
                                const Way& way) {
  // The next character makes no turn empty, so there it does not matter.
  const bool differs = way.turn_is_empty && !Waits(instruction);
  const uint32_t key = 2 * way.instruction + (differs ? 1 : 0);
  if (index[key] < seen.size() && seen[index[key]] == key) return false;
  index[key] = static_cast<uint32_t>(seen.size());
  seen.push_back(key);
  return true;
}

ParallelSearch::ParallelSearch(const RegexProgram& program,
                               std::string_view text, size_t slot_count,
                               Evaluation& evaluation)
    : program_(program),
      text_(text),
      slot_count_(slot_count),
      work_(evaluation),
      current_(program.instructions.size(), slot_count),
      next_(program.instructions.size(), slot_count),
      slots_(slot_count) {}

bool ParallelSearch::Find(size_t from, std::span<RegexPlace> slots) {
  bool is_found = false;
  current_.Clear();
  for (size_t place = from;;) {
    if (current_.waiting.empty()) {
      if (is_found) break;
      const size_t start = text_.NextStart(program_, place);
      visits_ += start - place;
      place = start;
    }
    if (!is_found && (!program_.is_anchored || place == 0)) Start(place);
    const CodePoint c = text_.At(place);
    next_.Clear();
    for (const uint32_t number : current_.waiting) {
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
    visits_ += current_.waiting.size() + 1;
    if (!work_.Add(std::exchange(visits_, 0))) return false;
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
  tasks_.push_back({{instruction, false}, kNoSlot, kNoPlace});
  while (!tasks_.empty()) {
    Task task = tasks_.back();
    tasks_.pop_back();
    if (task.slot != kNoSlot) {
      slots_[task.slot] = task.held;
      continue;
    }
    while (AddStep(front, task.way, place)) {
    }
  }
}

bool ParallelSearch::AddStep(Front& front, Way& way, size_t place) {
  ++visits_;
  const RegexInstruction& instruction = program_.instructions[way.instruction];
  if (!front.Add(instruction, way)) return false;
  switch (instruction.kind) {
    case Kind::kSave:
      if (instruction.number < slot_count_) Keep(instruction.number, place);
      break;
    case Kind::kSplit:
      tasks_.push_back(
          {{instruction.number, way.turn_is_empty}, kNoSlot, kNoPlace});
      break;
    case Kind::kTurn:
      way.turn_is_empty = true;
      break;
    case Kind::kTurnEnd:
      if (way.turn_is_empty) return false;
      break;
    case Kind::kTextStart:
    case Kind::kTextEnd:
    case Kind::kLineStart:
    case Kind::kLineEnd:
      if (!text_.IsAnchor(instruction.kind, place)) return false;
      break;
    default:
      front.waiting.push_back(way.instruction);
      std::ranges::copy(slots_, SlotsOf(front, way.instruction).begin());
      visits_ += slot_count_ / 4;
      return false;
  }
  way.instruction = instruction.next;
  return true;
}

void ParallelSearch::Keep(uint32_t slot, size_t place) {
  tasks_.push_back({{}, slot, slots_[slot]});
  slots_[slot] = static_cast<RegexPlace>(place);
}

std::span<RegexPlace> ParallelSearch::SlotsOf(Front& front,
                                              uint32_t instruction) const {
  return std::span(front.slots).subspan(instruction * slot_count_, slot_count_);
}

}  // namespace techflow::feel
