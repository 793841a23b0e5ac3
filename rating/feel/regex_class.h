#ifndef TECHFLOW_RATING_FEEL_REGEX_CLASS_H_
#define TECHFLOW_RATING_FEEL_REGEX_CLASS_H_

#include <optional>

#include "rating/feel/code_point_set.h"
#include "rating/feel/regex_reader.h"

// The classes of characters in a pattern (XML Schema 1.1, part 2, G.4). What
// is wrong is told to the reader, and the result then means nothing.
namespace techflow::feel {

// What an escape such as \n, \d or \p{Lu} stands for: one character or a set.
struct RegexEscape {
  std::optional<char32_t> character;
  CodePointSet set;
};
// Reads what follows a backslash.
RegexEscape ReadRegexEscape(RegexReader& reader);

// Reads a class such as [^a-z\d-[aeiou]], from its bracket on. `with_variants`
// adds the case variants of the characters and ranges in it, but not of what
// its escapes stand for.
CodePointSet ReadRegexClass(RegexReader& reader, bool with_variants);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_REGEX_CLASS_H_
