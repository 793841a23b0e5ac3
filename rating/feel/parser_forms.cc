#include <map>

#include "rating/feel/characters.h"
#include "rating/feel/parser.h"

namespace techflow::feel {
namespace {

const std::map<std::string, TypeKind, std::less<>>& SimpleTypes() {
  static const auto& types = *new std::map<std::string, TypeKind, std::less<>>{
      {"Any", TypeKind::kAny},
      {"Null", TypeKind::kNull},
      {"number", TypeKind::kNumber},
      {"string", TypeKind::kString},
      {"boolean", TypeKind::kBoolean},
      {"date", TypeKind::kDate},
      {"time", TypeKind::kTime},
      {"date and time", TypeKind::kDateAndTime},
      {"days and time duration", TypeKind::kDaysDuration},
      {"years and months duration", TypeKind::kMonthsDuration},
  };
  return types;
}

}  // namespace

NodePointer Parser::ParseIf() {
  const SourcePlace place = TakeToken().place;
  NodePointer condition = ParseExpression();
  if (condition == nullptr || !ExpectKeyword("then")) return nullptr;
  NodePointer then = ParseExpression();
  if (then == nullptr || !ExpectKeyword("else")) return nullptr;
  NodePointer otherwise = ParseExpression();
  if (otherwise == nullptr) return nullptr;
  return Make(place,
              If{std::move(condition), std::move(then), std::move(otherwise)});
}

// From the keyword before the first variable to the end of the last source.
// Each variable stands in the sources behind it.
bool Parser::ParseIterators(std::vector<Iterator>& iterators) {
  do {
    scanner_.MoveTo(token_.end);
    const std::optional<Token> name = scanner_.ReadLoopVariable();
    Rescan();
    if (!name) {
      Fail("a variable and `in`");
      return false;
    }
    if (!ExpectKeyword("in")) return false;
    Iterator iterator;
    iterator.name = NameText(name->text);
    iterator.source = ParseExpression();
    if (iterator.source == nullptr) return false;
    Type item = Checker::ItemType(iterator.source->type);
    if (Take("..")) {
      iterator.range_end = ParseExpression();
      if (iterator.range_end == nullptr) return false;
      item = iterator.source->type;
    }
    iterator.local = scope_.AddLocal(iterator.name, item);
    iterators.push_back(std::move(iterator));
  } while (token_.IsSymbol(","));
  return true;
}

NodePointer Parser::ParseFor() {
  const SourcePlace place = token_.place;
  scope_.Push();
  For loop;
  NodePointer node;
  if (ParseIterators(loop.iterators) && token_.IsKeyword("return")) {
    loop.partial_local = scope_.AddLocal("partial", Type::List(TypeKind::kAny));
    Advance();
    loop.body = ParseExpression();
  } else {
    Fail("`return`");
  }
  scope_.Pop();
  Rescan();
  if (loop.body == nullptr) return nullptr;
  return Make(place, std::move(loop));
}

NodePointer Parser::ParseQuantified() {
  const SourcePlace place = token_.place;
  Quantified quantified;
  quantified.is_every = token_.IsKeyword("every");
  scope_.Push();
  if (ParseIterators(quantified.iterators) && ExpectKeyword("satisfies")) {
    quantified.condition = ParseExpression();
  }
  scope_.Pop();
  Rescan();
  if (quantified.condition == nullptr) return nullptr;
  return Make(place, std::move(quantified));
}

NodePointer Parser::ParseFunction() {
  const SourcePlace place = token_.place;
  scanner_.MoveTo(token_.end);
  Rescan();
  if (!token_.IsSymbol("(")) return Fail("`(`");
  FunctionLiteral function;
  scope_.EnterFunction();
  function.level = scope_.level();
  const bool was_in_range_end = std::exchange(in_range_end_, false);
  bool is_external = false;
  if (ParseParameters(function.parameters)) {
    is_external = TakeKeyword("external");
    in_range_end_ = was_in_range_end;
    function.body = ParseExpression();
  }
  in_range_end_ = was_in_range_end;
  function.local_count = scope_.LeaveFunction();
  Rescan();
  if (function.body == nullptr) return nullptr;
  if (is_external) {
    diagnostics_.AddError(place, "external functions are refused");
    failed_ = true;
    return nullptr;
  }
  return Make(place, std::move(function));
}

bool Parser::ParseParameters(std::vector<Parameter>& parameters) {
  scanner_.MoveTo(token_.end);
  Rescan();
  if (Take(")")) return true;
  for (;;) {
    const std::optional<Token> name = scanner_.ReadDeclaredName(":,)");
    Rescan();
    if (!name) {
      Fail("a parameter's name");
      return false;
    }
    std::optional<Type> type = Type();
    if (token_.IsSymbol(":")) {
      scanner_.MoveTo(token_.end);
      if (!ParseType(type)) return false;
    }
    parameters.push_back({NameText(name->text), type.value_or(Type())});
    scope_.AddLocal(name->text, parameters.back().type);
    if (Take(")")) return true;
    if (!token_.IsSymbol(",")) return Expect(",");
    scanner_.MoveTo(token_.end);
  }
}

// Begins at the scanner's position, before a token was read. `type` is nothing
// where the name is no type.
bool Parser::ParseType(std::optional<Type>& type) {
  const Scope& scope = scope_.outermost();
  std::optional<Token> name =
      scanner_.PeekLongestName([&scope](std::string_view key) {
        return SimpleTypes().contains(key) || scope.FindType(key) != nullptr;
      });
  const bool is_known = name.has_value();
  if (!name) name = scanner_.PeekWord();
  if (!name) {
    Rescan();
    Fail("a type");
    return false;
  }
  scanner_.MoveTo(name->end);
  Rescan();
  if (is_known) {
    const std::string key = NameKey(name->text);
    const Type* defined = scope.FindType(key);
    type = defined != nullptr ? *defined : SimpleTypes().find(key)->second;
    return true;
  }
  if (token_.IsSymbol("<")) return ParseTypeArguments(name->text, type);
  // The rest of a qualified name that nobody knows.
  while (Take(".")) Advance();
  type = std::nullopt;
  diagnostics_.Add(
      dialect_ == Dialect::kStrict ? Severity::kError : Severity::kWarning,
      name->place, "there is no type `" + name->text + "`");
  return true;
}

// From the `<` behind list, range, context or function.
bool Parser::ParseTypeArguments(std::string_view name,
                                std::optional<Type>& type) {
  if (name == "context") return ParseMemberTypes(type);
  if (name == "function") return ParseFunctionType(type);
  if (name != "list" && name != "range") {
    Fail("a type");
    return false;
  }
  scanner_.MoveTo(token_.end);
  if (!ParseType(type)) return false;
  if (type) type = name == "list" ? Type::List(*type) : Type::Range(*type);
  return Expect(">");
}

bool Parser::ParseMemberTypes(std::optional<Type>& type) {
  std::vector<Member> members;
  bool all_known = true;
  scanner_.MoveTo(token_.end);
  Rescan();
  while (!token_.IsSymbol(">")) {
    const std::optional<Token> name = scanner_.ReadDeclaredName(":");
    Rescan();
    if (!name || !token_.IsSymbol(":")) {
      Fail("a member's name and `:`");
      return false;
    }
    scanner_.MoveTo(token_.end);
    std::optional<Type> member_type;
    if (!ParseType(member_type)) return false;
    all_known = all_known && member_type.has_value();
    members.push_back({NameText(name->text), member_type.value_or(Type())});
    if (token_.IsSymbol(">")) break;
    if (!Expect(",")) return false;
  }
  Advance();
  type = std::nullopt;
  if (all_known) type = Type::Context(std::move(members));
  return true;
}

bool Parser::ParseFunctionType(std::optional<Type>& type) {
  std::vector<Type> parameters;
  bool all_known = true;
  std::optional<Type> part;
  scanner_.MoveTo(token_.end);
  Rescan();
  while (!token_.IsSymbol(">")) {
    if (!ParseType(part)) return false;
    all_known = all_known && part.has_value();
    parameters.push_back(part.value_or(Type()));
    if (token_.IsSymbol(">")) break;
    if (!token_.IsSymbol(",")) return Expect(",");
    scanner_.MoveTo(token_.end);
  }
  Advance();
  if (!token_.IsSymbol("->")) return Expect("->");
  scanner_.MoveTo(token_.end);
  if (!ParseType(part)) return false;
  type = std::nullopt;
  if (all_known && part) type = Type::Function(std::move(parameters), *part);
  return true;
}

}  // namespace techflow::feel
