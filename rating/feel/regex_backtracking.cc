#include "rating/feel/regex_backtracking.h"

#include <fmt/format.h>

#include <algorithm>

#include "absl/status/status.h"
#include "rating/feel/unicode.h"

namespace techflow::feel {
namespace {

using Kind = RegexInstruction::Kind;

// Of 16 bytes each. A way has a few for each character that it took.
constexpr size_t kMaxTasks = 4'000'000;

}  // namespace

BacktrackingSearch::BacktrackingSearch(const RegexProgram& program,
                                       std::string_view text,
                                       Evaluation& evaluation)
    : program_(program),
      text_(text),
      evaluation_(evaluation),
      work_(evaluation),
      slots_(program.slot_count()) {}

bool BacktrackingSearch::Find(size_t from, std::span<RegexPlace> slots) {
  // A way that fails gives all of them back.
  std::ranges::fill(slots_, kNoPlace);
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
  const Way first = {program_.start, static_cast<RegexPlace>(start), false};
  tasks_.assign(1, {first, kNoSlot});
  while (!tasks_.empty()) {
    const Task task = tasks_.back();
    tasks_.pop_back();
    if (task.slot != kNoSlot) {
      slots_[task.slot] = task.way.place;
      continue;
    }
    const Outcome outcome = Follow(task.way);
    if (outcome != Outcome::kNoMatch) return outcome;
  }
  return Outcome::kNoMatch;
}

BacktrackingSearch::Outcome BacktrackingSearch::Follow(Way way) {
  for (;;) {
    if (!work_.Add(1)) return Outcome::kOver;
    if (tasks_.size() > kMaxTasks) {
      evaluation_.Fail(absl::ResourceExhaustedError(
          fmt::format("a pattern with back-references has more than {} ways "
                      "to go back to",
                      kMaxTasks)));
      return Outcome::kOver;
    }
    const RegexInstruction& instruction =
        program_.instructions[way.instruction];
    if (instruction.kind == Kind::kMatch) return Outcome::kMatch;
    if (!Pass(instruction, way)) return Outcome::kNoMatch;
    way.instruction = instruction.next;
  }
}

bool BacktrackingSearch::Pass(const RegexInstruction& instruction, Way& way) {
  switch (instruction.kind) {
    case Kind::kCharacter:
    case Kind::kClass: {
      const CodePoint c = text_.At(way.place);
      way.place += static_cast<RegexPlace>(c.bytes);
      way.turn_is_empty = false;
      return c.bytes > 0 && program_.Takes(instruction, c.value);
    }
    case Kind::kBackReference:
      return PassBackReference(instruction.number, way);
    case Kind::kSave:
      Keep(instruction.number, way.place);
      return true;
    case Kind::kSplit:
      tasks_.push_back(
          {{instruction.number, way.place, way.turn_is_empty}, kNoSlot});
      return true;
    case Kind::kTurn:
      way.turn_is_empty = true;
      return true;
    case Kind::kTurnEnd:
      return !way.turn_is_empty;
    case Kind::kMatch:
      return true;
    default:
      return text_.IsAnchor(instruction.kind, way.place);
  }
}

bool BacktrackingSearch::PassBackReference(uint32_t group, Way& way) {
  const RegexPlace end = slots_[2 * group + 1];
  // A group that took no part is as good as empty.
  if (end == kNoPlace) return true;
  for (RegexPlace at = slots_[2 * group]; at < end;) {
    const CodePoint wanted = text_.At(at);
    const CodePoint c = text_.At(way.place);
    const bool is_alike =
        c.value == wanted.value ||
        (program_.ignores_case && AreCaseVariants(c.value, wanted.value));
    if (!work_.Add(1) || c.bytes == 0 || !is_alike) return false;
    at += static_cast<RegexPlace>(wanted.bytes);
    way.place += static_cast<RegexPlace>(c.bytes);
    way.turn_is_empty = false;
  }
  return true;
}

void BacktrackingSearch::Keep(uint32_t slot, RegexPlace place) {
  tasks_.push_back({{0, slots_[slot], false}, slot});
  slots_[slot] = place;
}

}  // namespace techflow::feel
