#include "tests/rating/dmn/metamorphic/model_changes.h"

#include <set>
#include <string_view>
#include <vector>

#include "rating/feel/characters.h"
#include "rating/feel/scanner.h"
#include "tests/rating/dmn/metamorphic/editable_model.h"
#include "tests/rating/feel/metamorphic/spacing.h"
#include "tests/rating/feel/metamorphic/strange_names.h"

namespace techflow::dmn::metamorphic {
namespace {

using feel::NameKey;
using feel::Scanner;
using feel::Token;
using feel::TokenKind;

using Keys = std::set<std::string, std::less<>>;

void AddKeys(const std::set<std::string>& names, Keys& keys) {
  for (const std::string& name : names) keys.insert(NameKey(name));
}

// Of all names that are words of their own in the model's texts.
Keys AllKeys(EditableModel& model, const std::set<std::string>& known) {
  Keys keys;
  AddKeys(model.DeclaredNames(), keys);
  AddKeys(model.OtherNames(), keys);
  AddKeys(known, keys);
  return keys;
}

// The tokens of a text in which names with these keys are one token.
std::vector<Token> TokensOf(const std::string& text, const Keys& keys) {
  std::vector<Token> tokens;
  Scanner scanner(text, "", 1, 1);
  const auto is_name = [&keys](std::string_view key) {
    return keys.contains(key);
  };
  for (;;) {
    tokens.push_back(scanner.Peek(is_name));
    const Token& token = tokens.back();
    if (token.kind == TokenKind::kEnd || token.kind == TokenKind::kError) {
      return tokens;
    }
    scanner.MoveTo(token.end);
  }
}

bool IsWord(const Token& token) {
  return token.kind == TokenKind::kName || token.kind == TokenKind::kNumber;
}

// Whether the token, which is not the last, stands where a name is declared or
// a member is named, or is a part of a longer name.
bool NamesSomethingElse(const std::vector<Token>& tokens, size_t i) {
  const Token& next = tokens[i + 1];
  if (next.IsSymbol(":") || IsWord(next)) return true;
  if (i == 0) return false;
  const Token& previous = tokens[i - 1];
  const bool may_be_variable =
      previous.IsSymbol(",") || previous.IsKeyword("for") ||
      previous.IsKeyword("some") || previous.IsKeyword("every");
  return previous.IsSymbol(".") || IsWord(previous) ||
         (may_be_variable && next.IsKeyword("in"));
}

}  // namespace

std::string WithOtherSpacing(const std::string& xml, std::mt19937& random) {
  EditableModel model(xml);
  model.ChangeExpressions([&random](const std::string& text) {
    return feel::metamorphic::Respaced(text, random);
  });
  return model.Xml();
}

std::string WithShuffledRules(const std::string& xml, std::mt19937& random) {
  EditableModel model(xml);
  model.ShuffleRules(random);
  return model.Xml();
}

NewNames ChooseNames(const std::string& xml, const std::set<std::string>& known,
                     std::mt19937& random) {
  EditableModel model(xml);
  const Keys keys = AllKeys(model, known);
  Keys elsewhere;
  AddKeys(model.OtherNames(), elsewhere);
  AddKeys(known, elsewhere);
  for (const std::string& text : model.Expressions()) {
    const std::vector<Token> tokens = TokensOf(text, keys);
    if (tokens.back().kind == TokenKind::kError) return {};
    for (size_t i = 0; i + 1 < tokens.size(); ++i) {
      if (tokens[i].kind == TokenKind::kName && NamesSomethingElse(tokens, i)) {
        elsewhere.insert(NameKey(tokens[i].text));
      }
    }
  }
  // `Person.Name` may be a member of `Person` or a name.
  const auto begins_another = [&keys](const std::string& key) {
    const auto next = keys.upper_bound(key);
    return next != keys.end() && next->starts_with(key + " ");
  };
  NewNames chosen;
  feel::metamorphic::StrangeNames strange(random);
  for (const std::string& name : model.DeclaredNames()) {
    const std::string key = NameKey(name);
    if (elsewhere.contains(key) || begins_another(key)) continue;
    chosen[name] = strange.Next();
  }
  return chosen;
}

std::string WithNames(const std::string& xml,
                      const std::set<std::string>& known,
                      const NewNames& names) {
  EditableModel model(xml);
  const Keys keys = AllKeys(model, known);
  NewNames name_of_key;
  for (const auto& [old_name, new_name] : names) {
    name_of_key[NameKey(old_name)] = new_name;
  }
  model.ChangeExpressions([&](const std::string& text) {
    std::string changed;
    size_t end = 0;
    for (const Token& token : TokensOf(text, keys)) {
      changed += text.substr(end, token.begin - end);
      const auto found = name_of_key.find(NameKey(token.text));
      const bool is_renamed =
          token.kind == TokenKind::kName && found != name_of_key.end();
      changed += is_renamed ? found->second
                            : text.substr(token.begin, token.end - token.begin);
      end = token.end;
    }
    return changed + text.substr(end);
  });
  model.ChangeDeclaredNames([&names](const std::string& name) {
    const auto found = names.find(name);
    return found == names.end() ? name : found->second;
  });
  return model.Xml();
}

}  // namespace techflow::dmn::metamorphic
