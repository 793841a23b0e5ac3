#include "rating/dmn/boxed_reader.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace techflow::dmn {
namespace {

constexpr std::array<std::string_view, 12> kBoxedElements = {
    "literalExpression",
    "decisionTable",
    "context",
    "list",
    "relation",
    "functionDefinition",
    "invocation",
    "conditional",
    "filter",
    "for",
    "some",
    "every"};

bool IsBoxedElement(std::string_view name) {
  for (const std::string_view known : kBoxedElements) {
    if (name == known) return true;
  }
  return false;
}

template <typename Enum, size_t kCount>
std::optional<Enum> FindWord(
    std::string_view word,
    const std::array<std::pair<std::string_view, Enum>, kCount>& words) {
  for (const auto& [known, meaning] : words) {
    if (word == known) return meaning;
  }
  return std::nullopt;
}

std::optional<HitPolicy> FindHitPolicy(std::string_view word) {
  using enum HitPolicy;
  static constexpr std::array<std::pair<std::string_view, HitPolicy>, 8> kWords{
      {{"", kUnique},
       {"UNIQUE", kUnique},
       {"ANY", kAny},
       {"FIRST", kFirst},
       {"PRIORITY", kPriority},
       {"RULE ORDER", kRuleOrder},
       {"OUTPUT ORDER", kOutputOrder},
       {"COLLECT", kCollect}}};
  return FindWord(word, kWords);
}

std::optional<Aggregation> FindAggregation(std::string_view word) {
  using enum Aggregation;
  static constexpr std::array<std::pair<std::string_view, Aggregation>, 5>
      kWords{{{"", kNone},
              {"SUM", kSum},
              {"MIN", kMin},
              {"MAX", kMax},
              {"COUNT", kCount}}};
  return FindWord(word, kWords);
}

}  // namespace

std::string BoxedReader::ReadTypeRef(pugi::xml_node element) const {
  std::string type_ref = file_.Attribute(element, "typeRef");
  if (type_ref.empty()) {
    type_ref = file_.Characters(file_.Child(element, "typeRef")).text;
  }
  const size_t first = type_ref.find_first_not_of(" \t\n");
  if (first == std::string::npos) return "";
  const size_t last = type_ref.find_last_not_of(" \t\n");
  type_ref = type_ref.substr(first, last - first + 1);
  // DMN 1.1 writes qualified names, and files of later versions kept to it.
  const size_t colon = type_ref.find(':');
  return colon == std::string::npos ? type_ref : type_ref.substr(colon + 1);
}

TypedName BoxedReader::ReadTypedName(pugi::xml_node element) const {
  return {file_.Attribute(element, "name"), ReadTypeRef(element),
          file_.PlaceOf(element)};
}

TypedName BoxedReader::ReadVariable(pugi::xml_node element) const {
  const pugi::xml_node variable = file_.Child(element, "variable");
  TypedName read = variable ? ReadTypedName(variable) : TypedName{};
  if (read.name.empty()) read.name = file_.Attribute(element, "name");
  read.place = file_.PlaceOf(element);
  return read;
}

bool BoxedReader::TakeCell(pugi::xml_node element) {
  if (++cells_ <= limits_.cells) return true;
  if (cells_ == limits_.cells + 1) {
    file_.AddError(
        file_.PlaceOf(element),
        fmt::format(
            "the file has more than {} cells and entries, which is the limit",
            limits_.cells));
  }
  return false;
}

BoxedPointer BoxedReader::ReadChild(pugi::xml_node parent) {
  for (const pugi::xml_node child : parent.children()) {
    if (IsBoxedElement(file_.NameOf(child))) return Read(child);
  }
  return nullptr;
}

BoxedPointer BoxedReader::ReadRequiredChild(pugi::xml_node parent,
                                            std::string_view wrapper) {
  const pugi::xml_node holder =
      wrapper.empty() ? parent : file_.Child(parent, wrapper);
  const size_t cells_before = cells_;
  BoxedPointer expression = ReadChild(holder);
  if (expression == nullptr && cells_ == cells_before) {
    file_.AddError(
        file_.PlaceOf(holder ? holder : parent),
        fmt::format("<{}> needs an expression here, and has none",
                    wrapper.empty() ? file_.NameOf(parent) : wrapper));
  }
  return expression;
}

BoxedPointer BoxedReader::Read(pugi::xml_node element) {
  if (!TakeCell(element)) return nullptr;
  if (nesting_ >= limits_.nesting) {
    file_.AddError(file_.PlaceOf(element),
                   fmt::format("boxed expressions are nested more than {} "
                               "deep, which is the limit",
                               limits_.nesting));
    return nullptr;
  }
  ++nesting_;
  auto expression = std::make_unique<BoxedExpression>();
  expression->id = file_.Attribute(element, "id");
  expression->type_ref = ReadTypeRef(element);
  expression->place = file_.PlaceOf(element);
  const bool is_read = ReadContent(element, file_.NameOf(element), *expression);
  --nesting_;
  if (!is_read) return nullptr;
  return expression;
}

bool BoxedReader::ReadContent(pugi::xml_node element, std::string_view kind,
                              BoxedExpression& expression) {
  if (kind == "literalExpression") {
    if (file_.Child(element, "importedValues")) {
      file_.AddError(expression.place,
                     "imported values are refused: a model is one file");
      return false;
    }
    expression.content = LiteralExpression{file_.Text(element)};
  } else if (kind == "decisionTable") {
    expression.content = ReadTable(element);
  } else if (kind == "context") {
    expression.content = ReadContext(element);
  } else if (kind == "list") {
    expression.content = ReadList(element);
  } else if (kind == "relation") {
    expression.content = ReadRelation(element);
  } else if (kind == "functionDefinition") {
    expression.content = ReadFunction(element);
  } else if (kind == "invocation") {
    expression.content = ReadInvocation(element);
  } else if (kind == "conditional") {
    expression.content = Conditional{ReadRequiredChild(element, "if"),
                                     ReadRequiredChild(element, "then"),
                                     ReadRequiredChild(element, "else")};
  } else if (kind == "filter") {
    expression.content = Filter{ReadRequiredChild(element, "in"),
                                ReadRequiredChild(element, "match")};
  } else if (kind == "for") {
    expression.content = ReadIteration(element, Iteration::Kind::kFor);
  } else {
    expression.content =
        ReadIteration(element, kind == "some" ? Iteration::Kind::kSome
                                              : Iteration::Kind::kEvery);
  }
  return true;
}

DecisionTable BoxedReader::ReadTable(pugi::xml_node element) {
  DecisionTable table;
  const std::string policy = file_.Attribute(element, "hitPolicy");
  if (const auto found = FindHitPolicy(policy)) {
    table.hit_policy = *found;
  } else {
    file_.AddError(file_.PlaceOf(element),
                   fmt::format("there is no hit policy `{}`", policy));
  }
  const std::string aggregation = file_.Attribute(element, "aggregation");
  if (const auto found = FindAggregation(aggregation)) {
    table.aggregation = *found;
  } else {
    file_.AddError(
        file_.PlaceOf(element),
        fmt::format(
            "there is no aggregation `{}`; expected SUM, MIN, MAX or COUNT",
            aggregation));
  }
  ReadColumns(element, table);
  if (table.inputs.size() + table.outputs.size() > limits_.columns) return {};
  for (const pugi::xml_node rule : file_.Children(element, "rule")) {
    if (table.rules.size() == limits_.rules) {
      file_.AddError(
          file_.PlaceOf(rule),
          fmt::format("the table has more than {} rules, which is the limit",
                      limits_.rules));
      break;
    }
    Rule read = ReadRule(rule);
    if (read.inputs.size() != table.inputs.size() ||
        read.outputs.size() != table.outputs.size()) {
      file_.AddError(read.place,
                     fmt::format("the rule has {} conditions and {} outputs; "
                                 "its table has {} inputs and {} outputs",
                                 read.inputs.size(), read.outputs.size(),
                                 table.inputs.size(), table.outputs.size()));
      continue;
    }
    table.rules.push_back(std::move(read));
  }
  return table;
}

void BoxedReader::ReadColumns(pugi::xml_node element, DecisionTable& table) {
  for (const pugi::xml_node input : file_.Children(element, "input")) {
    const pugi::xml_node expression = file_.Child(input, "inputExpression");
    table.inputs.push_back(
        {file_.Attribute(input, "id"), file_.Attribute(input, "label"),
         file_.Text(expression), ReadTypeRef(expression),
         file_.Text(file_.Child(input, "inputValues")), file_.PlaceOf(input)});
  }
  for (const pugi::xml_node output : file_.Children(element, "output")) {
    table.outputs.push_back(
        {file_.Attribute(output, "id"), file_.Attribute(output, "name"),
         file_.Attribute(output, "label"), ReadTypeRef(output),
         file_.Text(file_.Child(output, "outputValues")),
         file_.Text(file_.Child(output, "defaultOutputEntry")),
         file_.PlaceOf(output)});
  }
  if (table.outputs.empty()) {
    file_.AddError(file_.PlaceOf(element), "the table has no output");
  }
  if (table.inputs.size() + table.outputs.size() > limits_.columns) {
    file_.AddError(
        file_.PlaceOf(element),
        fmt::format("the table has more than {} columns, which is the limit",
                    limits_.columns));
  }
}

Rule BoxedReader::ReadRule(pugi::xml_node element) {
  Rule rule;
  rule.id = file_.Attribute(element, "id");
  rule.place = file_.PlaceOf(element);
  for (const pugi::xml_node entry : element.children()) {
    const std::string_view name = file_.NameOf(entry);
    const bool is_input = name == "inputEntry";
    if (!is_input && name != "outputEntry") {
      if (name == "annotationEntry") {
        rule.annotations.push_back(file_.Text(entry).text);
      }
      continue;
    }
    if (!TakeCell(entry)) break;
    SourceText text = file_.Text(entry);
    // An empty cell has a place too: that of its element.
    if (!text.exists()) text.place = file_.PlaceOf(entry);
    (is_input ? rule.inputs : rule.outputs).push_back(std::move(text));
  }
  return rule;
}

BoxedContext BoxedReader::ReadContext(pugi::xml_node element) {
  BoxedContext context;
  for (const pugi::xml_node entry : file_.Children(element, "contextEntry")) {
    const pugi::xml_node variable = file_.Child(entry, "variable");
    TypedName name = variable ? ReadTypedName(variable) : TypedName{};
    name.place = file_.PlaceOf(entry);
    context.entries.push_back({std::move(name), ReadRequiredChild(entry, "")});
  }
  return context;
}

BoxedList BoxedReader::ReadList(pugi::xml_node element) {
  BoxedList list;
  for (const pugi::xml_node item : element.children()) {
    if (!IsBoxedElement(file_.NameOf(item))) continue;
    BoxedPointer read = Read(item);
    if (read == nullptr) break;
    list.items.push_back(std::move(read));
  }
  return list;
}

Relation BoxedReader::ReadRelation(pugi::xml_node element) {
  Relation relation;
  for (const pugi::xml_node column : file_.Children(element, "column")) {
    relation.columns.push_back(ReadTypedName(column));
  }
  if (relation.columns.size() > limits_.columns) {
    file_.AddError(
        file_.PlaceOf(element),
        fmt::format("the relation has more than {} columns, which is the limit",
                    limits_.columns));
    return {};
  }
  for (const pugi::xml_node row : file_.Children(element, "row")) {
    if (!TakeCell(row)) break;
    BoxedList cells = ReadList(row);
    if (cells.items.size() != relation.columns.size()) {
      file_.AddError(
          file_.PlaceOf(row),
          fmt::format("the row has {} cells; its relation has {} columns",
                      cells.items.size(), relation.columns.size()));
      continue;
    }
    relation.rows.push_back(std::move(cells.items));
  }
  return relation;
}

FunctionDefinition BoxedReader::ReadFunction(pugi::xml_node element) {
  FunctionDefinition function;
  const std::string kind = file_.Attribute(element, "kind");
  if (kind == "Java" || kind == "java") {
    function.kind = FunctionDefinition::Kind::kJava;
  } else if (kind == "PMML" || kind == "pmml") {
    function.kind = FunctionDefinition::Kind::kPmml;
  } else if (!kind.empty() && kind != "FEEL" && kind != "feel") {
    file_.AddError(file_.PlaceOf(element),
                   fmt::format("there is no kind of function `{}`", kind));
  }
  for (const pugi::xml_node parameter :
       file_.Children(element, "formalParameter")) {
    if (!TakeCell(parameter)) break;
    function.parameters.push_back(ReadTypedName(parameter));
  }
  function.body = ReadChild(element);
  return function;
}

Invocation BoxedReader::ReadInvocation(pugi::xml_node element) {
  Invocation invocation;
  invocation.function = ReadRequiredChild(element, "");
  for (const pugi::xml_node binding : file_.Children(element, "binding")) {
    if (!TakeCell(binding)) break;
    invocation.bindings.push_back(
        {ReadTypedName(file_.Child(binding, "parameter")), ReadChild(binding)});
  }
  return invocation;
}

Iteration BoxedReader::ReadIteration(pugi::xml_node element,
                                     Iteration::Kind kind) {
  return {kind, file_.Attribute(element, "iteratorVariable"),
          ReadRequiredChild(element, "in"),
          ReadRequiredChild(
              element, kind == Iteration::Kind::kFor ? "return" : "satisfies")};
}

}  // namespace techflow::dmn
