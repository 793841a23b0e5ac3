#include "rating/dmn/table_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "rating/dmn/checked_column.h"
#include "rating/dmn/row_set.h"

namespace techflow::dmn {
namespace {

using Word = RowSets::Word;
using Rows = std::vector<Word>;

bool IsEmptySet(const Rows& rows) {
  return std::all_of(rows.begin(), rows.end(),
                     [](Word word) { return word == 0; });
}

// Narrows one column after the other. Neighbouring segments that leave the same
// rows are taken together, so that a region is described as people would.
class TableChecker {
 public:
  TableChecker(const CheckedTable& table, const CheckLimits& limits)
      : table_(table), limits_(limits), work_left_(limits.work) {}

  std::vector<TableProblem> Check() {
    if (table_.rows.size() > limits_.rows || !MakeColumns()) {
      ReportUnchecked();
      return std::move(problems_);
    }
    reachable_.assign(table_.rows.size(), false);
    runs_.resize(columns_.size());
    Rows all(RowSets::WordCount(table_.rows.size()), 0);
    for (size_t row = 0; row < table_.rows.size(); ++row) {
      all[row / RowSets::kWordBits] |= Word{1} << (row % RowSets::kWordBits);
    }
    Narrow(0, all, all);
    if (work_left_ == 0) {
      ReportUnchecked();
    } else {
      ReportUnreachable();
    }
    return std::move(problems_);
  }

 private:
  // False when their row sets would be too large.
  bool MakeColumns() {
    const size_t words = RowSets::WordCount(table_.rows.size());
    for (const CheckedTable::Column& column : table_.columns) {
      size_t segments = 1;
      for (const feel::UnaryTests* cell : column.cells) {
        if (cell->intervals()) segments += 4 * cell->intervals()->size();
      }
      if (!TakeWork(2 * segments * words)) return false;
      columns_.emplace_back(column);
    }
    return true;
  }

  // The rows that may match here, and those that do for sure.
  void Narrow(size_t column, const Rows& possible, const Rows& sure) {
    if (column == columns_.size()) {
      Conclude(possible, sure);
      return;
    }
    const CheckedColumn& values = columns_[column];
    Rows next_possible;
    Rows next_sure;
    size_t first = 0;
    for (size_t i = 0; i <= values.size(); ++i) {
      Rows here_possible;
      Rows here_sure;
      if (i < values.size()) {
        if (!TakeWork(2 * possible.size() + 1)) return;
        here_possible = Intersect(possible, values.PossibleRows(i));
        here_sure = Intersect(sure, values.SureRows(i));
      }
      const bool is_new = i == values.size() ||
                          here_possible != next_possible ||
                          here_sure != next_sure;
      if (i > 0 && is_new) {
        runs_[column] = {first, i - 1};
        // Where no rule is left, further columns add nothing to the sentence.
        if (IsEmptySet(next_possible)) {
          Conclude(next_possible, next_sure, column + 1);
        } else {
          Narrow(column + 1, next_possible, next_sure);
        }
        if (work_left_ == 0) return;
      }
      if (is_new) first = i;
      next_possible = std::move(here_possible);
      next_sure = std::move(here_sure);
    }
  }

  static Rows Intersect(const Rows& rows, std::span<const Word> with) {
    Rows result(rows);
    for (size_t i = 0; i < result.size(); ++i) result[i] &= with[i];
    return result;
  }

  bool TakeWork(size_t words) {
    work_left_ -= std::min(work_left_, words);
    return work_left_ > 0;
  }

  void Conclude(const Rows& possible, const Rows& sure) {
    Conclude(possible, sure, columns_.size());
  }

  // `described` columns have been narrowed.
  void Conclude(const Rows& possible, const Rows& sure, size_t described) {
    if (IsEmptySet(possible)) {
      if (PromisesResult()) ReportGap(described);
      return;
    }
    const std::optional<size_t> best = BestRank(sure);
    ForEachRow(possible, [&](size_t row) {
      const std::optional<size_t>& rank = table_.rows[row].rank;
      // Of equal outputs it does not matter which rule gives them.
      if (!best || !rank || *rank <= *best) reachable_[row] = true;
      // Under FIRST a sure row hides those below.
      return table_.hit_policy != HitPolicy::kFirst || !ContainsRow(sure, row);
    });
    if (table_.hit_policy == HitPolicy::kUnique ||
        table_.hit_policy == HitPolicy::kAny) {
      ReportOverlaps(sure);
    }
  }

  // Under PRIORITY the rank that the result has at least.
  std::optional<size_t> BestRank(const Rows& sure) const {
    std::optional<size_t> best;
    if (table_.hit_policy != HitPolicy::kPriority) return best;
    ForEachRow(sure, [&](size_t row) {
      const std::optional<size_t>& rank = table_.rows[row].rank;
      if (rank && (!best || *rank < *best)) best = rank;
      return true;
    });
    return best;
  }

  bool PromisesResult() const {
    if (table_.has_default) return false;
    switch (table_.hit_policy) {
      case HitPolicy::kUnique:
      case HitPolicy::kAny:
      case HitPolicy::kFirst:
      case HitPolicy::kPriority:
        return true;
      default:
        return false;
    }
  }

  std::string Region(size_t described) const {
    std::string text;
    for (size_t i = 0; i < described; ++i) {
      const std::string part =
          columns_[i].Describe(runs_[i].first, runs_[i].second);
      if (part.empty()) continue;
      if (!text.empty()) text += " and ";
      text += part;
    }
    return text.empty() ? "the inputs are anything" : text;
  }

  void ReportGap(size_t described) {
    Report(table_.place,
           fmt::format("no rule says what happens when {}; add a rule or a "
                       "default output",
                       Region(described)));
  }

  // Under ANY rules may overlap where they say the same. Where one of them is
  // only known when it is evaluated, nothing can be said of it here.
  void ReportOverlaps(const Rows& sure) {
    const bool is_any = table_.hit_policy == HitPolicy::kAny;
    const auto output = [this](size_t row) { return table_.rows[row].output; };
    std::vector<size_t> both;
    ForEachRow(sure, [&](size_t row) {
      if (is_any && !output(row)) return true;
      const bool says_the_same =
          is_any && !both.empty() && output(row) == output(both[0]);
      if (!says_the_same) both.push_back(row);
      return both.size() < 2;
    });
    if (both.size() < 2 || !overlaps_.emplace(both[0], both[1]).second) return;
    Report(table_.rows[both[1]].place,
           fmt::format("rules {} and {} both match when {}{}, and the hit "
                       "policy is {}",
                       both[0] + 1, both[1] + 1, Region(columns_.size()),
                       is_any ? " with different outputs" : "",
                       is_any ? "ANY" : "UNIQUE"));
  }

  void ReportUnreachable() {
    for (size_t row = 0; row < table_.rows.size(); ++row) {
      if (reachable_[row]) continue;
      std::string reason = table_.hit_policy == HitPolicy::kPriority
                               ? "outputs that come first take all of its cases"
                               : "the rules above it take all of its cases";
      for (size_t i = 0; i < columns_.size(); ++i) {
        if (!columns_[i].IsEmpty(row)) continue;
        reason = fmt::format("nothing meets its condition on `{}`",
                             table_.columns[i].label);
      }
      Report(table_.rows[row].place,
             fmt::format("rule {} can never apply: {}", row + 1, reason));
    }
  }

  void Report(Place place, std::string message) {
    if (problems_.size() > limits_.problems) return;
    if (problems_.size() == limits_.problems) {
      message = "there are more problems in this table";
      place = table_.place;
    }
    problems_.push_back({place, std::move(message), true});
  }

  void ReportUnchecked() {
    problems_.push_back(
        {table_.place,
         "the table is too large to be checked for gaps and overlaps; divide "
         "it into smaller ones",
         false});
  }

  const CheckedTable& table_;
  const CheckLimits& limits_;
  size_t work_left_;
  std::vector<CheckedColumn> columns_;
  std::vector<std::pair<size_t, size_t>> runs_;
  std::vector<bool> reachable_;
  std::set<std::pair<size_t, size_t>> overlaps_;
  std::vector<TableProblem> problems_;
};

}  // namespace

std::vector<TableProblem> CheckTable(const CheckedTable& table,
                                     const CheckLimits& limits) {
  return TableChecker(table, limits).Check();
}

}  // namespace techflow::dmn
