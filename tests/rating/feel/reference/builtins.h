#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_BUILTINS_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_BUILTINS_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/rating/feel/reference/evaluator.h"
#include "tests/rating/feel/reference/value.h"

namespace techflow::feel::reference {

struct Parameter {
  std::string name;
  // A type word of type.h without parts, `function`, or `magnitude`: a number
  // or a duration.
  std::string type;
  bool is_optional = false;
  bool may_be_null = false;
};

// What a built-in function is given: an argument for each parameter, or fewer
// where the last ones may be left out.
struct Arguments {
  const List& values;
  Evaluator& evaluator;

  const Value& operator[](size_t i) const { return values[i]; }
  size_t size() const { return values.size(); }
  const List& ListAt(size_t i) const { return values[i].As<List>(); }
  const Decimal& NumberAt(size_t i) const { return values[i].As<Decimal>(); }
  const std::string& TextAt(size_t i) const {
    return values[i].As<std::string>();
  }
};

struct Builtin {
  enum class Arity {
    kFixed,
    kListOrItems,  // sum([1, 2]) and sum(1, 2): the call sees one list.
    kItems,        // append(list, item, ...): the call sees one list.
  };
  std::string name;
  std::vector<Parameter> parameters;
  std::function<Value(const Arguments&)> call;
  Arity arity = Arity::kFixed;
  bool asks_for_nulls = false;
};

// Null pointer where the reference has none of that name.
const Builtin* FindBuiltin(std::string_view name);

// Null where there are too few or too many arguments or one does not fit.
Value CallBuiltinFunction(const Builtin& builtin, const List& arguments,
                          Evaluator& evaluator);

// One family for each file.
std::vector<Builtin> NumberBuiltins();
std::vector<Builtin> TextBuiltins();
std::vector<Builtin> ListBuiltins();
std::vector<Builtin> AggregateBuiltins();
std::vector<Builtin> ContextBuiltins();

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_BUILTINS_H_
