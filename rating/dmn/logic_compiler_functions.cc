// The parts of LogicCompiler that make and call functions: invocations, boxed
// functions, and the bodies of boxed filters and iterations.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rating/dmn/boxed_expression.h"
#include "rating/dmn/logic_compiler.h"
#include "rating/feel/checker.h"

namespace techflow::dmn {
namespace {

// Stack that one boxed expression takes, in nodes of FEEL's nesting.
constexpr int kDepthOfBox = 10;

}  // namespace

LogicPointer LogicCompiler::CompileInvocation(const Invocation& invocation,
                                              Place place) {
  if (invocation.function == nullptr) {
    return Failed(place, "the invocation does not say what it invokes");
  }
  std::vector<InvocationLogic::Binding> bindings;
  for (const Invocation::Binding& binding : invocation.bindings) {
    if (binding.value == nullptr) continue;  // Null, as if not bound.
    bindings.push_back({binding.parameter.name, Compile(*binding.value)});
  }
  LogicPointer function = Compile(*invocation.function);
  CheckBindings(invocation, function->type(), place);
  return std::make_unique<InvocationLogic>(std::move(function),
                                           std::move(bindings), InFile(place));
}

void LogicCompiler::CheckBindings(const Invocation& invocation,
                                  const feel::Type& function, Place place) {
  const std::span<const std::string> names = function.parameter_names();
  if (names.empty()) return;
  for (const Invocation::Binding& binding : invocation.bindings) {
    if (std::find(names.begin(), names.end(), binding.parameter.name) ==
        names.end()) {
      Report(binding.parameter.place,
             fmt::format("the function has no parameter `{}`",
                         binding.parameter.name));
    }
  }
  for (const std::string& name : names) {
    const bool is_bound =
        std::any_of(invocation.bindings.begin(), invocation.bindings.end(),
                    [&name](const auto& binding) {
                      return binding.parameter.name == name;
                    });
    if (!is_bound) {
      Report(place, fmt::format("the parameter `{}` is not given", name));
    }
  }
}

LogicPointer LogicCompiler::CompileClosure(const FunctionDefinition& function,
                                           Place place) {
  const size_t captured = scope_.size();
  auto code = CompileFunction(function, "", place, {});
  if (code == nullptr) {
    return std::make_unique<FailedLogic>(std::string(setting_.file), place.line,
                                         place.column,
                                         "the function could not be compiled");
  }
  return std::make_unique<ClosureLogic>(std::move(code), captured);
}

std::unique_ptr<FunctionCode> LogicCompiler::CompileFunction(
    const FunctionDefinition& function, std::string_view name, Place place,
    const DeclaredType& result) {
  if (function.kind != FunctionDefinition::Kind::kFeel) {
    Report(
        place,
        fmt::format("{} functions are refused: a rating must not depend on "
                    "programs outside the model; write the function in FEEL",
                    function.kind == FunctionDefinition::Kind::kJava ? "Java"
                                                                     : "PMML"));
    return nullptr;
  }
  if (function.body == nullptr) {
    Report(place, "the function has no body");
    return nullptr;
  }
  std::vector<CodeParameter> parameters;
  for (const TypedName& parameter : function.parameters) {
    parameters.push_back({parameter.name,
                          ResolveType(parameter.type_ref, parameter.place),
                          parameter.place});
  }
  return CompileBody(name, std::move(parameters), *function.body, result);
}

std::unique_ptr<FunctionCode> LogicCompiler::CompileBody(
    std::string_view name, std::vector<CodeParameter> parameters,
    const BoxedExpression& body, const DeclaredType& result) {
  const feel::Scope outer = scope_;
  const size_t outer_slot_count = std::exchange(slot_count_, scope_.size());
  const int outer_height = std::exchange(greatest_height_, height_);
  auto code = std::make_unique<FunctionCode>();
  code->name = name;
  std::vector<feel::Type> types;
  for (CodeParameter& parameter : parameters) {
    const feel::Type& type = parameter.declared.type;
    code->parameters.push_back({parameter.name, AddName(parameter.name, type),
                                std::move(parameter.declared.constraint),
                                InFile(parameter.place)});
    if (parameter.is_filter_item) scope_.AddItem(type);
    types.push_back(type);
  }
  for (const FunctionCode::Parameter& parameter : code->parameters) {
    code->parameter_names.push_back(parameter.name);
  }
  code->body = CompileTyped(body, result);
  code->type = feel::Type::Function(
      std::move(types), code->body->type(),
      {code->parameter_names.begin(), code->parameter_names.end()});
  code->slot_count = slot_count_;
  code->depth = kDepthOfBox * (1 + greatest_height_ - height_);
  scope_ = outer;
  slot_count_ = std::max(outer_slot_count, slot_count_);
  greatest_height_ = std::max(outer_height, greatest_height_);
  return code;
}

LogicPointer LogicCompiler::CompileFilter(const Filter& filter, Place place) {
  LogicPointer source = Compile(*filter.list);
  std::vector<CodeParameter> parameters = {
      {std::string(feel::Scope::kItemName),
       {feel::Checker::ItemType(source->type()), nullptr},
       place,
       /*is_filter_item=*/true}};
  return CompileLoop("source[body(item)]", std::move(source),
                     std::move(parameters), *filter.match, place);
}

LogicPointer LogicCompiler::CompileIteration(const Iteration& iteration,
                                             Place place) {
  LogicPointer source = Compile(*iteration.list);
  const feel::Type item = feel::Checker::ItemType(source->type());
  std::vector<CodeParameter> parameters = {
      {iteration.variable, {item, nullptr}, place}};
  std::string_view text;
  switch (iteration.kind) {
    case Iteration::Kind::kFor:
      parameters.push_back(
          {"partial", {feel::TypeKind::kList, nullptr}, place});
      text = "for item in source return body(item, partial)";
      break;
    case Iteration::Kind::kSome:
      text = "some item in source satisfies body(item)";
      break;
    case Iteration::Kind::kEvery:
      text = "every item in source satisfies body(item)";
      break;
  }
  return CompileLoop(text, std::move(source), std::move(parameters),
                     *iteration.body, place);
}

LogicPointer LogicCompiler::CompileLoop(std::string_view text,
                                        LogicPointer source,
                                        std::vector<CodeParameter> parameters,
                                        const BoxedExpression& body,
                                        Place place) {
  const size_t captured = scope_.size();
  auto code = CompileBody("", std::move(parameters), body, {});
  feel::Scope scope;  // In the order of LoopLogic's slots.
  scope.Add("source", source->type());
  scope.Add("body", code->type);
  feel::Diagnostics found;
  auto loop = feel::Expression::Compile(
      text, scope,
      {setting_.dialect,
       {std::string(setting_.file), place.line, place.column}},
      found);
  if (loop == nullptr) {
    return Failed(place, found.all().front().message);
  }
  return std::make_unique<LoopLogic>(
      std::move(loop), std::move(source),
      std::make_unique<ClosureLogic>(std::move(code), captured));
}

}  // namespace techflow::dmn
