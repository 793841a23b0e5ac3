#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_TREE_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_TREE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/rating/feel/reference/type.h"
#include "tests/rating/feel/reference/value.h"

namespace techflow::feel::reference {

// A FEEL expression as a tree that generators build directly, so that nothing
// of the engine's parser is needed to walk it.
struct Tree {
  enum class Form {
    kConstant,    // `constant`; numbers and durations are not negative.
    kName,        // `word`
    kOperator,    // parts[0] `word` parts[1]: + - * / ** = != < <= > >= and or
    kNegation,    // -parts[0]
    kBetween,     // parts[0] between parts[1] and parts[2]
    kIn,          // parts[0] in (parts[1], parts[2], ...)
    kComparison,  // Within kIn only: `word` parts[0], as `< 5`.
    kRange,       // `word` is "[]", "(]", "[)" or "()": parts[0]..parts[1]
    kIf,          // if parts[0] then parts[1] else parts[2]
    kList,        // [parts]
    kContext,     // {names[i]: parts[i]}
    kPath,        // parts[0].word
    kPosition,    // parts[0][parts[1]], where parts[1] is a number
    kFilter,      // parts[0][parts[1]], where parts[1] asks about each item
    kFor,         // for names[i] in parts[i] return parts.back()
    kSome,        // some names[i] in parts[i] satisfies parts.back()
    kEvery,
    kIteration,   // Within kFor only: parts[0]..parts[1]
    kFunction,    // function(names[i]: types[i]) parts[0]
    kCall,        // parts[0](parts[1], ...), named where there are names
    kBuiltin,     // word(parts), named where there are names
    kInstanceOf,  // parts[0] instance of types[0]
  };

  Form form = Form::kConstant;
  std::string word;
  Value constant;
  std::vector<std::string> names;
  std::vector<Type> types;
  std::vector<Tree> parts;

  size_t Size() const {
    size_t size = 1;
    for (const Tree& part : parts) size += part.Size();
    return size;
  }
};

inline Tree Constant(Value value) {
  Tree tree;
  tree.constant = std::move(value);
  return tree;
}

inline Tree Make(Tree::Form form, std::string word, std::vector<Tree> parts,
                 std::vector<std::string> names = {}) {
  Tree tree;
  tree.form = form;
  tree.word = std::move(word);
  tree.parts = std::move(parts);
  tree.names = std::move(names);
  return tree;
}

inline Tree Name(std::string name) {
  return Make(Tree::Form::kName, std::move(name), {});
}

// Whether the name stands somewhere in the tree.
bool Mentions(const Tree& tree, std::string_view name);

// Whether the tree gives a boolean or null, never a number; it may say no where
// that does not show.
bool IsCondition(const Tree& tree);

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_TREE_H_
