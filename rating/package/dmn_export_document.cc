#include "rating/package/dmn_export_document.h"

#include <fmt/format.h>

#include <cassert>

#include "rating/package/dmn_export_writer.h"

namespace techflow::package {
namespace {

constexpr std::string_view kModelNamespace =
    "https://www.omg.org/spec/DMN/20230324/MODEL/";
constexpr std::string_view kFeelNamespace =
    "https://www.omg.org/spec/DMN/20230324/FEEL/";

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace

void XmlElement::AppendTo(std::string& xml, int depth) const {
  const std::string indent(static_cast<size_t>(2 * depth), ' ');
  xml += indent + "<" + name;
  for (const auto& [key, value] : attributes) {
    xml += fmt::format(" {}=\"{}\"", key, Escaped(value));
  }
  if (text.empty() && children.empty()) {
    xml += "/>\n";
    return;
  }
  xml += ">";
  if (children.empty()) {
    // Quotes need no escape in a text.
    for (const char c : text) {
      xml += c == '"' ? "\"" : Escaped(std::string_view(&c, 1));
    }
  } else {
    xml += "\n";
    for (const XmlElement& child : children) child.AppendTo(xml, depth + 1);
    xml += indent;
  }
  xml += "</" + name + ">\n";
}

XmlElement LiteralElement(std::string_view feel) {
  return {"literalExpression", {}, "", {{"text", {}, std::string(feel), {}}}};
}

XmlElement TextElement(std::string name, std::string text) {
  return {std::move(name), {}, "", {{"text", {}, std::move(text), {}}}};
}

XmlElement UniqueTable(const std::string& input, const std::string& type_ref) {
  XmlElement expression = TextElement("inputExpression", input);
  expression.attributes = {{"typeRef", type_ref}};
  return {"decisionTable",
          {{"hitPolicy", "UNIQUE"}},
          "",
          {{"input", {}, "", {std::move(expression)}}}};
}

XmlElement TableRule(std::string condition,
                     const std::vector<std::string>& outputs) {
  XmlElement rule{
      "rule", {}, "", {TextElement("inputEntry", std::move(condition))}};
  for (const std::string& output : outputs) {
    rule.children.push_back(TextElement("outputEntry", output));
  }
  return rule;
}

std::set<std::string> DmnDocument::UndeclaredNames() const {
  std::set<std::string> names;
  for (const Decision* decision : Written()) {
    for (const std::string& name : decision->names) {
      if (!Has(name)) names.insert(name);
    }
  }
  return names;
}

void DmnDocument::AddInput(const std::string& name, const feel::Type& type) {
  assert(!Has(name));
  ids_.emplace(name, fmt::format("input_{}", inputs_.size() + 1));
  input_names_.insert(name);
  inputs_.push_back({name, type});
}

void DmnDocument::AddDecision(Decision decision) {
  assert(!Has(decision.name));
  ids_.emplace(decision.name,
               fmt::format("decision_{}", decisions_.size() + 1));
  decisions_.push_back(std::move(decision));
}

void DmnDocument::AddFunction(Function function) {
  assert(!Has(function.name));
  ids_.emplace(function.name,
               fmt::format("function_{}", functions_.size() + 1));
  function_names_.insert(function.name);
  functions_.push_back(std::move(function));
}

std::string DmnDocument::TypeRef(
    const feel::Type& type, std::vector<XmlElement>& definitions,
    std::map<std::string, std::string>& defined) const {
  const bool is_list = type.is(feel::TypeKind::kList);
  if (!is_list && !type.has_known_members()) {
    switch (type.kind()) {
      case feel::TypeKind::kNumber:
      case feel::TypeKind::kString:
      case feel::TypeKind::kBoolean:
      case feel::TypeKind::kDate:
      case feel::TypeKind::kTime:
      case feel::TypeKind::kDateAndTime:
      case feel::TypeKind::kDaysDuration:
      case feel::TypeKind::kMonthsDuration:
        return type.ToString();
      default:
        return "";
    }
  }
  const std::string text = type.ToString();
  if (const auto found = defined.find(text); found != defined.end()) {
    return found->second;
  }
  XmlElement definition{"itemDefinition", {}, "", {}};
  if (is_list) {
    const std::string element = TypeRef(type.element(), definitions, defined);
    if (element.empty()) return "";
    definition.attributes.emplace_back("isCollection", "true");
    definition.children.push_back({"typeRef", {}, element, {}});
  }
  for (const feel::Member& member : type.members()) {
    // What cannot be named cannot be declared; entries may be more than are.
    if (!IsPortableName(member.name)) continue;
    const std::string ref = TypeRef(member.type, definitions, defined);
    definition.children.push_back(
        {"itemComponent",
         {{"name", member.name}},
         "",
         {{"typeRef", {}, ref.empty() ? "Any" : ref, {}}}});
  }
  std::string name = fmt::format("type_{}", defined.size() + 1);
  definition.attributes.insert(definition.attributes.begin(), {"name", name});
  defined.emplace(text, name);
  definitions.push_back(std::move(definition));
  return name;
}

std::vector<XmlElement> DmnDocument::Requirements(
    const std::set<std::string>& names) const {
  std::vector<XmlElement> information;
  std::vector<XmlElement> knowledge;
  for (const std::string& name : names) {
    const auto id = ids_.find(name);
    assert(id != ids_.end());
    const bool is_function = function_names_.contains(name);
    const std::string kind = is_function                   ? "requiredKnowledge"
                             : input_names_.contains(name) ? "requiredInput"
                                                           : "requiredDecision";
    (is_function ? knowledge : information)
        .push_back(
            {is_function ? "knowledgeRequirement" : "informationRequirement",
             {},
             "",
             {{kind, {{"href", "#" + id->second}}, "", {}}}});
  }
  // The schema asks for this order.
  for (XmlElement& element : knowledge) {
    information.push_back(std::move(element));
  }
  return information;
}

XmlElement DmnDocument::FunctionElement(const Function& function) const {
  XmlElement logic{"encapsulatedLogic", {}, "", {}};
  for (const auto& [name, type_ref] : function.parameters) {
    XmlElement parameter{
        "formalParameter", {{"name", PortableName(name)}}, "", {}};
    if (!type_ref.empty()) {
      parameter.attributes.emplace_back("typeRef", type_ref);
    }
    logic.children.push_back(std::move(parameter));
  }
  logic.children.push_back(function.logic);
  XmlElement element{
      "businessKnowledgeModel",
      {{"id", ids_.find(function.name)->second},
       {"name", PortableName(function.name)}},
      "",
      {{"variable", {{"name", PortableName(function.name)}}, "", {}},
       std::move(logic)}};
  for (XmlElement& requirement : Requirements(function.names)) {
    element.children.push_back(std::move(requirement));
  }
  return element;
}

XmlElement DmnDocument::DecisionElement(const Decision& decision,
                                        const std::string& type_ref) const {
  XmlElement element{"decision",
                     {{"id", ids_.find(decision.name)->second},
                      {"name", PortableName(decision.name)}},
                     "",
                     {}};
  if (!decision.label.empty()) {
    element.attributes.emplace_back("label", decision.label);
  }
  XmlElement variable{
      "variable", {{"name", PortableName(decision.name)}}, "", {}};
  if (!type_ref.empty()) variable.attributes.emplace_back("typeRef", type_ref);
  element.children.push_back(std::move(variable));
  for (XmlElement& requirement : Requirements(decision.names)) {
    element.children.push_back(std::move(requirement));
  }
  element.children.push_back(decision.logic);
  return element;
}

std::vector<const DmnDocument::Decision*> DmnDocument::Written() const {
  std::vector<const Decision*> written;
  std::set<std::string> used;
  // A decision uses those before and behind it, so what is used is known only
  // when no more are found.
  for (size_t before = decisions_.size() + 1; before != written.size();) {
    before = written.size();
    written.clear();
    for (const Decision& decision : decisions_) {
      if (decision.is_spare && !used.contains(decision.name)) continue;
      written.push_back(&decision);
      used.insert(decision.names.begin(), decision.names.end());
    }
  }
  return written;
}

std::string DmnDocument::ToXml() const {
  const std::vector<const Decision*> written = Written();
  std::set<std::string> used;
  for (const Decision* decision : written) {
    used.insert(decision->names.begin(), decision->names.end());
  }
  XmlElement root{"definitions",
                  {{"xmlns", std::string(kModelNamespace)},
                   {"id", name_},
                   {"name", title_},
                   {"namespace", "urn:techflow:model:" + name_},
                   {"expressionLanguage", std::string(kFeelNamespace)},
                   {"typeLanguage", std::string(kFeelNamespace)}},
                  "",
                  {}};
  std::vector<XmlElement> definitions;
  std::map<std::string, std::string> defined;
  std::vector<XmlElement> elements;
  for (const Input& input : inputs_) {
    if (!used.contains(input.name)) continue;
    XmlElement variable{"variable", {{"name", input.name}}, "", {}};
    const std::string ref = TypeRef(input.type, definitions, defined);
    if (!ref.empty()) variable.attributes.emplace_back("typeRef", ref);
    elements.push_back(
        {"inputData",
         {{"id", ids_.find(input.name)->second}, {"name", input.name}},
         "",
         {variable}});
  }
  for (const Function& function : functions_) {
    elements.push_back(FunctionElement(function));
  }
  for (const Decision* decision : written) {
    elements.push_back(DecisionElement(
        *decision, TypeRef(decision->type, definitions, defined)));
  }
  for (auto* part : {&definitions, &elements}) {
    for (XmlElement& element : *part) {
      root.children.push_back(std::move(element));
    }
  }
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  root.AppendTo(xml);
  return xml;
}

}  // namespace techflow::package
