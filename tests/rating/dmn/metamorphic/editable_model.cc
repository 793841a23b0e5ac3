#include "tests/rating/dmn/metamorphic/editable_model.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <sstream>
#include <string_view>
#include <vector>

namespace techflow::dmn::metamorphic {
namespace {

// The name without its prefix.
std::string_view LocalName(pugi::xml_node node) {
  const std::string_view name = node.name();
  const size_t colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

template <size_t kCount>
bool IsOneOf(std::string_view name,
             const std::array<std::string_view, kCount>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 9> kExpressionElements = {
    "literalExpression", "inputExpression",    "inputEntry",
    "outputEntry",       "inputValues",        "outputValues",
    "allowedValues",     "defaultOutputEntry", "typeConstraint"};

constexpr std::array<std::string_view, 4> kDeclaringElements = {
    "inputData", "decision", "businessKnowledgeModel", "decisionService"};

bool IsExpressionText(pugi::xml_node node) {
  return LocalName(node) == "text" &&
         IsOneOf(LocalName(node.parent()), kExpressionElements);
}

bool DeclaresName(pugi::xml_node node) {
  return IsOneOf(LocalName(node), kDeclaringElements) ||
         (LocalName(node) == "variable" &&
          IsOneOf(LocalName(node.parent()), kDeclaringElements));
}

bool LooksAtNoOrder(pugi::xml_node table) {
  const std::string_view policy =
      table.attribute("hitPolicy").as_string("UNIQUE");
  return policy == "UNIQUE" || policy == "ANY" ||
         (policy == "COLLECT" && table.attribute("aggregation"));
}

void ShuffleRulesOf(pugi::xml_node table, std::mt19937& random) {
  std::vector<pugi::xml_node> rules;
  for (const pugi::xml_node child : table.children()) {
    if (LocalName(child) == "rule") rules.push_back(child);
  }
  std::shuffle(rules.begin(), rules.end(), random);
  for (const pugi::xml_node rule : rules) table.append_move(rule);
}

}  // namespace

EditableModel::EditableModel(const std::string& xml) {
  document_.load_buffer(xml.data(), xml.size(),
                        pugi::parse_default | pugi::parse_ws_pcdata_single);
}

std::string EditableModel::Xml() const {
  std::ostringstream out;
  document_.save(out, "", pugi::format_raw);
  return std::move(out).str();
}

void EditableModel::ForEach(const std::function<void(pugi::xml_node)>& use) {
  struct Walker final : pugi::xml_tree_walker {
    explicit Walker(const std::function<void(pugi::xml_node)>& function)
        : use(function) {}
    bool for_each(pugi::xml_node& node) override {
      if (node.type() == pugi::node_element) use(node);
      return true;
    }
    const std::function<void(pugi::xml_node)>& use;
  };
  Walker walker(use);
  document_.traverse(walker);
}

void EditableModel::ChangeExpressions(
    const std::function<std::string(const std::string&)>& change) {
  ForEach([&](pugi::xml_node node) {
    if (!IsExpressionText(node)) return;
    const std::string changed = change(node.child_value());
    node.text().set(changed.c_str());
  });
}

std::vector<std::string> EditableModel::Expressions() {
  std::vector<std::string> texts;
  ForEach([&](pugi::xml_node node) {
    if (IsExpressionText(node)) texts.emplace_back(node.child_value());
  });
  return texts;
}

std::set<std::string> EditableModel::DeclaredNames() {
  std::set<std::string> names;
  ForEach([&](pugi::xml_node node) {
    if (DeclaresName(node)) names.insert(node.attribute("name").as_string());
  });
  return names;
}

std::set<std::string> EditableModel::OtherNames() {
  std::set<std::string> names;
  ForEach([&](pugi::xml_node node) {
    if (!DeclaresName(node)) names.insert(node.attribute("name").as_string());
  });
  return names;
}

void EditableModel::ChangeDeclaredNames(
    const std::function<std::string(const std::string&)>& change) {
  ForEach([&](pugi::xml_node node) {
    pugi::xml_attribute name = node.attribute("name");
    if (!DeclaresName(node) || !name) return;
    name.set_value(change(name.as_string()).c_str());
  });
}

bool EditableModel::HasImports() {
  bool has_imports = false;
  ForEach([&](pugi::xml_node node) {
    has_imports = has_imports || LocalName(node) == "import";
  });
  return has_imports;
}

void EditableModel::ShuffleRules(std::mt19937& random) {
  std::vector<pugi::xml_node> tables;
  ForEach([&](pugi::xml_node node) {
    if (LocalName(node) == "decisionTable" && LooksAtNoOrder(node)) {
      tables.push_back(node);
    }
  });
  for (const pugi::xml_node table : tables) ShuffleRulesOf(table, random);
}

}  // namespace techflow::dmn::metamorphic
