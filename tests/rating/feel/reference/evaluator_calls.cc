// Functions: how arguments meet parameters.

#include <algorithm>

#include "tests/rating/feel/reference/builtins.h"
#include "tests/rating/feel/reference/evaluator.h"

namespace techflow::feel::reference {
namespace {

// Arguments in the order of the parameters; what was not named is null.
// Nothing where a name is not a parameter's.
std::optional<List> InOrder(const std::vector<std::string>& parameters,
                            const std::vector<std::string>& names,
                            const List& arguments) {
  if (names.empty()) return arguments;
  List ordered(parameters.size(), Explicit());
  for (size_t i = 0; i < names.size(); ++i) {
    const auto at = std::find(parameters.begin(), parameters.end(), names[i]);
    if (at == parameters.end()) return std::nullopt;
    ordered[static_cast<size_t>(at - parameters.begin())] = arguments[i];
  }
  return ordered;
}

}  // namespace

Value Evaluator::CallTree(const Tree& tree, const Scope& scope) {
  const Value function = Walk(tree.parts[0], scope);
  List arguments;
  for (size_t i = 1; i < tree.parts.size(); ++i) {
    arguments.push_back(Walk(tree.parts[i], scope));
  }
  if (!function.IsClosure()) return Error();
  const Closure& closure = function.AsClosure();
  if (!closure.builtin.empty()) {
    return CallByName(closure.builtin, tree.names, arguments);
  }
  const auto ordered = InOrder(closure.names, tree.names, arguments);
  return ordered ? Call(function, *ordered) : Error();
}

Value Evaluator::Call(const Value& function, const List& arguments) {
  const Closure& closure = function.AsClosure();
  if (!closure.builtin.empty()) {
    return CallBuiltinFunction(*FindBuiltin(closure.builtin), arguments, *this);
  }
  if (arguments.size() != closure.names.size()) return Error();
  Context parameters;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const Type& type = closure.types[i];
    const std::optional<Value> fit = FitTo(arguments[i], type);
    if (!fit && type.word == "list") {
      return LeaveOpen("whether a value is a list of one");
    }
    if (!fit) return Error();
    if (fit->IsError() && !arguments[i].IsError()) {
      return LeaveOpen("a list of one error where a type is asked for");
    }
    parameters.Put(closure.names[i], *fit);
  }
  Scope inner = WithFirst(parameters, closure.scope);
  return Walk(*closure.body, inner);
}

Value Evaluator::CallBuiltin(const Tree& tree, const Scope& scope) {
  List arguments;
  for (const Tree& part : tree.parts) arguments.push_back(Walk(part, scope));
  return CallByName(tree.word, tree.names, arguments);
}

Value Evaluator::CallByName(const std::string& name,
                            const std::vector<std::string>& names,
                            const List& arguments) {
  const Builtin& builtin = *FindBuiltin(name);
  if (names.empty()) return CallBuiltinFunction(builtin, arguments, *this);
  std::vector<std::string> parameters;
  for (const Parameter& parameter : builtin.parameters) {
    parameters.push_back(parameter.name);
  }
  const auto ordered = InOrder(parameters, names, arguments);
  if (!ordered) return Error();
  // Those at the end that were not named are left out.
  List given = *ordered;
  const auto is_named = [&](size_t i) {
    return std::find(names.begin(), names.end(), parameters[i]) != names.end();
  };
  while (!given.empty() && !is_named(given.size() - 1)) given.pop_back();
  return CallBuiltinFunction(builtin, given, *this);
}

}  // namespace techflow::feel::reference
