#include "rating/feel/regex_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rating/feel/characters.h"
#include "rating/feel/regex_class.h"
#include "rating/feel/regex_reader.h"
#include "rating/feel/unicode.h"

namespace techflow::feel {
namespace {

using NodeKind = RegexNode::Kind;

// Each is a call deeper in the parser and in what walks the tree.
constexpr int kMaxNestedGroups = 100;
// Each has room in every state that a search is in.
constexpr uint32_t kMaxGroups = 99;
// A repetition is as many copies of its part.
constexpr uint32_t kMaxRepeats = 1'000;

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }

RegexNode MakeNode(NodeKind kind, uint32_t number = 0) {
  RegexNode node;
  node.kind = kind;
  node.number = number;
  return node;
}

class RegexParser {
 public:
  RegexParser(std::string_view pattern, const RegexFlags& flags)
      : flags_(flags), reader_(pattern, flags.skips_spaces) {}

  absl::StatusOr<RegexTree> Parse() {
    tree_.ignores_case = flags_.ignores_case;
    tree_.root = flags_.is_literal ? ReadLiteral() : ReadAlternatives();
    if (reader_.Peek() == ')') {
      reader_.Fail(reader_.position(), "`)` closes no `(`");
    }
    if (!reader_.ok()) return reader_.status();
    return std::move(tree_);
  }

 private:
  // Until the end or a `)` that is not read.
  RegexNode ReadAlternatives() {
    RegexNode first = ReadSequence();
    if (reader_.Peek() != '|') return first;
    RegexNode alternatives = MakeNode(NodeKind::kAlternatives);
    alternatives.parts.push_back(std::move(first));
    while (reader_.TakeIf('|')) alternatives.parts.push_back(ReadSequence());
    return alternatives;
  }

  RegexNode ReadSequence() {
    RegexNode sequence;
    while (reader_.Peek() != RegexReader::kEnd && reader_.Peek() != '|' &&
           reader_.Peek() != ')') {
      sequence.parts.push_back(ReadQuantifier(ReadAtom()));
    }
    return sequence;
  }

  RegexNode ReadLiteral() {
    RegexNode sequence;
    while (reader_.Peek() != RegexReader::kEnd) {
      sequence.parts.push_back(Character(reader_.Take()));
    }
    return sequence;
  }

  RegexNode ReadAtom() {
    const size_t start = reader_.position();
    const char32_t c = reader_.Peek();
    if (c == '[') return Class(ReadRegexClass(reader_, flags_.ignores_case));
    reader_.Take();
    switch (c) {
      case '(':
        return ReadGroup(start);
      case '\\':
        return IsDigit(reader_.Peek()) ? ReadBackReference(start)
                                       : ReadEscape();
      case '.':
        return Class(
            flags_.dot_matches_all
                ? CodePointSet{{0, CodePointSet::kLast}}
                : CodePointSet{{'\n', '\n'}, {'\r', '\r'}}.Complement());
      case '^':
        return MakeNode(flags_.has_lines ? NodeKind::kLineStart
                                         : NodeKind::kTextStart);
      case '$':
        return MakeNode(flags_.has_lines ? NodeKind::kLineEnd
                                         : NodeKind::kTextEnd);
      case '*':
      case '+':
      case '?':
      case '{':
        reader_.Fail(start, fmt::format("`{0}` repeats nothing; the character "
                                        "itself is written \\{0}",
                                        static_cast<char>(c)));
        return {};
      case '}':
      case ']':
        reader_.Fail(start, fmt::format("`{0}` closes nothing; the character "
                                        "itself is written \\{0}",
                                        static_cast<char>(c)));
        return {};
      default:
        return Character(c);
    }
  }

  RegexNode ReadEscape() {
    RegexEscape escape = ReadRegexEscape(reader_);
    return escape.character ? Character(*escape.character)
                            : Class(std::move(escape.set));
  }

  RegexNode ReadGroup(size_t start) {
    bool is_captured = true;
    if (reader_.Peek() == '?') {
      const size_t question = reader_.position();
      reader_.Take();
      is_captured = false;
      if (!reader_.TakeIf(':')) {
        reader_.Fail(question, "after `(?` only `:` is known");
      }
    }
    const uint32_t number = is_captured ? ++tree_.group_count : 0;
    if (tree_.group_count > kMaxGroups) {
      reader_.Fail(start,
                   fmt::format("there are more than {} groups", kMaxGroups));
    }
    is_open_.resize(tree_.group_count + 1);
    is_open_[number] = true;
    if (++depth_ > kMaxNestedGroups) {
      reader_.Fail(start,
                   fmt::format("groups nest deeper than {}", kMaxNestedGroups));
    }
    RegexNode inside = ReadAlternatives();
    --depth_;
    is_open_[number] = false;
    if (!reader_.TakeIf(')')) reader_.Fail(start, "`(` is not closed by `)`");
    if (!is_captured) return inside;
    RegexNode group = MakeNode(NodeKind::kGroup, number);
    group.parts.push_back(std::move(inside));
    return group;
  }

  // One digit, and more for as long as there are so many groups before it.
  RegexNode ReadBackReference(size_t start) {
    uint32_t number = reader_.Take() - '0';
    while (number > 0 && IsDigit(reader_.Peek()) &&
           number * 10 + (reader_.Peek() - '0') <= tree_.group_count) {
      number = number * 10 + (reader_.Take() - '0');
    }
    if (number == 0 || number > tree_.group_count || is_open_[number]) {
      reader_.Fail(start, fmt::format("\\{} refers to a group that does not "
                                      "end before it",
                                      number));
    }
    tree_.has_back_references = true;
    return MakeNode(NodeKind::kBackReference, number);
  }

  RegexNode ReadQuantifier(RegexNode atom) {
    RegexNode repeat = MakeNode(NodeKind::kRepeat);
    const char32_t c = reader_.Peek();
    if (c == '?') {
      repeat.most = 1;
    } else if (c == '+') {
      repeat.least = 1;
    } else if (c != '*' && c != '{') {
      return atom;
    }
    const size_t start = reader_.position();
    reader_.Take();
    if (c == '{') ReadBounds(start, repeat);
    repeat.is_reluctant = reader_.TakeIf('?');
    repeat.parts.push_back(std::move(atom));
    return repeat;
  }

  // {3}, {3,} or {3,5}, after the brace.
  void ReadBounds(size_t start, RegexNode& repeat) {
    const std::optional<uint32_t> least = ReadNumber();
    const bool has_comma = reader_.TakeIf(',');
    repeat.most = has_comma ? ReadNumber() : least;
    if (!least || !reader_.TakeIf('}')) {
      return reader_.Fail(start, "a repetition is written {3}, {3,} or {3,5}");
    }
    repeat.least = *least;
    if (repeat.most && *repeat.most < *least) {
      reader_.Fail(start, "a repetition has a maximum below its minimum");
    }
    if (std::max(*least, repeat.most.value_or(0)) > kMaxRepeats) {
      reader_.Fail(start, fmt::format("a part may repeat {} times at most",
                                      kMaxRepeats));
    }
  }

  // Nothing where there is none; beyond the maximum it is one more than that.
  std::optional<uint32_t> ReadNumber() {
    if (!IsDigit(reader_.Peek())) return std::nullopt;
    uint32_t number = 0;
    while (IsDigit(reader_.Peek())) {
      number = std::min(number * 10 + (reader_.Take() - '0'), kMaxRepeats + 1);
    }
    return number;
  }

  RegexNode Character(char32_t c) {
    if (flags_.ignores_case) {
      CodePointSet variants = WithCaseVariants({{c, c}});
      if (variants.ranges().size() > 1) return Class(std::move(variants));
    }
    return MakeNode(NodeKind::kCharacter, c);
  }

  RegexNode Class(CodePointSet set) {
    tree_.sets.push_back(std::move(set));
    return MakeNode(NodeKind::kClass,
                    static_cast<uint32_t>(tree_.sets.size() - 1));
  }

  const RegexFlags& flags_;
  RegexReader reader_;
  RegexTree tree_;
  int depth_ = 0;
  // For each group whether the parser is within it; [0] is for all others.
  std::vector<bool> is_open_ = {false};
};

}  // namespace

absl::StatusOr<RegexFlags> ParseRegexFlags(std::string_view flags) {
  RegexFlags parsed;
  for (size_t position = 0; position < flags.size();) {
    const CodePoint c = CodePointAt(flags, position);
    bool* const flag = c.value == 's'   ? &parsed.dot_matches_all
                       : c.value == 'm' ? &parsed.has_lines
                       : c.value == 'i' ? &parsed.ignores_case
                       : c.value == 'x' ? &parsed.skips_spaces
                       : c.value == 'q' ? &parsed.is_literal
                                        : nullptr;
    if (flag == nullptr) {
      return absl::InvalidArgumentError(
          fmt::format("`{}` is none of the flags s, m, i, x and q",
                      flags.substr(position, std::max<size_t>(c.bytes, 1))));
    }
    *flag = true;
    position += c.bytes;
  }
  // Flag q leaves nothing for the others to act on, except for i.
  if (parsed.is_literal) parsed.skips_spaces = false;
  return parsed;
}

absl::StatusOr<RegexTree> ParseRegex(std::string_view pattern,
                                     const RegexFlags& flags) {
  return RegexParser(pattern, flags).Parse();
}

}  // namespace techflow::feel
