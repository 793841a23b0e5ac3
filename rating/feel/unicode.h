#ifndef TECHFLOW_RATING_FEEL_UNICODE_H_
#define TECHFLOW_RATING_FEEL_UNICODE_H_

#include <optional>
#include <string>
#include <string_view>

#include "rating/feel/code_point_set.h"

// What the engine knows of Unicode: fixed tables of one version, so that a
// replay years from now reads a letter as it was read. unicode_tables.py writes
// them.
namespace techflow::feel {

// Belongs to the engine version.
inline constexpr std::string_view kUnicodeVersion = "14.0.0";

// With full case mapping and no locale: ß becomes SS, and a capital sigma at
// the end of a word the final one. Bytes that are not UTF-8 stay.
std::string UpperCase(std::string_view text);
std::string LowerCase(std::string_view text);

// The code points of a general category, "Lu", or of a group of them, "L". Null
// pointer for other names; "Cs" too is none, because no text holds a surrogate.
const CodePointSet* FindCategory(std::string_view name);

// The code points of a block, named as XML Schema does: "BasicLatin".
std::optional<CodePointSet> FindBlock(std::string_view name);

// Two letters are case variants when their upper case or their lower case is
// the same (XPath F&O, 5.6.1.1): k, K and the Kelvin sign.
bool AreCaseVariants(char32_t a, char32_t b);
// The set together with all case variants of what is in it.
CodePointSet WithCaseVariants(const CodePointSet& set);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_UNICODE_H_
