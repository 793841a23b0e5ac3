#include "rating/feel/parser.h"

#include <fmt/format.h>

#include "rating/feel/characters.h"

namespace techflow::feel {
namespace {

// From loose to tight (grammar rules 2 and 4).
enum Precedence : int {
  kLoosest = 0,
  kOr = 1,
  kAnd = 2,
  kComparison = 3,  // Parser::kBehindIn.
  kAddition = 4,
  kMultiplication = 5,
  kPower = 6,
  kNegation = 7,
  kInstanceOf = 8,
};

struct ArithmeticSign {
  std::string_view text;
  ArithmeticOperator sign;
  Precedence precedence;
};

constexpr ArithmeticSign kArithmeticSigns[] = {
    {"+", ArithmeticOperator::kAdd, kAddition},
    {"-", ArithmeticOperator::kSubtract, kAddition},
    {"*", ArithmeticOperator::kMultiply, kMultiplication},
    {"/", ArithmeticOperator::kDivide, kMultiplication},
    {"**", ArithmeticOperator::kPower, kPower},
};

const ArithmeticSign* FindArithmeticSign(const Token& token) {
  for (const ArithmeticSign& sign : kArithmeticSigns) {
    if (token.IsSymbol(sign.text)) return &sign;
  }
  return nullptr;
}

bool StartsExpression(const Token& token) {
  switch (token.kind) {
    case TokenKind::kNumber:
    case TokenKind::kString:
    case TokenKind::kName:
      return true;
    case TokenKind::kKeyword:
      return token.text != "and" && token.text != "or" && token.text != "in" &&
             token.text != "then" && token.text != "else" &&
             token.text != "return" && token.text != "satisfies" &&
             token.text != "between" && token.text != "instance";
    case TokenKind::kSymbol:
      return token.text == "(" || token.text == "[" || token.text == "{" ||
             token.text == "@" || token.text == "-";
    default:
      return false;
  }
}

}  // namespace

Parser::Parser(std::string_view text, const Scope& scope, Dialect dialect,
               std::string_view file, int line, int column, Arena& constants,
               Diagnostics& diagnostics)
    : text_(text),
      dialect_(dialect),
      constants_(constants),
      diagnostics_(diagnostics),
      checker_(dialect, diagnostics),
      scope_(scope, dialect == Dialect::kConformance),
      scanner_(text, file, line, column),
      is_name_([this](std::string_view key) { return scope_.Contains(key); }) {
  Rescan();
}

void Parser::Rescan() { token_ = scanner_.Peek(is_name_); }

void Parser::Advance() {
  scanner_.MoveTo(token_.end);
  Rescan();
}

Token Parser::TakeToken() {
  Token taken = token_;
  Advance();
  return taken;
}

bool Parser::Take(std::string_view symbol) {
  if (!token_.IsSymbol(symbol)) return false;
  Advance();
  return true;
}

bool Parser::TakeKeyword(std::string_view word) {
  if (!token_.IsKeyword(word)) return false;
  Advance();
  return true;
}

bool Parser::Expect(std::string_view symbol) {
  if (Take(symbol)) return true;
  Fail(fmt::format("`{}`", symbol));
  return false;
}

bool Parser::ExpectKeyword(std::string_view word) {
  if (TakeKeyword(word)) return true;
  Fail(fmt::format("`{}`", word));
  return false;
}

NodePointer Parser::Fail(std::string_view wanted) {
  if (failed_) return nullptr;
  failed_ = true;
  if (token_.kind == TokenKind::kError) {
    diagnostics_.AddError(token_.place, token_.text);
    return nullptr;
  }
  const std::string found =
      token_.kind == TokenKind::kEnd
          ? "the end"
          : fmt::format("`{}`",
                        text_.substr(token_.begin, token_.end - token_.begin));
  diagnostics_.AddError(token_.place,
                        fmt::format("expected {}, found {}", wanted, found));
  return nullptr;
}

NodePointer Parser::ReadExpression() {
  NodePointer node = ParseExpression();
  if (node == nullptr) return nullptr;
  if (token_.kind != TokenKind::kEnd) return Fail("an operator or the end");
  return node;
}

NodePointer Parser::ParseExpression(int least_precedence) {
  if (++depth_ > kMaxDepth) {
    if (!failed_) {
      diagnostics_.AddError(token_.place, "this is nested too deep");
    }
    failed_ = true;
    return nullptr;
  }
  NodePointer node = ParseOperators(ParseOperand(), least_precedence);
  --depth_;
  return node;
}

NodePointer Parser::ParseOperators(NodePointer left, int least_precedence) {
  for (int precedence = OperatorPrecedence();
       left != nullptr && precedence > least_precedence;
       precedence = OperatorPrecedence()) {
    left = ParseOperator(std::move(left), precedence);
  }
  return left;
}

NodePointer Parser::ParseOperand() {
  const SourcePlace place = token_.place;
  if (Take("-")) {
    NodePointer operand = ParseExpression(kNegation - 1);
    if (operand == nullptr) return nullptr;
    return Make(place, Negation{std::move(operand)});
  }
  NodePointer operand = ParsePrimary();
  return operand == nullptr ? nullptr : ParsePostfix(std::move(operand));
}

// 0 where the token is no binary operator, which ends every operand.
int Parser::OperatorPrecedence() const {
  if (token_.kind == TokenKind::kKeyword) {
    if (token_.text == "or") return kOr;
    if (token_.text == "and") return kAnd;
    if (token_.text == "between" || token_.text == "in") return kComparison;
    return token_.text == "instance" ? kInstanceOf : kLoosest;
  }
  if (ComparisonSign()) return kComparison;
  const ArithmeticSign* sign = FindArithmeticSign(token_);
  return sign == nullptr ? kLoosest : sign->precedence;
}

// All operators are left associative: the right side takes tighter ones only.
NodePointer Parser::ParseOperator(NodePointer left, int precedence) {
  if (token_.IsKeyword("between")) return ParseBetween(std::move(left));
  if (token_.IsKeyword("in")) return ParseIn(std::move(left));
  if (token_.IsKeyword("instance")) return ParseInstanceOf(std::move(left));
  const std::optional<ComparisonOperator> comparison = ComparisonSign();
  const ArithmeticSign* arithmetic = FindArithmeticSign(token_);
  const Token sign = TakeToken();
  NodePointer right = ParseExpression(precedence);
  if (right == nullptr) return nullptr;
  if (comparison) {
    return Make(sign.place,
                Comparison{*comparison, std::move(left), std::move(right)});
  }
  if (arithmetic != nullptr) {
    return Make(sign.place, Arithmetic{arithmetic->sign, std::move(left),
                                       std::move(right)});
  }
  return Make(sign.place,
              Logic{sign.text == "and", std::move(left), std::move(right)});
}

NodePointer Parser::ParseBetween(NodePointer value) {
  const SourcePlace place = TakeToken().place;
  NodePointer low = ParseExpression(kComparison);
  if (low == nullptr || !ExpectKeyword("and")) return nullptr;
  NodePointer high = ParseExpression(kComparison);
  if (high == nullptr) return nullptr;
  return Make(place,
              Between{std::move(value), std::move(low), std::move(high)});
}

NodePointer Parser::ParseInstanceOf(NodePointer value) {
  const SourcePlace place = TakeToken().place;
  InstanceOf syntax{std::move(value), std::nullopt};
  if (!token_.IsKeyword("of")) return Fail("`of`");
  scanner_.MoveTo(token_.end);
  if (!ParseType(syntax.type)) return nullptr;
  return Make(place, std::move(syntax));
}

NodePointer Parser::ParsePostfix(NodePointer operand) {
  while (operand != nullptr) {
    if (token_.IsSymbol(".")) {
      operand = ParsePath(std::move(operand));
    } else if (token_.IsSymbol("(")) {
      operand = ParseCall(std::move(operand));
    } else if (token_.IsSymbol("[") && OpensFilter()) {
      operand = ParseFilter(std::move(operand));
    } else {
      return operand;
    }
  }
  return nullptr;
}

bool Parser::OpensFilter() {
  if (!in_range_end_) return true;
  Scanner ahead = scanner_;
  ahead.MoveTo(token_.end);
  return StartsExpression(ahead.Peek(is_name_));
}

NodePointer Parser::ParsePath(NodePointer object) {
  const SourcePlace place = token_.place;
  scanner_.MoveTo(token_.end);
  const Type item = Checker::ItemType(object->type);
  const Type& owner = object->type.is(TypeKind::kList) ? item : object->type;
  std::optional<Token> name =
      scanner_.PeekLongestName([this, &owner](std::string_view key) {
        return owner.has_known_members() ? owner.FindMember(key) != nullptr
                                         : scope_.VocabularyContains(key);
      });
  if (!name) name = scanner_.PeekWord();
  if (!name) {
    Rescan();
    return Fail("a name after the point");
  }
  scanner_.MoveTo(name->end);
  Rescan();
  const Member* member = owner.FindMember(name->text);
  return Make(place,
              Path{std::move(object),
                   member != nullptr ? member->name : NameText(name->text)});
}

NodePointer Parser::ParseFilter(NodePointer list) {
  const SourcePlace place = token_.place;
  const bool was_in_range_end = std::exchange(in_range_end_, false);
  scanner_.MoveTo(token_.end);
  scope_.Push();
  const int item_local = scope_.AddItem(Checker::ItemType(list->type));
  Rescan();
  NodePointer predicate = ParseExpression();
  scope_.Pop();
  in_range_end_ = was_in_range_end;
  if (predicate == nullptr || !Expect("]")) return nullptr;
  return Make(place, Filter{std::move(list), std::move(predicate), item_local});
}

NodePointer Parser::ParseCall(NodePointer callee) {
  Call call;
  call.callee = std::move(callee);
  const SourcePlace place = call.callee->place;
  const bool was_in_range_end = std::exchange(in_range_end_, false);
  scanner_.MoveTo(token_.end);
  const bool parsed = ParseArguments(call);
  in_range_end_ = was_in_range_end;
  if (!parsed) return nullptr;
  return Make(place, std::move(call));
}

bool Parser::ParseArguments(Call& call) {
  std::optional<Token> name = scanner_.ReadDeclaredName(":");
  Rescan();
  if (!name && Take(")")) return true;
  for (;;) {
    if (name) {
      if (!Expect(":")) return false;
      call.names.push_back(NameText(name->text));
    }
    NodePointer argument = ParseExpression();
    if (argument == nullptr) return false;
    call.arguments.push_back(std::move(argument));
    if (Take(")")) return true;
    if (!token_.IsSymbol(",")) return Expect(",");
    scanner_.MoveTo(token_.end);
    if (name) name = scanner_.ReadDeclaredName(":");
    Rescan();
    if (!call.names.empty() && !name) {
      Fail("a parameter's name");
      return false;
    }
  }
}

}  // namespace techflow::feel
