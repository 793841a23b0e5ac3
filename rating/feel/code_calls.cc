#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rating/feel/code.h"
#include "rating/feel/function.h"
#include "rating/feel/invocation.h"
#include "rating/feel/operand.h"

namespace techflow::feel {
namespace {

// A function definition together with the values it captured.
class Closure final : public Function {
 public:
  Closure(const FunctionCode& code, std::span<const Value> captured)
      : code_(code), captured_(captured) {}

  const Type& type() const override { return *code_.type; }
  std::span<const std::string_view> parameter_names() const override {
    return code_.parameter_names;
  }

  Value Call(Evaluation& evaluation,
             std::span<const Value> arguments) const override {
    const Evaluation::Nesting nesting(evaluation, code_.height);
    if (!evaluation.Step(code_.step_cost) || !nesting.ok()) return {};
    const std::span<Value> locals = evaluation.arena().NewArray<Value>(
        code_.local_count + captured_.size());
    std::copy(arguments.begin(), arguments.end(), locals.begin());
    std::copy(captured_.begin(), captured_.end(),
              locals.begin() + static_cast<std::ptrdiff_t>(code_.local_count));
    const std::span<Value> outer = evaluation.ExchangeLocals(locals);
    const Value result = Run(code_.body, evaluation);
    evaluation.ExchangeLocals(outer);
    return evaluation.AcceptListLength(0) ? result : Value();
  }

 private:
  const FunctionCode& code_;
  std::span<const Value> captured_;
};

struct ClosureCode : Code {
  const FunctionCode* function;
};

Value RunClosure(const ClosureCode& code, Evaluation& evaluation) {
  const std::span<const Code* const> captures = code.function->captures;
  const std::span<Value> captured =
      evaluation.arena().NewArray<Value>(captures.size());
  for (size_t i = 0; i < captures.size(); ++i) {
    RunInto(captured[i], captures[i], evaluation);
  }
  return Value::OfFunction(
      evaluation.arena().New<Closure>(*code.function, captured));
}

class BuiltinFunction final : public Function {
 public:
  BuiltinFunction(const Builtin& builtin, const Type* type,
                  std::span<const std::string_view> names)
      : builtin_(builtin), type_(type), names_(names) {}

  const Type& type() const override { return *type_; }
  std::span<const std::string_view> parameter_names() const override {
    return names_;
  }
  const Builtin* builtin() const override { return &builtin_; }
  Value Call(Evaluation& evaluation,
             std::span<const Value> arguments) const override {
    return CallBuiltin(evaluation, builtin_, 0, arguments, {});
  }

 private:
  const Builtin& builtin_;
  const Type* type_;
  std::span<const std::string_view> names_;
};

struct BuiltinCallCode : Code {
  const Builtin* builtin;
  size_t signature;
  bool is_overloaded;  // Other signatures take as many arguments.
  std::span<const Code* const> arguments;
};

inline void RunArguments(const BuiltinCallCode& code,
                         std::span<Value> arguments, Evaluation& evaluation) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (code.arguments[i] == nullptr) {
      arguments[i] = LeftOutArgument();
    } else {
      RunInto(arguments[i], code.arguments[i], evaluation);
    }
  }
}

// The items become a list, which outlives the call.
Value RunCallOfItems(const BuiltinCallCode& code, Evaluation& evaluation) {
  const std::span<Value> items =
      evaluation.arena().NewArray<Value>(code.arguments.size());
  RunArguments(code, items, evaluation);
  return CallBuiltin(evaluation, *code.builtin, code.signature, items,
                     code.place);
}

// One value for each parameter, of which there are few.
Value RunBuiltinCall(const BuiltinCallCode& code, Evaluation& evaluation) {
  std::array<Value, 4> few;
  const std::span<Value> arguments =
      std::span(few).first(code.arguments.size());
  RunArguments(code, arguments, evaluation);
  const size_t signature =
      code.is_overloaded
          ? FittingSignature(*code.builtin, code.signature, arguments)
          : code.signature;
  return CallWithParameters(evaluation, *code.builtin, signature, arguments,
                            code.place);
}

// A function of one list, such as count() and max(). The same as above for a
// list, which already is what the parameter asks for.
Value RunListCall(const BuiltinCallCode& code, Evaluation& evaluation) {
  Value computed;
  const Value& list = Operand(code.arguments[0], evaluation, computed);
  if (!list.is(ValueKind::kList) || evaluation.trace() != nullptr) {
    Value argument = list;
    return CallWithParameters(evaluation, *code.builtin, code.signature,
                              {&argument, 1}, code.place);
  }
  if (!evaluation.Step(1 + WorkOn(list))) return {};
  return code.builtin->call({evaluation, *code.builtin, code.place,
                             code.signature, std::span(&list, 1)});
}

// Whether a later signature takes as many arguments.
bool IsOverloaded(const Builtin& builtin, size_t signature, size_t count) {
  for (size_t i = signature + 1; i < builtin.signatures.size(); ++i) {
    if (count > 0 && ParameterCount(builtin.signatures[i]) == count) {
      return true;
    }
  }
  return false;
}

struct CallCode : Code {
  const Code* callee;
  std::span<const Code* const> arguments;
  std::span<const std::string_view> names;
};

Value RunCall(const CallCode& code, Evaluation& evaluation) {
  const Value callee = Run(code.callee, evaluation);
  if (!callee.is(ValueKind::kFunction)) {
    if (callee.is_missing() || callee.is_error()) return callee;
    return Value::Error(
        evaluation.arena(),
        fmt::format("a {} cannot be called", KindName(callee.kind())),
        code.place);
  }
  const std::span<Value> arguments =
      evaluation.arena().NewArray<Value>(code.arguments.size());
  for (size_t i = 0; i < arguments.size(); ++i) {
    RunInto(arguments[i], code.arguments[i], evaluation);
  }
  const Function& function = callee.function();
  const Value result = code.names.empty()
                           ? Invoke(evaluation, function, arguments, code.place)
                           : InvokeNamed(evaluation, function, code.names,
                                         arguments, code.place);
  TraceSink* trace = evaluation.trace();
  if (trace != nullptr && result.is_null()) {
    trace->OnNullCall(code.place, "function", result.reason());
  }
  return result;
}

}  // namespace

const Code* MakeClosure(Arena& arena, const FunctionCode* function) {
  return arena.New<ClosureCode>(
      ClosureCode{{RunAs<ClosureCode, RunClosure>, kNowhere}, function});
}

const Code* MakeBuiltinValue(Arena& arena, const Builtin& builtin,
                             const Type* type) {
  const BuiltinSignature& signature = builtin.signatures[0];
  const std::span<std::string_view> names =
      arena.NewArray<std::string_view>(ParameterCount(signature));
  for (size_t i = 0; i < names.size(); ++i) names[i] = signature[i].name;
  return MakeConstant(
      arena, kNowhere,
      Value::OfFunction(arena.New<BuiltinFunction>(builtin, type, names)));
}

const Code* MakeBuiltinCall(Arena& arena, const SourcePlace& place,
                            const Builtin& builtin, size_t signature,
                            bool by_name,
                            std::span<const Code* const> arguments) {
  const bool is_overloaded =
      !by_name && IsOverloaded(builtin, signature, arguments.size());
  // sum(list) is called with the list, sum(1, 2) and append(list) with one.
  const bool takes_items =
      builtin.is_variadic() &&
      (builtin.variadic == Variadic::kArguments || arguments.size() != 1);
  const bool takes_list =
      !is_overloaded && arguments.size() == 1 && arguments[0] != nullptr &&
      builtin.signatures[signature][0].type == TypeKind::kList;
  const auto run = takes_items  ? RunAs<BuiltinCallCode, RunCallOfItems>
                   : takes_list ? RunAs<BuiltinCallCode, RunListCall>
                                : RunAs<BuiltinCallCode, RunBuiltinCall>;
  return arena.New<BuiltinCallCode>(BuiltinCallCode{
      {run, place}, &builtin, signature, is_overloaded, arguments});
}

const Code* MakeCall(Arena& arena, const SourcePlace& place, const Code* callee,
                     std::span<const Code* const> arguments,
                     std::span<const std::string_view> names) {
  return arena.New<CallCode>(
      CallCode{{RunAs<CallCode, RunCall>, place}, callee, arguments, names});
}

}  // namespace techflow::feel
