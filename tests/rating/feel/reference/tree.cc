#include "tests/rating/feel/reference/tree.h"

#include <algorithm>
#include <string_view>

namespace techflow::feel::reference {

using Form = Tree::Form;

bool Mentions(const Tree& tree, std::string_view name) {
  // The tests of another `in` have a `?` of their own.
  if (name == "?" && tree.form == Form::kIn) {
    return Mentions(tree.parts[0], name);
  }
  return (tree.form == Form::kName && tree.word == name) ||
         std::any_of(tree.parts.begin(), tree.parts.end(),
                     [name](const Tree& part) { return Mentions(part, name); });
}

bool IsCondition(const Tree& tree) {
  switch (tree.form) {
    case Form::kConstant:
      return tree.constant.Is<bool>();
    case Form::kOperator: {
      const std::string_view others = "+-*/";
      return others.find(tree.word[0]) == std::string_view::npos;
    }
    case Form::kBuiltin:
      return tree.word == "not" || tree.word == "contains" ||
             tree.word == "list contains" || tree.word == "is defined";
    case Form::kIf:
      return IsCondition(tree.parts[1]) && IsCondition(tree.parts[2]);
    case Form::kBetween:
    case Form::kIn:
    case Form::kSome:
    case Form::kEvery:
    case Form::kInstanceOf:
      return true;
    default:
      return false;
  }
}

}  // namespace techflow::feel::reference
