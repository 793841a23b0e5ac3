#include "tests/rating/dmn/reference/random_table.h"

#include <algorithm>

namespace techflow::dmn::reference {
namespace {

using feel::reference::Boolean;
using feel::reference::Constant;
using feel::reference::Day;
using feel::reference::Explicit;
using feel::reference::Make;
using feel::reference::Number;
using feel::reference::Seconds;
using Form = Tree::Form;

// A number that is always known, for conditions and outputs to use.
constexpr char kLimit[] = "limit";

Tree Named(const std::string& name) { return feel::reference::Name(name); }

}  // namespace

RandomTable::RandomTable(std::mt19937& random, size_t rows)
    : random_(random), numbers_(std::max<size_t>(6, rows)) {
  AddPolicy();
  AddInputs();
  AddOutputs();
  AddRows(rows);
}

void RandomTable::AddPolicy() {
  constexpr const char* kPolicies[] = {"UNIQUE",   "ANY",        "FIRST",
                                       "PRIORITY", "RULE ORDER", "OUTPUT ORDER",
                                       "COLLECT",  "COLLECT"};
  table_.policy = kPolicies[Pick(std::size(kPolicies))];
  if (table_.policy == "COLLECT") {
    constexpr const char* kAggregations[] = {"", "SUM", "MIN", "MAX", "COUNT"};
    table_.aggregation = kAggregations[Pick(std::size(kAggregations))];
  }
  has_shares_ = table_.policy == "UNIQUE" && !OneIn(4);
}

void RandomTable::AddInputs() {
  const std::vector<Name> names = {
      {"rd spend", Kind::kNumber}, {"b", Kind::kText},
      {"c", Kind::kBoolean},       {"day", Kind::kDay},
      {"e", Kind::kSeconds},       {"any", Kind::kNumber, false}};
  columns_ = {has_shares_ ? names[0] : names[Pick(names.size())]};
  while (!OneIn(3) && columns_.size() < 4) {
    columns_.push_back(names[Pick(names.size())]);
  }
  for (const Name& column : columns_) {
    InputColumn input{Named(column.name), {}};
    if (column.kind == Kind::kNumber && column.is_typed && OneIn(4)) {
      input.expression =
          Make(Form::kOperator, "+", {input.expression, Constant(Number(1))});
    }
    if (OneIn(8)) input.allowed = Condition(column.kind);
    table_.inputs.push_back(input);
  }
}

void RandomTable::AddOutputs() {
  const bool is_one = !table_.aggregation.empty() || !OneIn(3);
  for (size_t i = 0; i < (is_one ? 1u : 2u); ++i) {
    OutputColumn output;
    if (!is_one) output.name = i == 0 ? "grade" : "the rate";
    table_.outputs.push_back(output);
    const bool is_ranked =
        table_.policy == "PRIORITY" || table_.policy == "OUTPUT ORDER";
    for (size_t values = is_ranked && (i == 0 || OneIn(2)) ? 1 + Pick(4) : 0;
         values > 0; --values) {
      const Value value = OutputValue(i);
      std::vector<Value>& listed = table_.outputs[i].values;
      const bool is_new = std::none_of(
          listed.begin(), listed.end(),
          [&](const Value& other) { return Text(other) == Text(value); });
      if (is_new) listed.push_back(value);
    }
    if (OneIn(3)) table_.outputs[i].standard = OutputValue(i);
  }
}

void RandomTable::AddRows(size_t count) {
  for (size_t i = 0; i < count; ++i) {
    Row row;
    for (size_t column = 0; column < columns_.size(); ++column) {
      if (has_shares_) {
        row.conditions.push_back(column == 0 ? Share(i) : Dash());
        if (column > 0 && OneIn(3)) {
          row.conditions.back() = Condition(columns_[column].kind);
        }
      } else {
        row.conditions.push_back(Condition(columns_[column].kind));
      }
    }
    for (size_t column = 0; column < table_.outputs.size(); ++column) {
      row.outputs.push_back(Output(column));
    }
    table_.rows.push_back(row);
  }
}

Value RandomTable::ValueOf(Kind kind) {
  switch (kind) {
    case Kind::kNumber:
      // Also between and beside the whole numbers of the conditions.
      return OneIn(4)
                 ? Value{*Divide(static_cast<int64_t>(Pick(2 * numbers_)), 2)}
                 : Number(static_cast<int64_t>(Pick(numbers_)));
    case Kind::kText:
      return {std::string(1, static_cast<char>('a' + Pick(6)))};
    case Kind::kBoolean:
      return Boolean(OneIn(2));
    case Kind::kDay:
      return {Day{2026, 1 + static_cast<int>(Pick(6)), 1}};
    case Kind::kSeconds:
      return {Seconds{static_cast<int64_t>(Pick(6)) * 3600}};
  }
  return {};
}

Tree RandomTable::ConstantOf(Kind kind) { return Constant(ValueOf(kind)); }

Cell RandomTable::Share(size_t row) const {
  const auto low = static_cast<int64_t>(row);
  return {false,
          false,
          {Make(Form::kRange, "[)",
                {Constant(Number(low)), Constant(Number(low + 1))})}};
}

Cell RandomTable::Condition(Kind kind) {
  if (OneIn(5)) return Dash();
  return {false, OneIn(6), Tests(kind)};
}

std::vector<Tree> RandomTable::Tests(Kind kind) {
  if (OneIn(25)) return {Constant(Explicit())};
  if (kind != Kind::kBoolean && OneIn(2)) return OrderTests(kind);
  if (kind == Kind::kNumber && OneIn(6)) {
    return {Make(Form::kOperator,
                 OneIn(2) ? ">" : "<=", {Named("?"), Named(kLimit)})};
  }
  std::vector<Tree> tests = {ConstantOf(kind)};
  while (OneIn(3)) tests.push_back(ConstantOf(kind));
  return tests;
}

// Tests that ask for an order, which booleans have not.
std::vector<Tree> RandomTable::OrderTests(Kind kind) {
  constexpr const char* kComparisons[] = {"<", "<=", ">", ">="};
  constexpr const char* kEnds[] = {"[]", "()", "[)", "(]", "][", "[["};
  const auto comparison = [&](const Tree& operand) {
    return Make(Form::kComparison, kComparisons[Pick(4)], {operand});
  };
  std::vector<Tree> tests;
  switch (Pick(6)) {
    case 0:
      return {comparison(ConstantOf(kind)), comparison(ConstantOf(kind))};
    case 1:
      return {
          comparison(kind == Kind::kNumber ? Named(kLimit) : ConstantOf(kind))};
    case 2:
      return {
          Make(Form::kOperator, "and",
               {Make(Form::kOperator, ">=", {Named("?"), ConstantOf(kind)}),
                Make(Form::kOperator, "!=", {Named("?"), ConstantOf(kind)})})};
    default:
      tests = {Make(Form::kRange, kEnds[Pick(std::size(kEnds))],
                    {ConstantOf(kind), ConstantOf(kind)})};
      if (OneIn(3)) tests.push_back(ConstantOf(kind));
      return tests;
  }
}

Value RandomTable::OutputValue(size_t column) {
  const bool is_number = !table_.aggregation.empty() || column == 1;
  if (is_number) return Number(static_cast<int64_t>(Pick(5)));
  constexpr const char* kGrades[] = {"T1", "T2", "T3", "T4", "T5"};
  return {std::string(kGrades[Pick(std::size(kGrades))])};
}

Tree RandomTable::Output(size_t column) {
  // Few rules of a table of ANY agree unless most of them do.
  if (table_.policy == "ANY" && !OneIn(6)) return Constant(Number(7));
  const bool is_number = !table_.aggregation.empty() || column == 1;
  if (is_number && OneIn(6)) {
    return Make(Form::kOperator, OneIn(8) ? "/" : "*",
                {Named(kLimit), Constant(Number(OneIn(4) ? 0 : 2))});
  }
  if (OneIn(40)) return Constant(Explicit());
  return Constant(OutputValue(column));
}

std::vector<Input> RandomTable::Inputs() {
  std::vector<Input> inputs;
  const auto add = [&](const Name& name) {
    const bool is_there = std::any_of(
        inputs.begin(), inputs.end(),
        [&](const Input& input) { return input.name == name.name; });
    if (is_there) return;
    constexpr const char* kTypes[] = {"number", "string", "boolean", "date",
                                      "days and time duration"};
    Input input{name.name,
                name.is_typed ? kTypes[static_cast<size_t>(name.kind)] : "Any",
                ValueOf(name.kind)};
    if (!name.is_typed && OneIn(6)) input.value = ValueOf(Kind::kText);
    if (OneIn(12)) input.value = Explicit();
    if (OneIn(12)) input.value.reset();
    inputs.push_back(input);
  };
  for (const Name& column : columns_) add(column);
  inputs.push_back({kLimit, "number", ValueOf(Kind::kNumber)});
  return inputs;
}

}  // namespace techflow::dmn::reference
