#include "tests/rating/dmn/reference/table.h"

#include <fmt/format.h>

#include "tests/rating/dmn/dmn_text.h"
#include "tests/rating/feel/reference/tree_text.h"

namespace techflow::dmn::reference {
namespace {

std::string InputColumnXml(const InputColumn& column) {
  const std::string expression = Text(column.expression);
  return fmt::format(
      "<input label=\"{}\">{}{}</input>\n", Escaped(expression),
      TextXml("inputExpression", expression),
      column.allowed ? TextXml("inputValues", Text(*column.allowed)) : "");
}

std::string OutputColumnXml(const OutputColumn& column) {
  std::string values;
  for (const Value& value : column.values) {
    values += (values.empty() ? "" : ", ") + Text(value);
  }
  return fmt::format("<output name=\"{}\">{}{}</output>\n", column.name,
                     TextXml("outputValues", values),
                     column.standard
                         ? TextXml("defaultOutputEntry", Text(*column.standard))
                         : "");
}

std::string TableXml(const Table& table) {
  std::string xml =
      fmt::format("<decisionTable id=\"table\" hitPolicy=\"{}\"", table.policy);
  if (!table.aggregation.empty()) {
    xml += fmt::format(" aggregation=\"{}\"", table.aggregation);
  }
  xml += ">\n";
  for (const InputColumn& column : table.inputs) xml += InputColumnXml(column);
  for (const OutputColumn& column : table.outputs) {
    xml += OutputColumnXml(column);
  }
  for (size_t i = 0; i < table.rows.size(); ++i) {
    xml += fmt::format("<rule id=\"r{}\">", i + 1);
    for (const Cell& cell : table.rows[i].conditions) {
      xml += TextXml("inputEntry", Text(cell));
    }
    for (const Tree& output : table.rows[i].outputs) {
      xml += TextXml("outputEntry", Text(output));
    }
    xml += "</rule>\n";
  }
  return xml + "</decisionTable>";
}

}  // namespace

std::string Text(const Cell& cell) {
  if (cell.is_dash) return "-";
  std::string text;
  for (const Tree& test : cell.tests) {
    text += (text.empty() ? "" : ", ") + Text(test);
  }
  return cell.is_negated ? fmt::format("not({})", text) : text;
}

std::string ModelXml(const Table& table, const std::vector<Input>& inputs) {
  std::string xml;
  Requires required;
  for (const Input& input : inputs) {
    xml += InputXml(input.name, input.type);
    required.inputs.push_back(input.name);
  }
  return Model(xml + DecisionXml("d", required, TableXml(table)));
}

}  // namespace techflow::dmn::reference
