#include "tests/rating/feel/reference/type.h"

#include <algorithm>

namespace techflow::feel::reference {
namespace {

bool RangeConforms(const Range& range, const Type& element) {
  const auto conforms = [&](const Bound& bound) {
    return bound.is_absent || Conforms(bound.value, element);
  };
  return conforms(range.low) && conforms(range.high);
}

bool ContextConforms(const Context& context, const Type& type) {
  for (size_t i = 0; i < type.keys.size(); ++i) {
    const Value* value = context.Find(type.keys[i]);
    if (value == nullptr || !Conforms(*value, type.parts[i])) return false;
  }
  return true;
}

}  // namespace

std::string Text(const Type& type) {
  if (type.parts.empty()) return type.word;
  std::string text;
  for (size_t i = 0; i < type.parts.size(); ++i) {
    if (i > 0) text += ", ";
    if (!type.keys.empty()) text += type.keys[i] + ": ";
    text += Text(type.parts[i]);
  }
  return type.word + "<" + text + ">";
}

bool Conforms(const Value& value, const Type& type) {
  if (value.IsNull() || type.word == "Any") return true;
  if (type.word == "number") return value.Is<Decimal>();
  if (type.word == "string") return value.Is<std::string>();
  if (type.word == "boolean") return value.Is<bool>();
  if (type.word == "date") return value.Is<Day>();
  if (type.word == "days and time duration") return value.Is<Seconds>();
  if (type.word == "years and months duration") return value.Is<Months>();
  if (type.word == "range") {
    return value.IsRange() && RangeConforms(value.AsRange(), type.parts[0]);
  }
  if (type.word == "context") {
    return value.Is<Context>() && ContextConforms(value.As<Context>(), type);
  }
  if (type.word != "list" || !value.Is<List>()) return false;
  const List& list = value.As<List>();
  return std::all_of(list.begin(), list.end(), [&](const Value& item) {
    return Conforms(item, type.parts[0]);
  });
}

}  // namespace techflow::feel::reference
