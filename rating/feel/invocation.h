#ifndef TECHFLOW_RATING_FEEL_INVOCATION_H_
#define TECHFLOW_RATING_FEEL_INVOCATION_H_

#include <span>
#include <string_view>

#include "rating/feel/evaluation.h"
#include "rating/feel/function.h"

namespace techflow::feel {

// Calls a function with arguments in the order of its parameters, each coerced
// to its parameter's type. Null with a reason when the number of arguments is
// wrong or one does not fit.
Value Invoke(Evaluation& evaluation, const Function& function,
             std::span<const Value> arguments, const SourcePlace& place);

// The same by name; parameters that are not named are null.
Value InvokeNamed(Evaluation& evaluation, const Function& function,
                  std::span<const std::string_view> names,
                  std::span<const Value> arguments, const SourcePlace& place);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_INVOCATION_H_
