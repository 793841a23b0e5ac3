#include "rating/feel/coercion.h"

#include "gtest/gtest.h"
#include "rating/feel/value_text.h"

namespace techflow::feel {
namespace {

TEST(Coercion, MovesBetweenAValueAndAListOfOne) {
  Arena arena;
  const Value one = Value::Number(1);
  const Value list = Coerce(one, Type::List(TypeKind::kNumber), arena);
  EXPECT_EQ(ToText(list), "[1]");
  EXPECT_EQ(ToText(Coerce(list, TypeKind::kNumber, arena)), "1");
}

TEST(Coercion, TakesAListFromAListOfOneList) {
  Arena arena;
  const Value text = Value::String("a");
  const Value inner = Value::List({&text, 1});
  const Value outer = Value::List({&inner, 1});
  EXPECT_EQ(ToText(Coerce(outer, Type::List(TypeKind::kString), arena)),
            "[\"a\"]");
  EXPECT_EQ(ToText(Coerce(outer, Type::List(TypeKind::kAny), arena)),
            "[[\"a\"]]");
}

TEST(Coercion, MakesADateMidnight) {
  Arena arena;
  const Value day = Value::OfDate({2026, 11, 23});
  EXPECT_EQ(ToText(Coerce(day, TypeKind::kDateAndTime, arena)),
            "@\"2026-11-23T00:00:00Z\"");
}

TEST(Coercion, KeepsANullAndItsReason) {
  Arena arena;
  const Value missing = Value::Missing(arena, "x is not known");
  EXPECT_TRUE(Coerce(missing, TypeKind::kNumber, arena).is_missing());
}

TEST(Coercion, SaysWhatDoesNotFit) {
  Arena arena;
  const Value value = Coerce(Value::String("a"), TypeKind::kNumber, arena);
  ASSERT_TRUE(value.is_error());
  EXPECT_EQ(value.reason().message, "a string cannot be used as number");
}

TEST(Coercion, AContextNeedsAllMembersOfItsType) {
  Arena arena;
  const ContextEntry entry{"a", Value::Number(1)};
  const Value context = Value::OfContext({&entry, 1});
  EXPECT_TRUE(IsInstance(context, Type::Context({{"a", TypeKind::kNumber}})));
  EXPECT_FALSE(IsInstance(context, Type::Context({{"b", TypeKind::kAny}})));
}

}  // namespace
}  // namespace techflow::feel
