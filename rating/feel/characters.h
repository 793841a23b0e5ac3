#ifndef TECHFLOW_RATING_FEEL_CHARACTERS_H_
#define TECHFLOW_RATING_FEEL_CHARACTERS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Code points, and how FEEL sorts them (grammar rules 25 to 30 and 61).
namespace techflow::feel {

struct CodePoint {
  char32_t value = 0;
  size_t bytes = 0;  // 0 at the end of the text, and where it is not UTF-8.
};

// The code point that starts at `position`.
CodePoint CodePointAt(std::string_view text, size_t position);
void AppendUtf8(char32_t code_point, std::string& text);
// Nothing when the text is not UTF-8.
std::optional<size_t> CountCodePoints(std::string_view text);

bool IsNameStart(char32_t c);
bool IsNamePart(char32_t c);
// May stand between the parts of a name: . / - ' + *
bool IsNameSymbol(char32_t c);
bool IsSpace(char32_t c);

// The end of the name token that starts at `position`: a run of letters and
// digits, or one symbol. `position` itself where there is none.
size_t NameTokenEnd(std::string_view text, size_t position);
size_t SkipSpaces(std::string_view text, size_t position);

// The tokens of a name with one space between them, under which two spellings
// of one name are equal: "a-b" and "a - b" are both "a - b".
std::string NameKey(std::string_view name);
// The name with each run of spaces made one, as it is shown.
std::string NameText(std::string_view name);
// Whether `text` could be written as a name without quotes.
bool IsName(std::string_view text);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_CHARACTERS_H_
