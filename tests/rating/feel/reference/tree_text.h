#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_TREE_TEXT_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_TREE_TEXT_H_

#include <string>
#include <vector>

#include "tests/rating/feel/reference/tree.h"

namespace techflow::feel::reference {

// The tree as FEEL text, with parentheses only where the precedence of the
// operators asks for them.
std::string Text(const Tree& tree);

// The same, but each constant is a name, `c1`, `c2` and so on in the order of
// the text; constants[0] is what `c1` stands for.
struct NamedText {
  std::string text;
  std::vector<Value> constants;
};
NamedText TextWithNamedConstants(const Tree& tree);

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_TREE_TEXT_H_
