#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_EVALUATOR_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_EVALUATOR_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/rating/feel/reference/tree.h"
#include "tests/rating/feel/reference/value.h"

namespace techflow::feel::reference {

// A list of contexts; a name means its first entry from the front on (DMN 1.5,
// 10.3.2.11).
using Scope = std::vector<Context>;

Scope WithFirst(Context context, const Scope& scope);

// A function value: a lambda with the scope in which it was written, or a
// built-in by its name. The body lives in the tree that is evaluated.
struct Closure {
  std::vector<std::string> names;
  std::vector<Type> types;
  const Tree* body = nullptr;
  Scope scope;
  std::string builtin;
};

// What a condition that is an error, or no boolean, means to `if` and filters:
// as the standard has it, it does not hold; in the strict dialect it is the
// result.
enum class BadCondition { kDoesNotHold, kIsTheResult };

// A second opinion on FEEL: walks the tree, one node at a time, copies values
// and looks names up in maps. Written from the text of DMN 1.5, to be read
// rather than to be fast.
class Evaluator {
 public:
  explicit Evaluator(Scope globals,
                     BadCondition bad_condition = BadCondition::kDoesNotHold)
      : globals_(std::move(globals)), bad_condition_(bad_condition) {}

  // Nothing where the standard leaves the result open, or where it takes too
  // long to find.
  std::optional<Value> Evaluate(const Tree& tree);

  // `arguments` by position; null where they do not fit.
  Value Call(const Value& function, const std::vector<Value>& arguments);
  // For whoever meets a question that the standard does not answer.
  Value LeaveOpen(std::string_view question);

 private:
  Value Walk(const Tree& tree, const Scope& scope);
  Value WalkForm(const Tree& tree, const Scope& scope);
  Value If(const Tree& tree, const Scope& scope);
  Value Operator(const Tree& tree, const Scope& scope);
  Value Between(const Tree& tree, const Scope& scope);
  Value In(const Tree& tree, const Scope& scope);
  Value Test(const Value& value, const Tree& test, const Scope& scope);
  Value IsAmong(const Value& value, const List& list);
  Value MakeRange(const Tree& tree, const Scope& scope);
  Value MakeContext(const Tree& tree, const Scope& scope);
  Value Path(const Value& value, const std::string& member);
  Value Position(const Tree& tree, const Scope& scope);
  Value Filter(const Tree& tree, const Scope& scope);
  Value Loop(const Tree& tree, const Scope& scope);
  bool LoopOver(const Tree& tree, size_t iterator, const Scope& scope,
                const Context& variables, List& results);
  std::optional<List> Items(const Tree& tree, const Scope& scope);
  Value CallTree(const Tree& tree, const Scope& scope);
  Value CallBuiltin(const Tree& tree, const Scope& scope);
  Value CallByName(const std::string& name,
                   const std::vector<std::string>& names,
                   const List& arguments);
  Value Lookup(const std::string& name, const Scope& scope);

  Scope globals_;
  BadCondition bad_condition_;
  std::string open_question_;
  int steps_left_ = 0;
};

// `value` as a parameter of `type` takes it: itself, or the only item of a list
// where only that conforms. Nothing where neither does.
std::optional<Value> FitTo(const Value& value, const Type& type);

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_EVALUATOR_H_
