#ifndef TECHFLOW_RATING_FEEL_FUNCTION_H_
#define TECHFLOW_RATING_FEEL_FUNCTION_H_

#include <span>
#include <string_view>

#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::feel {

class Evaluation;
struct Builtin;

// Something FEEL can call: a lambda, a built-in taken as a value, a business
// knowledge model, a decision service. Owned by an arena or a compiled model,
// never deleted through this class.
class Function {
 public:
  // Of kind kFunction, with a parameter type for each name.
  virtual const Type& type() const = 0;
  virtual std::span<const std::string_view> parameter_names() const = 0;
  // The built-in where it is one: these are called in several ways, of which
  // type() shows the first. Otherwise a null pointer.
  virtual const Builtin* builtin() const { return nullptr; }
  // `arguments` has one value for each parameter, already coerced to its type.
  virtual Value Call(Evaluation& evaluation,
                     std::span<const Value> arguments) const = 0;

 protected:
  ~Function() = default;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_FUNCTION_H_
