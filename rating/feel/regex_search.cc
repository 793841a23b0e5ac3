#include "rating/feel/regex_search.h"

namespace techflow::feel {

CodePoint RegexText::At(size_t place) const {
  constexpr CodePoint kNoUtf8 = {0xFFFD, 1};
  const CodePoint c = CodePointAt(text_, place);
  return c.bytes == 0 && place < text_.size() ? kNoUtf8 : c;
}

size_t RegexText::NextStart(const RegexProgram& program, size_t place) const {
  if (program.is_anchored) return place == 0 ? 0 : text_.size();
  if (!program.starts) return place;
  for (CodePoint c = At(place); c.bytes > 0; c = At(place)) {
    if (program.starts->Contains(c.value)) break;
    place += c.bytes;
  }
  return place;
}

// After a newline that ends the text no further line begins.
bool RegexText::IsAnchor(RegexInstruction::Kind kind, size_t place) const {
  const bool is_end = place == text_.size();
  const bool follows_newline = place > 0 && text_[place - 1] == '\n';
  switch (kind) {
    case RegexInstruction::Kind::kTextStart:
      return place == 0;
    case RegexInstruction::Kind::kTextEnd:
      return is_end;
    case RegexInstruction::Kind::kLineStart:
      return place == 0 || (follows_newline && !is_end);
    default:
      return is_end ? !follows_newline : text_[place] == '\n';
  }
}

bool RegexWork::Count() {
  const size_t steps = amount_ / kPerStep;
  amount_ %= kPerStep;
  return evaluation_.Step(static_cast<int64_t>(steps));
}

}  // namespace techflow::feel
