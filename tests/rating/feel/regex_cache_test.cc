#include "rating/feel/regex_cache.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

TEST(RegexCache, CompilesAPatternOnce) {
  Evaluation evaluation(TestInstant());
  RegexCache cache;
  const Regex* const first = cache.Get("a+", "", evaluation).value();
  EXPECT_EQ(cache.Get("a+", "", evaluation).value(), first);
  EXPECT_NE(cache.Get("a+", "i", evaluation).value(), first);
  EXPECT_EQ(cache.Get("(", "", evaluation).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(RegexCache, MakesRoomForMorePatterns) {
  Evaluation evaluation(TestInstant());
  RegexCache cache;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 20; ++i) {
      const std::string letter(1, static_cast<char>('a' + i));
      const Regex* const regex = cache.Get(letter, "", evaluation).value();
      EXPECT_TRUE(regex->Matches(letter, evaluation));
      EXPECT_FALSE(regex->Matches("z", evaluation));
    }
  }
}

TEST(RegexCache, CountsOnlyWhatItCompiles) {
  Evaluation evaluation(TestInstant(), {.steps = 3'000});
  RegexCache cache;
  for (int i = 0; i < 10; ++i)
    ASSERT_TRUE(cache.Get("a{999}", "", evaluation).ok());
  EXPECT_TRUE(evaluation.ok());
  for (const char* pattern : {"b{999}", "c{999}", "d{999}"}) {
    ASSERT_TRUE(cache.Get(pattern, "", evaluation).ok());
  }
  EXPECT_FALSE(evaluation.ok());
}

TEST(RegexCache, CountsPatternsThatAreWrong) {
  Evaluation evaluation(TestInstant(), {.steps = 1'000});
  RegexCache cache;
  for (int i = 0; i < 100; ++i) {
    EXPECT_FALSE(cache.Get("\\p{L}\\p{N}(", "", evaluation).ok());
  }
  EXPECT_FALSE(evaluation.ok());
}

}  // namespace
}  // namespace techflow::feel
