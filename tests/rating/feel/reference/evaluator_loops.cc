// for, some and every: one cross product for all three.

#include "tests/rating/feel/reference/arithmetic.h"
#include "tests/rating/feel/reference/comparison.h"
#include "tests/rating/feel/reference/evaluator.h"

namespace techflow::feel::reference {
namespace {

using Form = Tree::Form;

// `first` up or down to `last`, both included; nothing where these are not two
// integers or two days.
std::optional<List> Steps(const Value& first, const Value& last) {
  const bool is_number = first.Is<Decimal>() && last.Is<Decimal>();
  if (is_number &&
      !(first.As<Decimal>().is_integer() && last.As<Decimal>().is_integer())) {
    return std::nullopt;
  }
  if (!is_number && !(first.Is<Day>() && last.Is<Day>())) return std::nullopt;
  const bool is_rising = Compare("<=", first, last).IsTrue();
  const Value step = is_number ? Number(1) : Value{Seconds{86400}};
  List steps = {first};
  while (steps.size() < 1'000 && !Equal(steps.back(), last).IsTrue()) {
    const auto next = Calculate(is_rising ? "+" : "-", steps.back(), step);
    if (!next) return std::nullopt;
    steps.push_back(*next);
  }
  return steps;
}

}  // namespace

// The items of an iteration context; nothing where it has none.
std::optional<List> Evaluator::Items(const Tree& tree, const Scope& scope) {
  if (tree.form == Form::kIteration) {
    return Steps(Walk(tree.parts[0], scope), Walk(tree.parts[1], scope));
  }
  const Value value = Walk(tree, scope);
  if (value.Is<List>()) return value.As<List>();
  if (!value.IsNull()) LeaveOpen("a loop over a value that is no list");
  return std::nullopt;
}

// Binds the variables from `iterator` on to all their items and adds a result
// for each; false where there is nothing to iterate over.
bool Evaluator::LoopOver(const Tree& tree, size_t iterator, const Scope& scope,
                         const Context& variables, List& results) {
  Scope inner = WithFirst(variables, scope);
  if (iterator == tree.names.size()) {
    if (tree.form == Form::kFor) inner[0].Put("partial", {results});
    results.push_back(Walk(tree.parts.back(), inner));
    return true;
  }
  const std::optional<List> items = Items(tree.parts[iterator], inner);
  if (!items) return false;
  for (const Value& item : *items) {
    Context bound = variables;
    bound.Put(tree.names[iterator], item);
    if (!LoopOver(tree, iterator + 1, scope, bound, results)) {
      LeaveOpen("what is left of a loop whose inner loop has no list");
      return false;
    }
  }
  return true;
}

Value Evaluator::Loop(const Tree& tree, const Scope& scope) {
  List results;
  if (!LoopOver(tree, 0, scope, {}, results)) return Error();
  if (tree.form == Form::kFor) return {results};
  const bool is_every = tree.form == Form::kEvery;
  Value answer = Boolean(is_every);
  for (const Value& result : results) {
    answer = is_every ? And(answer, result) : Or(answer, result);
  }
  return answer;
}

}  // namespace techflow::feel::reference
