#ifndef TECHFLOW_RATING_DMN_DECISION_TABLE_H_
#define TECHFLOW_RATING_DMN_DECISION_TABLE_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rating/dmn/decision_trace.h"
#include "rating/dmn/definitions.h"
#include "rating/dmn/logic.h"
#include "rating/dmn/logic_compiler.h"
#include "rating/dmn/output_order.h"
#include "rating/dmn/rule_grid.h"

namespace techflow::dmn {

// A compiled decision table. Immutable.
//
// Rules whose conditions cannot be told because of a null (strict dialect; see
// RuleGrid::NullTest) decide nothing. They make the result that null when they
// might have changed it: under FIRST above the rule that matches, under
// PRIORITY when they would outrank it, otherwise always. A `-` matches whatever
// the input is.
class TableLogic final : public Logic {
 public:
  struct Input {
    std::string label;  // Or the expression's text.
    ExpressionPointer expression;
    feel::Type type;                   // As the column declares it.
    UnaryTestsPointer allowed_values;  // Null pointer where all are.
    Place place;
  };
  struct Output {
    std::string name;
    feel::Type type;
    ExpressionPointer default_entry;  // Null pointer where there is none.
    Place place;
  };
  struct Row {
    std::string id;
    std::vector<ExpressionPointer> outputs;
    std::vector<std::string> conditions;  // As they are written.
    Place place;
  };
  struct Parts {
    std::string id;
    std::string file;
    Place place;
    HitPolicy hit_policy = HitPolicy::kUnique;
    Aggregation aggregation = Aggregation::kNone;
    std::vector<Input> inputs;
    std::vector<Output> outputs;
    std::vector<Row> rows;
    OutputOrder order;
  };

  TableLogic(feel::Type type, Parts parts, RuleGrid grid);

  feel::Value Evaluate(LogicRun& run) const override;

 private:
  using Candidates = std::span<Candidate>;

  // False, and the null that the table gives, when an input is not allowed.
  bool ReadInputs(LogicRun& run, std::span<feel::Value> inputs,
                  feel::Value& problem) const;
  // Moves the rules that make the result to the front and counts them in
  // `winners`.
  feel::Value Decide(LogicRun& run, Candidates candidates,
                     size_t& winners) const;
  feel::Value DecideAny(LogicRun& run, Candidates candidates) const;
  feel::Value DecideByPriority(LogicRun& run, Candidates candidates,
                               size_t& winners) const;
  feel::Value Aggregate(LogicRun& run, Candidates candidates) const;
  feel::Value ListOf(LogicRun& run, Candidates candidates) const;
  feel::Value ResultOf(LogicRun& run, size_t row) const;
  feel::Value OutputOf(LogicRun& run, size_t row, size_t column) const;
  feel::Value DefaultResult(LogicRun& run) const;
  void Record(LogicRun& run, std::span<const feel::Value> inputs,
              Candidates winners) const;
  void AddUnmatched(LogicRun& run, std::span<const feel::Value> inputs,
                    TableTrace& trace) const;
  feel::SourcePlace At(Place place) const {
    return {parts_.file, place.line, place.column};
  }

  Parts parts_;
  RuleGrid grid_;
  // The outputs that are constants, row by row; null where one is not. They
  // lie side by side, because a table may collect many.
  std::vector<feel::Value> constants_;
  feel::NullReason nothing_matched_;
};

// Never null; strict tables are also checked for gaps, overlaps and rules that
// cannot apply.
LogicPointer CompileTable(const DecisionTable& table, const std::string& id,
                          Place place, LogicCompiler& compiler);

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_DECISION_TABLE_H_
