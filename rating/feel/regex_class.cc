#include "rating/feel/regex_class.h"

#include <fmt/format.h>

#include <string>

#include "rating/feel/characters.h"
#include "rating/feel/unicode.h"

namespace techflow::feel {
namespace {

// Subtractions within subtractions; each is a call deeper.
constexpr int kMaxNestedClasses = 50;

std::string Shown(char32_t c) {
  std::string text;
  if (c != RegexReader::kEnd) AppendUtf8(c, text);
  return text;
}

// Letters, marks, numbers and symbols: all but punctuation, separators and
// what is no character. Made once, for many patterns have it.
const CodePointSet& WordCharacters() {
  static const CodePointSet& set = *new CodePointSet([] {
    CodePointSet others = *FindCategory("P");
    others.Add(*FindCategory("Z"));
    others.Add(*FindCategory("C"));
    return others.Complement();
  }());
  return set;
}

// NameStartChar and NameChar of XML 1.0, fifth edition.
CodePointSet NameStarts() {
  return {
      {':', ':'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},
      {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
      {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
      {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};
}

CodePointSet NameCharacters() {
  CodePointSet set = NameStarts();
  set.Add({{'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}});
  set.Add(0x203F, 0x2040);
  return set;
}

// The set of \s, \i, \c, \d or \w; empty for other letters.
CodePointSet OfLetter(char32_t letter) {
  switch (letter) {
    case 's':
      return {{'\t', '\n'}, {'\r', '\r'}, {' ', ' '}};
    case 'i':
      return NameStarts();
    case 'c':
      return NameCharacters();
    case 'd':
      return *FindCategory("Nd");
    case 'w':
      return WordCharacters();
    default:
      return {};
  }
}

// Reads {Lu} or {IsBasicLatin}.
CodePointSet ReadProperty(RegexReader& reader) {
  const size_t start = reader.position();
  if (!reader.TakeIf('{')) {
    reader.Fail(start, "a property is written \\p{Lu} or \\p{IsBasicLatin}");
    return {};
  }
  std::string name;
  while (reader.Peek() != '}' && reader.Peek() != RegexReader::kEnd) {
    AppendUtf8(reader.Take(), name);
  }
  if (!reader.TakeIf('}')) {
    reader.Fail(start, "`{` is not closed by `}`");
    return {};
  }
  if (name.starts_with("Is")) {
    std::optional<CodePointSet> block = FindBlock(name.substr(2));
    if (block) return *std::move(block);
  } else if (const CodePointSet* category = FindCategory(name)) {
    return *category;
  }
  reader.Fail(start, fmt::format("Unicode has no category or block `{}`; "
                                 "blocks are named as in IsBasicLatin",
                                 name));
  return {};
}

bool IsUpper(char32_t c) { return c >= 'A' && c <= 'Z'; }

// One class while it is read.
class ClassReader {
 public:
  ClassReader(RegexReader& reader, bool with_variants, int depth)
      : reader_(reader), with_variants_(with_variants), depth_(depth) {}

  CodePointSet Read() {
    const size_t start = reader_.position();
    if (depth_ > kMaxNestedClasses) {
      reader_.Fail(
          start, fmt::format("classes nest deeper than {}", kMaxNestedClasses));
    }
    reader_.EnterClass();
    reader_.Take();
    const bool is_negated = reader_.TakeIf('^');
    CodePointSet subtracted;
    while (reader_.Peek() != ']') {
      if (reader_.Peek() == RegexReader::kEnd) {
        reader_.Fail(start, "`[` is not closed by `]`");
        break;
      }
      if (!is_empty_ && reader_.Peek() == '-' && reader_.Peek(1) == '[') {
        reader_.Take();
        subtracted = ClassReader(reader_, with_variants_, depth_ + 1).Read();
        break;
      }
      ReadPart();
    }
    Close(start);
    if (with_variants_) characters_ = WithCaseVariants(characters_);
    characters_.Add(escapes_);
    if (is_negated) characters_ = characters_.Complement();
    characters_.Remove(subtracted);
    return std::move(characters_);
  }

 private:
  void Close(size_t start) {
    if (is_empty_) {
      reader_.Fail(start, "a class is empty; `]` itself is written \\]");
    }
    const size_t end = reader_.position();
    if (!reader_.TakeIf(']')) {
      reader_.Fail(end, "only `]` may follow the class that is subtracted");
    }
    reader_.LeaveClass();
  }

  // A character, a range or an escape.
  void ReadPart() {
    const size_t start = reader_.position();
    is_empty_ = false;
    const std::optional<char32_t> first = ReadCharacter();
    if (!first) return;
    if (!IsRangeAhead()) return characters_.Add(*first, *first);
    reader_.Take();
    // Read() says of the whole class that it is not closed.
    if (reader_.Peek() == RegexReader::kEnd) return;
    if (reader_.Peek() == '-') {
      return reader_.Fail(reader_.position(),
                          "a range ends in `-`, which is written \\-");
    }
    const size_t end = reader_.position();
    const std::optional<char32_t> last = ReadCharacter();
    if (!last) {
      return reader_.Fail(end, "a range must end in one character");
    }
    if (*last < *first) {
      return reader_.Fail(start, fmt::format("the range {}-{} runs backwards",
                                             Shown(*first), Shown(*last)));
    }
    characters_.Add(*first, *last);
  }

  // A hyphen makes a range, unless it is the last character or subtracts.
  bool IsRangeAhead() const {
    if (reader_.Peek() != '-') return false;
    const char32_t next = reader_.Peek(1);
    return next != '[' && next != ']' &&
           !(next == '-' && reader_.Peek(2) == '[');
  }

  // Nothing where an escape stood for a set, which is noted.
  std::optional<char32_t> ReadCharacter() {
    const size_t start = reader_.position();
    const char32_t c = reader_.Take();
    if (c == '[') reader_.Fail(start, "`[` within a class is written \\[");
    if (c != '\\') return c;
    if (reader_.Peek() >= '0' && reader_.Peek() <= '9') {
      reader_.Fail(start, "a class cannot refer back to a group");
    }
    const RegexEscape escape = ReadRegexEscape(reader_);
    escapes_.Add(escape.set);
    return escape.character;
  }

  RegexReader& reader_;
  const bool with_variants_;
  const int depth_;
  bool is_empty_ = true;
  CodePointSet characters_;
  CodePointSet escapes_;
};

}  // namespace

RegexEscape ReadRegexEscape(RegexReader& reader) {
  const size_t start = reader.position();
  const char32_t c = reader.Take();
  constexpr std::u32string_view kThemselves = U"\\|.?*+(){}$-[]^";
  if (kThemselves.find(c) != kThemselves.npos) return {c, {}};
  switch (c) {
    case 'n':
      return {U'\n', {}};
    case 'r':
      return {U'\r', {}};
    case 't':
      return {U'\t', {}};
    case 'p':
      return {std::nullopt, ReadProperty(reader)};
    case 'P':
      return {std::nullopt, ReadProperty(reader).Complement()};
    default:
      break;
  }
  CodePointSet set = OfLetter(IsUpper(c) ? c + ('a' - 'A') : c);
  if (c == RegexReader::kEnd) {
    reader.Fail(start, "nothing follows the backslash");
  } else if (set.empty()) {
    reader.Fail(start, fmt::format("`\\{}` has no meaning", Shown(c)));
  }
  return {std::nullopt, IsUpper(c) ? set.Complement() : std::move(set)};
}

CodePointSet ReadRegexClass(RegexReader& reader, bool with_variants) {
  return ClassReader(reader, with_variants, 1).Read();
}

}  // namespace techflow::feel
