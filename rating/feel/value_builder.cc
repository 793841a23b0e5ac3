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

Zone CopyTo(Arena& arena, const Zone& zone) {
  if (zone.kind() != Zone::Kind::kNamed) return zone;
  NamedZone named = zone.named();
  named.name = arena.Copy(named.name);
  return Zone::Named(arena.New<NamedZone>(named));
}

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
    case ValueKind::kTime: {
      Time time = value.time();
      time.zone = CopyTo(arena, time.zone);
      return Value::OfTime(time);
    }
    case ValueKind::kDateAndTime: {
      DateAndTime copy = value.date_and_time();
      copy.zone = CopyTo(arena, copy.zone);
      return Value::OfDateAndTime(arena.New<DateAndTime>(copy));
    }
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
