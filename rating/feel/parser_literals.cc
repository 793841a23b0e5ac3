#include <fmt/format.h>

#include "rating/feel/characters.h"
#include "rating/feel/name_ambiguity.h"
#include "rating/feel/parser.h"
#include "rating/feel/temporal_literal.h"

namespace techflow::feel {

NodePointer Parser::ParsePrimary() {
  switch (token_.kind) {
    case TokenKind::kNumber:
      return ParseNumber();
    case TokenKind::kString:
      return ParseString();
    case TokenKind::kName:
      return ParseName();
    case TokenKind::kKeyword:
      return ParseKeyword();
    case TokenKind::kSymbol:
      if (token_.text == "(") return ParseParenthesis();
      if (token_.text == "[") return ParseBracket();
      if (token_.text == "]") return ParseOpenRange();
      if (token_.text == "{") return ParseContext();
      if (token_.text == "@") return ParseAtLiteral();
      break;
    case TokenKind::kEnd:
    case TokenKind::kError:
      break;
  }
  return Fail("an expression");
}

NodePointer Parser::ParseKeyword() {
  const std::string& word = token_.text;
  const SourcePlace place = token_.place;
  if (word == "if") return ParseIf();
  if (word == "for") return ParseFor();
  if (word == "some" || word == "every") return ParseQuantified();
  if (word == "function") return ParseFunction();
  if (word == "true" || word == "false") {
    return Make(place, Literal{Value::Boolean(TakeToken().text == "true")});
  }
  if (word == "null") {
    Advance();
    return Make(place, Literal{Value::Nothing(constants_,
                                              "null is written here", place)});
  }
  // Any other keyword cannot begin an expression, so it may begin a name here:
  // an entry `in force` of a filter's item.
  if (std::optional<Token> name = scanner_.PeekLongestName(is_name_)) {
    token_ = *std::move(name);
    return ParseName();
  }
  return Fail("an expression");
}

NodePointer Parser::ParseName() {
  const Token name = TakeToken();
  const std::string key = NameKey(name.text);
  NameReference reference = scope_.Find(key, name.text);
  if (dialect_ == Dialect::kStrict) CheckAmbiguity(key, name);
  if (reference.symbol.name == "?") input_named_ = true;
  return Make(name.place, std::move(reference));
}

void Parser::CheckAmbiguity(std::string_view key, const Token& name) {
  const auto is_variable = [this](std::string_view part) {
    const Symbol::Kind kind = scope_.Find(part, part).symbol.kind;
    return kind != Symbol::Kind::kUnknown && kind != Symbol::Kind::kBuiltin;
  };
  if (!is_variable(key)) return;
  const std::string other = OtherReading(key, is_variable);
  if (other.empty()) return;
  diagnostics_.AddError(
      name.place, fmt::format("`{}` is read as one name, and could be meant as "
                              "{}; rename one of them",
                              NameText(name.text), other));
}

NodePointer Parser::ParseNumber() {
  const Token token = TakeToken();
  const absl::StatusOr<Decimal> number = Decimal::Parse(token.text);
  if (!number.ok()) {
    diagnostics_.AddError(token.place, std::string(number.status().message()));
    failed_ = true;
    return nullptr;
  }
  return Make(token.place, Literal{Value::Number(*number)});
}

NodePointer Parser::ParseString() {
  const Token token = TakeToken();
  return Make(token.place, Literal{Value::String(constants_.Copy(token.text))});
}

NodePointer Parser::ParseAtLiteral() {
  const SourcePlace place = TakeToken().place;
  if (token_.kind != TokenKind::kString) return Fail("a string after @");
  const std::string text = TakeToken().text;
  if (const auto value = ParseTemporal(text, constants_)) {
    return Make(place, Literal{*value});
  }
  const std::string message =
      "@\"" + text + "\" is no date, time, date and time or duration";
  diagnostics_.Add(
      dialect_ == Dialect::kStrict ? Severity::kError : Severity::kWarning,
      place, message);
  return Make(place, Literal{Value::Error(constants_, message, place)});
}

// (expression), (low..high] or (< end).
NodePointer Parser::ParseParenthesis() {
  const bool was_in_range_end = std::exchange(in_range_end_, false);
  const SourcePlace place = TakeToken().place;
  NodePointer inner;
  if (ComparisonSign()) {
    inner = ParseSignedRange(place);
  } else {
    inner = ParseExpression();
    if (inner != nullptr && token_.IsSymbol("..")) {
      inner = ParseRangeEnd(place, std::move(inner), /*low_closed=*/false);
    } else if (inner != nullptr && !token_.IsSymbol(")")) {
      inner = Fail("`)`");
    } else if (inner != nullptr) {
      in_range_end_ = was_in_range_end;
      Advance();
    }
  }
  in_range_end_ = was_in_range_end;
  return inner;
}

// A list, or a range from a closed end.
NodePointer Parser::ParseBracket() {
  const bool was_in_range_end = std::exchange(in_range_end_, false);
  const SourcePlace place = TakeToken().place;
  ListLiteral list;
  while (!token_.IsSymbol("]")) {
    NodePointer item = ParseExpression();
    if (item == nullptr) return nullptr;
    if (list.items.empty() && token_.IsSymbol("..")) {
      NodePointer range =
          ParseRangeEnd(place, std::move(item), /*low_closed=*/true);
      in_range_end_ = was_in_range_end;
      return range;
    }
    list.items.push_back(std::move(item));
    if (token_.IsSymbol("]")) break;
    if (!Expect(",")) return nullptr;
    if (token_.IsSymbol("]")) return Fail("an expression");
  }
  in_range_end_ = was_in_range_end;
  Advance();
  return Make(place, std::move(list));
}

NodePointer Parser::ParseOpenRange() {
  const SourcePlace place = TakeToken().place;
  const bool was_in_range_end = std::exchange(in_range_end_, false);
  NodePointer low = ParseExpression();
  if (low == nullptr) return nullptr;
  if (!token_.IsSymbol("..")) return Fail("`..`");
  NodePointer range = ParseRangeEnd(place, std::move(low), false);
  in_range_end_ = was_in_range_end;
  return range;
}

// From `..` to the closing sign.
NodePointer Parser::ParseRangeEnd(const SourcePlace& place, NodePointer low,
                                  bool low_closed) {
  Advance();
  in_range_end_ = true;
  NodePointer high = ParseExpression();
  in_range_end_ = false;
  if (high == nullptr) return nullptr;
  const bool high_closed = token_.IsSymbol("]");
  if (!high_closed && !token_.IsSymbol(")") && !token_.IsSymbol("[")) {
    return Fail("`]`, `)` or `[` at the end of the range");
  }
  Advance();
  return Make(place, RangeLiteral{std::move(low), std::move(high), low_closed,
                                  high_closed, std::nullopt});
}

// The rest of `(< 5)`, `(= 5)` or `(!= 5)`.
NodePointer Parser::ParseSignedRange(const SourcePlace& place) {
  RangeLiteral range;
  range.sign = ComparisonSign();
  Advance();
  NodePointer end = ParseExpression();
  if (end == nullptr || !Expect(")")) return nullptr;
  const ComparisonOperator sign = *range.sign;
  const bool is_below = sign == ComparisonOperator::kLess ||
                        sign == ComparisonOperator::kLessOrEqual;
  range.low_closed = range.high_closed =
      sign != ComparisonOperator::kLess && sign != ComparisonOperator::kGreater;
  (is_below ? range.high : range.low) = std::move(end);
  return Make(place, std::move(range));
}

NodePointer Parser::ParseContext() {
  const SourcePlace place = token_.place;
  const bool was_in_range_end = std::exchange(in_range_end_, false);
  scanner_.MoveTo(token_.end);
  scope_.Push();
  ContextLiteral context;
  bool parsed = true;
  Rescan();
  if (!token_.IsSymbol("}")) {
    do {
      parsed = ParseContextEntry(context);
    } while (parsed && token_.IsSymbol(","));
  }
  scope_.Pop();
  in_range_end_ = was_in_range_end;
  if (!parsed || !Expect("}")) return nullptr;
  return Make(place, std::move(context));
}

// An entry from its key on. The current token is the one before the value or,
// after the first entry, the comma before the key.
bool Parser::ParseContextEntry(ContextLiteral& context) {
  if (token_.IsSymbol(",")) {
    scanner_.MoveTo(token_.end);
    Rescan();
  }
  std::string key;
  if (token_.kind == TokenKind::kString) {
    key = token_.text;
    scanner_.MoveTo(token_.end);
  } else if (const auto name = scanner_.ReadDeclaredName(":")) {
    key = NameText(name->text);
  } else {
    Fail("a key");
    return false;
  }
  Rescan();
  if (!Expect(":")) return false;
  NodePointer value = ParseExpression();
  if (value == nullptr) return false;
  scope_.AddVocabulary(key);
  const int local = scope_.AddLocal(key, value->type);
  Rescan();
  context.entries.push_back({std::move(key), local, std::move(value)});
  return true;
}

}  // namespace techflow::feel
