#include "rating/feel/value.h"

#include <string>

#include "gtest/gtest.h"
#include "rating/feel/value_builder.h"
#include "rating/feel/value_text.h"

namespace techflow::feel {
namespace {

TEST(Value, IsNullAtFirstAndSaysSo) {
  const Value value;
  ASSERT_TRUE(value.is_null());
  EXPECT_EQ(value.reason().cause, NullReason::Cause::kExplicit);
  EXPECT_EQ(ToText(value), "null");
}

TEST(Value, KeepsTheReasonOfAMissingNull) {
  Arena arena;
  const Value value = Value::Missing(arena, std::string("age is not known"));
  EXPECT_TRUE(value.is_missing());
  EXPECT_FALSE(value.is_error());
  EXPECT_EQ(value.reason().message, "age is not known");
}

TEST(Value, KeepsThePlaceOfAnError) {
  Arena arena;
  const Value value = Value::Error(arena, "wrong", {"rules.dmn", 3, 4});
  EXPECT_TRUE(value.is_error());
  EXPECT_EQ(value.reason().place.line, 3);
}

TEST(ContextBuilder, KeepsTheOrderOfItsEntries) {
  Arena arena;
  ContextBuilder builder(arena);
  builder.Add("z", Value::Number(1));
  builder.Add("a b", Value::String("x"));
  builder.Put("z", Value::Number(2));
  const Value context = builder.Build();
  EXPECT_EQ(ToText(context), "{z: 2, a b: \"x\"}");
  ASSERT_NE(context.context().Find("a b"), nullptr);
  EXPECT_EQ(context.context().Find("c"), nullptr);
}

TEST(ListBuilder, GrowsAndKeepsItsItems) {
  Arena arena;
  ListBuilder builder(arena);
  for (int i = 0; i < 1000; ++i) builder.Add(Value::Number(i));
  const Value list = builder.Build();
  ASSERT_EQ(list.list().size(), 1000u);
  EXPECT_EQ(list.list()[999].number(), Decimal(999));
}

TEST(ListBuilder, StopsWhenItsArenaIsOverTheLimit) {
  Arena arena(100'000);
  ListBuilder builder(arena);
  for (int i = 0; i < 1'000'000; ++i) builder.Add(Value::Number(i));
  EXPECT_TRUE(arena.over_limit());
  EXPECT_LT(arena.bytes_used(), 1'000'000u);
}

TEST(ToText, CutsLongTextsBetweenCodePoints) {
  const Value text = Value::String("研发研发研发研发");
  EXPECT_EQ(ToText(text, 8), "\"研发...");
}

TEST(ToText, QuotesKeysThatAreNoNames) {
  Arena arena;
  ContextBuilder builder(arena);
  builder.Add("1a", Value());
  builder.Add("研发 强度", Value::Boolean(true));
  EXPECT_EQ(ToText(builder.Build()), "{\"1a\": null, 研发 强度: true}");
}

TEST(CopyTo, OutlivesTheFirstArena) {
  Arena kept;
  Value copy;
  {
    Arena arena;
    ContextBuilder builder(arena);
    builder.Add(arena.Copy("name"), Value::String(arena.Copy("text")));
    const Value item = builder.Build();
    copy = CopyTo(kept, Value::List({&item, 1}));
  }
  EXPECT_EQ(ToText(copy), "[{name: \"text\"}]");
}

}  // namespace
}  // namespace techflow::feel
