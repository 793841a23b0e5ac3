#include "clients/cli/rules/value_from_json.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/suggestions.h"
#include "rating/feel/calendar_text.h"
#include "rating/feel/characters.h"
#include "rating/feel/value_builder.h"

namespace techflow::cli {
namespace {

using feel::Type;
using feel::TypeKind;
using feel::Value;

std::string Joined(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name)
                      : absl::StrCat(path, ".", std::string(name));
}

// What stands between @" and " in FEEL's literal; nothing for other texts.
std::optional<std::string_view> InsideAtLiteral(std::string_view text) {
  if (text.size() < 3 || !text.starts_with("@\"") || !text.ends_with('"')) {
    return std::nullopt;
  }
  return text.substr(2, text.size() - 3);
}

template <typename T>
std::optional<Value> Made(const std::optional<T>& parsed,
                          Value (*make)(const T&)) {
  if (!parsed) return std::nullopt;
  return make(*parsed);
}

// The text as a value of the temporal kind; nothing where it is none.
std::optional<Value> Temporal(std::string_view text, TypeKind kind,
                              feel::Arena& arena) {
  switch (kind) {
    case TypeKind::kDate:
      return Made(feel::ParseDate(text), &Value::OfDate);
    case TypeKind::kTime:
      return Made(feel::ParseTime(text), &Value::OfTime);
    case TypeKind::kDateAndTime: {
      const auto parsed = feel::ParseDateAndTime(text, false);
      if (!parsed) return std::nullopt;
      return Value::OfDateAndTime(arena.New<feel::DateAndTime>(*parsed));
    }
    case TypeKind::kDaysDuration:
      return Made(feel::ParseDaysDuration(text), &Value::OfDaysDuration);
    case TypeKind::kMonthsDuration:
      return Made(feel::ParseMonthsDuration(text), &Value::OfMonthsDuration);
    default:
      return std::nullopt;
  }
}

constexpr TypeKind kTemporalKinds[] = {TypeKind::kDate, TypeKind::kDateAndTime,
                                       TypeKind::kTime, TypeKind::kDaysDuration,
                                       TypeKind::kMonthsDuration};

bool IsTemporal(const Type& type) {
  return std::find(std::begin(kTemporalKinds), std::end(kTemporalKinds),
                   type.kind()) != std::end(kTemporalKinds);
}

// "patents[12].kind" is "patents.kind": the same for all items of a list.
std::string WithoutIndices(const std::string& path) {
  std::string without;
  bool is_inside = false;
  for (const char c : path) {
    if (c == '[') is_inside = true;
    if (!is_inside) without += c;
    if (c == ']') is_inside = false;
  }
  return without;
}

const JsonMember* FindMember(const JsonValue& json, std::string_view name) {
  const std::string key = feel::NameKey(name);
  for (const JsonMember& member : json.members) {
    if (member.name == name || feel::NameKey(member.name) == key) {
      return &member;
    }
  }
  return nullptr;
}

}  // namespace

JsonValues::JsonValues(std::string_view file, feel::Dialect dialect,
                       feel::Arena& arena)
    : file_(arena.Copy(file)), dialect_(dialect), arena_(arena) {}

Value JsonValues::Read(const JsonValue& json, const Type& type,
                       const std::string& path) {
  if (json.kind == JsonValue::Kind::kNull) return Null(json, path);
  if (type.is(TypeKind::kAny)) return ReadUntyped(json, path);
  const bool is_array = json.kind == JsonValue::Kind::kArray;
  if (type.is(TypeKind::kList)) {
    if (is_array) return ReadItems(json, type.element(), path);
    const std::span<Value> single = arena_.NewArray<Value>(1);
    single[0] = Read(json, type.element(), path);
    return Value::List(single);
  }
  if (is_array && json.items.size() == 1) {
    return Read(json.items[0], type, absl::StrCat(path, "[1]"));
  }
  const auto fits = [&](JsonValue::Kind kind) { return json.kind == kind; };
  switch (type.kind()) {
    case TypeKind::kNumber:
      if (fits(JsonValue::Kind::kNumber)) return ReadNumber(json, path);
      break;
    case TypeKind::kString:
      if (fits(JsonValue::Kind::kString)) {
        return Value::String(arena_.Copy(json.text));
      }
      break;
    case TypeKind::kBoolean:
      if (fits(JsonValue::Kind::kBoolean)) return Value::Boolean(json.boolean);
      break;
    case TypeKind::kContext:
      if (fits(JsonValue::Kind::kObject)) return ReadObject(json, type, path);
      break;
    default:
      if (IsTemporal(type) && fits(JsonValue::Kind::kString)) {
        return ReadTemporal(json, type, path);
      }
  }
  return Fail(json, path, absl::StrCat(Expected(type), " is expected"));
}

Value JsonValues::ReadUntyped(const JsonValue& json, const std::string& path) {
  switch (json.kind) {
    case JsonValue::Kind::kNull:
      return Null(json, path);
    case JsonValue::Kind::kBoolean:
      return Value::Boolean(json.boolean);
    case JsonValue::Kind::kNumber:
      return ReadNumber(json, path);
    case JsonValue::Kind::kArray:
      return ReadItems(json, Type(), path);
    case JsonValue::Kind::kObject:
      return ReadObject(json, Type(), path);
    case JsonValue::Kind::kString:
      break;
  }
  const std::optional<std::string_view> literal = InsideAtLiteral(json.text);
  if (!literal) return Value::String(arena_.Copy(json.text));
  for (const TypeKind kind : kTemporalKinds) {
    if (const auto value = Temporal(*literal, kind, arena_)) return *value;
  }
  return Fail(json, path,
              "a date, a time or a duration is expected behind the @");
}

Value JsonValues::ReadObject(const JsonValue& json, const Type& type,
                             const std::string& path) {
  feel::ContextBuilder context(arena_, json.members.size());
  for (const feel::Member& wanted : type.members()) {
    const std::string name = Joined(path, wanted.name);
    const JsonMember* given = FindMember(json, wanted.name);
    context.Add(arena_.Copy(wanted.name),
                given == nullptr ? Absent(name)
                                 : Read(given->value, wanted.type, name));
  }
  for (const JsonMember& member : json.members) {
    if (type.FindMember(member.name) != nullptr) continue;
    if (type.has_known_members()) NoteUnknownMember(member, type, path);
    context.Add(arena_.Copy(member.name),
                ReadUntyped(member.value, Joined(path, member.name)));
  }
  return context.Build();
}

Value JsonValues::ReadItems(const JsonValue& json, const Type& element,
                            const std::string& path) {
  feel::ListBuilder list(arena_, json.items.size());
  for (size_t i = 0; i < json.items.size(); ++i) {
    list.Add(Read(json.items[i], element, absl::StrCat(path, "[", i + 1, "]")));
  }
  return list.Build();
}

Value JsonValues::ReadNumber(const JsonValue& json, const std::string& path) {
  const absl::StatusOr<Decimal> number = Decimal::Parse(json.text);
  if (number.ok()) return Value::Number(*number);
  return Fail(json, path,
              "a number has at most 34 significant digits and is below 1e6145");
}

Value JsonValues::ReadTemporal(const JsonValue& json, const Type& type,
                               const std::string& path) {
  const std::string_view text = InsideAtLiteral(json.text).value_or(json.text);
  if (const auto value = Temporal(text, type.kind(), arena_)) return *value;
  return Fail(json, path, absl::StrCat(Expected(type), " is expected"));
}

Value JsonValues::Null(const JsonValue& json, std::string_view path) {
  return Value::Null(arena_.New<feel::NullReason>(feel::NullReason{
      feel::NullReason::Cause::kExplicit,
      arena_.Copy(absl::StrCat("`", std::string(path), "` is given as null")),
      {file_, json.place.line, json.place.column}}));
}

Value JsonValues::Absent(const std::string& path) {
  const std::string message = absl::StrCat("`", path, "` is not given");
  if (dialect_ == feel::Dialect::kStrict) {
    return Value::Missing(arena_, message);
  }
  return Value::Null(arena_.New<feel::NullReason>(feel::NullReason{
      feel::NullReason::Cause::kExplicit, arena_.Copy(message), {}}));
}

Value JsonValues::Fail(const JsonValue& json, const std::string& path,
                       std::string_view sentence) {
  problems_.push_back(absl::StrCat(
      std::string(file_), ":", json.place.line, ":", json.place.column, ": `",
      path, "` is ", Described(json), "; ", std::string(sentence)));
  return {};
}

void JsonValues::NoteUnknownMember(const JsonMember& member, const Type& type,
                                   const std::string& path) {
  const std::string name = Joined(path, member.name);
  if (!noted_.insert(WithoutIndices(name)).second) return;
  std::string note = absl::StrCat(std::string(file_), ":", member.place.line,
                                  ":", member.place.column, ": `", name,
                                  "` is no part of the declared type.");
  std::vector<std::string> names;
  for (const feel::Member& known : type.members()) names.push_back(known.name);
  if (const auto nearest = Nearest(member.name, names)) {
    absl::StrAppend(&note, " Did you mean `", *nearest, "`?");
  }
  notes_.push_back(std::move(note));
}

std::string Expected(const Type& type) {
  switch (type.kind()) {
    case TypeKind::kBoolean:
      return "true or false";
    case TypeKind::kDate:
      return "a date as \"2026-12-31\"";
    case TypeKind::kTime:
      return "a time as \"15:04:05\"";
    case TypeKind::kDateAndTime:
      return "a date and time as \"2026-12-31T15:04:05+08:00\"";
    case TypeKind::kDaysDuration:
      return "a days and time duration as \"P3DT4H\"";
    case TypeKind::kMonthsDuration:
      return "a years and months duration as \"P1Y6M\"";
    case TypeKind::kContext:
      return "an object";
    default:
      return absl::StrCat("a ", type.ToString());
  }
}

}  // namespace techflow::cli
