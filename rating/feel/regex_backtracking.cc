#include "rating/feel/regex_backtracking.h"

#include <fmt/format.h>

#include <algorithm>

#include "absl/status/status.h"
#include "rating/feel/unicode.h"

namespace techflow::feel {
namespace {

using Kind = RegexInstruction::Kind;

// Of 12 bytes each. A way has a few for each character that it took.
constexpr size_t kMaxTasks = 4'000'000;

// Slots that are filled in the time of one instruction.
constexpr size_t kSlotsPerWork = 16;

}  // namespace

BacktrackingSearch::BacktrackingSearch(const RegexProgram& program,
                                       std::string_view text,
                                       Evaluation& evaluation)
    : program_(program),
      text_(text),
      evaluation_(evaluation),
      work_(evaluation),
      slots_(program.slot_count() + program.instructions.size()) {}

bool BacktrackingSearch::Find(size_t from, std::span<RegexPlace> slots) {
  // A way that fails gives all of them back.
  std::ranges::fill(slots_, kNoPlace);
  if (!work_.Add(slots_.size() / kSlotsPerWork)) return false;
  for (size_t place = from;;) {
    const size_t start = text_.NextStart(program_, place);
    if (!work_.Add(start - place)) return false;
    place = start;
    const Outcome outcome = TryAt(place);
    if (outcome == Outcome::kMatch) {
      std::copy_n(slots_.begin(), slots.size(), slots.begin());
      return true;
    }
    const CodePoint c = text_.At(place);
    if (outcome == Outcome::kOver || c.bytes == 0) return false;
    place += c.bytes;
  }
}

BacktrackingSearch::Outcome BacktrackingSearch::TryAt(size_t start) {
  tasks_.assign(1, {false, program_.start, static_cast<RegexPlace>(start)});
  while (!tasks_.empty()) {
    const Task task = tasks_.back();
    tasks_.pop_back();
    if (task.gives_back) {
      slots_[task.number] = task.place;
      continue;
    }
    const Outcome outcome = Follow(task.number, task.place);
    if (outcome != Outcome::kNoMatch) return outcome;
  }
  return Outcome::kNoMatch;
}

BacktrackingSearch::Outcome BacktrackingSearch::Follow(uint32_t number,
                                                       RegexPlace place) {
  for (;;) {
    if (!work_.Add(1)) return Outcome::kOver;
    if (tasks_.size() > kMaxTasks) {
      evaluation_.Fail(absl::ResourceExhaustedError(
          fmt::format("a pattern with back-references has more than {} ways "
                      "to go back to",
                      kMaxTasks)));
      return Outcome::kOver;
    }
    const RegexInstruction& instruction = program_.instructions[number];
    if (instruction.kind == Kind::kMatch) return Outcome::kMatch;
    if (!IsNew(number, place)) return Outcome::kNoMatch;
    if (!Pass(instruction, place)) return Outcome::kNoMatch;
    number = instruction.next;
  }
}

bool BacktrackingSearch::IsNew(uint32_t number, RegexPlace place) {
  const Kind kind = program_.instructions[number].kind;
  // What takes a character goes on somewhere else.
  if (kind == Kind::kCharacter || kind == Kind::kClass) return true;
  const uint32_t slot = program_.slot_count() + number;
  if (slots_[slot] == place) return false;
  Keep(slot, place);
  return true;
}

bool BacktrackingSearch::Pass(const RegexInstruction& instruction,
                              RegexPlace& place) {
  switch (instruction.kind) {
    case Kind::kCharacter:
    case Kind::kClass: {
      const CodePoint c = text_.At(place);
      place += static_cast<RegexPlace>(c.bytes);
      return c.bytes > 0 && program_.Takes(instruction, c.value);
    }
    case Kind::kSplit:
      tasks_.push_back({false, instruction.number, place});
      return true;
    case Kind::kSave:
      Keep(instruction.number, place);
      return true;
    case Kind::kBackReference:
      return PassBackReference(instruction.number, place);
    case Kind::kMatch:
      return true;
    default:
      return text_.IsAnchor(instruction.kind, place);
  }
}

bool BacktrackingSearch::PassBackReference(uint32_t group, RegexPlace& place) {
  const RegexPlace end = slots_[2 * group + 1];
  // A group that took no part is as good as empty.
  if (end == kNoPlace) return true;
  for (RegexPlace at = slots_[2 * group]; at < end;) {
    const CodePoint wanted = text_.At(at);
    const CodePoint c = text_.At(place);
    const bool is_alike =
        c.value == wanted.value ||
        (program_.ignores_case && AreCaseVariants(c.value, wanted.value));
    if (!work_.Add(1) || c.bytes == 0 || !is_alike) return false;
    at += static_cast<RegexPlace>(wanted.bytes);
    place += static_cast<RegexPlace>(c.bytes);
  }
  return true;
}

void BacktrackingSearch::Keep(uint32_t slot, RegexPlace place) {
  tasks_.push_back({true, slot, slots_[slot]});
  slots_[slot] = place;
}

}  // namespace techflow::feel
