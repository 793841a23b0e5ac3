#ifndef TECHFLOW_TESTS_RATING_DMN_REFERENCE_TABLE_H_
#define TECHFLOW_TESTS_RATING_DMN_REFERENCE_TABLE_H_

#include <optional>
#include <string>
#include <vector>

#include "tests/rating/feel/reference/tree.h"

// Decision tables as generators build them.
namespace techflow::dmn::reference {

using feel::reference::Tree;
using feel::reference::Value;

// A condition, or the values that a column allows.
struct Cell {
  bool is_dash = false;
  bool is_negated = false;  // not(tests)
  // What may follow `in`: constants, comparisons, ranges, conditions with `?`.
  std::vector<Tree> tests;
};

struct InputColumn {
  Tree expression;
  std::optional<Cell> allowed;
};

struct OutputColumn {
  std::string name;
  std::vector<Value> values;  // In their order; empty where none are listed.
  std::optional<Value> standard;  // The default output.
};

struct Row {
  std::vector<Cell> conditions;
  std::vector<Tree> outputs;
};

struct Table {
  std::string policy = "UNIQUE";
  std::string aggregation;  // SUM, MIN, MAX, COUNT or none.
  std::vector<InputColumn> inputs;
  std::vector<OutputColumn> outputs;
  std::vector<Row> rows;
};

// A name that the table uses, its type, and what stands for it in one run:
// nothing where the evidence is missing.
struct Input {
  std::string name;
  std::string type;
  std::optional<Value> value;
};

std::string Text(const Cell& cell);

// A model of one decision, `d`, that is the table.
std::string ModelXml(const Table& table, const std::vector<Input>& inputs);

}  // namespace techflow::dmn::reference

#endif  // TECHFLOW_TESTS_RATING_DMN_REFERENCE_TABLE_H_
