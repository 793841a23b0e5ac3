// between and in.

#include "tests/rating/feel/reference/comparison.h"
#include "tests/rating/feel/reference/evaluator.h"

namespace techflow::feel::reference {

using Form = Tree::Form;

Value Evaluator::Between(const Tree& tree, const Scope& scope) {
  const Value value = Walk(tree.parts[0], scope);
  return And(Compare(">=", value, Walk(tree.parts[1], scope)),
             Compare("<=", value, Walk(tree.parts[2], scope)));
}

Value Evaluator::In(const Tree& tree, const Scope& scope) {
  const Value value = Walk(tree.parts[0], scope);
  Value answer = Boolean(false);
  for (size_t i = 1; i < tree.parts.size(); ++i) {
    answer = Or(answer, Test(value, tree.parts[i], scope));
  }
  return answer;
}

Value Evaluator::Test(const Value& value, const Tree& test,
                      const Scope& scope) {
  if (test.form == Form::kComparison) {
    const Value operand = Walk(test.parts[0], scope);
    if (test.word == "=") return Equal(value, operand);
    if (test.word == "!=") return Not(Equal(value, operand));
    return Compare(test.word, value, operand);
  }
  if (Mentions(test, "?")) {
    if (!IsCondition(test)) return LeaveOpen("a test with ? but no condition");
    Context tested;
    tested.Put("?", value);
    return Walk(test, WithFirst(tested, scope));
  }
  const Value other = Walk(test, scope);
  // To the standard a null is a null; here one that is an error is no value to
  // be equal to.
  if (other.IsError()) return other;
  if (other.IsRange()) return Within(value, other.AsRange());
  if (other.Is<List>()) return IsAmong(value, other.As<List>());
  return Equal(value, other);
}

Value Evaluator::IsAmong(const Value& value, const List& list) {
  bool is_among = Contains(list, value);
  bool is_unknown = false;
  for (const Value& item : list) {
    if (!item.IsRange()) continue;
    const Value within = Within(value, item.AsRange());
    is_among = is_among || within.IsTrue();
    is_unknown = is_unknown || within.IsNull();
  }
  if (is_unknown && !is_among) {
    return LeaveOpen("a value in a list with ranges of another kind");
  }
  const bool is_equal = Equal(value, {list}).IsTrue();
  if (value.Is<List>() && is_equal != is_among) {
    return LeaveOpen("a list in a list: as one of its items or equal to it");
  }
  return Boolean(is_among);
}

}  // namespace techflow::feel::reference
