#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_RANDOM_TREE_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_RANDOM_TREE_H_

#include <random>
#include <string>
#include <vector>

#include "tests/rating/feel/reference/tree.h"

namespace techflow::feel::reference {

// The names that random trees use, and what they stand for.
Context RandomGlobals();

// Writes expressions that mostly make sense: operands mostly have the kind that
// is asked for, names mostly are in scope, and now and then anything goes. The
// same random numbers give the same tree.
class RandomTree {
 public:
  // `random` outlives this.
  explicit RandomTree(std::mt19937& random);

  // Of any kind, with forms nested `depth` deep.
  Tree Generate(int depth);

 private:
  enum class Kind {
    kNumber,
    kText,
    kBoolean,
    kDay,
    kSeconds,
    kMonths,
    kNumbers,  // A list of numbers.
    kTexts,
    kPerson,  // {a: number, b: text, c: numbers}
    kPeople,
  };
  static constexpr size_t kKinds = 10;
  struct Named {
    std::string name;
    Kind kind;
  };
  // Names that stand for as long as it lives.
  class Names;

  size_t Pick(size_t count) { return random_() % count; }
  bool OneIn(size_t count) { return Pick(count) == 0; }
  std::string OneOf(const std::vector<std::string>& words);
  Kind AnyKind() { return static_cast<Kind>(Pick(kKinds)); }
  std::string NewName() { return OneOf({"x", "y", "a", "n", "item no"}); }
  // Names that mean something of this kind here.
  std::vector<std::string> NamesOf(Kind kind) const;
  static Type TypeOf(Kind kind);

  Tree Of(Kind kind, int depth);
  Tree Leaf(Kind kind);
  Tree ConstantOf(Kind kind);
  Tree Small(size_t count);
  // Of an item or a character: mostly a small number from either end.
  Tree Index();

  // One form, with parts nested `depth` deep.
  Tree NumberForm(int depth);
  Tree TextForm(int depth);
  Tree BooleanForm(int depth);
  Tree DayForm(int depth);
  Tree SecondsForm(int depth);
  Tree MonthsForm(int depth);
  Tree NumbersForm(int depth);
  Tree TextsForm(int depth);
  Tree PersonForm(int depth);
  Tree PeopleForm(int depth);

  // Forms that give whatever is asked for.
  Tree AnyForm(Kind kind, int depth);
  Tree LambdaCall(Kind kind, int depth);
  Tree NamedFunctionCall(Kind kind, int depth);
  Tree EntryOfContext(Kind kind, int depth);
  Tree Recursion(int depth);

  Tree Quantified(int depth);
  Tree InTests(int depth);
  Tree TestFor(Kind kind, int depth);
  Tree Comparison(int depth);
  Tree InstanceOf(int depth);
  Tree FilterOf(Kind list, int depth);
  Tree LoopOf(Kind result, int depth);
  Tree Iteration(int depth, Kind& variable);
  Tree Sorted(Kind item, int depth);

  Tree Operation(const std::string& word, Kind a, Kind b, int depth);
  Tree Call(const std::string& name, const std::vector<Kind>& kinds, int depth);

  std::mt19937& random_;
  std::vector<Named> names_;
};

class RandomTree::Names {
 public:
  explicit Names(RandomTree& tree) : tree_(tree), outer_(tree.names_) {}
  ~Names() { tree_.names_ = outer_; }
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;

  void Add(const std::string& name, Kind kind) {
    tree_.names_.push_back({name, kind});
  }

 private:
  RandomTree& tree_;
  const std::vector<Named> outer_;
};

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_RANDOM_TREE_H_
