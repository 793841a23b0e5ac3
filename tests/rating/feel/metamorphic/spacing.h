#ifndef TECHFLOW_TESTS_RATING_FEEL_METAMORPHIC_SPACING_H_
#define TECHFLOW_TESTS_RATING_FEEL_METAMORPHIC_SPACING_H_

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace techflow::feel::metamorphic {

// A token of a text: one word, number, string or symbol.
struct Piece {
  size_t begin = 0;
  size_t end = 0;
  // May be part of a name, so that no comment may stand between two of these.
  bool is_name_part = false;
};

// The tokens of a FEEL text; nothing where it cannot be cut into tokens without
// knowing the names in scope, as one with an apostrophe in a name.
std::optional<std::vector<Piece>> Cut(std::string_view text);

// The same tokens with other white space between them: spaces, line breaks and
// the blanks of Unicode, and comments where no name may stand. Blanks that are
// there stay blanks; where there are none some may come, also inside of names
// such as `a-b`. A text that cannot be cut comes back as it is.
std::string Respaced(std::string_view text, std::mt19937& random);

}  // namespace techflow::feel::metamorphic

#endif  // TECHFLOW_TESTS_RATING_FEEL_METAMORPHIC_SPACING_H_
