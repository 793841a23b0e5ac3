#include <string>

#include "rating/feel/builtins.h"
#include "rating/feel/characters.h"
#include "rating/feel/unicode.h"
#include "rating/feel/value_builder.h"
#include "rating/feel/value_text.h"

// Strings (DMN 1.5, table 74); positions count code points from 1.
namespace techflow::feel {
namespace {

using enum TypeKind;

Value ToStringValue(const BuiltinCall& call) {
  if (call[0].is_null()) return call[0];
  const size_t limit = call.evaluation.limits().string_bytes;
  return call.evaluation.AcceptString(ToPlainText(call[0], limit));
}

bool IsSeparator(const Value& value, std::string_view allowed) {
  return value.is_null() || (value.string().size() == 1 &&
                             allowed.find(value.string()) != allowed.npos);
}

Value ToNumber(const BuiltinCall& call) {
  const Value& grouping = call[1];
  const Value& point = call[2];
  if (!IsSeparator(grouping, " ,.") || !IsSeparator(point, ".,") ||
      (!grouping.is_null() && !point.is_null() &&
       grouping.string() == point.string())) {
    return call.Error("the separators are not as they should be");
  }
  std::string text;
  for (const char c : call[0].string()) {
    const std::string_view character(&c, 1);
    if (!grouping.is_null() && character == grouping.string()) continue;
    const bool is_point = !point.is_null() && character == point.string();
    text += is_point ? '.' : c;
  }
  const absl::StatusOr<Decimal> number = Decimal::Parse(text);
  if (number.ok()) return Value::Number(*number);
  return call.Error("`from` is not a number");
}

Value StringLength(const BuiltinCall& call) {
  const std::optional<size_t> length = CountCodePoints(call[0].string());
  return Value::Number(Decimal(static_cast<int64_t>(length.value_or(0))));
}

// The byte where the code point of that number, from 0, begins.
size_t ByteOf(std::string_view text, int64_t code_point) {
  size_t position = 0;
  for (int64_t i = 0; i < code_point && position < text.size(); ++i) {
    position += CodePointAt(text, position).bytes;
  }
  return position;
}

std::optional<int64_t> Truncated(const Value& number) {
  const auto whole = Round(number.number(), 0, Rounding::kDown);
  return whole ? whole->ToInt64() : std::nullopt;
}

Value Substring(const BuiltinCall& call) {
  const std::string_view text = call[0].string();
  const auto length = static_cast<int64_t>(CountCodePoints(text).value_or(0));
  const std::optional<int64_t> start = Truncated(call[1]);
  if (!start || *start == 0 || *start > length || *start < -length) {
    return call.Error("`start position` lies outside the string");
  }
  const int64_t first = *start > 0 ? *start - 1 : length + *start;
  int64_t count = length - first;
  if (!call[2].is_null()) {
    const std::optional<int64_t> wanted = Truncated(call[2]);
    if (!wanted || *wanted < 1) return call.Error("`length` must be positive");
    count = std::min(count, *wanted);
  }
  const size_t begin = ByteOf(text, first);
  const std::string_view rest = text.substr(begin);
  return Value::String(rest.substr(0, ByteOf(rest, count)));
}

template <std::string (*kMap)(std::string_view)>
Value MapCase(const BuiltinCall& call) {
  return call.evaluation.AcceptString(kMap(call[0].string()));
}

template <bool kBefore>
Value SubstringBeside(const BuiltinCall& call) {
  const std::string_view text = call[0].string();
  const std::string_view match = call[1].string();
  const size_t found = text.find(match);
  if (found == text.npos) return Value::String("");
  return Value::String(kBefore ? text.substr(0, found)
                               : text.substr(found + match.size()));
}

Value Contains(const BuiltinCall& call) {
  const size_t found = call[0].string().find(call[1].string());
  return Value::Boolean(found != std::string_view::npos);
}

Value StartsWith(const BuiltinCall& call) {
  return Value::Boolean(call[0].string().starts_with(call[1].string()));
}

Value EndsWith(const BuiltinCall& call) {
  return Value::Boolean(call[0].string().ends_with(call[1].string()));
}

// Nulls are left out; any other item that is no string is an error.
Value StringJoin(const BuiltinCall& call) {
  const std::string_view delimiter =
      call[1].is_null() ? std::string_view() : call[1].string();
  std::string joined;
  bool is_first = true;
  for (const Value& item : call[0].list()) {
    if (item.is_missing()) return item;
    if (item.is_null()) continue;
    if (!item.is(ValueKind::kString)) {
      return call.Error("`list` must hold strings");
    }
    if (!is_first) joined += delimiter;
    joined += item.string();
    is_first = false;
    if (!call.evaluation.AcceptStringLength(joined.size())) return {};
  }
  return call.evaluation.AcceptString(joined);
}

constexpr BuiltinSignature kString1 = Takes({"string", kString});
constexpr BuiltinSignature kStringMatch =
    Takes({"string", kString}, {"match", kString});
constexpr auto kToText = Always<kString>;

constexpr Builtin kTextBuiltins[] = {
    {.name = "string",
     .signatures = {Takes({"from", kAny})},
     .call = ToStringValue,
     .result = kToText,
     .accepts_null = true},
    {"number",
     {Takes({"from", kString}, {"grouping separator", kString, true, true},
            {"decimal separator", kString, true, true})},
     ToNumber,
     Always<kNumber>},
    {"string length", {kString1}, StringLength, Always<kNumber>},
    {"substring",
     {Takes({"string", kString}, {"start position", kNumber},
            {"length", kNumber, true})},
     Substring,
     kToText},
    {"upper case", {kString1}, MapCase<UpperCase>, kToText},
    {"lower case", {kString1}, MapCase<LowerCase>, kToText},
    {"substring before", {kStringMatch}, SubstringBeside<true>, kToText},
    {"substring after", {kStringMatch}, SubstringBeside<false>, kToText},
    {"contains", {kStringMatch}, Contains, Always<kBoolean>},
    {"starts with", {kStringMatch}, StartsWith, Always<kBoolean>},
    {"ends with", {kStringMatch}, EndsWith, Always<kBoolean>},
    {"string join",
     {Takes({"list", kList}, {"delimiter", kString, true, true})},
     StringJoin,
     kToText},
};

}  // namespace

std::span<const Builtin> TextBuiltins() { return kTextBuiltins; }

}  // namespace techflow::feel
