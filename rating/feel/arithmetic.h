#ifndef TECHFLOW_RATING_FEEL_ARITHMETIC_H_
#define TECHFLOW_RATING_FEEL_ARITHMETIC_H_

#include <optional>

#include "rating/feel/evaluation.h"
#include "rating/feel/syntax_tree.h"
#include "rating/feel/value.h"

// The operators on values (DMN 1.5, tables 50 to 62). Where one cannot answer,
// the result is null and says why: a missing operand stays missing, an error
// stays the first error, and anything else is an error at `place`.
namespace techflow::feel {

// The null that an operation on `a` and `b` gives, one of which is null.
Value NullOf(const Value& a, const Value& b, std::string_view operation,
             Evaluation& evaluation, const SourcePlace& place);

// Two numbers; nothing where the result is none of 34 digits.
inline std::optional<Decimal> CalculateNumbers(ArithmeticOperator sign,
                                               const Decimal& a,
                                               const Decimal& b) {
  switch (sign) {
    case ArithmeticOperator::kAdd:
      return Add(a, b);
    case ArithmeticOperator::kSubtract:
      return Subtract(a, b);
    case ArithmeticOperator::kMultiply:
      return Multiply(a, b);
    case ArithmeticOperator::kDivide:
      return Divide(a, b);
    case ArithmeticOperator::kPower:
      return Power(a, b);
  }
  return std::nullopt;
}
Value Calculate(ArithmeticOperator sign, const Value& a, const Value& b,
                Evaluation& evaluation, const SourcePlace& place);
Value Negate(const Value& value, Evaluation& evaluation,
             const SourcePlace& place);
// `=` on a missing value answers only when asked whether it is null; otherwise
// it is as unknown as the value.
Value CompareValues(ComparisonOperator sign, const Value& a, const Value& b,
                    Evaluation& evaluation, const SourcePlace& place);

// A duration's length in seconds, exact, and back, where what is below a
// nanosecond is cut off; nothing where it is out of range.
Decimal InSeconds(const DaysDuration& duration);
std::optional<DaysDuration> DurationOfSeconds(const Decimal& seconds);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_ARITHMETIC_H_
