#include "rating/dmn/logic_compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "rating/dmn/boxed_expression.h"
#include "rating/dmn/decision_table.h"
#include "rating/feel/checker.h"

namespace techflow::dmn {
namespace {

// Stack that one boxed expression takes, in nodes of FEEL's nesting.
constexpr int kDepthOfBox = 10;

// Where a value of one type may still stand for another; see feel::Coerce.
bool MayBeCoerced(const feel::Type& from, const feel::Type& to) {
  using feel::TypeKind;
  if (from.is(TypeKind::kList)) return from.element().MayBe(to);
  if (to.is(TypeKind::kList)) return from.MayBe(to.element());
  return from.is(TypeKind::kDate) && to.is(TypeKind::kDateAndTime);
}

}  // namespace

feel::CompileOptions LogicCompiler::OptionsFor(const SourceText& text) const {
  return {setting_.dialect,
          {std::string(setting_.file), text.place.line, text.place.column}};
}

void LogicCompiler::Report(Place place, std::string message) {
  setting_.diagnostics.Add(
      is_strict() ? feel::Severity::kError : feel::Severity::kWarning,
      InFile(place), std::move(message));
}

void LogicCompiler::Warn(Place place, std::string message) {
  setting_.diagnostics.Add(feel::Severity::kWarning, InFile(place),
                           std::move(message));
}

void LogicCompiler::Forward(const feel::Diagnostics& found,
                            const SourceText& text) {
  for (const feel::Diagnostic& diagnostic : found.all()) {
    const Place place = text.InFile({diagnostic.line, diagnostic.column});
    if (diagnostic.severity == feel::Severity::kError) {
      Report(place, diagnostic.message);
    } else {
      Warn(place, diagnostic.message);
    }
  }
}

template <typename Compiled>
void LogicCompiler::Use(const Compiled& compiled) {
  for (const feel::Reference& reference : compiled.references()) {
    used_slots_.insert(reference.slot);
  }
}

template <typename CompileIn>
bool LogicCompiler::ReportNotRequired(const SourceText& text,
                                      CompileIn compile_in) {
  feel::Scope wider = scope_;
  for (const feel::Scope::Name& name : setting_.all_names.names()) {
    if (!wider.Find(name.name)) wider.Add(name.name, name.type);
  }
  feel::Diagnostics ignored;
  const auto compiled = compile_in(wider, ignored);
  if (compiled == nullptr) return false;
  bool found = false;
  for (const feel::Reference& reference : compiled->references()) {
    if (static_cast<size_t>(reference.slot) < scope_.size()) continue;
    found = true;
    Report(text.place,
           fmt::format("`{0}` is used here and not required; add an "
                       "information or knowledge requirement for `{0}`",
                       reference.name));
  }
  return found;
}

ExpressionPointer LogicCompiler::CompileText(const SourceText& text) {
  const auto compile_in = [&](const feel::Scope& scope,
                              feel::Diagnostics& diagnostics) {
    return feel::Expression::Compile(text.text, scope, OptionsFor(text),
                                     diagnostics);
  };
  setting_.source_map.Add(text);
  feel::Diagnostics found;
  ExpressionPointer compiled = compile_in(scope_, found);
  if (compiled == nullptr && ReportNotRequired(text, compile_in))
    return nullptr;
  Forward(found, text);
  if (compiled != nullptr) Use(*compiled);
  return compiled;
}

UnaryTestsPointer LogicCompiler::CompileTests(const SourceText& text,
                                              const feel::Type& input_type) {
  const auto compile_in = [&](const feel::Scope& scope,
                              feel::Diagnostics& diagnostics) {
    return feel::UnaryTests::Compile(text.text, scope, input_type,
                                     OptionsFor(text), diagnostics);
  };
  setting_.source_map.Add(text);
  feel::Diagnostics found;
  UnaryTestsPointer compiled = compile_in(scope_, found);
  if (compiled == nullptr && ReportNotRequired(text, compile_in))
    return nullptr;
  Forward(found, text);
  if (compiled != nullptr) Use(*compiled);
  return compiled;
}

DeclaredType LogicCompiler::ResolveType(std::string_view type_ref,
                                        Place place) {
  feel::Diagnostics found;
  feel::Type type =
      setting_.types.Resolve(type_ref, setting_.file, place, found);
  for (const feel::Diagnostic& diagnostic : found.all()) {
    Report(place, diagnostic.message);
  }
  return {std::move(type), setting_.constraints.Find(type_ref)};
}

int LogicCompiler::AddName(std::string_view name, const feel::Type& type) {
  const int slot = scope_.Add(name, type);
  slot_count_ = std::max(slot_count_, scope_.size());
  return slot;
}

LogicPointer LogicCompiler::Compile(const BoxedExpression& expression) {
  ++height_;
  greatest_height_ = std::max(greatest_height_, height_);
  LogicPointer logic = CompileContent(expression);
  --height_;
  if (expression.type_ref.empty() ||
      std::holds_alternative<DecisionTable>(expression.content)) {
    return logic;
  }
  return Typed(std::move(logic),
               ResolveType(expression.type_ref, expression.place),
               expression.place);
}

LogicPointer LogicCompiler::CompileTyped(const BoxedExpression& expression,
                                         const DeclaredType& declared) {
  return Typed(Compile(expression), declared, expression.place);
}

LogicPointer LogicCompiler::CompileContent(const BoxedExpression& expression) {
  const Place place = expression.place;
  const auto& content = expression.content;
  if (const auto* literal = std::get_if<LiteralExpression>(&content)) {
    if (!literal->text.exists()) {
      return Failed(place, "the expression is empty");
    }
    ExpressionPointer compiled = CompileText(literal->text);
    if (compiled == nullptr) return FailedText(literal->text);
    return std::make_unique<LiteralLogic>(std::move(compiled));
  }
  if (const auto* table = std::get_if<DecisionTable>(&content)) {
    return CompileTable(*table, expression.id, place, *this);
  }
  if (const auto* context = std::get_if<BoxedContext>(&content)) {
    return CompileContext(*context);
  }
  if (const auto* list = std::get_if<BoxedList>(&content)) {
    return CompileList(*list);
  }
  if (const auto* relation = std::get_if<Relation>(&content)) {
    return CompileRelation(*relation);
  }
  if (const auto* invocation = std::get_if<Invocation>(&content)) {
    return CompileInvocation(*invocation, place);
  }
  if (const auto* function = std::get_if<FunctionDefinition>(&content)) {
    return CompileClosure(*function, place);
  }
  if (const auto* conditional = std::get_if<Conditional>(&content)) {
    return std::make_unique<ConditionalLogic>(
        Compile(*conditional->condition), Compile(*conditional->then),
        Compile(*conditional->otherwise), InFile(place));
  }
  if (const auto* filter = std::get_if<Filter>(&content)) {
    return CompileFilter(*filter, place);
  }
  return CompileIteration(std::get<Iteration>(content), place);
}

LogicPointer LogicCompiler::Typed(LogicPointer logic,
                                  const DeclaredType& declared, Place place) {
  const feel::Type& type = declared.type;
  const bool conforms = logic->type().ConformsTo(type);
  if (conforms && declared.constraint == nullptr) return logic;
  if (!conforms && !logic->type().MayBe(type) &&
      !MayBeCoerced(logic->type(), type)) {
    Report(place, fmt::format("this is a {}, and a {} is declared",
                              logic->type().ToString(), type.ToString()));
  }
  return std::make_unique<TypedLogic>(std::move(logic), type,
                                      declared.constraint, InFile(place));
}

LogicPointer LogicCompiler::Failed(Place place, std::string message) {
  Report(place, message);
  return std::make_unique<FailedLogic>(std::string(setting_.file), place.line,
                                       place.column, std::move(message));
}

LogicPointer LogicCompiler::FailedText(const SourceText& text) const {
  return std::make_unique<FailedLogic>(std::string(setting_.file),
                                       text.place.line, text.place.column,
                                       "the expression could not be compiled");
}

LogicPointer LogicCompiler::CompileContext(const BoxedContext& context) {
  const feel::Scope outer = scope_;
  std::vector<ContextLogic::Entry> entries;
  std::vector<feel::Member> members;
  LogicPointer result;
  for (const BoxedContext::Entry& entry : context.entries) {
    if (entry.value == nullptr) continue;  // The reader has reported it.
    const TypedName& variable = entry.variable;
    LogicPointer value = CompileTyped(
        *entry.value, ResolveType(variable.type_ref, variable.place));
    if (variable.name.empty()) {
      result = std::move(value);
      break;
    }
    const bool is_new = std::none_of(members.begin(), members.end(),
                                     [&](const feel::Member& member) {
                                       return member.name == variable.name;
                                     });
    if (!is_new) {
      Report(variable.place,
             fmt::format("the entry `{}` is there twice", variable.name));
      continue;
    }
    members.push_back({variable.name, value->type()});
    const int slot = AddName(variable.name, value->type());
    entries.push_back({variable.name, slot, std::move(value)});
  }
  scope_ = outer;
  feel::Type type = result == nullptr ? feel::Type::Context(std::move(members))
                                      : result->type();
  return std::make_unique<ContextLogic>(std::move(type), std::move(entries),
                                        std::move(result));
}

LogicPointer LogicCompiler::CompileList(const BoxedList& list) {
  std::vector<LogicPointer> items;
  feel::Type element(feel::TypeKind::kNull);
  for (const BoxedPointer& item : list.items) {
    items.push_back(Compile(*item));
    element = feel::CommonType(element, items.back()->type());
  }
  return std::make_unique<ListLogic>(feel::Type::List(std::move(element)),
                                     std::move(items));
}

LogicPointer LogicCompiler::CompileRelation(const Relation& relation) {
  std::vector<std::string> names;
  std::vector<DeclaredType> column_types;
  std::vector<feel::Member> members;
  for (const TypedName& column : relation.columns) {
    if (std::find(names.begin(), names.end(), column.name) != names.end()) {
      return Failed(column.place,
                    fmt::format("the column `{}` is there twice", column.name));
    }
    names.push_back(column.name);
    column_types.push_back(ResolveType(column.type_ref, column.place));
    members.push_back({column.name, column_types.back().type});
  }
  std::vector<LogicPointer> cells;
  for (const std::vector<BoxedPointer>& row : relation.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      cells.push_back(CompileTyped(*row[i], column_types[i]));
    }
  }
  return std::make_unique<RelationLogic>(
      feel::Type::List(feel::Type::Context(std::move(members))),
      std::move(names), std::move(cells));
}

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
