#include <algorithm>

#include "rating/feel/parser.h"

namespace techflow::feel {

std::optional<ComparisonOperator> Parser::ComparisonSign() const {
  if (token_.kind != TokenKind::kSymbol) return std::nullopt;
  for (const ComparisonOperator sign :
       {ComparisonOperator::kEqual, ComparisonOperator::kNotEqual,
        ComparisonOperator::kLess, ComparisonOperator::kLessOrEqual,
        ComparisonOperator::kGreater, ComparisonOperator::kGreaterOrEqual}) {
    if (token_.text == OperatorText(sign)) return sign;
  }
  return std::nullopt;
}

// `in test` or `in (test, test)`. A parenthesis behind `in` encloses tests,
// unless a `..` shows that it opened a range.
NodePointer Parser::ParseIn(NodePointer value) {
  const SourcePlace place = TakeToken().place;
  In in;
  scope_.Push();
  in.input_local = scope_.AddLocal("?", value->type);
  Rescan();
  const bool was_in_range_end = in_range_end_;
  const bool parsed = token_.IsSymbol("(") ? ParseEnclosedTests(in.tests)
                                           : ParseTest(kBehindIn, in.tests);
  in_range_end_ = was_in_range_end;
  scope_.Pop();
  Rescan();
  if (!parsed) return nullptr;
  for (const Test& test : in.tests) checker_.CheckTest(test, value->type);
  in.value = std::move(value);
  return Make(place, std::move(in));
}

// From the opening parenthesis behind `in`.
bool Parser::ParseEnclosedTests(std::vector<Test>& tests) {
  in_range_end_ = false;
  const SourcePlace place = TakeToken().place;
  if (!ParseTestList(tests)) return false;
  Test& first = tests.front();
  if (tests.size() == 1 && first.kind != Test::Kind::kComparison &&
      token_.IsSymbol("..")) {
    first.operand =
        ParseRangeEnd(place, std::move(first.operand), /*low_closed=*/false);
    return first.operand != nullptr;
  }
  return Expect(")");
}

bool Parser::ParseTestList(std::vector<Test>& tests) {
  do {
    if (!ParseTest(/*least_precedence=*/0, tests)) return false;
  } while (Take(","));
  return true;
}

bool Parser::ParseTest(int least_precedence, std::vector<Test>& tests) {
  Test test;
  const bool outer_input_named = std::exchange(input_named_, false);
  if (const std::optional<ComparisonOperator> sign = ComparisonSign()) {
    test.kind = Test::Kind::kComparison;
    test.sign = *sign;
    Advance();
    test.operand = ParseExpression(kBehindIn);
  } else {
    test.operand = ParseExpression(least_precedence);
    test.kind = input_named_ ? Test::Kind::kCondition : Test::Kind::kValue;
  }
  input_named_ = outer_input_named;
  if (test.operand == nullptr) return false;
  tests.push_back(std::move(test));
  return true;
}

std::optional<TestsSyntax> Parser::ReadTests(const Type& input_type) {
  TestsSyntax syntax;
  syntax.input_local = scope_.AddLocal("?", input_type);
  Rescan();
  if (token_.IsSymbol("-")) {
    Scanner ahead = scanner_;
    ahead.MoveTo(token_.end);
    syntax.is_any = ahead.Peek(is_name_).kind == TokenKind::kEnd;
    if (syntax.is_any) return syntax;
  }
  const bool parsed = token_.kind == TokenKind::kName && token_.text == "not"
                          ? ParseNegatedTests(syntax)
                          : ParseTestList(syntax.tests);
  if (!parsed) return std::nullopt;
  if (token_.kind != TokenKind::kEnd) {
    Fail("`,` or the end");
    return std::nullopt;
  }
  for (const Test& test : syntax.tests) checker_.CheckTest(test, input_type);
  return syntax;
}

// `not(tests)` as the whole cell negates tests; followed by more, as in
// `not(contains(?, "a")) and ? != "b"`, it is the function.
bool Parser::ParseNegatedTests(TestsSyntax& syntax) {
  const Token name = TakeToken();
  if (!Expect("(") || !ParseTestList(syntax.tests) || !Expect(")")) {
    return false;
  }
  syntax.is_negated = token_.kind == TokenKind::kEnd;
  if (syntax.is_negated) return true;
  if (syntax.tests.size() != 1 ||
      syntax.tests.front().kind == Test::Kind::kComparison) {
    Fail("the end");
    return false;
  }
  Call call;
  call.callee = Make(name.place, scope_.Find(name.text, name.text));
  call.arguments.push_back(std::move(syntax.tests.front().operand));
  Test& test = syntax.tests.front();
  const bool first_named = test.kind == Test::Kind::kCondition;
  input_named_ = false;
  test.operand = ParseOperators(Make(name.place, std::move(call)), 0);
  test.kind =
      first_named || input_named_ ? Test::Kind::kCondition : Test::Kind::kValue;
  if (test.operand == nullptr) return false;
  return !Take(",") || ParseTestList(syntax.tests);
}

}  // namespace techflow::feel
