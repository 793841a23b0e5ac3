#include "rating/feel/value.h"

#include "rating/feel/arena.h"
#include "rating/feel/record.h"

namespace techflow::feel {
namespace {

constexpr NullReason kExplicitNull = {NullReason::Cause::kExplicit, "null", {}};

}  // namespace

std::string_view KindName(ValueKind kind) {
  switch (kind) {
    case ValueKind::kNull:
      return "null";
    case ValueKind::kBoolean:
      return "boolean";
    case ValueKind::kNumber:
      return "number";
    case ValueKind::kString:
      return "string";
    case ValueKind::kDate:
      return "date";
    case ValueKind::kTime:
      return "time";
    case ValueKind::kDateAndTime:
      return "date and time";
    case ValueKind::kDaysDuration:
      return "days and time duration";
    case ValueKind::kMonthsDuration:
      return "years and months duration";
    case ValueKind::kList:
      return "list";
    case ValueKind::kContext:
      return "context";
    case ValueKind::kRange:
      return "range";
    case ValueKind::kFunction:
      return "function";
  }
  return "unknown";
}

const Value* Context::Find(std::string_view name) const {
  for (const ContextEntry& entry : entries()) {
    if (entry.name == name) return &entry.value;
  }
  return nullptr;
}

Context Value::RecordEntries() const {
  const std::span<const ContextEntry> entries =
      payload_.record.table->EntriesOf(payload_.record.row);
  return {entries.data(), entries.size()};
}

Value Value::Missing(Arena& arena, std::string_view message) {
  return Null(arena.New<NullReason>(
      NullReason{NullReason::Cause::kMissing, arena.Copy(message), {}}));
}

Value Value::Nothing(Arena& arena, std::string_view message,
                     const SourcePlace& place) {
  return Null(arena.New<NullReason>(
      NullReason{NullReason::Cause::kExplicit, arena.Copy(message), place}));
}

Value Value::Error(Arena& arena, std::string_view message,
                   const SourcePlace& place) {
  return Null(arena.New<NullReason>(
      NullReason{NullReason::Cause::kError, arena.Copy(message), place}));
}

const NullReason& Value::reason() const {
  assert(is_null());
  return payload_.reason == nullptr ? kExplicitNull : *payload_.reason;
}

}  // namespace techflow::feel
