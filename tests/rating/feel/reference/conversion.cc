#include "tests/rating/feel/reference/conversion.h"

#include "rating/feel/value_builder.h"

namespace techflow::feel::reference {
namespace {

feel::Date ToEngine(const Day& day) {
  return {day.year, static_cast<uint8_t>(day.month),
          static_cast<uint8_t>(day.day)};
}

feel::Value ListToEngine(const List& list, Arena& arena) {
  ListBuilder builder(arena);
  for (const Value& item : list) builder.Add(ToEngine(item, arena));
  return builder.Build();
}

feel::Value ContextToEngine(const Context& context, Arena& arena) {
  ContextBuilder builder(arena);
  for (const Entry& entry : context.entries) {
    builder.Add(arena.Copy(entry.key), ToEngine(entry.value, arena));
  }
  return builder.Build();
}

feel::Value RangeToEngine(const Range& range, Arena& arena) {
  return feel::Value::OfRange(arena.New<feel::Range>(feel::Range{
      .low = ToEngine(range.low.value, arena),
      .high = ToEngine(range.high.value, arena),
      .low_closed = range.low.is_included,
      .high_closed = range.high.is_included,
      .low_unbounded = range.low.is_absent,
      .high_unbounded = range.high.is_absent,
  }));
}

feel::Type TypeOfAll(const List& list) {
  if (list.empty()) return {};
  feel::Type type = TypeOf(list[0]);
  for (const Value& item : list) type = CommonType(type, TypeOf(item));
  return type;
}

}  // namespace

feel::Value ToEngine(const Value& value, Arena& arena) {
  if (value.Is<bool>()) return feel::Value::Boolean(value.As<bool>());
  if (value.Is<Decimal>()) return feel::Value::Number(value.As<Decimal>());
  if (value.Is<std::string>()) {
    return feel::Value::String(arena.Copy(value.As<std::string>()));
  }
  if (value.Is<Day>()) return feel::Value::OfDate(ToEngine(value.As<Day>()));
  if (value.Is<Seconds>()) {
    return feel::Value::OfDaysDuration({value.As<Seconds>().count, 0});
  }
  if (value.Is<Months>()) {
    return feel::Value::OfMonthsDuration({value.As<Months>().count});
  }
  if (value.Is<List>()) return ListToEngine(value.As<List>(), arena);
  if (value.Is<Context>()) return ContextToEngine(value.As<Context>(), arena);
  if (value.IsRange()) return RangeToEngine(value.AsRange(), arena);
  return {};
}

feel::Type TypeOf(const Value& value) {
  if (value.Is<bool>()) return TypeKind::kBoolean;
  if (value.Is<Decimal>()) return TypeKind::kNumber;
  if (value.Is<std::string>()) return TypeKind::kString;
  if (value.Is<Day>()) return TypeKind::kDate;
  if (value.Is<Seconds>()) return TypeKind::kDaysDuration;
  if (value.Is<Months>()) return TypeKind::kMonthsDuration;
  if (value.Is<List>()) return feel::Type::List(TypeOfAll(value.As<List>()));
  if (value.IsRange()) {
    const Range& range = value.AsRange();
    return feel::Type::Range(
        TypeOf(range.low.is_absent ? range.high.value : range.low.value));
  }
  if (!value.Is<Context>()) return {};
  std::vector<Member> members;
  for (const Entry& entry : value.As<Context>().entries) {
    members.push_back({entry.key, TypeOf(entry.value)});
  }
  return feel::Type::Context(members);
}

}  // namespace techflow::feel::reference
