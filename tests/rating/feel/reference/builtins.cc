#include "tests/rating/feel/reference/builtins.h"

#include <algorithm>

namespace techflow::feel::reference {
namespace {

bool Takes(const std::string& type, const Value& value) {
  if (type == "Any") return true;
  if (type == "list") return value.Is<List>();
  if (type == "context") return value.Is<Context>();
  if (type == "function") return value.IsClosure();
  if (type == "magnitude") {
    return value.Is<Decimal>() || value.Is<Seconds>() || value.Is<Months>();
  }
  return !value.IsNull() && Conforms(value, Type{type, {}, {}});
}

// The value as the parameter takes it, or nothing.
std::optional<Value> Fit(const Value& value, const Parameter& parameter) {
  if (Takes(parameter.type, value)) return value;
  if (value.IsNull()) {
    return parameter.may_be_null ? std::optional(value) : std::nullopt;
  }
  if (parameter.type == "list") return Value{List{value}};
  if (value.Is<List>() && value.As<List>().size() == 1 &&
      Takes(parameter.type, value.As<List>()[0])) {
    return value.As<List>()[0];
  }
  return std::nullopt;
}

}  // namespace

const Builtin* FindBuiltin(std::string_view name) {
  static const std::vector<Builtin>& all = *new std::vector<Builtin>([] {
    std::vector<Builtin> builtins;
    for (const std::vector<Builtin>& family :
         {NumberBuiltins(), TextBuiltins(), ListBuiltins(), AggregateBuiltins(),
          ContextBuiltins()}) {
      builtins.insert(builtins.end(), family.begin(), family.end());
    }
    return builtins;
  }());
  const auto found = std::find_if(
      all.begin(), all.end(),
      [name](const Builtin& builtin) { return builtin.name == name; });
  return found == all.end() ? nullptr : &*found;
}

Value CallBuiltinFunction(const Builtin& builtin, const List& arguments,
                          Evaluator& evaluator) {
  if (builtin.arity != Builtin::Arity::kFixed) {
    if (arguments.empty()) return Error();
    const bool is_one =
        builtin.arity == Builtin::Arity::kListOrItems && arguments.size() == 1;
    if (is_one && arguments[0].IsNull()) return Error();
    const bool is_list = is_one && arguments[0].Is<List>();
    const List one = {is_list ? arguments[0] : Value{arguments}};
    return builtin.call({one, evaluator});
  }
  if (arguments.size() > builtin.parameters.size()) return Error();
  List fitting;
  for (size_t i = 0; i < builtin.parameters.size(); ++i) {
    const Parameter& parameter = builtin.parameters[i];
    if (i >= arguments.size()) {
      if (!parameter.is_optional) return Error();
      continue;
    }
    // To the standard a null is a null; here an error passes through all
    // functions but those that ask for nulls.
    if (arguments[i].IsError() && !builtin.asks_for_nulls) return Error();
    const std::optional<Value> fit = Fit(arguments[i], parameter);
    if (!fit) return Error();
    fitting.push_back(*fit);
  }
  return builtin.call({fitting, evaluator});
}

}  // namespace techflow::feel::reference
