#include "rating/feel/rows.h"

#include <algorithm>

#include "rating/feel/arithmetic.h"
#include "rating/feel/comparison.h"
#include "rating/feel/operand.h"
#include "rating/feel/properties.h"

namespace techflow::feel {
namespace {

// More than the operands of a condition count. Where fewer are left, only those
// are run that the condition needs for an item, as it takes them one by one.
constexpr int64_t kStepsInReserve = 1'000'000;

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

  // A null pointer where the value is one for all rows.
  const Value* column() const { return column_; }
  const Value& value() const { return value_; }

  const Value& Of(const Value& item) const {
    return column_ == nullptr ? value_ : column_[item.record().row];
  }

 private:
  bool FindMember(const PathCode& path, const Rows& rows) {
    const auto& object = static_cast<const LocalCode&>(*path.object);
    if (object.local != rows.item_local || path.steps != 0 ||
        path.members.data() != rows.table.members().data()) {
      return false;
    }
    column_ = rows.table.Column(path.index);
    return true;
  }

  // That of an entry that is a day, as in `item.filing date.year`.
  bool FindProperty(const PathCode& path, const Rows& rows,
                    Evaluation& evaluation) {
    if (path.object->form != Code::Form::kMemberOfLocal ||
        !FindMember(static_cast<const PathCode&>(*path.object), rows)) {
      return false;
    }
    const std::span<Value> properties =
        evaluation.arena().NewArray<Value>(rows.table.size());
    for (const Value& item : rows.items) {
      const size_t row = item.record().row;
      if (!column_[row].is(ValueKind::kDate)) return false;
      const auto property = PropertyOf(column_[row], path.member);
      if (!property.has_value()) return false;
      properties[row] = *property;
    }
    column_ = properties.data();
    return true;
  }

  // Null pointer for a value that is the same for all rows.
  const Value* column_ = nullptr;
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
  if (a == deciding || b == deciding) return deciding;
  return std::max(a, b) >= Truth::kNull ? std::max(a, b) : a;
}

// Days in their order.
int64_t OrderOf(const Date& date) {
  return int64_t{date.year} * 65'536 + date.month * 256 + date.day;
}

// A comparison of two operands for all rows.
template <ComparisonOperator kSign>
class RowComparison {
 public:
  RowComparison(const Rows& rows, Evaluation& evaluation,
                const SourcePlace& place, std::span<Truth> truths)
      : rows_(rows), evaluation_(evaluation), place_(place), truths_(truths) {}

  void Run(const RowValues& left, const RowValues& right) {
    if (left.column() == nullptr || right.column() != nullptr) {
      for (size_t i = 0; i < truths_.size(); ++i) {
        truths_[i] = Ask(left.Of(rows_.items[i]), right.Of(rows_.items[i]));
      }
      return;
    }
    switch (right.value().kind()) {
      case ValueKind::kDate:
        return RunOnDates(left.column(), right.value());
      case ValueKind::kString:
        return RunOnTexts(left.column(), right.value());
      default:
        return RunOn(left.column(), right.value());
    }
  }

 private:
  Truth Ask(const Value& a, const Value& b) {
    if (const std::optional<bool> holds = HoldsAtOnce(kSign, a, b)) {
      return TruthOf(*holds);
    }
    return TruthOf(CompareValues(kSign, a, b, evaluation_, place_));
  }

  void RunOn(const Value* column, const Value& right) {
    for (size_t i = 0; i < truths_.size(); ++i) {
      truths_[i] = Ask(column[rows_.items[i].record().row], right);
    }
  }

  void RunOnDates(const Value* column, const Value& right) {
    const int64_t order = OrderOf(right.date());
    for (size_t i = 0; i < truths_.size(); ++i) {
      const Value& value = column[rows_.items[i].record().row];
      truths_[i] = value.is(ValueKind::kDate)
                       ? TruthOf(Fits(kSign, OrderOf(value.date()) - order))
                       : Ask(value, right);
    }
  }

  // The words of an enum lie in one place each, so most texts are the one
  // before.
  void RunOnTexts(const Value* column, const Value& right) {
    std::string_view asked;
    Truth answer = Truth::kError;
    for (size_t i = 0; i < truths_.size(); ++i) {
      const Value& value = column[rows_.items[i].record().row];
      if (!value.is(ValueKind::kString)) {
        truths_[i] = Ask(value, right);
        continue;
      }
      const std::string_view text = value.string();
      if (text.data() != asked.data() || text.size() != asked.size()) {
        answer = Ask(value, right);
        asked = text;
      }
      truths_[i] = answer;
    }
  }

  const Rows& rows_;
  Evaluation& evaluation_;
  const SourcePlace& place_;
  std::span<Truth> truths_;
};

}  // namespace

const RecordTable* Rows::TableOf(std::span<const Value> items) {
  if (items.empty() || !items[0].is_record()) return nullptr;
  const RecordTable* const table = items[0].record().table;
  const bool is_whole = table->records().data() == items.data();
  const bool are_of_table =
      is_whole ||
      std::all_of(items.begin(), items.end(), [&](const Value& item) {
        return item.is_record() && item.record().table == table;
      });
  return are_of_table ? table : nullptr;
}

template <ComparisonOperator kSign>
bool RunRowsOfComparison(const Code& code, const Rows& rows,
                         Evaluation& evaluation, std::span<Truth> truths) {
  const auto& comparison = static_cast<const BinaryCode&>(code);
  RowValues left;
  RowValues right;
  if (!left.Find(comparison.left, rows, evaluation) ||
      !right.Find(comparison.right, rows, evaluation)) {
    return false;
  }
  RowComparison<kSign>(rows, evaluation, code.place, truths).Run(left, right);
  return true;
}

template bool RunRowsOfComparison<ComparisonOperator::kEqual>(const Code&,
                                                              const Rows&,
                                                              Evaluation&,
                                                              std::span<Truth>);
template bool RunRowsOfComparison<ComparisonOperator::kNotEqual>(
    const Code&, const Rows&, Evaluation&, std::span<Truth>);
template bool RunRowsOfComparison<ComparisonOperator::kLess>(const Code&,
                                                             const Rows&,
                                                             Evaluation&,
                                                             std::span<Truth>);
template bool RunRowsOfComparison<ComparisonOperator::kLessOrEqual>(
    const Code&, const Rows&, Evaluation&, std::span<Truth>);
template bool RunRowsOfComparison<ComparisonOperator::kGreater>(
    const Code&, const Rows&, Evaluation&, std::span<Truth>);
template bool RunRowsOfComparison<ComparisonOperator::kGreaterOrEqual>(
    const Code&, const Rows&, Evaluation&, std::span<Truth>);

template <bool kIsAnd>
bool RunRowsOfLogic(const Code& code, const Rows& rows, Evaluation& evaluation,
                    std::span<Truth> truths) {
  const auto& logic = static_cast<const BinaryCode&>(code);
  const std::span<Truth> right =
      evaluation.arena().NewRoom<Truth>(truths.size());
  if (!logic.left->run_rows(*logic.left, rows, evaluation, truths) ||
      !logic.right->run_rows(*logic.right, rows, evaluation, right)) {
    return false;
  }
  constexpr Truth kDeciding = kIsAnd ? Truth::kFalse : Truth::kTrue;
  for (size_t i = 0; i < truths.size(); ++i) {
    truths[i] = Combine(kDeciding, truths[i], right[i]);
  }
  return true;
}

template bool RunRowsOfLogic<true>(const Code&, const Rows&, Evaluation&,
                                   std::span<Truth>);
template bool RunRowsOfLogic<false>(const Code&, const Rows&, Evaluation&,
                                    std::span<Truth>);

bool RunRowsOfPath(const Code& code, const Rows& rows, Evaluation& evaluation,
                   std::span<Truth> truths) {
  RowValues values;
  if (!values.Find(&code, rows, evaluation)) return false;
  for (size_t i = 0; i < truths.size(); ++i) {
    const Value& value = values.Of(rows.items[i]);
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
