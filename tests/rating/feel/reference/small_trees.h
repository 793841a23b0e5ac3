#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_SMALL_TREES_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_SMALL_TREES_H_

#include <functional>
#include <vector>

#include "tests/rating/feel/reference/tree.h"

// All trees up to a size, as RE2 tests all regular expressions up to a size:
// what goes wrong at all mostly goes wrong in a small example.
namespace techflow::feel::reference {

using Trees = std::vector<Tree>;

// An expression with holes where operands go.
struct Shape {
  size_t holes = 0;
  std::function<Tree(const Trees& operands)> fill;
};

// Every form of the language, and the built-ins that are not numeric detail.
std::vector<Shape> AllShapes();

// Constants and names of all kinds, those first that tell the most.
Trees Leaves();
// Fewer of them the more holes there are to fill.
Trees LeavesFor(size_t holes);
// What the names among the leaves stand for.
Context SmallGlobals();

// `inner` in a hole of `outer`; what fills `inner` comes first.
Shape Within(const Shape& outer, size_t hole, const Shape& inner);

// Every shape with every choice of operands.
void ForEachFilling(const Shape& shape, const Trees& operands,
                    const std::function<void(const Tree&)>& use);

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_SMALL_TREES_H_
