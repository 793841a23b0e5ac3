#include "rating/feel/builtins.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "rating/feel/coercion.h"
#include "rating/feel/record.h"

namespace techflow::feel {
namespace {

using BuiltinMap = std::map<std::string_view, const Builtin*>;

constexpr NullReason kLeftOut = {
    NullReason::Cause::kExplicit, "the argument was left out", {}};

// Made once; every table is a constant.
const BuiltinMap& AllBuiltins() {
  static const BuiltinMap& all = *new BuiltinMap([] {
    BuiltinMap map;
    for (const std::span<const Builtin> family :
         {NumberBuiltins(), TextBuiltins(), RegexBuiltins(), ListBuiltins(),
          AggregateBuiltins(), SortBuiltins(), ContextBuiltins(),
          TimeBuiltins(), RangeBuiltins()}) {
      for (const Builtin& builtin : family) map.emplace(builtin.name, &builtin);
    }
    return map;
  }());
  return all;
}

size_t RequiredCount(const BuiltinSignature& signature) {
  return static_cast<size_t>(
      std::count_if(signature.begin(), signature.end(),
                    [](const BuiltinParameter& parameter) {
                      return !parameter.name.empty() && !parameter.is_optional;
                    }));
}

bool Names(const BuiltinParameter& parameter, std::string_view name) {
  return !name.empty() && parameter.name == name;
}

bool TakesNames(const BuiltinSignature& signature,
                std::span<const std::string> names) {
  const bool all_known =
      std::all_of(names.begin(), names.end(), [&](const std::string& name) {
        return std::any_of(
            signature.begin(), signature.end(),
            [&name](const BuiltinParameter& p) { return Names(p, name); });
      });
  return all_known && std::all_of(signature.begin(), signature.end(),
                                  [&names](const BuiltinParameter& p) {
                                    return p.name.empty() || p.is_optional ||
                                           std::find(names.begin(), names.end(),
                                                     p.name) != names.end();
                                  });
}

// Null that ends the call at once, or nothing.
std::optional<Value> NullArgument(const BuiltinCall& call, const Value& value,
                                  const BuiltinParameter& parameter) {
  const bool is_left_out = &value.reason() == &kLeftOut;
  if (call.builtin.accepts_null || is_left_out) return std::nullopt;
  if (value.is_missing() || value.is_error()) return value;
  if (parameter.may_be_null || parameter.type == TypeKind::kAny)
    return std::nullopt;
  return call.Error(fmt::format("`{}` is null", parameter.name));
}

// Whether the argument has the parameter's type as it is, seen by its kind
// alone; false where that does not tell.
bool FitsByKind(const Value& argument, TypeKind wanted) {
  switch (argument.kind()) {
    case ValueKind::kBoolean:
      return wanted == TypeKind::kBoolean || wanted == TypeKind::kAny;
    case ValueKind::kNumber:
      return wanted == TypeKind::kNumber || wanted == TypeKind::kAny;
    case ValueKind::kString:
      return wanted == TypeKind::kString || wanted == TypeKind::kAny;
    case ValueKind::kDate:
      return wanted == TypeKind::kDate || wanted == TypeKind::kAny;
    case ValueKind::kList:
      return wanted == TypeKind::kList || wanted == TypeKind::kAny;
    default:
      return false;
  }
}

Value TraceCall(const BuiltinCall& call) {
  const Value result = call.builtin.call(call);
  TraceSink* trace = call.evaluation.trace();
  if (trace != nullptr && result.is_null()) {
    trace->OnNullCall(call.place, call.builtin.name, result.reason());
  }
  return result;
}

}  // namespace

int64_t WorkOn(const Value& argument) {
  constexpr size_t kTextBytesPerStep = 64;
  constexpr size_t kItemsPerStep = 8;
  switch (argument.kind()) {
    case ValueKind::kString:
      return static_cast<int64_t>(argument.string().size() / kTextBytesPerStep);
    case ValueKind::kList:
      return static_cast<int64_t>(argument.list().size() / kItemsPerStep);
    case ValueKind::kContext:
      return static_cast<int64_t>(
          (argument.is_record() ? argument.record().table->members().size()
                                : argument.context().size()) /
          kItemsPerStep);
    default:
      return 0;
  }
}

size_t ParameterCount(const BuiltinSignature& signature) {
  size_t count = 0;
  while (count < signature.size() && !signature[count].name.empty()) ++count;
  return count;
}

Value BuiltinCall::Error(std::string_view message) const {
  return Value::Error(evaluation.arena(),
                      fmt::format("{}(): {}", builtin.name, message), place);
}

Value BuiltinCall::Nothing(std::string_view message) const {
  return Value::Nothing(evaluation.arena(),
                        fmt::format("{}(): {}", builtin.name, message), place);
}

Value BuiltinCall::Number(const std::optional<Decimal>& number) const {
  if (number) return Value::Number(*number);
  return Error("there is no such number of 34 digits");
}

Value LeftOutArgument() { return Value::Null(&kLeftOut); }

std::vector<std::string_view> BuiltinNames() {
  std::vector<std::string_view> names;
  for (const auto& [name, builtin] : AllBuiltins()) names.push_back(name);
  return names;
}

const Builtin* FindBuiltin(std::string_view key) {
  const auto found = AllBuiltins().find(key);
  return found == AllBuiltins().end() ? nullptr : found->second;
}

std::optional<size_t> FindSignature(const Builtin& builtin, size_t count) {
  if (builtin.is_variadic()) {
    return count > 0 ? std::optional<size_t>(0) : std::nullopt;
  }
  for (size_t i = 0; i < builtin.signatures.size(); ++i) {
    const BuiltinSignature& signature = builtin.signatures[i];
    // Only the first signature may have no parameters at all.
    const bool exists = i == 0 || ParameterCount(signature) > 0;
    if (exists && count >= RequiredCount(signature) &&
        count <= ParameterCount(signature)) {
      return i;
    }
  }
  return std::nullopt;
}

bool ConformsTo(const Builtin& builtin, const Type& function) {
  if (!function.has_known_signature()) {
    return function.is(TypeKind::kFunction);
  }
  const std::span<const Type> given = function.parameters();
  const std::optional<size_t> signature = FindSignature(builtin, given.size());
  if (!signature) return false;
  std::vector<Type> types(given.begin(), given.end());
  if (builtin.is_variadic()) {
    // Several arguments are the items of its list.
    if (types.size() > 1) {
      Type item = types[0];
      for (const Type& type : types) item = CommonType(item, type);
      types = {Type::List(std::move(item))};
    }
  } else {
    for (size_t i = 0; i < types.size(); ++i) {
      if (!types[i].ConformsTo(builtin.signatures[*signature][i].type)) {
        return false;
      }
    }
  }
  return builtin.result(types).ConformsTo(function.result());
}

size_t FittingSignature(const Builtin& builtin, size_t first,
                        std::span<const Value> arguments) {
  for (size_t i = first; i < builtin.signatures.size(); ++i) {
    const BuiltinSignature& signature = builtin.signatures[i];
    if (ParameterCount(signature) != arguments.size()) continue;
    bool fits = true;
    for (size_t n = 0; n < arguments.size(); ++n) {
      fits = fits &&
             (arguments[n].is_null() || signature[n].type == TypeKind::kAny ||
              IsInstance(arguments[n], signature[n].type));
    }
    if (fits) return i;
  }
  return first;
}

std::optional<size_t> FindSignature(const Builtin& builtin,
                                    std::span<const std::string> names) {
  for (size_t i = 0; i < builtin.signatures.size(); ++i) {
    if (TakesNames(builtin.signatures[i], names)) return i;
  }
  return std::nullopt;
}

Value CallBuiltin(Evaluation& evaluation, const Builtin& builtin,
                  size_t signature, std::span<const Value> arguments,
                  const SourcePlace& place) {
  std::array<Value, 4> shaped;
  size_t count = 1;
  if (builtin.is_variadic()) {
    const bool is_list =
        builtin.variadic == Variadic::kListOrItems && arguments.size() == 1;
    shaped[0] = is_list ? arguments[0] : Value::List(arguments);
  } else {
    count = ParameterCount(builtin.signatures[signature]);
    for (size_t i = 0; i < count; ++i) {
      shaped[i] = i < arguments.size() ? arguments[i] : LeftOutArgument();
    }
  }
  return CallWithParameters(evaluation, builtin, signature,
                            std::span(shaped).first(count), place);
}

Value CallWithParameters(Evaluation& evaluation, const Builtin& builtin,
                         size_t signature, std::span<Value> arguments,
                         const SourcePlace& place) {
  if (!evaluation.Step()) return {};
  const BuiltinSignature& parameters = builtin.signatures[signature];
  const BuiltinCall call{evaluation, builtin, place, signature, arguments};
  for (size_t i = 0; i < arguments.size(); ++i) {
    const BuiltinParameter& parameter = parameters[i];
    Value& argument = arguments[i];
    if (parameter.is_single && argument.is(ValueKind::kList) &&
        argument.list().size() == 1) {
      argument = argument.list()[0];
    }
    if (argument.is_null()) {
      if (const auto null = NullArgument(call, argument, parameter)) {
        return *null;
      }
      continue;
    }
    if (!evaluation.Step(WorkOn(argument))) return {};
    if (FitsByKind(argument, parameter.type)) continue;
    const Value given = argument;
    argument = Coerce(given, parameter.type, evaluation.arena(), place);
    if (argument.is_null()) {
      return call.Error(
          fmt::format("`{}` must be a {}, not a {}", parameter.name,
                      Type(parameter.type).ToString(), KindName(given.kind())));
    }
  }
  return TraceCall(call);
}

Type ListLikeFirst(std::span<const Type> arguments) {
  if (arguments.empty() || arguments[0].is(TypeKind::kAny)) {
    return TypeKind::kList;
  }
  if (arguments[0].is(TypeKind::kList)) return arguments[0];
  return Type::List(arguments[0]);
}

Type ItemOfFirst(std::span<const Type> arguments) {
  if (arguments.empty()) return {};
  if (arguments[0].is(TypeKind::kList)) return arguments[0].element();
  return arguments[0];
}

Type ListOfAny(std::span<const Type>) { return TypeKind::kList; }

}  // namespace techflow::feel
