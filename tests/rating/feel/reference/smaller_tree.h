#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_SMALLER_TREE_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_SMALLER_TREE_H_

#include <functional>

#include "tests/rating/feel/reference/tree.h"

namespace techflow::feel::reference {

// A smaller tree that is still wrong: takes parts away, or puts constants for
// them, for as long as that leaves something wrong.
Tree Smallest(Tree tree, const std::function<bool(const Tree&)>& is_wrong);

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_SMALLER_TREE_H_
