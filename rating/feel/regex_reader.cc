#include "rating/feel/regex_reader.h"

#include <fmt/format.h>

#include "rating/feel/characters.h"

namespace techflow::feel {
namespace {

bool IsPatternSpace(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

RegexReader::RegexReader(std::string_view pattern, bool skips_spaces)
    : skips_spaces_(skips_spaces) {
  size_t position = 0;
  while (position < pattern.size()) {
    const CodePoint c = CodePointAt(pattern, position);
    if (c.bytes == 0) {
      Fail(pattern_.size(), "this is not UTF-8");
      return;
    }
    pattern_ += c.value;
    position += c.bytes;
  }
  SkipSpaces();
}

char32_t RegexReader::Peek(size_t ahead) const {
  const size_t position = next_ + ahead;
  return position < pattern_.size() ? pattern_[position] : kEnd;
}

char32_t RegexReader::Take() {
  const char32_t c = Peek();
  if (c != kEnd) ++next_;
  SkipSpaces();
  return c;
}

bool RegexReader::TakeIf(char32_t c) {
  if (Peek() != c) return false;
  Take();
  return true;
}

void RegexReader::SkipSpaces() {
  if (!skips_spaces_ || class_depth_ > 0) return;
  while (next_ < pattern_.size() && IsPatternSpace(pattern_[next_])) ++next_;
}

void RegexReader::EnterClass() { ++class_depth_; }

void RegexReader::LeaveClass() {
  --class_depth_;
  SkipSpaces();
}

void RegexReader::Fail(size_t position, std::string_view message) {
  if (ok()) {
    status_ = absl::InvalidArgumentError(fmt::format(
        "at character {} of the pattern: {}", position + 1, message));
  }
  next_ = pattern_.size();
}

}  // namespace techflow::feel
