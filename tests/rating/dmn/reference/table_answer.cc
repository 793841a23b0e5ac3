#include "tests/rating/dmn/reference/table_answer.h"

#include <algorithm>

#include "tests/rating/feel/reference/comparison.h"
#include "tests/rating/feel/reference/evaluator.h"

namespace techflow::dmn::reference {
namespace {

using feel::reference::Constant;
using feel::reference::Context;
using feel::reference::Error;
using feel::reference::Evaluator;
using feel::reference::Explicit;
using feel::reference::List;
using feel::reference::Make;
using feel::reference::Mentions;
using feel::reference::Number;
using Form = Tree::Form;

enum class Match { kNo, kYes, kMissing, kError };

// A rule that is not ruled out, with its result.
struct Candidate {
  size_t row = 0;
  Match match = Match::kNo;
  Value result;
};

class TableReader {
 public:
  TableReader(const Table& table, const std::vector<Input>& inputs, Nulls nulls)
      : table_(table), inputs_(inputs), nulls_(nulls) {
    for (const Input& input : inputs) {
      names_.Put(input.name, input.value.value_or(Explicit()));
    }
  }

  TableAnswer Read();

 private:
  Value Evaluate(const Tree& tree) const {
    return Evaluator({names_}).Evaluate(tree).value_or(Error());
  }
  // Nothing where the column asks for evidence that is missing.
  std::optional<Value> Tested(const InputColumn& column) const;
  Match Ask(const Cell& cell, const std::optional<Value>& tested) const;
  Match AskRow(const Row& row) const;
  bool IsAllowed() const;
  Value ResultOf(const Row& row) const;
  Value DefaultResult() const;
  // Puts those first whose results the output values list first.
  void Order(std::vector<Candidate>& candidates) const;
  size_t Rank(const Candidate& candidate, size_t output) const;

  void Decide(std::vector<Candidate> candidates, TableAnswer& answer) const;
  Value Aggregate(const std::vector<Candidate>& candidates) const;

  const Table& table_;
  const std::vector<Input>& inputs_;
  const Nulls nulls_;
  Context names_;
};

std::optional<Value> TableReader::Tested(const InputColumn& column) const {
  for (const Input& input : inputs_) {
    if (!input.value && Mentions(column.expression, input.name)) {
      return std::nullopt;
    }
  }
  return Evaluate(column.expression);
}

// Whether the input is `in` the tests (10.3.2.10); of missing evidence only
// `null` is known.
Match TableReader::Ask(const Cell& cell,
                       const std::optional<Value>& tested) const {
  if (cell.is_dash) return Match::kYes;
  if (!tested) {
    const bool has_null =
        std::any_of(cell.tests.begin(), cell.tests.end(), [](const Tree& test) {
          return test.form == Form::kConstant && test.constant.IsNull();
        });
    if (!has_null) return Match::kMissing;
    return cell.is_negated ? Match::kNo : Match::kYes;
  }
  std::vector<Tree> parts = {Constant(*tested)};
  parts.insert(parts.end(), cell.tests.begin(), cell.tests.end());
  const Value answer = Evaluate(Make(Form::kIn, "", parts));
  if (answer.IsNull()) return answer.IsError() ? Match::kError : Match::kNo;
  return answer.IsTrue() != cell.is_negated ? Match::kYes : Match::kNo;
}

Match TableReader::AskRow(const Row& row) const {
  Match match = Match::kYes;
  for (size_t i = 0; i < table_.inputs.size(); ++i) {
    const Match of_cell = Ask(row.conditions[i], Tested(table_.inputs[i]));
    const bool is_known = of_cell == Match::kYes || of_cell == Match::kNo;
    if (of_cell == Match::kNo || (!is_known && nulls_ == Nulls::kRuleOut)) {
      return Match::kNo;
    }
    if (match == Match::kYes) match = of_cell;
  }
  return match;
}

bool TableReader::IsAllowed() const {
  return std::all_of(table_.inputs.begin(), table_.inputs.end(),
                     [this](const InputColumn& column) {
                       const std::optional<Value> tested = Tested(column);
                       const bool is_known = tested && !tested->IsNull();
                       return !is_known || !column.allowed ||
                              Ask(*column.allowed, tested) == Match::kYes;
                     });
}

Value TableReader::ResultOf(const Row& row) const {
  if (table_.outputs.size() == 1) return Evaluate(row.outputs[0]);
  Context result;
  for (size_t i = 0; i < table_.outputs.size(); ++i) {
    result.Put(table_.outputs[i].name, Evaluate(row.outputs[i]));
  }
  return {result};
}

Value TableReader::DefaultResult() const {
  const bool has_default = std::any_of(
      table_.outputs.begin(), table_.outputs.end(),
      [](const OutputColumn& output) { return output.standard.has_value(); });
  if (!has_default) {
    return table_.aggregation == "COUNT" ? Number(0) : Explicit();
  }
  if (table_.outputs.size() == 1) return *table_.outputs[0].standard;
  Context result;
  for (const OutputColumn& output : table_.outputs) {
    result.Put(output.name, output.standard.value_or(Explicit()));
  }
  return {result};
}

size_t TableReader::Rank(const Candidate& candidate, size_t output) const {
  const Value& result =
      table_.outputs.size() == 1
          ? candidate.result
          : candidate.result.As<Context>().entries[output].value;
  const std::vector<Value>& values = table_.outputs[output].values;
  size_t rank = 0;
  while (rank < values.size() && !Equal(values[rank], result).IsTrue()) ++rank;
  return rank;
}

void TableReader::Order(std::vector<Candidate>& candidates) const {
  // From the rightmost column to the leftmost, which counts most.
  for (size_t output = table_.outputs.size(); output-- > 0;) {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](const Candidate& a, const Candidate& b) {
                       return Rank(a, output) < Rank(b, output);
                     });
  }
}

Value TableReader::Aggregate(const std::vector<Candidate>& candidates) const {
  const auto count = static_cast<int64_t>(candidates.size());
  if (table_.aggregation == "COUNT") return Number(count);
  List results;
  for (const Candidate& candidate : candidates) {
    // The null tells more than that there is no sum.
    if (candidate.result.IsNull() && !table_.aggregation.empty()) {
      return candidate.result;
    }
    results.push_back(candidate.result);
  }
  if (table_.aggregation.empty()) return {results};
  const std::string function = table_.aggregation == "SUM"   ? "sum"
                               : table_.aggregation == "MIN" ? "min"
                                                             : "max";
  return Evaluate(Make(Form::kBuiltin, function, {Constant({results})}));
}

void TableReader::Decide(std::vector<Candidate> candidates,
                         TableAnswer& answer) const {
  const std::string& policy = table_.policy;
  if (policy == "PRIORITY") Order(candidates);
  if (policy == "PRIORITY" || policy == "FIRST") candidates.resize(1);
  for (const Candidate& candidate : candidates) {
    if (candidate.match == Match::kYes) continue;
    // It might have changed the result.
    answer.is_missing = candidate.match == Match::kMissing;
    answer.result = Error();
    return;
  }
  if (policy == "UNIQUE" && candidates.size() > 1) {
    answer.result = Error();
    return;
  }
  if (policy == "OUTPUT ORDER") Order(candidates);
  for (const Candidate& candidate : candidates) {
    answer.matched.push_back(static_cast<int>(candidate.row) + 1);
  }
  answer.result = candidates[0].result;
  if (policy == "ANY") {
    for (const Candidate& candidate : candidates) {
      if (!Equal(candidate.result, answer.result).IsTrue()) {
        answer.result = Error();
        return;
      }
    }
  }
  if (policy == "COLLECT") answer.result = Aggregate(candidates);
  if (policy == "RULE ORDER" || policy == "OUTPUT ORDER") {
    List results;
    for (const Candidate& candidate : candidates) {
      results.push_back(candidate.result);
    }
    answer.result = {results};
  }
}

TableAnswer TableReader::Read() {
  TableAnswer answer;
  std::vector<Candidate> candidates;
  for (size_t row = 0; row < table_.rows.size(); ++row) {
    const Match match = AskRow(table_.rows[row]);
    if (match != Match::kNo) {
      candidates.push_back({row, match, ResultOf(table_.rows[row])});
    }
    for (size_t i = 0; i < table_.inputs.size() && match != Match::kYes; ++i) {
      const Cell& cell = table_.rows[row].conditions[i];
      if (Ask(cell, Tested(table_.inputs[i])) == Match::kYes) continue;
      answer.unmatched.push_back({static_cast<int>(row) + 1, Text(cell)});
      break;
    }
  }
  if (!IsAllowed()) {
    answer.result = Error();
  } else if (candidates.empty()) {
    answer.result = DefaultResult();
  } else {
    Decide(std::move(candidates), answer);
  }
  return answer;
}

}  // namespace

TableAnswer Answer(const Table& table, const std::vector<Input>& inputs,
                   Nulls nulls) {
  return TableReader(table, inputs, nulls).Read();
}

}  // namespace techflow::dmn::reference
