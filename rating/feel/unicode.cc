#include "rating/feel/unicode.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "rating/feel/characters.h"

namespace techflow::feel {
namespace {

struct UnicodeBlock {
  char32_t first;
  char32_t last;
  std::string_view name;
};

// Every code point from first to last, in strides, and another at a distance.
struct ShiftedRange {
  char32_t first;
  char32_t last;
  char32_t stride;
  int32_t distance;

  bool Contains(char32_t c) const {
    return c >= first && c <= last && (c - first) % stride == 0;
  }
  char32_t Shift(char32_t c) const {
    return c + static_cast<char32_t>(distance);
  }
};

// A letter that becomes two or three; what is left over is 0.
struct SeveralLetters {
  char32_t letter;
  std::array<char32_t, 3> mapped;
};

#include "rating/feel/unicode_tables.inc"

static_assert(kTablesVersion == kUnicodeVersion);

// In the order of the script that wrote the tables.
constexpr std::string_view kCategories[] = {
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl",
    "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Zs", "Zl",
    "Zp", "Sm", "Sc", "Sk", "So", "Cc", "Cf", "Co", "Cn", "Cs"};

using CategoryMap = std::map<std::string_view, CodePointSet>;

// Made once, because a category is taken together from hundreds of ranges.
const CategoryMap& AllCategories() {
  static const CategoryMap& all = *new CategoryMap([] {
    constexpr uint32_t kCategoryBits = 5;
    CategoryMap map;
    char32_t first = 0;
    for (const uint32_t run : kCategoryRuns) {
      const std::string_view name =
          kCategories[run & ((1U << kCategoryBits) - 1)];
      const char32_t end = first + (run >> kCategoryBits);
      map[name].Add(first, end - 1);
      map[name.substr(0, 1)].Add(first, end - 1);
      first = end;
    }
    map.erase("Cs");
    return map;
  }());
  return all;
}

template <typename Row>
const Row* FindRow(std::span<const Row> rows, char32_t c) {
  const auto row = std::partition_point(
      rows.begin(), rows.end(), [c](const Row& r) { return r.last < c; });
  return row != rows.end() && row->first <= c ? &*row : nullptr;
}

void AppendMapped(char32_t c, std::span<const ShiftedRange> single,
                  std::span<const SeveralLetters> several, std::string& text) {
  const ShiftedRange* row = FindRow(single, c);
  if (row != nullptr && row->Contains(c)) {
    return AppendUtf8(row->Shift(c), text);
  }
  const auto found = std::lower_bound(
      several.begin(), several.end(), c,
      [](const SeveralLetters& a, char32_t b) { return a.letter < b; });
  if (found == several.end() || found->letter != c) return AppendUtf8(c, text);
  for (const char32_t mapped : found->mapped) {
    if (mapped != 0) AppendUtf8(mapped, text);
  }
}

// The next code point that is not case-ignorable has case. `Next` returns the
// code points in turn, and 0 at the end.
template <typename Next>
bool MeetsCased(Next next) {
  for (char32_t c = next(); c != 0; c = next()) {
    if (FindRow<CodePointRange>(kCaseIgnorable, c) == nullptr) {
      return FindRow<CodePointRange>(kCased, c) != nullptr;
    }
  }
  return false;
}

char32_t CodePointBefore(std::string_view text, size_t& position) {
  if (position == 0) return 0;
  do {
    --position;
  } while (position > 0 && (text[position] & 0xC0) == 0x80);
  return CodePointAt(text, position).value;
}

// The rule of Unicode's SpecialCasing for the sigma from `begin` to `end`.
bool IsFinalSigma(std::string_view text, size_t begin, size_t end) {
  return MeetsCased([&] { return CodePointBefore(text, begin); }) &&
         !MeetsCased([&] {
           const CodePoint c = CodePointAt(text, end);
           end += c.bytes;
           return c.value;
         });
}

// Adds to `all` what lies at the row's distance from what is in `set`.
void AddShifted(const CodePointSet& set, const ShiftedRange& row,
                CodePointSet& all) {
  for (const CodePointRange& range : set.ranges()) {
    const char32_t skipped =
        range.first > row.first ? range.first - row.first : 0;
    const char32_t strides = (skipped + row.stride - 1) / row.stride;
    const char32_t last = std::min(range.last, row.last);
    for (char32_t c = row.first + strides * row.stride; c <= last;
         c += row.stride) {
      all.Add(row.Shift(c), row.Shift(c));
    }
  }
}

// `append` maps what is not ASCII: (code point, begin, end, mapped text).
template <typename Append>
std::string MapCase(std::string_view text, char first, char last,
                    Append append) {
  constexpr char kCaseBit = 0x20;
  std::string mapped;
  mapped.reserve(text.size());
  size_t position = 0;
  while (position < text.size()) {
    const CodePoint c = CodePointAt(text, position);
    const char byte = text[position];
    if (c.bytes <= 1) {
      const bool changes = byte >= first && byte <= last;
      mapped += changes ? static_cast<char>(byte ^ kCaseBit) : byte;
      ++position;
    } else {
      append(c.value, position, position + c.bytes, mapped);
      position += c.bytes;
    }
  }
  return mapped;
}

}  // namespace

std::string UpperCase(std::string_view text) {
  return MapCase(text, 'a', 'z',
                 [](char32_t c, size_t, size_t, std::string& mapped) {
                   AppendMapped(c, kUpperCase, kUpperCaseOfSeveral, mapped);
                 });
}

std::string LowerCase(std::string_view text) {
  constexpr char32_t kCapitalSigma = 0x3A3;
  constexpr char32_t kFinalSigma = 0x3C2;
  return MapCase(
      text, 'A', 'Z',
      [text](char32_t c, size_t begin, size_t end, std::string& mapped) {
        if (c == kCapitalSigma && IsFinalSigma(text, begin, end)) {
          AppendUtf8(kFinalSigma, mapped);
        } else {
          AppendMapped(c, kLowerCase, kLowerCaseOfSeveral, mapped);
        }
      });
}

const CodePointSet* FindCategory(std::string_view name) {
  const auto found = AllCategories().find(name);
  return found == AllCategories().end() ? nullptr : &found->second;
}

std::optional<CodePointSet> FindBlock(std::string_view name) {
  CodePointSet set;
  for (const UnicodeBlock& block : kBlocks) {
    if (block.name == name) set.Add(block.first, block.last);
  }
  return set.empty() ? std::nullopt : std::optional(set);
}

bool AreCaseVariants(char32_t a, char32_t b) {
  if (a > b) std::swap(a, b);
  return std::any_of(std::begin(kCaseVariants), std::end(kCaseVariants),
                     [a, b](const ShiftedRange& row) {
                       return row.Contains(a) && row.Shift(a) == b;
                     });
}

CodePointSet WithCaseVariants(const CodePointSet& set) {
  CodePointSet all = set;
  for (const ShiftedRange& row : kCaseVariants) {
    AddShifted(set, row, all);
    AddShifted(
        set,
        {row.Shift(row.first), row.Shift(row.last), row.stride, -row.distance},
        all);
  }
  return all;
}

}  // namespace techflow::feel
