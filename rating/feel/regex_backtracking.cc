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

}  // namespace

BacktrackingSearch::BacktrackingSearch(const RegexProgram& program,
                                       std::string_view text,
                                       Evaluation& evaluation)
    : program_(program),
      text_(text),
      evaluation_(evaluation),
      work_(evaluation),
      slots_(program.slot_count() + program.loop_count) {}

bool BacktrackingSearch::Find(size_t from, std::span<RegexPlace> slots) {
  for (size_t place = from;;) {
    if (program_.is_anchored && place > 0) return false;
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
  std::ranges::fill(slots_, kNoPlace);
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
    if (!Pass(instruction, place)) return Outcome::kNoMatch;
    number = instruction.next;
  }
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
    case Kind::kLoop: {
      const uint32_t slot = program_.slot_count() + instruction.number;
      // The last turn took nothing, and so would all others.
      if (slots_[slot] == place) return false;
      Keep(slot, place);
      return true;
    }
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
