#include "rating/feel/code_point_set.h"

#include <string>

#include "fmt/format.h"
#include "gtest/gtest.h"

namespace techflow::feel {
namespace {

// "1-3 7-7"
std::string Text(const CodePointSet& set) {
  std::string text;
  for (const CodePointRange& range : set.ranges()) {
    text += fmt::format("{}{}-{}", text.empty() ? "" : " ",
                        static_cast<uint32_t>(range.first),
                        static_cast<uint32_t>(range.last));
  }
  return text;
}

TEST(CodePointSet, JoinsRangesThatOverlapOrTouch) {
  EXPECT_EQ(Text({{1, 3}, {5, 6}}), "1-3 5-6");
  EXPECT_EQ(Text({{1, 3}, {4, 6}}), "1-6");
  EXPECT_EQ(Text({{5, 6}, {1, 3}}), "1-3 5-6");
  EXPECT_EQ(Text({{1, 1}, {3, 3}, {5, 5}, {2, 4}}), "1-5");
  EXPECT_EQ(Text({{4, 9}, {1, 2}, {6, 7}}), "1-2 4-9");
  EXPECT_EQ(Text({{0, CodePointSet::kLast}, {3, 3}}), "0-1114111");
}

TEST(CodePointSet, HasAComplement) {
  EXPECT_EQ(Text(CodePointSet().Complement()), "0-1114111");
  EXPECT_EQ(Text(CodePointSet{{0, CodePointSet::kLast}}.Complement()), "");
  EXPECT_EQ(Text(CodePointSet{{1, 3}, {5, 6}}.Complement()),
            "0-0 4-4 7-1114111");
}

// Every pair of sets of the numbers below six.
TEST(CodePointSet, AddsAndRemovesAsSetsDo) {
  constexpr uint32_t kMembers = 6;
  const auto make = [](uint32_t bits) {
    CodePointSet set;
    for (uint32_t i = kMembers; i-- > 0;) {
      if ((bits >> i & 1) != 0) set.Add(i, i);
    }
    return set;
  };
  for (uint32_t a = 0; a < 1U << kMembers; ++a) {
    for (uint32_t b = 0; b < 1U << kMembers; ++b) {
      CodePointSet sum = make(a);
      sum.Add(make(b));
      CodePointSet difference = make(a);
      difference.Remove(make(b));
      for (uint32_t i = 0; i <= kMembers; ++i) {
        ASSERT_EQ(sum.Contains(i), ((a | b) >> i & 1) != 0) << a << " " << b;
        ASSERT_EQ(difference.Contains(i), ((a & ~b) >> i & 1) != 0)
            << a << " " << b;
      }
    }
  }
}

}  // namespace
}  // namespace techflow::feel
