#include "tests/rating/feel/reference/evaluator.h"

#include "tests/rating/feel/reference/arithmetic.h"
#include "tests/rating/feel/reference/builtins.h"
#include "tests/rating/feel/reference/comparison.h"

namespace techflow::feel::reference {
namespace {

using Form = Tree::Form;

constexpr int kMaxSteps = 20'000;

}  // namespace

Scope WithFirst(Context context, const Scope& scope) {
  Scope inner = {std::move(context)};
  inner.insert(inner.end(), scope.begin(), scope.end());
  return inner;
}

std::optional<Value> FitTo(const Value& value, const Type& type) {
  if (Conforms(value, type)) return value;
  if (value.Is<List>() && value.As<List>().size() == 1 &&
      Conforms(value.As<List>()[0], type)) {
    return value.As<List>()[0];
  }
  return std::nullopt;
}

std::optional<Value> Evaluator::Evaluate(const Tree& tree) {
  open_question_.clear();
  steps_left_ = kMaxSteps;
  const Value value = Walk(tree, globals_);
  return open_question_.empty() ? std::optional(value) : std::nullopt;
}

Value Evaluator::LeaveOpen(std::string_view question) {
  if (open_question_.empty()) open_question_ = question;
  return Error();
}

Value Evaluator::Walk(const Tree& tree, const Scope& scope) {
  if (--steps_left_ < 0) return LeaveOpen("what comes out after so long");
  if (!open_question_.empty()) return Error();
  return WalkForm(tree, scope);
}

Value Evaluator::WalkForm(const Tree& tree, const Scope& scope) {
  switch (tree.form) {
    case Form::kConstant:
      return tree.constant;
    case Form::kName:
      return Lookup(tree.word, scope);
    case Form::kOperator:
      return Operator(tree, scope);
    case Form::kNegation:
      return Negate(Walk(tree.parts[0], scope));
    case Form::kBetween:
      return Between(tree, scope);
    case Form::kIn:
      return In(tree, scope);
    case Form::kRange:
      return MakeRange(tree, scope);
    case Form::kIf:
      return If(tree, scope);
    case Form::kList: {
      List list;
      for (const Tree& part : tree.parts) list.push_back(Walk(part, scope));
      return {list};
    }
    case Form::kContext:
      return MakeContext(tree, scope);
    case Form::kPath:
      return Path(Walk(tree.parts[0], scope), tree.word);
    case Form::kPosition:
      return Position(tree, scope);
    case Form::kFilter:
      return Filter(tree, scope);
    case Form::kFor:
    case Form::kSome:
    case Form::kEvery:
      return Loop(tree, scope);
    case Form::kFunction:
      return {std::make_shared<const Closure>(
          Closure{tree.names, tree.types, &tree.parts[0], scope, ""})};
    case Form::kCall:
      return CallTree(tree, scope);
    case Form::kBuiltin:
      return CallBuiltin(tree, scope);
    case Form::kInstanceOf: {
      const Value value = Walk(tree.parts[0], scope);
      return Boolean(!value.IsNull() && Conforms(value, tree.types[0]));
    }
    case Form::kComparison:
    case Form::kIteration:
      break;  // Only within other forms.
  }
  return LeaveOpen("what this form means alone");
}

Value Evaluator::Lookup(const std::string& name, const Scope& scope) {
  for (const Context& context : scope) {
    if (const Value* value = context.Find(name)) return *value;
  }
  if (FindBuiltin(name) != nullptr) {
    return {
        std::make_shared<const Closure>(Closure{{}, {}, nullptr, {}, name})};
  }
  return Error();
}

Value Evaluator::If(const Tree& tree, const Scope& scope) {
  const Value condition = Walk(tree.parts[0], scope);
  const bool is_good =
      condition.Is<bool>() || (condition.IsNull() && !condition.IsError());
  if (!is_good && bad_condition_ == BadCondition::kIsTheResult) return Error();
  return Walk(tree.parts[condition.IsTrue() ? 1 : 2], scope);
}

Value Evaluator::Operator(const Tree& tree, const Scope& scope) {
  const Value a = Walk(tree.parts[0], scope);
  const Value b = Walk(tree.parts[1], scope);
  const std::string& word = tree.word;
  if (word == "and") return And(a, b);
  if (word == "or") return Or(a, b);
  if (word == "=") return Equal(a, b);
  if (word == "!=") return Not(Equal(a, b));
  if (word[0] == '<' || word[0] == '>') return Compare(word, a, b);
  const std::optional<Value> result = Calculate(word, a, b);
  return result ? *result : LeaveOpen("the digits of the result");
}

}  // namespace techflow::feel::reference
