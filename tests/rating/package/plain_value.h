#ifndef TECHFLOW_TESTS_RATING_PACKAGE_PLAIN_VALUE_H_
#define TECHFLOW_TESTS_RATING_PACKAGE_PLAIN_VALUE_H_

#include "rating/feel/arena.h"
#include "rating/feel/value.h"

namespace techflow::package {

// The value as one who knows the standard alone would give it: no null in it
// has a reason. It lives as long as `value` and `arena`.
inline feel::Value PlainValue(const feel::Value& value, feel::Arena& arena) {
  switch (value.kind()) {
    case feel::ValueKind::kNull:
      return {};
    case feel::ValueKind::kList: {
      const auto items = arena.NewArray<feel::Value>(value.list().size());
      for (size_t i = 0; i < items.size(); ++i) {
        items[i] = PlainValue(value.list()[i], arena);
      }
      return feel::Value::List(items);
    }
    case feel::ValueKind::kContext: {
      const feel::Context context = value.context();
      const auto entries = arena.NewArray<feel::ContextEntry>(context.size());
      for (size_t i = 0; i < entries.size(); ++i) {
        const feel::ContextEntry& entry = context.entries()[i];
        entries[i] = {entry.name, PlainValue(entry.value, arena)};
      }
      return feel::Value::OfContext(entries);
    }
    default:
      return value;
  }
}

}  // namespace techflow::package

#endif  // TECHFLOW_TESTS_RATING_PACKAGE_PLAIN_VALUE_H_
