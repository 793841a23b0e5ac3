#include "rating/feel/invocation.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rating/feel/builtins.h"
#include "rating/feel/coercion.h"

namespace techflow::feel {

namespace {

// A built-in as a value takes its arguments in any of its ways.
Value InvokeBuiltin(Evaluation& evaluation, const Builtin& builtin,
                    std::span<const Value> arguments,
                    const SourcePlace& place) {
  const std::optional<size_t> signature =
      FindSignature(builtin, arguments.size());
  if (!signature) {
    return Value::Error(evaluation.arena(),
                        fmt::format("{}() does not take {} arguments",
                                    builtin.name, arguments.size()),
                        place);
  }
  return CallBuiltin(evaluation, builtin,
                     FittingSignature(builtin, *signature, arguments),
                     arguments, place);
}

// Arguments by name are in the order of the signature that has these names.
Value InvokeBuiltinNamed(Evaluation& evaluation, const Builtin& builtin,
                         std::span<const std::string_view> names,
                         std::span<const Value> arguments,
                         const SourcePlace& place) {
  const std::vector<std::string> wanted(names.begin(), names.end());
  const std::optional<size_t> signature = FindSignature(builtin, wanted);
  if (!signature) {
    return Value::Error(
        evaluation.arena(),
        fmt::format("{}() has no such parameters", builtin.name), place);
  }
  const BuiltinSignature& parameters = builtin.signatures[*signature];
  const std::span<Value> ordered =
      evaluation.arena().NewArray<Value>(ParameterCount(parameters));
  for (size_t p = 0; p < ordered.size(); ++p) {
    const auto name = std::find(names.begin(), names.end(), parameters[p].name);
    ordered[p] = name == names.end()
                     ? LeftOutArgument()
                     : arguments[static_cast<size_t>(name - names.begin())];
  }
  return CallBuiltin(evaluation, builtin, *signature, ordered, place);
}

}  // namespace

Value Invoke(Evaluation& evaluation, const Function& function,
             std::span<const Value> arguments, const SourcePlace& place) {
  if (const Builtin* builtin = function.builtin()) {
    return InvokeBuiltin(evaluation, *builtin, arguments, place);
  }
  const std::span<const Type> types = function.type().parameters();
  if (arguments.size() != types.size()) {
    return Value::Error(evaluation.arena(),
                        fmt::format("this function takes {} arguments, not {}",
                                    types.size(), arguments.size()),
                        place);
  }
  const std::span<Value> coerced =
      evaluation.arena().NewArray<Value>(arguments.size());
  for (size_t i = 0; i < arguments.size(); ++i) {
    coerced[i] = Coerce(arguments[i], types[i], evaluation.arena(), place);
    // [null] may stand for any type, as null may.
    if (coerced[i].is_error() && !arguments[i].is_null()) return coerced[i];
  }
  return function.Call(evaluation, coerced);
}

Value InvokeNamed(Evaluation& evaluation, const Function& function,
                  std::span<const std::string_view> names,
                  std::span<const Value> arguments, const SourcePlace& place) {
  if (const Builtin* builtin = function.builtin()) {
    return InvokeBuiltinNamed(evaluation, *builtin, names, arguments, place);
  }
  const std::span<const std::string_view> parameters =
      function.parameter_names();
  const std::span<Value> ordered =
      evaluation.arena().NewArray<Value>(parameters.size());
  for (size_t i = 0; i < names.size(); ++i) {
    const auto found =
        std::find(parameters.begin(), parameters.end(), names[i]);
    if (found == parameters.end()) {
      return Value::Error(
          evaluation.arena(),
          fmt::format("this function has no parameter `{}`", names[i]), place);
    }
    ordered[static_cast<size_t>(found - parameters.begin())] = arguments[i];
  }
  return Invoke(evaluation, function, ordered, place);
}

}  // namespace techflow::feel
