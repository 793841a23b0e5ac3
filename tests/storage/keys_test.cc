#include "storage/keys.h"

#include <limits>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace techflow::storage {
namespace {

using std::string_literals::operator""s;

TEST(Keys, AreLaidOutAsDrawn) {
  EXPECT_EQ(NumberBytes(0x0102), "\0\0\0\0\0\0\1\2"s);
  EXPECT_EQ(HistoryKey("enterprises/A", 3), "enterprises/A\0\0\0\0\0\0\0\0\3"s);
  EXPECT_EQ(AsOfKey(0x01020304, 5), "\1\2\3\4\0\0\0\0\0\0\0\5"s);
  EXPECT_EQ(GradeKey("T3", 1, 2),
            "T3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2"s);
  EXPECT_EQ(SubjectHeadBytes({.number = 1, .position = 2}),
            "\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2"s);
}

TEST(Keys, SortAsTheirNumbersDo) {
  const std::vector<int64_t> rising = {
      0, 1, 255, 256, 65536, std::numeric_limits<int64_t>::max()};
  for (size_t i = 1; i < rising.size(); ++i) {
    EXPECT_LT(NumberBytes(rising[i - 1]), NumberBytes(rising[i]));
    EXPECT_LT(AsOfKey(20231231, rising[i - 1]), AsOfKey(20231231, rising[i]));
    EXPECT_LT(AsOfKey(20231231, rising[i]), AsOfKey(20240101, 0));
  }
}

TEST(Keys, AreReadBack) {
  EXPECT_EQ(ParseNumber(NumberBytes(77)), 77);
  const auto head =
      ParseSubjectHead(SubjectHeadBytes({.number = 7, .position = 1LL << 40}));
  ASSERT_TRUE(head.has_value());
  EXPECT_EQ(head->number, 7);
  EXPECT_EQ(head->position, 1LL << 40);
  const auto place = ParseAsOfPlace(GradeKey("T3", 20231231, 9));
  ASSERT_TRUE(place.has_value());
  EXPECT_EQ(place->as_of_date, 20231231);
  EXPECT_EQ(place->position, 9);
}

TEST(Keys, OfTheWrongLengthOrTooLargeAreNotRead) {
  EXPECT_FALSE(ParseNumber("").has_value());
  EXPECT_FALSE(ParseNumber("1234567").has_value());
  EXPECT_FALSE(ParseNumber("123456789").has_value());
  EXPECT_FALSE(ParseNumber("\x80\0\0\0\0\0\0\0"s).has_value());
  EXPECT_FALSE(ParseSubjectHead("12345678").has_value());
  EXPECT_FALSE(ParseAsOfPlace("12345678901").has_value());
  EXPECT_FALSE(ParseAsOfPlace("\xff\0\0\0\0\0\0\0\0\0\0\1"s).has_value());
}

}  // namespace
}  // namespace techflow::storage
