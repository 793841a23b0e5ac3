#include "rating/package/dmn_export_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace techflow::package {

RulesExport::RulesExport(const dmn::Definitions& rules,
                         const dmn::DecisionGraph& graph, FeelExport& feel,
                         feel::Diagnostics& diagnostics)
    : rules_(rules),
      graph_(graph),
      feel_(feel),
      diagnostics_(diagnostics),
      types_(dmn::TypeTable::Build(rules, diagnostics)) {}

bool RulesExport::AddTo(DmnDocument& document) {
  bool is_right = true;
  for (const dmn::BusinessKnowledgeModel& model : rules_.knowledge_models) {
    if (!AddFunction(model, document)) is_right = false;
  }
  for (const dmn::DecisionService& service : rules_.services) {
    is_right = Refuse(service.variable.place,
                      fmt::format("the service `{}` cannot be exported; "
                                  "expected decisions alone",
                                  service.variable.name))
                   .has_value();
  }
  // Each after those that it requires, whose nulls it has to know.
  for (const int slot : graph_.decision_slots()) {
    const std::string& name = graph_.scope().at(slot).name;
    const auto decision = std::find_if(
        rules_.decisions.begin(), rules_.decisions.end(),
        [&name](const dmn::Decision& d) { return d.variable.name == name; });
    if (decision == rules_.decisions.end()) continue;
    if (!AddDecision(*decision, document)) is_right = false;
  }
  return is_right;
}

bool RulesExport::AddFunction(const dmn::BusinessKnowledgeModel& model,
                              DmnDocument& document) {
  const std::string& name = model.variable.name;
  if (!functions_.insert(name).second) return true;
  bool is_right = true;
  for (const dmn::BusinessKnowledgeModel& other : rules_.knowledge_models) {
    for (const dmn::Reference& required : model.required_knowledge) {
      if (required.href == "#" + other.id && !AddFunction(other, document)) {
        is_right = false;
      }
    }
  }
  if (!is_right) return false;
  feel::Scope scope;
  types_.AddTo(scope);
  AddFunctionsTo(model.required_knowledge, scope);
  FunctionNulls nulls;
  DmnDocument::Function function{name, "", {}, {}, {}};
  for (const dmn::TypedName& parameter : model.function->parameters) {
    const feel::Type type =
        types_.Find(parameter.type_ref).value_or(feel::Type());
    // Types of the rules have other names in the file, or none.
    if (!parameter.type_ref.empty() && type.ToString() != parameter.type_ref) {
      return Refuse(parameter.place,
                    fmt::format("the parameter `{}` is of a type of the rules, "
                                "and cannot be exported; expected one of "
                                "FEEL's, or none",
                                parameter.name))
          .has_value();
    }
    scope.Add(parameter.name, type);
    nulls.parameters.push_back(parameter.name);
    function.parameters.emplace_back(parameter.name, parameter.type_ref);
  }
  const auto body_for = [&](const NullKinds& kinds) {
    const FeelExport::InnerNames inner(feel_, nulls.parameters, kinds);
    return Export(*model.function->body, scope);
  };
  const auto of_missing = body_for({true, false, true, false});
  if (!of_missing.has_value()) return false;
  // Whoever calls it may pass a null of either kind.
  std::optional<Exported> body = body_for({true, true, true, false});
  if (!body.has_value()) return false;
  nulls.result = of_missing->nulls;
  nulls.result_of_written = body->nulls;
  for (const std::string& parameter : nulls.parameters) {
    if (!body->names.contains(UnknownName(parameter))) continue;
    nulls.asked.push_back(parameter);
    function.parameters.emplace_back(UnknownName(parameter), "boolean");
  }
  if (body->names.contains(name)) {
    return Refuse(model.variable.place,
                  fmt::format("the function `{}` calls itself, and cannot be "
                              "exported",
                              name))
        .has_value();
  }
  for (const std::string& used : body->names) {
    if (document.Has(used)) function.names.insert(used);
  }
  function.logic = std::move(body->element);
  feel_.SetNulls(name, {{}, "", std::move(nulls)});
  document.AddFunction(std::move(function));
  return true;
}

void RulesExport::AddFunctionsTo(const std::vector<dmn::Reference>& required,
                                 feel::Scope& scope) const {
  for (const dmn::Reference& reference : required) {
    for (const dmn::BusinessKnowledgeModel& model : rules_.knowledge_models) {
      const auto slot = graph_.scope().Find(model.variable.name);
      if (reference.href != "#" + model.id || !slot) continue;
      scope.Add(model.variable.name, graph_.scope().at(*slot).type);
    }
  }
}

bool RulesExport::AddDecision(const dmn::Decision& decision,
                              DmnDocument& document) {
  const std::string& name = decision.variable.name;
  std::optional<Exported> exported = Export(*decision.logic, ScopeOf(decision));
  if (!exported.has_value()) {
    // Those that use it are looked at all the same.
    feel_.SetNulls(name, {{.missing = true, .missing_inside = true}, ""});
    return false;
  }
  NameNulls nulls{exported->nulls, ""};
  if (exported->nulls.is_ambiguous() && !exported->unknown.empty()) {
    nulls.unknown_name = UnknownName(name);
    document.AddDecision({nulls.unknown_name, "", feel::TypeKind::kBoolean,
                          LiteralElement(exported->unknown),
                          exported->unknown_names,
                          /*is_spare=*/true});
  }
  feel_.SetNulls(name, nulls);
  const auto slot = graph_.FindDecision(name);
  document.AddDecision(
      {name, "", slot ? graph_.scope().at(*slot).type : feel::Type(),
       std::move(exported->element), std::move(exported->names)});
  return true;
}

feel::Scope RulesExport::ScopeOf(const dmn::Decision& decision) const {
  feel::Scope scope;
  types_.AddTo(scope);
  const auto add = [&](const std::string& name) {
    if (const auto slot = graph_.scope().Find(name)) {
      scope.Add(name, graph_.scope().at(*slot).type);
    }
  };
  for (const dmn::Reference& required : decision.required_inputs) {
    for (const dmn::InputData& input : rules_.inputs) {
      if (required.href == "#" + input.id) add(input.variable.name);
    }
  }
  for (const dmn::Reference& required : decision.required_decisions) {
    for (const dmn::Decision& other : rules_.decisions) {
      if (required.href == "#" + other.id) add(other.variable.name);
    }
  }
  AddFunctionsTo(decision.required_knowledge, scope);
  return scope;
}

std::optional<RulesExport::Exported> RulesExport::Refuse(dmn::Place place,
                                                         std::string message) {
  diagnostics_.AddError({rules_.file, place.line, place.column},
                        std::move(message));
  return std::nullopt;
}

feel::SourceOrigin RulesExport::OriginOf(const dmn::SourceText& text) const {
  return {rules_.file, text.place.line, text.place.column};
}

std::optional<ExportedFeel> RulesExport::ExportText(const dmn::SourceText& text,
                                                    const feel::Scope& scope) {
  return feel_.Expression(text.text, OriginOf(text), scope, FeelUse::kValue);
}

std::optional<RulesExport::Exported> RulesExport::Export(
    const dmn::BoxedExpression& expression, const feel::Scope& scope) {
  const auto& content = expression.content;
  if (const auto* literal = std::get_if<dmn::LiteralExpression>(&content)) {
    return ExportLiteral(*literal, scope);
  }
  if (const auto* table = std::get_if<dmn::DecisionTable>(&content)) {
    return ExportTable(*table, expression.place, scope);
  }
  if (const auto* context = std::get_if<dmn::BoxedContext>(&content)) {
    return ExportContext(*context, scope);
  }
  if (const auto* list = std::get_if<dmn::BoxedList>(&content)) {
    return ExportList(*list, scope);
  }
  if (const auto* relation = std::get_if<dmn::Relation>(&content)) {
    return ExportRelation(*relation, scope);
  }
  return Refuse(expression.place,
                "this boxed expression cannot be exported; expected a literal "
                "expression, a decision table, a context, a list or a "
                "relation");
}

std::optional<RulesExport::Exported> RulesExport::ExportLiteral(
    const dmn::LiteralExpression& literal, const feel::Scope& scope) {
  std::optional<ExportedFeel> feel = ExportText(literal.text, scope);
  if (!feel.has_value()) return std::nullopt;
  return Exported{
      LiteralElement(feel->text.text), feel->text.nulls,
      std::move(feel->type),           std::move(feel->names),
      std::move(feel->unknown),        std::move(feel->unknown_names)};
}

std::optional<RulesExport::Exported> RulesExport::ExportContext(
    const dmn::BoxedContext& context, const feel::Scope& outer) {
  feel::Scope scope = outer;
  Exported exported{{"context", {}, "", {}}, {}, {}, {}, "", {}};
  std::set<std::string> own;
  std::vector<feel::Member> members;
  std::vector<std::string> entry_names;
  for (const dmn::BoxedContext::Entry& entry : context.entries) {
    if (!entry.variable.name.empty()) {
      entry_names.push_back(entry.variable.name);
    }
  }
  const FeelExport::InnerNames inner(feel_, entry_names, {});
  for (const dmn::BoxedContext::Entry& entry : context.entries) {
    const dmn::TypedName& variable = entry.variable;
    if (!variable.name.empty() && outer.Find(variable.name)) {
      return Refuse(variable.place,
                    fmt::format("the entry `{}` hides another name, and cannot "
                                "be exported; expected another name",
                                variable.name));
    }
    if (!entry.value->type_ref.empty() || !variable.type_ref.empty()) {
      return Refuse(variable.place,
                    fmt::format("the entry `{}` declares a type, and cannot be "
                                "exported; expected none",
                                variable.name));
    }
    std::optional<Exported> value = Export(*entry.value, scope);
    if (!value.has_value()) return std::nullopt;
    for (const std::string& name : value->names) {
      if (!own.contains(name)) exported.names.insert(name);
    }
    XmlElement element{"contextEntry", {}, "", {}};
    if (variable.name.empty()) {
      exported.nulls = value->nulls;
      exported.type = value->type;
    } else {
      element.children.push_back(
          {"variable", {{"name", variable.name}}, "", {}});
      own.insert(variable.name);
      scope.Add(variable.name, value->type);
      feel_.SetNulls(variable.name, {value->nulls, ""});
      exported.nulls = exported.nulls | value->nulls.AsPart();
      members.push_back({variable.name, value->type});
    }
    element.children.push_back(std::move(value->element));
    exported.element.children.push_back(std::move(element));
    if (!variable.name.empty()) {
      exported.type = feel::Type::Context(members);
    }
  }
  return exported;
}

std::optional<RulesExport::Exported> RulesExport::ExportList(
    const dmn::BoxedList& list, const feel::Scope& scope) {
  Exported exported{
      {"list", {}, "", {}}, {}, feel::TypeKind::kList, {}, "", {}};
  for (const dmn::BoxedPointer& item : list.items) {
    std::optional<Exported> value = Export(*item, scope);
    if (!value.has_value()) return std::nullopt;
    exported.nulls = exported.nulls | value->nulls.AsPart();
    exported.names.merge(value->names);
    exported.element.children.push_back(std::move(value->element));
  }
  return exported;
}

std::optional<RulesExport::Exported> RulesExport::ExportRelation(
    const dmn::Relation& relation, const feel::Scope& scope) {
  Exported exported{
      {"relation", {}, "", {}}, {}, feel::TypeKind::kList, {}, "", {}};
  for (const dmn::TypedName& column : relation.columns) {
    exported.element.children.push_back(
        {"column", {{"name", column.name}}, "", {}});
  }
  for (const std::vector<dmn::BoxedPointer>& row : relation.rows) {
    XmlElement element{"row", {}, "", {}};
    for (const dmn::BoxedPointer& cell : row) {
      std::optional<Exported> value = Export(*cell, scope);
      if (!value.has_value()) return std::nullopt;
      exported.nulls = exported.nulls | value->nulls.AsPart();
      exported.names.merge(value->names);
      element.children.push_back(std::move(value->element));
    }
    exported.element.children.push_back(std::move(element));
  }
  return exported;
}

}  // namespace techflow::package
