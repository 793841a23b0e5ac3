#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "rating/feel/builtins.h"
#include "rating/feel/regex.h"
#include "rating/feel/regex_cache.h"
#include "rating/feel/value_builder.h"

// Regular expressions (DMN 1.5, table 74), which are those of XPath.
namespace techflow::feel {
namespace {

using enum TypeKind;

std::string_view TextOrEmpty(const Value& value) {
  return value.is_null() ? std::string_view() : value.string();
}

// The pattern ready to search with; where there is none, null and `error` is
// the value that ends the call.
const Regex* CompilePattern(const BuiltinCall& call, const Value& pattern,
                            const Value& flags, Value& error) {
  const absl::StatusOr<const Regex*> regex = call.evaluation.regexes().Get(
      pattern.string(), TextOrEmpty(flags), call.evaluation);
  if (regex.ok()) return *regex;
  error = call.Error(std::string(regex.status().message()));
  return nullptr;
}

// As above, for what goes on from match to match, and so needs each to take
// something.
const Regex* CompileDivider(const BuiltinCall& call, const Value& pattern,
                            const Value& flags, Value& error) {
  const Regex* const regex = CompilePattern(call, pattern, flags, error);
  if (regex == nullptr || !regex->Matches("", call.evaluation)) return regex;
  error = call.Error("the pattern matches the empty text");
  return nullptr;
}

Value Matches(const BuiltinCall& call) {
  Value error;
  const Regex* const regex = CompilePattern(call, call[1], call[2], error);
  if (regex == nullptr) return error;
  return Value::Boolean(regex->Matches(call[0].string(), call.evaluation));
}

// A replacement's text, with what a group matched after it.
struct ReplacementPart {
  std::string text;
  std::optional<uint32_t> group;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The number after a `$`, from `position` on. One digit always belongs to it,
// and more where there are so many groups.
uint32_t ReadGroupNumber(std::string_view text, uint32_t group_count,
                         size_t& position) {
  uint32_t number = static_cast<uint32_t>(text[position++] - '0');
  while (position < text.size() && IsDigit(text[position])) {
    const uint32_t longer =
        number * 10 + static_cast<uint32_t>(text[position] - '0');
    if (longer > std::max(group_count, 9U)) break;
    number = longer;
    ++position;
  }
  return number;
}

// Nothing where a `$` or a backslash stands alone.
std::optional<std::vector<ReplacementPart>> ParseReplacement(
    std::string_view text, uint32_t group_count) {
  std::vector<ReplacementPart> parts(1);
  for (size_t i = 0; i < text.size();) {
    const char c = text[i++];
    if (c != '$' && c != '\\') {
      parts.back().text += c;
      continue;
    }
    if (i == text.size()) return std::nullopt;
    if (c == '\\') {
      if (text[i] != '$' && text[i] != '\\') return std::nullopt;
      parts.back().text += text[i++];
      continue;
    }
    if (!IsDigit(text[i])) return std::nullopt;
    parts.back().group = ReadGroupNumber(text, group_count, i);
    parts.emplace_back();
  }
  return parts;
}

// Everything is as it stands: flag q.
std::vector<ReplacementPart> LiteralReplacement(std::string_view text) {
  return {{std::string(text), std::nullopt}};
}

void AppendReplacement(std::string_view text,
                       std::span<const ReplacementPart> parts,
                       std::span<const RegexPlace> slots, std::string& result) {
  for (const ReplacementPart& part : parts) {
    result += part.text;
    if (!part.group || 2 * *part.group >= slots.size()) continue;
    const RegexPlace begin = slots[2 * *part.group];
    const RegexPlace end = slots[2 * *part.group + 1];
    if (end != kNoPlace) result += text.substr(begin, end - begin);
  }
}

Value Replace(const BuiltinCall& call) {
  Value error;
  const Regex* const regex = CompileDivider(call, call[1], call[3], error);
  if (regex == nullptr) return error;
  const bool is_literal =
      TextOrEmpty(call[3]).find('q') != std::string_view::npos;
  const auto parts =
      is_literal ? LiteralReplacement(call[2].string())
                 : ParseReplacement(call[2].string(), regex->group_count());
  if (!parts) {
    return call.Error(
        "in `replacement` a digit follows each $, and each \\ stands before a "
        "$ "
        "or \\ that is meant as such");
  }
  const std::string_view text = call[0].string();
  std::string result;
  size_t place = 0;
  std::vector<RegexPlace> slots(regex->slot_count());
  const auto search = regex->Search(text, slots.size(), call.evaluation);
  while (search->Find(place, slots)) {
    result += text.substr(place, slots[0] - place);
    AppendReplacement(text, *parts, slots, result);
    place = slots[1];
    if (!call.evaluation.AcceptStringLength(result.size())) return {};
  }
  result += text.substr(place);
  return call.evaluation.AcceptString(result);
}

Value Split(const BuiltinCall& call) {
  Value error;
  const Regex* const regex =
      CompileDivider(call, call[1], LeftOutArgument(), error);
  if (regex == nullptr) return error;
  const std::string_view text = call[0].string();
  ListBuilder items(call.arena());
  size_t place = 0;
  std::array<RegexPlace, 2> match = {};
  const auto search = regex->Search(text, match.size(), call.evaluation);
  while (search->Find(place, match)) {
    items.Add(Value::String(text.substr(place, match[0] - place)));
    place = match[1];
    if (!call.evaluation.AcceptListLength(items.size())) return {};
  }
  items.Add(Value::String(text.substr(place)));
  return call.evaluation.AcceptList(items.items());
}

Type ListOfStrings(std::span<const Type>) { return Type::List(kString); }

constexpr Builtin kRegexBuiltins[] = {
    {"matches",
     {Takes({"input", kString}, {"pattern", kString},
            {"flags", kString, true, true})},
     Matches,
     Always<kBoolean>},
    {"replace",
     {Takes({"input", kString}, {"pattern", kString}, {"replacement", kString},
            {"flags", kString, true, true})},
     Replace,
     Always<kString>},
    {"split",
     {Takes({"string", kString}, {"delimiter", kString})},
     Split,
     ListOfStrings},
};

}  // namespace

std::span<const Builtin> RegexBuiltins() { return kRegexBuiltins; }

}  // namespace techflow::feel
