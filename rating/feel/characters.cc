#include "rating/feel/characters.h"

#include <algorithm>

#include "rating/feel/code_point_set.h"

namespace techflow::feel {
namespace {

constexpr CodePointRange kNameStarts[] = {
    {'?', '?'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},
    {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
    {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
    {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
};

constexpr CodePointRange kNameParts[] = {
    {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};

constexpr CodePointRange kSpaces[] = {
    {0x09, 0x0D},     {0x20, 0x20},     {0x85, 0x85},     {0xA0, 0xA0},
    {0x1680, 0x1680}, {0x180E, 0x180E}, {0x2000, 0x200B}, {0x2028, 0x2029},
    {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};

template <size_t kCount>
bool IsIn(const CodePointRange (&ranges)[kCount], char32_t c) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [c](const CodePointRange& range) {
                       return c >= range.first && c <= range.last;
                     });
}

}  // namespace

CodePoint CodePointAt(std::string_view text, size_t position) {
  if (position >= text.size()) return {};
  const auto lead = static_cast<unsigned char>(text[position]);
  if (lead < 0x80) return {lead, 1};
  const size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || position + bytes > text.size()) return {};
  char32_t value = lead & (0x7F >> bytes);
  for (size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[position + i]);
    if ((next & 0xC0) != 0x80) return {};
    value = (value << 6) | (next & 0x3F);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[bytes] || value > 0x10FFFF ||
      (value >= 0xD800 && value <= 0xDFFF)) {
    return {};
  }
  return {value, bytes};
}

void AppendUtf8(char32_t c, std::string& text) {
  const auto append = [&text](char32_t byte) {
    text += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (c < 0x80) return append(c);
  if (c < 0x800) {
    append(0xC0 | (c >> 6));
  } else if (c < 0x10000) {
    append(0xE0 | (c >> 12));
    append(0x80 | ((c >> 6) & 0x3F));
  } else {
    append(0xF0 | (c >> 18));
    append(0x80 | ((c >> 12) & 0x3F));
    append(0x80 | ((c >> 6) & 0x3F));
  }
  append(0x80 | (c & 0x3F));
}

std::optional<size_t> CountCodePoints(std::string_view text) {
  size_t count = 0;
  for (size_t position = 0; position < text.size(); ++count) {
    const CodePoint c = CodePointAt(text, position);
    if (c.bytes == 0) return std::nullopt;
    position += c.bytes;
  }
  return count;
}

bool IsNameStart(char32_t c) {
  // A few spaces lie within the ranges of the letters.
  return IsIn(kNameStarts, c) && !IsSpace(c);
}
bool IsNamePart(char32_t c) { return IsNameStart(c) || IsIn(kNameParts, c); }
bool IsNameSymbol(char32_t c) {
  return c == '.' || c == '/' || c == '-' || c == '\'' || c == 0x2019 ||
         c == '+' || c == '*';
}
bool IsSpace(char32_t c) { return IsIn(kSpaces, c); }

size_t NameTokenEnd(std::string_view text, size_t position) {
  const CodePoint first = CodePointAt(text, position);
  if (first.bytes == 0) return position;
  if (IsNameSymbol(first.value)) return position + first.bytes;
  size_t end = position;
  for (CodePoint c = first; c.bytes > 0 && IsNamePart(c.value);
       c = CodePointAt(text, end)) {
    end += c.bytes;
  }
  return end;
}

size_t SkipSpaces(std::string_view text, size_t position) {
  for (CodePoint c = CodePointAt(text, position);
       c.bytes > 0 && IsSpace(c.value); c = CodePointAt(text, position)) {
    position += c.bytes;
  }
  return position;
}

std::string NameKey(std::string_view name) {
  std::string key;
  size_t position = SkipSpaces(name, 0);
  while (position < name.size()) {
    // What is no name token stands for itself, so that any text has a key.
    const size_t end = std::max(NameTokenEnd(name, position), position + 1);
    if (!key.empty()) key += ' ';
    key += name.substr(position, end - position);
    position = SkipSpaces(name, end);
  }
  return key;
}

std::string NameText(std::string_view name) {
  std::string text;
  size_t position = SkipSpaces(name, 0);
  while (position < name.size()) {
    const size_t end = std::max(NameTokenEnd(name, position), position + 1);
    text += name.substr(position, end - position);
    position = SkipSpaces(name, end);
    if (position > end && position < name.size()) text += ' ';
  }
  return text;
}

bool IsName(std::string_view text) {
  if (!IsNameStart(CodePointAt(text, 0).value)) return false;
  size_t position = 0;
  while (position < text.size()) {
    const size_t end = NameTokenEnd(text, position);
    if (end == position) return false;
    position = SkipSpaces(text, end);
    if (position == text.size() && position != end) return false;
  }
  return true;
}

}  // namespace techflow::feel
