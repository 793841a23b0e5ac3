#include "rating/dmn/reader.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "rating/dmn/boxed_reader.h"
#include "rating/dmn/xml_file.h"

namespace techflow::dmn {
namespace {

struct Edition {
  std::string_view xml_namespace;
  std::string_view version;
};
constexpr std::array<Edition, 6> kEditions = {{
    {"http://www.omg.org/spec/DMN/20151101/dmn.xsd", "1.1"},
    {"http://www.omg.org/spec/DMN/20180521/MODEL/", "1.2"},
    {"https://www.omg.org/spec/DMN/20191111/MODEL/", "1.3"},
    {"https://www.omg.org/spec/DMN/20211108/MODEL/", "1.4"},
    {"https://www.omg.org/spec/DMN/20230324/MODEL/", "1.5"},
    {"https://www.omg.org/spec/DMN/20240513/MODEL/", "1.6"},
}};

class DefinitionsReader {
 public:
  DefinitionsReader(const XmlFile& file, const ReadLimits& limits)
      : file_(file), limits_(limits), boxed_(file, limits) {}

  Definitions Read(std::string_view file_name) {
    Definitions definitions;
    definitions.file = file_name;
    ReadHead(definitions);
    size_t elements = 0;
    for (const pugi::xml_node child : file_.root().children()) {
      if (file_.NameOf(child).empty()) continue;
      if (++elements > limits_.elements) {
        file_.AddError(
            file_.PlaceOf(child),
            fmt::format(
                "the file has more than {} elements, which is the limit",
                limits_.elements));
        break;
      }
      ReadElement(child, definitions);
    }
    return definitions;
  }

 private:
  void ReadHead(Definitions& definitions) {
    const pugi::xml_node root = file_.root();
    if (file_.NameOf(root) != "definitions") {
      file_.AddError(
          file_.PlaceOf(root),
          fmt::format("expected <definitions>, found <{}>", root.name()));
      return;
    }
    for (const Edition& edition : kEditions) {
      if (file_.root_namespace() == edition.xml_namespace) {
        definitions.dmn_version = edition.version;
      }
    }
    if (definitions.dmn_version.empty()) {
      file_.AddError(
          file_.PlaceOf(root),
          fmt::format("the namespace `{}` is not that of DMN 1.1 to 1.6",
                      file_.root_namespace()));
    }
    file_.CheckLanguage(root);
    definitions.name = file_.Attribute(root, "name");
    definitions.target_namespace = file_.Attribute(root, "namespace");
  }

  void ReadElement(pugi::xml_node element, Definitions& definitions) {
    const std::string_view kind = file_.NameOf(element);
    if (kind == "itemDefinition") {
      definitions.item_definitions.push_back(ReadItem(element, 0));
    } else if (kind == "inputData") {
      definitions.inputs.push_back(
          {file_.Attribute(element, "id"), ReadNamed(element)});
    } else if (kind == "decision") {
      definitions.decisions.push_back(ReadDecision(element));
    } else if (kind == "businessKnowledgeModel") {
      definitions.knowledge_models.push_back(ReadKnowledgeModel(element));
    } else if (kind == "decisionService") {
      definitions.services.push_back(ReadService(element));
    } else if (kind == "import") {
      ReadImport(element, definitions);
    }
  }

  // DMN 1.1 to 1.3 name an import of DMN by the edition's namespace, later ones
  // likewise; anything else is data or another language.
  void ReadImport(pugi::xml_node element, Definitions& definitions) {
    const std::string type = file_.Attribute(element, "importType");
    const bool is_dmn = type.empty() || type.find("/DMN/") != std::string::npos;
    if (!is_dmn) {
      file_.AddError(file_.PlaceOf(element),
                     fmt::format("an import of `{}` is refused; only DMN "
                                 "models are imported",
                                 type));
      return;
    }
    definitions.imports.push_back({file_.Attribute(element, "name"),
                                   file_.Attribute(element, "namespace"),
                                   file_.PlaceOf(element)});
  }

  TypedName ReadNamed(pugi::xml_node element) {
    TypedName named = boxed_.ReadVariable(element);
    if (named.name.empty()) {
      file_.AddError(named.place,
                     fmt::format("<{}> has no name", file_.NameOf(element)));
    }
    return named;
  }

  ItemDefinition ReadItem(pugi::xml_node element, int nesting) {
    ItemDefinition item;
    item.name = file_.Attribute(element, "name");
    item.place = file_.PlaceOf(element);
    if (item.name.empty()) file_.AddError(item.place, "a type has no name");
    item.type_ref = boxed_.ReadTypeRef(element);
    item.is_collection = file_.Attribute(element, "isCollection") == "true";
    item.allowed_values = file_.Text(file_.Child(element, "allowedValues"));
    item.type_constraint = file_.Text(file_.Child(element, "typeConstraint"));
    if (const pugi::xml_node function = file_.Child(element, "functionItem")) {
      item.function.emplace();
      item.function->result_type_ref =
          file_.Attribute(function, "outputTypeRef");
      for (const pugi::xml_node parameter :
           file_.Children(function, "parameters")) {
        item.function->parameters.push_back(boxed_.ReadTypedName(parameter));
      }
    }
    const auto components = file_.Children(element, "itemComponent");
    if (components.empty()) return item;
    if (nesting >= limits_.nesting) {
      file_.AddError(
          item.place,
          fmt::format("types are nested more than {} deep, which is the limit",
                      limits_.nesting));
      return item;
    }
    for (const pugi::xml_node component : components) {
      item.components.push_back(ReadItem(component, nesting + 1));
    }
    return item;
  }

  // The references inside the elements `role` of the children `requirement`.
  std::vector<Reference> ReadRequired(pugi::xml_node element,
                                      std::string_view requirement,
                                      std::string_view role) {
    std::vector<Reference> references;
    for (const pugi::xml_node child : file_.Children(element, requirement)) {
      const pugi::xml_node target = file_.Child(child, role);
      if (target) references.push_back(ReadReference(target));
    }
    return references;
  }

  std::vector<Reference> ReadReferences(pugi::xml_node element,
                                        std::string_view role) {
    std::vector<Reference> references;
    for (const pugi::xml_node target : file_.Children(element, role)) {
      references.push_back(ReadReference(target));
    }
    return references;
  }

  Reference ReadReference(pugi::xml_node target) {
    return {file_.Attribute(target, "href"), file_.PlaceOf(target)};
  }

  Decision ReadDecision(pugi::xml_node element) {
    Decision decision;
    decision.id = file_.Attribute(element, "id");
    decision.variable = ReadNamed(element);
    constexpr std::string_view kInformation = "informationRequirement";
    decision.required_inputs =
        ReadRequired(element, kInformation, "requiredInput");
    decision.required_decisions =
        ReadRequired(element, kInformation, "requiredDecision");
    decision.required_knowledge =
        ReadRequired(element, "knowledgeRequirement", "requiredKnowledge");
    decision.logic = boxed_.ReadChild(element);
    return decision;
  }

  BusinessKnowledgeModel ReadKnowledgeModel(pugi::xml_node element) {
    BusinessKnowledgeModel model;
    model.id = file_.Attribute(element, "id");
    model.variable = ReadNamed(element);
    model.required_knowledge =
        ReadRequired(element, "knowledgeRequirement", "requiredKnowledge");
    if (const pugi::xml_node logic =
            file_.Child(element, "encapsulatedLogic")) {
      model.function = boxed_.ReadFunction(logic);
    }
    return model;
  }

  DecisionService ReadService(pugi::xml_node element) {
    return {file_.Attribute(element, "id"),
            ReadNamed(element),
            ReadReferences(element, "outputDecision"),
            ReadReferences(element, "encapsulatedDecision"),
            ReadReferences(element, "inputDecision"),
            ReadReferences(element, "inputData")};
  }

  const XmlFile& file_;
  const ReadLimits& limits_;
  BoxedReader boxed_;
};

}  // namespace

std::optional<Definitions> ReadDefinitions(std::string_view file_name,
                                           std::string_view xml,
                                           feel::Diagnostics& diagnostics,
                                           const ReadLimits& limits) {
  feel::Diagnostics problems;
  std::optional<Definitions> definitions;
  if (const auto file = XmlFile::Parse(file_name, xml, problems)) {
    definitions = DefinitionsReader(*file, limits).Read(file_name);
  }
  for (const feel::Diagnostic& problem : problems.all()) {
    diagnostics.Add(problem.severity,
                    {problem.file, problem.line, problem.column},
                    problem.message);
  }
  if (problems.has_errors()) definitions.reset();
  return definitions;
}

}  // namespace techflow::dmn
