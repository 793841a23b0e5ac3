#include "rating/feel/coercion.h"

#include <fmt/format.h>

#include <algorithm>

#include "rating/feel/builtins.h"
#include "rating/feel/function.h"

namespace techflow::feel {
namespace {

bool ListConforms(std::span<const Value> items, const Type& element) {
  if (element.is(TypeKind::kAny)) return true;
  return std::all_of(items.begin(), items.end(), [&element](const Value& item) {
    return Conforms(item, element);
  });
}

bool ContextConforms(const Context& context, const Type& type) {
  return std::all_of(type.members().begin(), type.members().end(),
                     [&context](const Member& member) {
                       const Value* value = context.Find(member.name);
                       return value != nullptr && Conforms(*value, member.type);
                     });
}

bool RangeConforms(const Range& range, const Type& element) {
  return (range.low_unbounded || Conforms(range.low, element)) &&
         (range.high_unbounded || Conforms(range.high, element));
}

bool FunctionConforms(const Function& function, const Type& type) {
  const Builtin* builtin = function.builtin();
  return builtin == nullptr ? function.type().ConformsTo(type)
                            : ConformsTo(*builtin, type);
}

}  // namespace

bool Conforms(const Value& value, const Type& type) {
  return value.is_null() || IsInstance(value, type);
}

bool IsInstance(const Value& value, const Type& type) {
  switch (type.kind()) {
    case TypeKind::kAny:
      return !value.is_null();
    case TypeKind::kNull:
      return value.is_null();
    case TypeKind::kNumber:
      return value.is(ValueKind::kNumber);
    case TypeKind::kString:
      return value.is(ValueKind::kString);
    case TypeKind::kBoolean:
      return value.is(ValueKind::kBoolean);
    case TypeKind::kDate:
      return value.is(ValueKind::kDate);
    case TypeKind::kTime:
      return value.is(ValueKind::kTime);
    case TypeKind::kDateAndTime:
      return value.is(ValueKind::kDateAndTime);
    case TypeKind::kDaysDuration:
      return value.is(ValueKind::kDaysDuration);
    case TypeKind::kMonthsDuration:
      return value.is(ValueKind::kMonthsDuration);
    case TypeKind::kList:
      return value.is(ValueKind::kList) &&
             ListConforms(value.list(), type.element());
    case TypeKind::kContext:
      return value.is(ValueKind::kContext) &&
             ContextConforms(value.context(), type);
    case TypeKind::kRange:
      return value.is(ValueKind::kRange) &&
             RangeConforms(value.range(), type.element());
    case TypeKind::kFunction:
      return value.is(ValueKind::kFunction) &&
             FunctionConforms(value.function(), type);
  }
  return false;
}

Value Coerce(const Value& value, const Type& type, Arena& arena,
             const SourcePlace& place) {
  if (Conforms(value, type)) return value;
  if (value.is(ValueKind::kList)) {
    if (value.list().size() == 1 && Conforms(value.list()[0], type)) {
      return value.list()[0];
    }
  } else if (type.is(TypeKind::kList) && Conforms(value, type.element())) {
    const std::span<Value> single = arena.NewArray<Value>(1);
    single[0] = value;
    return Value::List(single);
  }
  if (value.is(ValueKind::kDate) && type.is(TypeKind::kDateAndTime)) {
    return Value::OfDateAndTime(arena.New<DateAndTime>(
        DateAndTime{value.date(), ClockTime{}, Zone::Utc()}));
  }
  return Value::Error(arena,
                      fmt::format("a {} cannot be used as {}",
                                  KindName(value.kind()), type.ToString()),
                      place);
}

}  // namespace techflow::feel
