#include "rating/feel/rows.h"

#include <algorithm>
#include <array>
#include <limits>

#include "rating/feel/arithmetic.h"
#include "rating/feel/comparison.h"
#include "rating/feel/operand.h"

namespace techflow::feel {
namespace {

// More than the operands of a condition count. Where fewer are left, only those
// are run that the condition needs for an item, as it takes them one by one.
constexpr int64_t kStepsInReserve = 1'000'000;

// Of more rows for an item than this most would be answered for nothing.
constexpr size_t kMostRowsForAnItem = 8;

// The values of an operand: one for all rows, or the column of an entry.
class RowValues {
 public:
  // False where the operand is neither; see AnswerRows().
  bool Find(const Code* code, const Rows& rows, Evaluation& evaluation) {
    switch (code->form) {
      case Code::Form::kConstant:
        value_ = static_cast<const ConstantCode*>(code)->value;
        return true;
      case Code::Form::kSlot:
        value_ = evaluation.Get(static_cast<const SlotCode*>(code)->slot);
        return true;
      case Code::Form::kLocal: {
        const size_t local = static_cast<const LocalCode*>(code)->local;
        value_ = evaluation.locals()[local];
        return local != rows.item_local;
      }
      case Code::Form::kMemberOfLocal:
        return FindMember(static_cast<const PathCode&>(*code), rows);
      case Code::Form::kKept:
        if (!code->is_plain) return false;
        value_ = Run(code, evaluation);
        return true;
      case Code::Form::kPath:
        return FindProperty(static_cast<const PathCode&>(*code), rows,
                            evaluation);
      case Code::Form::kMemberOfSlot:
      case Code::Form::kOther:
        return false;
    }
    return false;
  }

  // Null pointers where the value is one for all rows; no keys also for values
  // that are no column of the table.
  const Value* column() const { return column_; }
  const ColumnKeys* keys() const { return keys_; }
  const Value& value() const { return value_; }

  // Of the row so far from the first.
  const Value& At(size_t i) const {
    return column_ == nullptr ? value_ : column_[i];
  }

 private:
  bool FindMember(const PathCode& path, const Rows& rows) {
    const auto& object = static_cast<const LocalCode&>(*path.object);
    if (object.local != rows.item_local || path.steps != 0 ||
        path.members.data() != rows.table.members().data()) {
      return false;
    }
    column_ = rows.table.Column(path.index) + rows.first;
    keys_ = rows.table.Keys(path.index);
    return true;
  }

  // That of an entry that is a day, as in `item.filing date.year`.
  bool FindProperty(const PathCode& path, const Rows& rows,
                    Evaluation& evaluation) {
    if (path.of_day == nullptr ||
        path.object->form != Code::Form::kMemberOfLocal ||
        !FindMember(static_cast<const PathCode&>(*path.object), rows)) {
      return false;
    }
    keys_ = nullptr;
    const std::span<Value> properties =
        evaluation.arena().NewRoom<Value>(rows.count);
    for (size_t i = 0; i < rows.count; ++i) {
      if (column_[i].is_missing()) {
        properties[i] = column_[i];
        continue;
      }
      if (!column_[i].is(ValueKind::kDate)) return false;
      properties[i] = path.of_day(column_[i].date());
    }
    column_ = properties.data();
    return true;
  }

  const Value* column_ = nullptr;
  const ColumnKeys* keys_ = nullptr;
  Value value_;
};

Truth TruthOf(const Value& value) {
  if (value.is(ValueKind::kBoolean)) {
    return value.boolean() ? Truth::kTrue : Truth::kFalse;
  }
  return value.is_null() && !value.is_error() ? Truth::kNull : Truth::kError;
}

Truth TruthOf(bool holds) { return holds ? Truth::kTrue : Truth::kFalse; }

// As FEEL's `and`, or `or` with true and false exchanged: `deciding` decides
// alone, else the one that is no boolean does.
Truth Combine(Truth deciding, Truth a, Truth b) {
  return a == deciding || b == deciding ? deciding : std::max(a, b);
}

// The keys of the days that a comparison with a day is true for: those from
// `first` to `last`, or all others.
struct DayRange {
  static DayRange Of(ComparisonOperator sign, int32_t day) {
    constexpr int32_t kFirst = ColumnKeys::kNoDay + 1;
    constexpr int32_t kLast = std::numeric_limits<int32_t>::max();
    switch (sign) {
      case ComparisonOperator::kEqual:
        return {day, day, true};
      case ComparisonOperator::kNotEqual:
        return {day, day, false};
      case ComparisonOperator::kLess:
        return {kFirst, day - 1, true};
      case ComparisonOperator::kLessOrEqual:
        return {kFirst, day, true};
      case ComparisonOperator::kGreater:
        return {day + 1, kLast, true};
      case ComparisonOperator::kGreaterOrEqual:
        return {day, kLast, true};
    }
    return {};
  }
  // Without `&&`, so that the loop over days has no branches.
  bool Holds(int32_t day) const {
    const int in =
        static_cast<int>(first <= day) & static_cast<int>(day <= last);
    return (in != 0) == is_inside;
  }

  int32_t first = 0;
  int32_t last = 0;
  bool is_inside = true;
};

// A comparison of two operands for all rows.
class RowComparison {
 public:
  RowComparison(ComparisonOperator sign, const Rows& rows,
                Evaluation& evaluation, const SourcePlace& place,
                std::span<Truth> truths)
      : sign_(sign),
        rows_(rows),
        evaluation_(evaluation),
        place_(place),
        truths_(truths) {}

  void Run(const RowValues& left, const RowValues& right) {
    if (left.column() == nullptr || right.column() != nullptr) {
      for (size_t i = 0; i < truths_.size(); ++i) {
        truths_[i] = Ask(left.At(i), right.At(i));
      }
      return;
    }
    if (left.keys() != nullptr && RunOnKeys(*left.keys(), right.value())) {
      return;
    }
    RunOn(left.column(), right.value());
  }

 private:
  // Not inline: what answers for a few words need not be there many times.
  [[gnu::noinline]] Truth Ask(const Value& a, const Value& b) {
    if (const std::optional<bool> holds = HoldsAtOnce(sign_, a, b)) {
      return TruthOf(*holds);
    }
    return TruthOf(CompareValues(sign_, a, b, evaluation_, place_));
  }

  // What is unknown answers like all else that is.
  void RunOn(const Value* column, const Value& right) {
    std::optional<Truth> of_missing;
    const bool is_number = right.is(ValueKind::kNumber);
    for (size_t i = 0; i < truths_.size(); ++i) {
      if (is_number && column[i].is(ValueKind::kNumber)) {
        truths_[i] =
            TruthOf(Fits(sign_, column[i].number() <=> right.number()));
        continue;
      }
      if (!column[i].is_missing()) {
        truths_[i] = Ask(column[i], right);
        continue;
      }
      if (!of_missing) of_missing = Ask(column[i], right);
      truths_[i] = *of_missing;
    }
  }

  // False, and nothing has been done, where the keys do not help.
  bool RunOnKeys(const ColumnKeys& keys, const Value& right) {
    switch (keys.form) {
      case ColumnKeys::Form::kWords:
        RunOnWords(keys, right);
        return true;
      case ColumnKeys::Form::kDays:
        return RunOnDays(keys, right);
      case ColumnKeys::Form::kNone:
        return false;
    }
    return false;
  }

  void RunOnWords(const ColumnKeys& keys, const Value& right) {
    // Only words that occur are asked.
    std::array<bool, ColumnKeys::kMostWords> are_asked{};
    std::array<Truth, ColumnKeys::kMostWords> answers;
    const uint8_t* const places = keys.places + rows_.first;
    for (size_t i = 0; i < truths_.size(); ++i) {
      const size_t place = places[i];
      if (!are_asked[place]) {
        answers[place] = Ask(keys.words[place], right);
        are_asked[place] = true;
      }
      truths_[i] = answers[place];
    }
  }

  bool RunOnDays(const ColumnKeys& keys, const Value& right) {
    const int32_t* const days = keys.days + rows_.first;
    const Truth of_no_day = Ask(keys.no_day, right);
    if (right.is_null()) {
      const Truth of_day = Ask(Value::OfDate({2000, 1, 1}), right);
      for (size_t i = 0; i < truths_.size(); ++i) {
        truths_[i] = days[i] == ColumnKeys::kNoDay ? of_no_day : of_day;
      }
      return true;
    }
    if (!right.is(ValueKind::kDate)) return false;
    const std::optional<int32_t> day = ColumnKeys::KeyOf(right.date());
    if (!day) return false;
    const DayRange range = DayRange::Of(sign_, *day);
    for (size_t i = 0; i < truths_.size(); ++i) {
      truths_[i] = days[i] == ColumnKeys::kNoDay
                       ? of_no_day
                       : TruthOf(range.Holds(days[i]));
    }
    return true;
  }

  const ComparisonOperator sign_;
  const Rows& rows_;
  Evaluation& evaluation_;
  const SourcePlace& place_;
  std::span<Truth> truths_;
};

}  // namespace

std::optional<Rows> Rows::Of(std::span<const Value> items, size_t item_local) {
  if (items.empty() || !items[0].is_record()) return std::nullopt;
  const RecordTable& table = *items[0].record().table;
  size_t first = items[0].record().row;
  // A piece of the table, often all of it.
  if (&table.records()[first] == items.data()) {
    return Rows{table, first, items.size(), true, item_local};
  }
  size_t last = first;
  for (const Value& item : items) {
    if (!item.is_record() || item.record().table != &table) return std::nullopt;
    first = std::min(first, item.record().row);
    last = std::max(last, item.record().row);
  }
  const size_t count = last - first + 1;
  if (count / kMostRowsForAnItem > items.size()) return std::nullopt;
  return Rows{table, first, count, false, item_local};
}

bool RunRowsOfComparison(ComparisonOperator sign, const Code& code,
                         const Rows& rows, Evaluation& evaluation,
                         std::span<Truth> truths) {
  const auto& comparison = static_cast<const BinaryCode&>(code);
  RowValues left;
  RowValues right;
  if (!left.Find(comparison.left, rows, evaluation) ||
      !right.Find(comparison.right, rows, evaluation)) {
    return false;
  }
  RowComparison(sign, rows, evaluation, code.place, truths).Run(left, right);
  return true;
}

bool RunRowsOfLogic(bool is_and, const Code& code, const Rows& rows,
                    Evaluation& evaluation, std::span<Truth> truths) {
  const auto& logic = static_cast<const BinaryCode&>(code);
  const std::span<Truth> right =
      evaluation.arena().NewRoom<Truth>(truths.size());
  if (!logic.left->run_rows(*logic.left, rows, evaluation, truths) ||
      !logic.right->run_rows(*logic.right, rows, evaluation, right)) {
    return false;
  }
  const Truth deciding = is_and ? Truth::kFalse : Truth::kTrue;
  for (size_t i = 0; i < truths.size(); ++i) {
    truths[i] = Combine(deciding, truths[i], right[i]);
  }
  return true;
}

bool RunRowsOfPath(const Code& code, const Rows& rows, Evaluation& evaluation,
                   std::span<Truth> truths) {
  RowValues values;
  if (!values.Find(&code, rows, evaluation)) return false;
  for (size_t i = 0; i < truths.size(); ++i) {
    const Value& value = values.At(i);
    // Neither true, nor false, nor null: what that means is told item by item.
    if (!value.is(ValueKind::kBoolean) && !value.is_null()) return false;
    truths[i] = TruthOf(value);
  }
  return true;
}

bool AnswerRows(const Code& condition, const Rows& rows, Evaluation& evaluation,
                std::span<Truth> truths) {
  const int64_t steps_left = evaluation.steps_left();
  if (condition.run_rows == nullptr || evaluation.trace() != nullptr ||
      steps_left < kStepsInReserve) {
    return false;
  }
  const bool is_answered =
      condition.run_rows(condition, rows, evaluation, truths);
  if (evaluation.steps_left() == steps_left) return is_answered;
  evaluation.TakeBackSteps(steps_left - evaluation.steps_left());
  return false;
}

}  // namespace techflow::feel
