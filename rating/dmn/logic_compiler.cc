#include "rating/dmn/logic_compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "rating/dmn/boxed_expression.h"
#include "rating/dmn/decision_table.h"

namespace techflow::dmn {
namespace {

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
          {std::string(setting_.file), text.place.line, text.place.column},
          setting_.memory};
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
    return std::make_unique<LiteralLogic>(*compiled);
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
    LogicPointer condition = Compile(*conditional->condition);
    if (!condition->type().MayBe(feel::TypeKind::kBoolean)) {
      Report(conditional->condition->place,
             fmt::format("the condition must be a boolean, not {}",
                         condition->type().ToString()));
    }
    return std::make_unique<ConditionalLogic>(
        std::move(condition), Compile(*conditional->then),
        Compile(*conditional->otherwise), is_strict(), InFile(place));
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

}  // namespace techflow::dmn
