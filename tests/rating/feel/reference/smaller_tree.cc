#include "tests/rating/feel/reference/smaller_tree.h"

namespace techflow::feel::reference {
namespace {

// A constant counts less than any other leaf, so that shrinking ends.
size_t Weight(const Tree& tree) {
  return 2 * tree.Size() + (tree.form == Tree::Form::kConstant ? 0 : 1);
}

// Whatever might stand in the place of a tree, simplest first.
std::vector<Tree> Replacements(const Tree& tree) {
  std::vector<Tree> replacements = {
      Constant(Number(1)), Constant(Explicit()), Constant({std::string("a")}),
      Constant(Boolean(true)), Make(Tree::Form::kList, "", {})};
  for (const Tree& part : tree.parts) {
    const bool stands_alone = part.form != Tree::Form::kComparison &&
                              part.form != Tree::Form::kIteration;
    if (stands_alone) replacements.push_back(part);
  }
  if (tree.form == Tree::Form::kList) {
    for (size_t i = 0; i < tree.parts.size(); ++i) {
      Tree shorter = tree;
      shorter.parts.erase(shorter.parts.begin() +
                          static_cast<std::ptrdiff_t>(i));
      replacements.push_back(shorter);
    }
  }
  return replacements;
}

// Makes one subtree of `tree`, which is part of `whole`, smaller; false where
// that helps nowhere.
bool Shrink(Tree& whole, Tree& tree,
            const std::function<bool(const Tree&)>& is_wrong) {
  const Tree original = tree;
  for (const Tree& replacement : Replacements(original)) {
    if (Weight(replacement) >= Weight(original)) continue;
    tree = replacement;
    if (is_wrong(whole)) return true;
  }
  tree = original;
  for (Tree& part : tree.parts) {
    if (Shrink(whole, part, is_wrong)) return true;
  }
  return false;
}

}  // namespace

Tree Smallest(Tree tree, const std::function<bool(const Tree&)>& is_wrong) {
  while (Shrink(tree, tree, is_wrong)) {
  }
  return tree;
}

}  // namespace techflow::feel::reference
