#include "rating/dmn/checked_rows.h"

#include <algorithm>
#include <optional>

#include "rating/feel/arena.h"
#include "rating/feel/comparison.h"
#include "rating/feel/value_builder.h"

namespace techflow::dmn {
namespace {

using feel::Value;
using Outputs = std::vector<std::optional<Value>>;

// Nothing where an output is known only when it is evaluated.
std::optional<Value> ConstantOutput(const TableLogic::Parts& table,
                                    const TableLogic::Row& row,
                                    feel::Arena& arena) {
  feel::ContextBuilder outputs(arena, row.outputs.size());
  for (size_t i = 0; i < row.outputs.size(); ++i) {
    const Value* value = row.outputs[i]->constant();
    if (value == nullptr) return std::nullopt;
    if (row.outputs.size() == 1) return *value;
    outputs.Add(table.outputs[i].name, *value);
  }
  return outputs.Build();
}

// Equal outputs get equal numbers.
void Number(const Outputs& outputs, std::vector<CheckedTable::Row>& rows) {
  std::vector<Value> different;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!outputs[i]) continue;
    size_t number = 0;
    while (number < different.size() &&
           !feel::Equal(different[number], *outputs[i]).value_or(false)) {
      ++number;
    }
    if (number == different.size()) different.push_back(*outputs[i]);
    rows[i].output = number;
  }
}

// The rank of an output is how many come before it.
void Rank(const OutputOrder& order, const Outputs& outputs,
          std::vector<CheckedTable::Row>& rows) {
  const auto comes_before = [&order](const Value& a, const Value& b) {
    return order.Compare(a, b) < 0;
  };
  std::vector<Value> sorted;
  for (const std::optional<Value>& output : outputs) {
    if (output) sorted.push_back(*output);
  }
  std::sort(sorted.begin(), sorted.end(), comes_before);
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!outputs[i]) continue;
    const auto first = std::lower_bound(sorted.begin(), sorted.end(),
                                        *outputs[i], comes_before);
    rows[i].rank = static_cast<size_t>(first - sorted.begin());
  }
}

}  // namespace

std::vector<CheckedTable::Row> CheckedRows(const TableLogic::Parts& table) {
  feel::Arena arena;
  std::vector<CheckedTable::Row> rows;
  Outputs outputs;
  for (const TableLogic::Row& row : table.rows) {
    rows.push_back({row.place, std::nullopt, std::nullopt});
    outputs.push_back(ConstantOutput(table, row, arena));
  }
  if (table.hit_policy == HitPolicy::kAny) Number(outputs, rows);
  if (table.hit_policy == HitPolicy::kPriority) {
    Rank(table.order, outputs, rows);
  }
  return rows;
}

}  // namespace techflow::dmn
