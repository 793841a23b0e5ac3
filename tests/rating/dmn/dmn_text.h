#ifndef TECHFLOW_TESTS_RATING_DMN_DMN_TEXT_H_
#define TECHFLOW_TESTS_RATING_DMN_DMN_TEXT_H_

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

// Writes small DMN files for tests.
namespace techflow::dmn {

inline std::string Model(std::string_view elements) {
  return fmt::format(
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" "
      "name=\"test\" namespace=\"urn:test\">\n{}\n</definitions>\n",
      elements);
}

inline std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '<') {
      escaped += "&lt;";
    } else if (c == '&') {
      escaped += "&amp;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// The id of an element is its name with `_` for spaces.
inline std::string IdOf(std::string_view name) {
  std::string id(name);
  for (char& c : id) {
    if (c == ' ') c = '_';
  }
  return id;
}

inline std::string InputXml(std::string_view name, std::string_view type) {
  return fmt::format(
      "<inputData id=\"{}\" name=\"{}\"><variable name=\"{}\" "
      "typeRef=\"{}\"/></inputData>\n",
      IdOf(name), name, name, type);
}

struct Requires {
  std::vector<std::string> inputs;
  std::vector<std::string> decisions;
  std::vector<std::string> knowledge;
};

inline std::string RequirementsXml(const Requires& required) {
  std::string xml;
  for (const std::string& name : required.inputs) {
    xml += fmt::format(
        "<informationRequirement><requiredInput href=\"#{}\"/>"
        "</informationRequirement>\n",
        IdOf(name));
  }
  for (const std::string& name : required.decisions) {
    xml += fmt::format(
        "<informationRequirement><requiredDecision href=\"#{}\"/>"
        "</informationRequirement>\n",
        IdOf(name));
  }
  for (const std::string& name : required.knowledge) {
    xml += fmt::format(
        "<knowledgeRequirement><requiredKnowledge href=\"#{}\"/>"
        "</knowledgeRequirement>\n",
        IdOf(name));
  }
  return xml;
}

inline std::string LiteralXml(std::string_view feel) {
  return fmt::format("<literalExpression><text>{}</text></literalExpression>",
                     Escaped(feel));
}

inline std::string DecisionXml(std::string_view name, const Requires& required,
                               std::string_view logic_xml,
                               std::string_view type = "") {
  const std::string type_ref =
      type.empty() ? "" : fmt::format(" typeRef=\"{}\"", type);
  return fmt::format(
      "<decision id=\"{}\" name=\"{}\"><variable name=\"{}\"{}/>\n{}{}\n"
      "</decision>\n",
      IdOf(name), name, name, type_ref, RequirementsXml(required), logic_xml);
}

struct TableText {
  std::string attributes = "hitPolicy=\"UNIQUE\"";
  std::vector<std::string> inputs;
  std::vector<std::string> outputs = {""};  // Names.
  // Per rule its conditions, then its outputs. Ids are r1, r2, ...
  std::vector<std::vector<std::string>> rules;
  std::string output_values;   // Of the first output.
  std::string default_output;  // Of the first output.
  std::string input_values;    // Of the first input.
};

inline std::string TextXml(std::string_view element, std::string_view text) {
  if (text.empty()) return "";
  return fmt::format("<{}><text>{}</text></{}>", element, Escaped(text),
                     element);
}

inline std::string TableXml(const TableText& table) {
  std::string xml =
      fmt::format("<decisionTable id=\"table\" {}>\n", table.attributes);
  for (size_t i = 0; i < table.inputs.size(); ++i) {
    xml += fmt::format(
        "<input label=\"{}\">{}{}</input>\n", Escaped(table.inputs[i]),
        TextXml("inputExpression", table.inputs[i]),
        i == 0 ? TextXml("inputValues", table.input_values) : "");
  }
  for (size_t i = 0; i < table.outputs.size(); ++i) {
    xml += fmt::format(
        "<output name=\"{}\">{}{}</output>\n", table.outputs[i],
        i == 0 ? TextXml("outputValues", table.output_values) : "",
        i == 0 ? TextXml("defaultOutputEntry", table.default_output) : "");
  }
  int number = 0;
  for (const std::vector<std::string>& rule : table.rules) {
    xml += fmt::format("<rule id=\"r{}\">", ++number);
    for (size_t i = 0; i < rule.size(); ++i) {
      xml += TextXml(i < table.inputs.size() ? "inputEntry" : "outputEntry",
                     rule[i]);
    }
    xml += "</rule>\n";
  }
  return xml + "</decisionTable>";
}

}  // namespace techflow::dmn

#endif  // TECHFLOW_TESTS_RATING_DMN_DMN_TEXT_H_
