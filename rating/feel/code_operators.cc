#include <fmt/format.h>

#include "rating/feel/arithmetic.h"
#include "rating/feel/code.h"
#include "rating/feel/coercion.h"
#include "rating/feel/comparison.h"
#include "rating/feel/operand.h"
#include "rating/feel/rows.h"

namespace techflow::feel {
namespace {

struct NegationCode : Code {
  const Code* operand;
};

Value RunNegation(const NegationCode& code, Evaluation& evaluation) {
  return Negate(Run(code.operand, evaluation), evaluation, code.place);
}

template <ArithmeticOperator kSign>
Value RunArithmetic(const BinaryCode& code, Evaluation& evaluation) {
  Value computed_left;
  Value computed_right;
  const Value& left = Operand(code.left, evaluation, computed_left);
  const Value& right = Operand(code.right, evaluation, computed_right);
  if (left.is(ValueKind::kNumber) && right.is(ValueKind::kNumber)) {
    const std::optional<Decimal> number =
        CalculateNumbers(kSign, left.number(), right.number());
    if (number) return Value::Number(*number);
  }
  return Calculate(kSign, left, right, evaluation, code.place);
}

template <ComparisonOperator kSign>
Value RunComparison(const BinaryCode& code, Evaluation& evaluation) {
  Value computed_left;
  Value computed_right;
  const Value& left = Operand(code.left, evaluation, computed_left);
  const Value& right = Operand(code.right, evaluation, computed_right);
  if (const std::optional<bool> holds = HoldsAtOnce(kSign, left, right)) {
    return Value::Boolean(*holds);
  }
  return CompareValues(kSign, left, right, evaluation, code.place);
}

// The same where the right side is a null that was written, as it mostly is
// where rules ask for null: then it always holds or not.
template <bool kWantsNull>
Value RunIsNull(const BinaryCode& code, Evaluation& evaluation) {
  Value computed;
  const Value& value = Operand(code.left, evaluation, computed);
  return Value::Boolean(value.is_null() == kWantsNull);
}

struct BetweenCode : Code {
  const Code* value;
  const Code* low;
  const Code* high;
};

// Why a three-valued operation is neither true nor false: the operand that is
// no boolean, an error before a missing value before any other null.
Value Undecided(const Value& a, const Value& b, std::string_view operation,
                Evaluation& evaluation, const SourcePlace& place) {
  for (const Value* value : {&a, &b}) {
    if (value->is_null() || value->is(ValueKind::kBoolean)) continue;
    return Value::Error(evaluation.arena(),
                        fmt::format("`{}` does not take a {}", operation,
                                    KindName(value->kind())),
                        place);
  }
  if (a.is_error() || b.is_error()) return a.is_error() ? a : b;
  if (a.is_missing() || b.is_missing()) return a.is_missing() ? a : b;
  return a.is_null() ? a : b;
}

Value And(const Value& left, const Value& right, Evaluation& evaluation,
          const SourcePlace& place) {
  if (left.is_false() || right.is_false()) return Value::Boolean(false);
  if (left.is_true() && right.is_true()) return left;
  return Undecided(left, right, "and", evaluation, place);
}

Value RunBetween(const BetweenCode& code, Evaluation& evaluation) {
  Value computed;
  Value computed_end;
  const Value& value = Operand(code.value, evaluation, computed);
  const Value from_low = CompareValues(
      ComparisonOperator::kGreaterOrEqual, value,
      Operand(code.low, evaluation, computed_end), evaluation, code.place);
  const Value to_high = CompareValues(
      ComparisonOperator::kLessOrEqual, value,
      Operand(code.high, evaluation, computed_end), evaluation, code.place);
  return And(from_low, to_high, evaluation, code.place);
}

Value RunAnd(const BinaryCode& code, Evaluation& evaluation) {
  Value computed_left;
  Value computed_right;
  const Value& left = Operand(code.left, evaluation, computed_left);
  if (left.is_false()) return left;
  const Value& right = Operand(code.right, evaluation, computed_right);
  return And(left, right, evaluation, code.place);
}

Value RunOr(const BinaryCode& code, Evaluation& evaluation) {
  Value computed_left;
  Value computed_right;
  const Value& left = Operand(code.left, evaluation, computed_left);
  if (left.is_true()) return left;
  const Value& right = Operand(code.right, evaluation, computed_right);
  if (right.is_true()) return right;
  if (left.is_false() && right.is_false()) return left;
  return Undecided(left, right, "or", evaluation, code.place);
}

struct IfCode : Code {
  const Code* condition;
  const Code* then;
  const Code* otherwise;
};

// FEEL goes to `else` unless the condition is true. A condition that hangs on
// missing evidence is the exception: choosing a side would make a known value
// out of an unknown one. In the strict dialect an error is one too.
template <bool kKeepsErrors>
Value RunIf(const IfCode& code, Evaluation& evaluation) {
  Value computed;
  const Value& condition = Operand(code.condition, evaluation, computed);
  if (condition.is_missing()) return condition;
  if (kKeepsErrors && condition.is_error()) return condition;
  if (kKeepsErrors && !condition.is_null() &&
      !condition.is(ValueKind::kBoolean)) {
    return Value::Error(
        evaluation.arena(),
        fmt::format("a condition cannot be a {}", KindName(condition.kind())),
        code.place);
  }
  const bool taken = condition.is_true();
  if (TraceSink* trace = evaluation.trace()) {
    trace->OnBranch(code.place, taken);
  }
  return Run(taken ? code.then : code.otherwise, evaluation);
}

struct InstanceOfCode : Code {
  const Code* value;
  const Type* type;
};

Value RunInstanceOf(const InstanceOfCode& code, Evaluation& evaluation) {
  const Value value = Run(code.value, evaluation);
  if (code.type == nullptr) {
    return Value::Error(evaluation.arena(), "the type is not known",
                        code.place);
  }
  if (value.is_missing()) return value;
  return Value::Boolean(IsInstance(value, *code.type));
}

template <ArithmeticOperator kSign>
const Code* MakeArithmeticCode(Arena& arena, const SourcePlace& place,
                               const Code* left, const Code* right) {
  const auto run = RunAs<BinaryCode, RunArithmetic<kSign>>;
  return arena.New<BinaryCode>(BinaryCode{
      {run, place, Code::Form::kOther, left->is_plain && right->is_plain},
      left,
      right});
}

template <ComparisonOperator kSign>
const Code* MakeComparisonCode(Arena& arena, const SourcePlace& place,
                               const Code* left, const Code* right) {
  using enum ComparisonOperator;
  auto run = RunAs<BinaryCode, RunComparison<kSign>>;
  if constexpr (kSign == kEqual || kSign == kNotEqual) {
    const Value* const constant = ConstantOf(right);
    if (constant != nullptr && constant->is_explicit_null()) {
      run = RunAs<BinaryCode, RunIsNull<kSign == kEqual>>;
    }
  }
  return arena.New<BinaryCode>(BinaryCode{
      {run, place, Code::Form::kOther, false, RunRowsOfComparison<kSign>},
      left,
      right});
}

}  // namespace

const Code* MakeNegation(Arena& arena, const SourcePlace& place,
                         const Code* operand) {
  return arena.New<NegationCode>(
      NegationCode{{RunAs<NegationCode, RunNegation>, place}, operand});
}

const Code* MakeArithmetic(Arena& arena, const SourcePlace& place,
                           ArithmeticOperator sign, const Code* left,
                           const Code* right) {
  using enum ArithmeticOperator;
  switch (sign) {
    case kAdd:
      return MakeArithmeticCode<kAdd>(arena, place, left, right);
    case kSubtract:
      return MakeArithmeticCode<kSubtract>(arena, place, left, right);
    case kMultiply:
      return MakeArithmeticCode<kMultiply>(arena, place, left, right);
    case kDivide:
      return MakeArithmeticCode<kDivide>(arena, place, left, right);
    case kPower:
      return MakeArithmeticCode<kPower>(arena, place, left, right);
  }
  return nullptr;
}

const Code* MakeComparison(Arena& arena, const SourcePlace& place,
                           ComparisonOperator sign, const Code* left,
                           const Code* right) {
  using enum ComparisonOperator;
  switch (sign) {
    case kEqual:
      return MakeComparisonCode<kEqual>(arena, place, left, right);
    case kNotEqual:
      return MakeComparisonCode<kNotEqual>(arena, place, left, right);
    case kLess:
      return MakeComparisonCode<kLess>(arena, place, left, right);
    case kLessOrEqual:
      return MakeComparisonCode<kLessOrEqual>(arena, place, left, right);
    case kGreater:
      return MakeComparisonCode<kGreater>(arena, place, left, right);
    case kGreaterOrEqual:
      return MakeComparisonCode<kGreaterOrEqual>(arena, place, left, right);
  }
  return nullptr;
}

const Code* MakeBetween(Arena& arena, const SourcePlace& place,
                        const Code* value, const Code* low, const Code* high) {
  return arena.New<BetweenCode>(
      BetweenCode{{RunAs<BetweenCode, RunBetween>, place}, value, low, high});
}

const Code* MakeLogic(Arena& arena, const SourcePlace& place, bool is_and,
                      const Code* left, const Code* right) {
  const auto run =
      is_and ? RunAs<BinaryCode, RunAnd> : RunAs<BinaryCode, RunOr>;
  const bool can_run_rows =
      left->run_rows != nullptr && right->run_rows != nullptr;
  const auto run_rows = is_and ? RunRowsOfLogic<true> : RunRowsOfLogic<false>;
  return arena.New<BinaryCode>(
      BinaryCode{{run, place, Code::Form::kOther, false,
                  can_run_rows ? run_rows : nullptr},
                 left,
                 right});
}

const Code* MakeIf(Arena& arena, const SourcePlace& place, bool keeps_errors,
                   const Code* condition, const Code* then,
                   const Code* otherwise) {
  const auto run =
      keeps_errors ? RunAs<IfCode, RunIf<true>> : RunAs<IfCode, RunIf<false>>;
  return arena.New<IfCode>(IfCode{{run, place}, condition, then, otherwise});
}

const Code* MakeInstanceOf(Arena& arena, const SourcePlace& place,
                           const Code* value, const Type* type) {
  return arena.New<InstanceOfCode>(InstanceOfCode{
      {RunAs<InstanceOfCode, RunInstanceOf>, place}, value, type});
}

}  // namespace techflow::feel
