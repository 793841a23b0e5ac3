#ifndef TECHFLOW_TESTS_RATING_DMN_REFERENCE_RANDOM_TABLE_H_
#define TECHFLOW_TESTS_RATING_DMN_REFERENCE_RANDOM_TABLE_H_

#include <random>
#include <vector>

#include "tests/rating/dmn/reference/table.h"

namespace techflow::dmn::reference {

// Writes decision tables of every hit policy and every kind of condition, and
// inputs for them. The same random numbers give the same table.
class RandomTable {
 public:
  // `random` outlives this.
  RandomTable(std::mt19937& random, size_t rows);

  const Table& table() const { return table_; }
  // The names of the table with values to run it on. Mostly of their types and
  // near the constants of the conditions; some null, some missing.
  std::vector<Input> Inputs();

 private:
  enum class Kind { kNumber, kText, kBoolean, kDay, kSeconds };
  struct Name {
    std::string name;
    Kind kind;
    bool is_typed = true;
  };

  size_t Pick(size_t count) { return random_() % count; }
  bool OneIn(size_t count) { return Pick(count) == 0; }

  Value ValueOf(Kind kind);
  Tree ConstantOf(Kind kind);
  Cell Dash() const { return {true, false, {}}; }
  Cell Condition(Kind kind);
  std::vector<Tree> Tests(Kind kind);
  std::vector<Tree> OrderTests(Kind kind);
  // The part of the numbers that belongs to the row and to no other.
  Cell Share(size_t row) const;

  void AddPolicy();
  void AddInputs();
  void AddOutputs();
  void AddRows(size_t count);
  Tree Output(size_t column);
  Value OutputValue(size_t column);

  std::mt19937& random_;
  size_t numbers_;  // Numbers are below this.
  bool has_shares_ = false;
  std::vector<Name> columns_;
  Table table_;
};

}  // namespace techflow::dmn::reference

#endif  // TECHFLOW_TESTS_RATING_DMN_REFERENCE_RANDOM_TABLE_H_
