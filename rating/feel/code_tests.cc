#include <fmt/format.h>

#include "rating/feel/arithmetic.h"
#include "rating/feel/code.h"
#include "rating/feel/comparison.h"
#include "rating/feel/matching.h"
#include "rating/feel/operand.h"

namespace techflow::feel {
namespace {

struct TestsCode : Code {
  const Code* value;  // A null pointer where the input is in its local already.
  size_t input_local;
  std::span<const TestCode> tests;
};

Value RunTest(const TestCode& test, const Value& input,
              Evaluation& evaluation) {
  Value computed;
  const Value& operand = Operand(test.operand, evaluation, computed);
  const SourcePlace& place = test.operand->place;
  switch (test.kind) {
    case Test::Kind::kComparison:
      return CompareValues(test.sign, input, operand, evaluation, place);
    case Test::Kind::kValue:
      return Matches(input, operand, evaluation, place);
    case Test::Kind::kCondition:
      break;
  }
  if (operand.is(ValueKind::kBoolean) || operand.is_null()) return operand;
  return Value::Error(
      evaluation.arena(),
      fmt::format("a test cannot be a {}", KindName(operand.kind())), place);
}

// Whether the input is the constant that a test names, as most do; nothing
// where it takes more to say.
std::optional<bool> IsValueAtOnce(const TestCode& test, const Value& input) {
  if (test.kind != Test::Kind::kValue) return std::nullopt;
  const Value* const constant = ConstantOf(test.operand);
  if (constant == nullptr || constant->kind() != input.kind() ||
      input.is_null()) {
    return std::nullopt;
  }
  return HoldsAtOnce(ComparisonOperator::kEqual, input, *constant);
}

// True when a test holds; otherwise null when one is, an error before what is
// missing; otherwise false.
Value RunAnyOf(std::span<const TestCode> tests, const Value& input,
               Evaluation& evaluation) {
  Value result = Value::Boolean(false);
  for (const TestCode& test : tests) {
    if (const std::optional<bool> holds = IsValueAtOnce(test, input)) {
      if (*holds) return Value::Boolean(true);
      continue;
    }
    const Value holds = RunTest(test, input, evaluation);
    if (holds.is_true()) return holds;
    if (holds.is_null() && !result.is_error()) result = holds;
  }
  return result;
}

Value RunIn(const TestsCode& code, Evaluation& evaluation) {
  const Value input = Run(code.value, evaluation);
  evaluation.locals()[code.input_local] = input;
  return RunAnyOf(code.tests, input, evaluation);
}

Value RunTests(const TestsCode& code, Evaluation& evaluation) {
  return RunAnyOf(code.tests, evaluation.locals()[code.input_local],
                  evaluation);
}

Value RunNegatedTests(const TestsCode& code, Evaluation& evaluation) {
  const Value holds = RunTests(code, evaluation);
  return holds.is_null() ? holds : Value::Boolean(!holds.boolean());
}

}  // namespace

Value RunTestsOn(const Value& input, const Code& tests,
                 Evaluation& evaluation) {
  return RunAnyOf(static_cast<const TestsCode&>(tests).tests, input,
                  evaluation);
}

const Code* MakeIn(Arena& arena, const SourcePlace& place, const Code* value,
                   int input_local, std::span<const TestCode> tests) {
  return arena.New<TestsCode>(TestsCode{{RunAs<TestsCode, RunIn>, place},
                                        value,
                                        static_cast<size_t>(input_local),
                                        tests});
}

const Code* MakeTests(Arena& arena, bool is_negated, int input_local,
                      std::span<const TestCode> tests) {
  const auto run = is_negated ? RunAs<TestsCode, RunNegatedTests>
                              : RunAs<TestsCode, RunTests>;
  return arena.New<TestsCode>(TestsCode{
      {run, kNowhere}, nullptr, static_cast<size_t>(input_local), tests});
}

}  // namespace techflow::feel
