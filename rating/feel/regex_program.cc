#include "rating/feel/regex_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace techflow::feel {
namespace {

using Kind = RegexInstruction::Kind;

// The nodes of the tree, where each repetition counts as so many. A node makes
// three instructions at most; a search has some bytes for each, and may look at
// each for every character of the text.
constexpr size_t kMaxParts = 10'000;

bool MayBeEmpty(const RegexNode& node) {
  const auto may_be_empty = [](const RegexNode& n) { return MayBeEmpty(n); };
  switch (node.kind) {
    case RegexNode::Kind::kCharacter:
    case RegexNode::Kind::kClass:
      return false;
    case RegexNode::Kind::kAlternatives:
      return std::any_of(node.parts.begin(), node.parts.end(), may_be_empty);
    case RegexNode::Kind::kGroup:
    case RegexNode::Kind::kSequence:
      return std::all_of(node.parts.begin(), node.parts.end(), may_be_empty);
    case RegexNode::Kind::kRepeat:
      return node.least == 0 || MayBeEmpty(node.parts[0]);
    default:
      return true;
  }
}

bool IsAnchored(const RegexNode& node) {
  switch (node.kind) {
    case RegexNode::Kind::kTextStart:
      return true;
    case RegexNode::Kind::kGroup:
    case RegexNode::Kind::kSequence:
      return !node.parts.empty() && IsAnchored(node.parts[0]);
    case RegexNode::Kind::kAlternatives:
      return std::all_of(node.parts.begin(), node.parts.end(), IsAnchored);
    default:
      return false;
  }
}

// Writes the program from its end: each part is told what follows it, and
// returns where it begins.
class ProgramWriter {
 public:
  explicit ProgramWriter(RegexProgram& program) : program_(program) {}

  // There was more to write than the program may have.
  bool is_full() const { return part_count_ > kMaxParts; }

  uint32_t Write(const RegexNode& node, uint32_t next) {
    ++part_count_;
    if (is_full()) return next;
    switch (node.kind) {
      case RegexNode::Kind::kCharacter:
        return Add(Kind::kCharacter, node.number, next);
      case RegexNode::Kind::kClass:
        return Add(Kind::kClass, node.number, next);
      case RegexNode::Kind::kTextStart:
        return Add(Kind::kTextStart, 0, next);
      case RegexNode::Kind::kTextEnd:
        return Add(Kind::kTextEnd, 0, next);
      case RegexNode::Kind::kLineStart:
        return Add(Kind::kLineStart, 0, next);
      case RegexNode::Kind::kLineEnd:
        return Add(Kind::kLineEnd, 0, next);
      case RegexNode::Kind::kBackReference:
        return Add(Kind::kBackReference, node.number, next);
      case RegexNode::Kind::kGroup:
        return WriteGroup(node, next);
      case RegexNode::Kind::kSequence:
        std::for_each(node.parts.rbegin(), node.parts.rend(),
                      [&](const RegexNode& part) { next = Write(part, next); });
        return next;
      case RegexNode::Kind::kAlternatives:
        return WriteAlternatives(node, next);
      case RegexNode::Kind::kRepeat:
        return WriteRepeat(node, next);
    }
    return next;
  }

  uint32_t Add(Kind kind, uint32_t number, uint32_t next) {
    program_.instructions.push_back({kind, number, next});
    return static_cast<uint32_t>(program_.instructions.size() - 1);
  }

 private:
  uint32_t WriteGroup(const RegexNode& node, uint32_t next) {
    const uint32_t end = Add(Kind::kSave, 2 * node.number + 1, next);
    return Add(Kind::kSave, 2 * node.number, Write(node.parts[0], end));
  }

  uint32_t WriteAlternatives(const RegexNode& node, uint32_t next) {
    uint32_t start = Write(node.parts.back(), next);
    for (size_t i = node.parts.size() - 1; i > 0; --i) {
      start = Add(Kind::kSplit, start, Write(node.parts[i - 1], next));
    }
    return start;
  }

  // Goes into `body` or past it to `next`, the one that is wanted more first.
  uint32_t AddChoice(const RegexNode& repeat, uint32_t body, uint32_t next) {
    return repeat.is_reluctant ? Add(Kind::kSplit, body, next)
                               : Add(Kind::kSplit, next, body);
  }

  uint32_t WriteRepeat(const RegexNode& node, uint32_t next) {
    uint32_t copies = node.least;
    if (!node.most) {
      // Where no turn can be empty, the loop is the last of the copies.
      const bool loops_at_least_once = copies > 0 && !MayBeEmpty(node.parts[0]);
      next = WriteLoop(node, next, loops_at_least_once);
      if (loops_at_least_once) --copies;
    } else {
      const uint32_t past = next;
      for (uint32_t i = *node.most; i > node.least && !is_full(); --i) {
        next = AddChoice(node, WriteTurn(node.parts[0], next), past);
      }
    }
    for (uint32_t i = 0; i < copies && !is_full(); ++i) {
      next = Write(node.parts[0], next);
    }
    return next;
  }

  uint32_t WriteLoop(const RegexNode& node, uint32_t next, bool at_least_once) {
    const uint32_t again = AddChoice(node, next, next);
    const uint32_t turn = WriteTurn(node.parts[0], again);
    RegexInstruction& choice = program_.instructions[again];
    (node.is_reluctant ? choice.number : choice.next) = turn;
    return at_least_once ? turn : again;
  }

  // A turn that is not asked for and takes nothing does not count: loops end,
  // and (|a)* takes what it can.
  uint32_t WriteTurn(const RegexNode& body, uint32_t next) {
    if (!MayBeEmpty(body)) return Write(body, next);
    const uint32_t end = Add(Kind::kTurnEnd, 0, next);
    return Add(Kind::kTurn, 0, Write(body, end));
  }

  RegexProgram& program_;
  size_t part_count_ = 0;
};

std::optional<RegexClass> FindStarts(const RegexProgram& program) {
  CodePointSet starts;
  std::vector<bool> is_seen(program.instructions.size());
  std::vector<uint32_t> open = {program.start};
  while (!open.empty()) {
    const uint32_t number = open.back();
    open.pop_back();
    if (is_seen[number]) continue;
    is_seen[number] = true;
    const RegexInstruction& instruction = program.instructions[number];
    switch (instruction.kind) {
      case Kind::kCharacter:
        starts.Add(instruction.number, instruction.number);
        break;
      case Kind::kClass:
        starts.Add(program.classes[instruction.number].set());
        break;
      case Kind::kMatch:
      case Kind::kBackReference:
        return std::nullopt;
      case Kind::kSplit:
        open.push_back(instruction.number);
        [[fallthrough]];
      default:
        open.push_back(instruction.next);
    }
  }
  return RegexClass(std::move(starts));
}

}  // namespace

RegexClass::RegexClass(CodePointSet set) : set_(std::move(set)) {
  for (const CodePointRange& range : set_.ranges()) {
    for (char32_t c = range.first; c <= range.last && c < ascii_.size(); ++c) {
      ascii_.set(c);
    }
  }
}

absl::StatusOr<RegexProgram> MakeRegexProgram(RegexTree tree) {
  RegexProgram program;
  program.group_count = tree.group_count;
  program.has_back_references = tree.has_back_references;
  program.ignores_case = tree.ignores_case;
  program.is_anchored = IsAnchored(tree.root);
  for (CodePointSet& set : tree.sets)
    program.classes.emplace_back(std::move(set));
  ProgramWriter writer(program);
  const uint32_t match = writer.Add(Kind::kMatch, 0, 0);
  const uint32_t end = writer.Add(Kind::kSave, 1, match);
  const uint32_t body = writer.Write(tree.root, end);
  program.start = writer.Add(Kind::kSave, 0, body);
  if (writer.is_full()) {
    return absl::InvalidArgumentError(fmt::format(
        "the pattern has more than {} parts, its repetitions counted",
        kMaxParts));
  }
  program.starts = FindStarts(program);
  return program;
}

}  // namespace techflow::feel
