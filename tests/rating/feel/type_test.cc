#include "rating/feel/type.h"

#include "gtest/gtest.h"

namespace techflow::feel {
namespace {

const Type kNumber = TypeKind::kNumber;
const Type kText = TypeKind::kString;

TEST(Type, ConformsAsTheLatticeSays) {
  EXPECT_TRUE(kNumber.ConformsTo(TypeKind::kAny));
  EXPECT_TRUE(Type(TypeKind::kNull).ConformsTo(kNumber));
  EXPECT_FALSE(kNumber.ConformsTo(kText));
  EXPECT_TRUE(Type::List(kNumber).ConformsTo(Type::List(TypeKind::kAny)));
  EXPECT_FALSE(Type::List(TypeKind::kAny).ConformsTo(Type::List(kNumber)));
}

TEST(Type, AContextWithMoreMembersConforms) {
  const Type small = Type::Context({{"a", kNumber}});
  const Type large = Type::Context({{"b", kText}, {"a", kNumber}});
  EXPECT_TRUE(large.ConformsTo(small));
  EXPECT_FALSE(small.ConformsTo(large));
  EXPECT_TRUE(large.ConformsTo(TypeKind::kContext));
}

TEST(Type, FunctionsTakeMoreAndReturnLess) {
  const Type any_to_number = Type::Function({TypeKind::kAny}, kNumber);
  const Type text_to_any = Type::Function({kText}, TypeKind::kAny);
  EXPECT_TRUE(any_to_number.ConformsTo(text_to_any));
  EXPECT_FALSE(text_to_any.ConformsTo(any_to_number));
  EXPECT_FALSE(Type::Function({}, kNumber).ConformsTo(any_to_number));
}

TEST(Type, FindsAMemberWhateverItsSpaces) {
  const Type type = Type::Context({{"rd spend", kNumber}});
  ASSERT_NE(type.FindMember("rd   spend"), nullptr);
  EXPECT_EQ(type.FindMember("rd"), nullptr);
}

TEST(Type, PrintsItsName) {
  EXPECT_EQ(
      Type::Function({Type::List(Type::Context({{"a b", kNumber}}))}, kText)
          .ToString(),
      "function<list<context<a b: number>>>->string");
}

TEST(Type, TheCommonTypeOfContextsNamesNoMembers) {
  const Type common = CommonType(Type::Context({{"a", kNumber}}),
                                 Type::Context({{"b", kNumber}}));
  EXPECT_TRUE(common.is(TypeKind::kContext));
  EXPECT_FALSE(common.has_known_members());
}

}  // namespace
}  // namespace techflow::feel
