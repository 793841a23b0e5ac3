#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rating/package/dmn_export_rules.h"

// Decision tables. In the standard's dialect a null rules a row out; in the
// strict one it leaves the row open, and an open row may leave the result open.
namespace techflow::package {
namespace {

using dmn::HitPolicy;

std::string_view PolicyText(HitPolicy policy) {
  switch (policy) {
    case HitPolicy::kUnique:
      return "UNIQUE";
    case HitPolicy::kAny:
      return "ANY";
    case HitPolicy::kFirst:
      return "FIRST";
    case HitPolicy::kPriority:
      return "PRIORITY";
    case HitPolicy::kRuleOrder:
      return "RULE ORDER";
    case HitPolicy::kOutputOrder:
      return "OUTPUT ORDER";
    case HitPolicy::kCollect:
      return "COLLECT";
  }
  return "";
}

std::string_view AggregationText(dmn::Aggregation aggregation) {
  switch (aggregation) {
    case dmn::Aggregation::kNone:
      return "";
    case dmn::Aggregation::kSum:
      return "SUM";
    case dmn::Aggregation::kMin:
      return "MIN";
    case dmn::Aggregation::kMax:
      return "MAX";
    case dmn::Aggregation::kCount:
      return "COUNT";
  }
  return "";
}

}  // namespace

// A table's texts in the standard's dialect, row by row.
struct RulesExport::Table {
  struct Row {
    std::vector<std::string> cells;
    std::vector<std::string> outputs;
    // True, false or null; empty where it cannot be written.
    std::string condition;
    bool may_be_open = false;
  };
  std::vector<std::string> inputs;
  std::vector<Row> rows;
  // All cells compare inputs with constants.
  bool is_plain = true;
  bool has_written_inputs = false;
  std::vector<std::string> defaults;  // Of outputs; empty where there is none.
  NullKinds output_nulls;
  feel::Type type;
  std::set<std::string> names;

  bool may_be_open() const {
    return std::any_of(rows.begin(), rows.end(),
                       [](const Row& row) { return row.may_be_open; });
  }
  bool has_default() const {
    return std::any_of(defaults.begin(), defaults.end(),
                       [](const std::string& text) { return !text.empty(); });
  }
};

bool RulesExport::ReadInputs(const dmn::DecisionTable& table,
                             const feel::Scope& scope, Table& read) {
  bool is_right = true;
  for (size_t column = 0; column < table.inputs.size(); ++column) {
    const dmn::InputClause& input = table.inputs[column];
    const std::optional<ExportedFeel> feel =
        ExportText(input.expression, scope);
    if (!feel.has_value()) {
      is_right = false;
      continue;
    }
    const feel::Type declared =
        types_.Find(input.type_ref).value_or(feel::Type());
    const feel::Type type =
        feel->type.ConformsTo(declared) ? feel->type : declared;
    std::vector<FeelExport::CellText> texts;
    for (const dmn::Rule& rule : table.rules) {
      texts.push_back(
          {rule.inputs[column].text, OriginOf(rule.inputs[column])});
    }
    const auto cells = feel_.Cells(texts, *feel, type, scope);
    if (!cells.has_value()) {
      is_right = false;
      continue;
    }
    read.inputs.push_back(feel->text.text);
    read.names.insert(feel->names.begin(), feel->names.end());
    read.names.insert(cells->names.begin(), cells->names.end());
    read.has_written_inputs =
        read.has_written_inputs || feel->text.nulls.written;
    for (size_t i = 0; i < read.rows.size(); ++i) {
      Table::Row& row = read.rows[i];
      read.is_plain = read.is_plain && cells->cells[i].is_plain;
      row.cells.push_back(cells->cells[i].text);
      row.may_be_open = row.may_be_open || cells->cells[i].may_be_unknown;
      const bool is_lost =
          cells->conditions[i].empty() || (column > 0 && row.condition.empty());
      if (is_lost) {
        row.condition.clear();
      } else if (column == 0) {
        row.condition = cells->conditions[i];
      } else {
        row.condition += " and " + cells->conditions[i];
      }
    }
  }
  return is_right;
}

bool RulesExport::ReadOutputs(const dmn::DecisionTable& table,
                              const feel::Scope& scope, Table& read) {
  bool is_right = true;
  std::vector<feel::Member> members;
  for (size_t column = 0; column < table.outputs.size(); ++column) {
    const dmn::OutputClause& output = table.outputs[column];
    const auto take = [&](const dmn::SourceText& text) -> std::string {
      const std::optional<ExportedFeel> feel = ExportText(text, scope);
      if (!feel.has_value()) {
        is_right = false;
        return "null";
      }
      read.output_nulls = read.output_nulls | (table.outputs.size() == 1
                                                   ? feel->text.nulls
                                                   : feel->text.nulls.AsPart());
      read.names.insert(feel->names.begin(), feel->names.end());
      return feel->text.text;
    };
    for (size_t i = 0; i < read.rows.size(); ++i) {
      read.rows[i].outputs.push_back(take(table.rules[i].outputs[column]));
    }
    read.defaults.push_back(
        output.default_entry.exists() ? take(output.default_entry) : "");
    const feel::Type type = types_.Find(output.type_ref).value_or(feel::Type());
    members.push_back({output.name, type});
    read.type = type;
  }
  if (table.outputs.size() > 1) read.type = feel::Type::Context(members);
  return is_right;
}

XmlElement RulesExport::TableElement(const dmn::DecisionTable& table,
                                     const Table& read) const {
  XmlElement element{"decisionTable",
                     {{"hitPolicy", std::string(PolicyText(table.hit_policy))}},
                     "",
                     {}};
  const std::string_view aggregation = AggregationText(table.aggregation);
  if (!aggregation.empty()) {
    element.attributes.emplace_back("aggregation", std::string(aggregation));
  }
  for (size_t i = 0; i < table.inputs.size(); ++i) {
    XmlElement expression = TextElement("inputExpression", read.inputs[i]);
    const std::string& type_ref = table.inputs[i].type_ref;
    if (!type_ref.empty()) expression.attributes = {{"typeRef", type_ref}};
    element.children.push_back({"input", {}, "", {std::move(expression)}});
  }
  for (size_t i = 0; i < table.outputs.size(); ++i) {
    const dmn::OutputClause& output = table.outputs[i];
    XmlElement column{"output", {}, "", {}};
    if (!output.name.empty())
      column.attributes.emplace_back("name", output.name);
    if (!output.type_ref.empty()) {
      column.attributes.emplace_back("typeRef", output.type_ref);
    }
    if (output.allowed_values.exists()) {
      column.children.push_back(
          TextElement("outputValues", output.allowed_values.text));
    }
    if (!read.defaults[i].empty()) {
      column.children.push_back(
          TextElement("defaultOutputEntry", read.defaults[i]));
    }
    element.children.push_back(std::move(column));
  }
  for (const Table::Row& row : read.rows) {
    XmlElement rule{"rule", {}, "", {}};
    for (const std::string& cell : row.cells) {
      rule.children.push_back(TextElement("inputEntry", cell));
    }
    for (const std::string& output : row.outputs) {
      rule.children.push_back(TextElement("outputEntry", output));
    }
    element.children.push_back(std::move(rule));
  }
  return element;
}

std::optional<RulesExport::Exported> RulesExport::FirstAsConditions(
    const dmn::DecisionTable& table, dmn::Place place, Table& read) {
  const auto result = [&table](const std::vector<std::string>& outputs) {
    if (outputs.size() == 1) {
      return outputs[0].empty() ? std::string("null") : outputs[0];
    }
    std::string text;
    for (size_t i = 0; i < outputs.size(); ++i) {
      text += fmt::format("{}{}: {}", i > 0 ? ", " : "", table.outputs[i].name,
                          outputs[i].empty() ? "null" : outputs[i]);
    }
    return "{" + text + "}";
  };
  std::string feel =
      read.has_default() ? result(read.defaults) : std::string("null");
  for (size_t i = read.rows.size(); i-- > 0;) {
    const Table::Row& row = read.rows[i];
    if (row.condition.empty()) {
      return Refuse(place,
                    fmt::format("rule {} of the table may be left open, and "
                                "its conditions cannot be written in FEEL",
                                i + 1));
    }
    feel = fmt::format("if {} then {} else {}", row.condition,
                       result(row.outputs), feel);
    if (row.may_be_open) {
      feel =
          fmt::format("if ({}) = null then null else {}", row.condition, feel);
    }
  }
  return Exported{
      LiteralElement(feel), read.output_nulls, read.type, read.names, "", {}};
}

std::optional<RulesExport::Exported> RulesExport::Guarded(dmn::Place place,
                                                          Table& read,
                                                          XmlElement element) {
  constexpr std::string_view kOpen = "a_rule_is_open";
  std::string open;
  for (size_t i = 0; i < read.rows.size(); ++i) {
    const Table::Row& row = read.rows[i];
    if (!row.may_be_open) continue;
    if (row.condition.empty()) {
      return Refuse(place,
                    fmt::format("rule {} of the table may be left open, and "
                                "its conditions cannot be written in FEEL",
                                i + 1));
    }
    if (!open.empty()) open += " or ";
    open += fmt::format("({}) = null", row.condition);
  }
  const auto branch = [](std::string name, XmlElement logic) {
    return XmlElement{std::move(name), {}, "", {std::move(logic)}};
  };
  XmlElement conditional{"conditional",
                         {},
                         "",
                         {branch("if", LiteralElement(kOpen)),
                          branch("then", LiteralElement("null")),
                          branch("else", std::move(element))}};
  XmlElement context{"context",
                     {},
                     "",
                     {{"contextEntry",
                       {},
                       "",
                       {{"variable", {{"name", std::string(kOpen)}}, "", {}},
                        LiteralElement(open)}},
                      {"contextEntry", {}, "", {std::move(conditional)}}}};
  return Exported{
      std::move(context), read.output_nulls, read.type, read.names, "", {}};
}

std::optional<RulesExport::Exported> RulesExport::ExportTable(
    const dmn::DecisionTable& table, dmn::Place place,
    const feel::Scope& scope) {
  Table read;
  read.rows.resize(table.rules.size());
  const bool has_inputs = ReadInputs(table, scope, read);
  const bool has_outputs = ReadOutputs(table, scope, read);
  if (!has_inputs || !has_outputs) return std::nullopt;
  const bool may_be_open = read.may_be_open();
  read.output_nulls.missing = read.output_nulls.missing || may_be_open;
  // The strict dialect has found the gaps between constants.
  const bool is_complete =
      read.has_default() || (read.is_plain && !read.has_written_inputs);
  read.output_nulls.written = read.output_nulls.written || !is_complete;
  XmlElement element = TableElement(table, read);
  // Rules that do not overlap, as a strict table's, match at most once, and
  // where none matches there is null, whether or not a rule is open.
  const bool is_the_same =
      !may_be_open || (table.hit_policy == HitPolicy::kUnique &&
                       read.is_plain && !read.has_default());
  if (is_the_same) {
    return Exported{
        std::move(element), read.output_nulls, read.type, read.names, "", {}};
  }
  if (table.hit_policy == HitPolicy::kFirst) {
    return FirstAsConditions(table, place, read);
  }
  if (table.hit_policy == HitPolicy::kPriority) {
    return Refuse(place,
                  "a table of hit policy PRIORITY whose inputs may be missing "
                  "cannot be exported; expected UNIQUE or FIRST");
  }
  return Guarded(place, read, std::move(element));
}

}  // namespace techflow::package
