#include "rating/feel/value_builder.h"

namespace techflow::feel {

void ContextBuilder::Put(std::string_view name, const Value& value) {
  for (ContextEntry& entry : entries_.items()) {
    if (entry.name == name) {
      entry.value = value;
      return;
    }
  }
  Add(name, value);
}

namespace {

Value CopyTo(Arena& arena, const NullReason& reason) {
  NullReason copy = reason;
  copy.message = arena.Copy(reason.message);
  return Value::Null(arena.New<NullReason>(copy));
}

}  // namespace

Value CopyTo(Arena& arena, const Value& value) {
  switch (value.kind()) {
    case ValueKind::kNull:
      return CopyTo(arena, value.reason());
    case ValueKind::kString:
      return Value::String(arena.Copy(value.string()));
    case ValueKind::kDateAndTime:
      return Value::OfDateAndTime(
          arena.New<DateAndTime>(value.date_and_time()));
    case ValueKind::kList: {
      ListBuilder list(arena, value.list().size());
      for (const Value& item : value.list()) list.Add(CopyTo(arena, item));
      return list.Build();
    }
    case ValueKind::kContext: {
      ContextBuilder context(arena, value.context().size());
      for (const ContextEntry& entry : value.context().entries()) {
        context.Add(arena.Copy(entry.name), CopyTo(arena, entry.value));
      }
      return context.Build();
    }
    case ValueKind::kRange: {
      Range range = value.range();
      range.low = CopyTo(arena, range.low);
      range.high = CopyTo(arena, range.high);
      return Value::OfRange(arena.New<Range>(range));
    }
    default:
      return value;
  }
}

}  // namespace techflow::feel
