#include "rating/feel/unary_tests.h"

#include <algorithm>
#include <utility>

#include "rating/feel/compiler.h"
#include "rating/feel/parser.h"
#include "rating/feel/program.h"

namespace techflow::feel {
namespace {

using Intervals = std::vector<Interval>;

Interval Point(const Value& value) { return {value, value, true, true}; }

bool HasOrder(const Value& value) {
  return !value.is_null() && !value.is(ValueKind::kBoolean) &&
         !value.is(ValueKind::kList) && !value.is(ValueKind::kContext) &&
         !value.is(ValueKind::kRange) && !value.is(ValueKind::kFunction);
}

bool AddComparison(ComparisonOperator sign, const Value& value,
                   Intervals& intervals) {
  if (value.is(ValueKind::kBoolean) && sign == ComparisonOperator::kEqual) {
    intervals.push_back(Point(value));
    return true;
  }
  if (!HasOrder(value)) return false;
  using enum ComparisonOperator;
  switch (sign) {
    case kEqual:
      intervals.push_back(Point(value));
      return true;
    case kNotEqual:
      intervals.push_back({std::nullopt, value, false, false});
      intervals.push_back({value, std::nullopt, false, false});
      return true;
    case kLess:
    case kLessOrEqual:
      intervals.push_back({std::nullopt, value, false, sign == kLessOrEqual});
      return true;
    case kGreater:
    case kGreaterOrEqual:
      intervals.push_back(
          {value, std::nullopt, sign == kGreaterOrEqual, false});
      return true;
  }
  return false;
}

bool AddValue(const Value& value, Intervals& intervals);

bool AddRange(const Range& range, Intervals& intervals) {
  if (range.form != Range::Form::kInterval) {
    const auto sign = range.form == Range::Form::kPoint
                          ? ComparisonOperator::kEqual
                          : ComparisonOperator::kNotEqual;
    return AddComparison(sign, range.low, intervals);
  }
  Interval interval;
  interval.low_closed = range.low_closed;
  interval.high_closed = range.high_closed;
  if (!range.low_unbounded) {
    if (!HasOrder(range.low)) return false;
    interval.low = range.low;
  }
  if (!range.high_unbounded) {
    if (!HasOrder(range.high)) return false;
    interval.high = range.high;
  }
  intervals.push_back(interval);
  return true;
}

bool AddList(std::span<const Value> items, Intervals& intervals) {
  for (const Value& item : items) {
    if (item.is(ValueKind::kList) || !AddValue(item, intervals)) return false;
  }
  return true;
}

bool AddValue(const Value& value, Intervals& intervals) {
  if (value.is(ValueKind::kRange)) return AddRange(value.range(), intervals);
  if (value.is(ValueKind::kList)) return AddList(value.list(), intervals);
  return AddComparison(ComparisonOperator::kEqual, value, intervals);
}

std::optional<Intervals> IntervalsOf(const TestsSyntax& syntax,
                                     std::span<const TestCode> tests) {
  if (syntax.is_any) return Intervals{Interval{}};
  if (syntax.is_negated) return std::nullopt;
  Intervals intervals;
  for (const TestCode& test : tests) {
    const Value* constant = ConstantOf(test.operand);
    if (constant == nullptr || test.kind == Test::Kind::kCondition) {
      return std::nullopt;
    }
    const bool added = test.kind == Test::Kind::kComparison
                           ? AddComparison(test.sign, *constant, intervals)
                           : AddValue(*constant, intervals);
    if (!added) return std::nullopt;
  }
  return intervals;
}

}  // namespace

std::shared_ptr<const UnaryTests> UnaryTests::Compile(
    std::string_view text, const Scope& scope, const Type& input_type,
    const CompileOptions& options, Diagnostics& diagnostics) {
  const size_t errors_before = diagnostics.error_count();
  auto program = std::make_shared<Program>(options);
  Parser parser(text, scope, options.dialect, program->file(),
                options.origin.line, options.origin.column, program->arena(),
                diagnostics);
  const std::optional<TestsSyntax> syntax = parser.ReadTests(input_type);
  if (!syntax || diagnostics.error_count() > errors_before) return nullptr;
  int height = 1;
  for (const Test& test : syntax->tests) {
    height = std::max(height, test.operand->height + 1);
  }
  Compiler compiler(*program, options.dialect, parser.local_count());
  const std::vector<TestCode> tests = compiler.CompileTestList(syntax->tests);
  program->Finish(compiler.MakeTestsCode(*syntax, tests), TypeKind::kBoolean,
                  compiler.local_count(), height);
  const bool ask_constants =
      !syntax->is_any && !syntax->is_negated &&
      std::all_of(tests.begin(), tests.end(), [](const TestCode& test) {
        return ConstantOf(test.operand) != nullptr;
      });
  return std::shared_ptr<const UnaryTests>(
      new UnaryTests(std::move(program), IntervalsOf(*syntax, tests),
                     syntax->is_any, ask_constants));
}

UnaryTests::UnaryTests(std::shared_ptr<const Program> program,
                       std::optional<std::vector<Interval>> intervals,
                       bool matches_everything, bool ask_constants)
    : body_(program->body()),
      matches_everything_(matches_everything),
      ask_constants_(ask_constants),
      program_(std::move(program)),
      intervals_(std::move(intervals)) {}

TestOutcome UnaryTests::Evaluate(Evaluation& evaluation,
                                 const Value& input) const {
  if (matches_everything_) return {Match::kYes, nullptr};
  const Value holds = Holds(evaluation, input);
  if (holds.is_null()) return {Match::kUnknown, &holds.reason()};
  return {holds.is_true() ? Match::kYes : Match::kNo, nullptr};
}

// Most cells ask for constants: the same as running their code, without locals.
Value UnaryTests::Holds(Evaluation& evaluation, const Value& input) const {
  if (!ask_constants_) return body_.Run(evaluation, &input);
  const Evaluation::Nesting nesting(evaluation, body_.height);
  if (!evaluation.Step() || !nesting.ok()) return {};
  const Value holds = RunTestsOn(input, *body_.root, evaluation);
  return evaluation.AcceptListLength(0) ? holds : Value();
}

const std::optional<std::vector<Interval>>& UnaryTests::intervals() const {
  return intervals_;
}

std::span<const Reference> UnaryTests::references() const {
  return program_->references();
}

}  // namespace techflow::feel
