#include "tests/tck/written_value.h"

#include <optional>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "rating/decimal/decimal.h"
#include "rating/feel/calendar_text.h"
#include "rating/feel/comparison.h"
#include "rating/feel/value_builder.h"

namespace techflow::tck {
namespace {

using feel::Value;
using feel::ValueKind;

std::optional<Value> ReadDuration(std::string_view text) {
  if (const auto days = feel::ParseDaysDuration(text)) {
    return Value::OfDaysDuration(*days);
  }
  if (const auto months = feel::ParseMonthsDuration(text)) {
    return Value::OfMonthsDuration(*months);
  }
  return std::nullopt;
}

std::optional<Value> ReadTemporal(std::string_view type, std::string_view text,
                                  feel::Arena& arena) {
  if (type == "date") {
    const auto date = feel::ParseDate(text);
    return date ? std::optional(Value::OfDate(*date)) : std::nullopt;
  }
  if (type == "time") {
    const auto time = feel::ParseTime(text);
    return time ? std::optional(Value::OfTime(*time)) : std::nullopt;
  }
  if (type == "dateTime") {
    const auto instant = feel::ParseDateAndTime(text, false);
    if (!instant) return std::nullopt;
    return Value::OfDateAndTime(arena.New<feel::DateAndTime>(*instant));
  }
  return ReadDuration(text);
}

std::optional<Value> ReadText(const WrittenValue& written, feel::Arena& arena) {
  const std::string& type = written.schema_type;
  if (type == "string" || type.empty()) {
    return Value::String(arena.Copy(written.text));
  }
  const std::string text(absl::StripAsciiWhitespace(written.text));
  if (type == "boolean") {
    if (text == "true" || text == "1") return Value::Boolean(true);
    if (text == "false" || text == "0") return Value::Boolean(false);
    return std::nullopt;
  }
  if (type == "decimal" || type == "double" || type == "integer") {
    const absl::StatusOr<Decimal> number = Decimal::Parse(text);
    return number.ok() ? std::optional(Value::Number(*number)) : std::nullopt;
  }
  return ReadTemporal(type, text, arena);
}

bool NumbersAgree(const Decimal& a, const Decimal& b) {
  if (a == b) return true;
  const std::optional<Decimal> difference = Subtract(a, b);
  return difference && difference->Absolute() <= Decimal::Parse("1e-8").value();
}

}  // namespace

absl::StatusOr<Value> ToFeel(const WrittenValue& written, feel::Arena& arena) {
  switch (written.kind) {
    case WrittenValue::Kind::kNull:
      return Value::Nothing(arena, "the test gives null", {"test", 1, 1});
    case WrittenValue::Kind::kText: {
      const std::optional<Value> value = ReadText(written, arena);
      if (value) return *value;
      return absl::InvalidArgumentError(absl::StrCat(
          "`", written.text, "` is not an xsd:", written.schema_type));
    }
    case WrittenValue::Kind::kList: {
      feel::ListBuilder list(arena);
      for (const WrittenValue& item : written.items) {
        const absl::StatusOr<Value> value = ToFeel(item, arena);
        if (!value.ok()) return value;
        list.Add(*value);
      }
      return list.Build();
    }
    case WrittenValue::Kind::kContext: {
      feel::ContextBuilder context(arena);
      for (const auto& [name, component] : written.components) {
        const absl::StatusOr<Value> value = ToFeel(component, arena);
        if (!value.ok()) return value;
        context.Put(arena.Copy(name), *value);
      }
      return context.Build();
    }
  }
  return Value();
}

bool Agrees(const Value& result, const Value& expected,
            feel::Evaluation& evaluation) {
  if (result.kind() != expected.kind()) return false;
  switch (result.kind()) {
    case ValueKind::kNumber:
      return NumbersAgree(result.number(), expected.number());
    case ValueKind::kList: {
      const auto a = result.list();
      const auto b = expected.list();
      if (a.size() != b.size()) return false;
      for (size_t i = 0; i < a.size(); ++i) {
        if (!Agrees(a[i], b[i], evaluation)) return false;
      }
      return true;
    }
    case ValueKind::kContext: {
      if (result.context().size() != expected.context().size()) return false;
      for (const feel::ContextEntry& entry : expected.context().entries()) {
        const Value* found = result.context().Find(entry.name);
        if (found == nullptr || !Agrees(*found, entry.value, evaluation)) {
          return false;
        }
      }
      return true;
    }
    case ValueKind::kNull:
      return true;
    default:
      return feel::IsSame(result, expected, evaluation);
  }
}

}  // namespace techflow::tck
