#include "rating/dmn/source_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

#include "rating/feel/characters.h"

namespace techflow::dmn {
namespace {

constexpr size_t kBlockBytes = 1024;
// "&#x10FFFF;" and the named entities of XML fit.
constexpr size_t kMaxEntityBytes = 12;

bool StartsCodePoint(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

size_t CountCodePointStarts(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), StartsCodePoint));
}

struct Entity {
  std::string text;
  size_t raw_bytes = 0;  // 0 where there is none.
};

std::string NumericEntity(std::string_view digits) {
  int radix = 10;
  if (!digits.empty() && digits.front() == 'x') {
    radix = 16;
    digits.remove_prefix(1);
  }
  uint32_t code_point = 0;
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, code_point, radix);
  const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (parsed.ec != std::errc() || parsed.ptr != end || code_point == 0 ||
      code_point > 0x10FFFF || is_surrogate) {
    return "";
  }
  std::string text;
  feel::AppendUtf8(static_cast<char32_t>(code_point), text);
  return text;
}

// The entity at the start of `raw`, which starts with an ampersand.
Entity EntityAt(std::string_view raw) {
  const size_t end = raw.substr(0, kMaxEntityBytes).find(';');
  if (end == std::string_view::npos) return {};
  const std::string_view name = raw.substr(1, end - 1);
  if (name.starts_with('#')) {
    std::string text = NumericEntity(name.substr(1));
    const size_t raw_bytes = text.empty() ? 0 : end + 1;
    return {std::move(text), raw_bytes};
  }
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5>
      kNamed = {{{"lt", "<"},
                 {"gt", ">"},
                 {"amp", "&"},
                 {"quot", "\""},
                 {"apos", "'"}}};
  for (const auto& [known, text] : kNamed) {
    if (name == known) return {std::string(text), end + 1};
  }
  return {};
}

// `place` moved behind `text`.
Place Behind(Place place, std::string_view text) {
  const size_t last_break = text.rfind('\n');
  if (last_break == std::string_view::npos) {
    place.column += static_cast<int>(CountCodePointStarts(text));
    return place;
  }
  place.line += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  place.column =
      1 + static_cast<int>(CountCodePointStarts(text.substr(last_break + 1)));
  return place;
}

Place AfterJumps(const std::vector<SourceText::Jump>& jumps, Place in_text) {
  const auto next =
      std::upper_bound(jumps.begin(), jumps.end(), in_text,
                       [](const Place& sought, const SourceText::Jump& jump) {
                         return sought < jump.in_text;
                       });
  if (next == jumps.begin()) return in_text;
  const SourceText::Jump& jump = *std::prev(next);
  if (in_text.line == jump.in_text.line) {
    return {jump.in_file.line,
            jump.in_file.column + in_text.column - jump.in_text.column};
  }
  return {jump.in_file.line + in_text.line - jump.in_text.line, in_text.column};
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text), line_starts_{0} {
  uint32_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i % kBlockBytes == 0) block_counts_.push_back(count);
    if (StartsCodePoint(text[i])) ++count;
    const bool is_lone_return =
        text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n');
    if (text[i] == '\n' || is_lone_return) line_starts_.push_back(i + 1);
  }
  block_counts_.push_back(count);
}

size_t LineIndex::CodePointsBefore(size_t offset) const {
  const size_t block = offset / kBlockBytes;
  const size_t start = block * kBlockBytes;
  return block_counts_[block] +
         CountCodePointStarts(text_.substr(start, offset - start));
}

Place LineIndex::PlaceAt(size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto next =
      std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const size_t line_start = *(next - 1);
  return {static_cast<int>(next - line_starts_.begin()),
          1 + static_cast<int>(CodePointsBefore(offset) -
                               CodePointsBefore(line_start))};
}

Place SourceText::InFile(Place in_text) const {
  return AfterJumps(jumps, in_text);
}

void SourceMap::Add(const SourceText& text) {
  if (text.exists()) jumps_by_place_.try_emplace(text.place, text.jumps);
}

Place SourceMap::InFile(Place in_text) const {
  const auto next = jumps_by_place_.upper_bound(in_text);
  if (next == jumps_by_place_.begin()) return in_text;
  return AfterJumps(std::prev(next)->second, in_text);
}

void AppendDecoded(std::string_view raw, size_t raw_offset, bool has_entities,
                   const LineIndex& lines, SourceText& text) {
  // Where the text is, as its reader counts, up to `counted` bytes of it.
  Place in_text = text.place;
  size_t counted = 0;
  const auto jump_to = [&](size_t raw_position) {
    in_text = Behind(in_text, std::string_view(text.text).substr(counted));
    counted = text.text.size();
    text.jumps.push_back({in_text, lines.PlaceAt(raw_offset + raw_position)});
  };
  if (text.exists()) {
    jump_to(0);
  } else {
    text.place = in_text = lines.PlaceAt(raw_offset);
  }
  for (size_t i = 0; i < raw.size();) {
    if (raw[i] == '\r') {
      text.text += '\n';
      i += raw.substr(i).starts_with("\r\n") ? 2 : 1;
      continue;
    }
    if (raw[i] == '&' && has_entities) {
      const Entity entity = EntityAt(raw.substr(i));
      if (entity.raw_bytes > 0) {
        text.text += entity.text;
        i += entity.raw_bytes;
        jump_to(i);
        continue;
      }
    }
    text.text += raw[i++];
  }
}

}  // namespace techflow::dmn
