#include "rating/feel/arena.h"

#include "gtest/gtest.h"

namespace techflow::feel {
namespace {

TEST(Arena, AlignsWhatItGivesOut) {
  Arena arena;
  arena.Allocate(1, 1);
  void* aligned = arena.Allocate(8, 8);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(aligned) % 8, 0u);
}

TEST(Arena, GivesABlockOfItsOwnToWhatIsLarge) {
  Arena arena;
  const auto items = arena.NewArray<int64_t>(1'000'000);
  items.back() = 7;
  EXPECT_EQ(items.front(), 0);
  EXPECT_GE(arena.bytes_used(), 8'000'000u);
}

TEST(Arena, RemembersThatItsLimitWasPassed) {
  Arena arena(1000);
  arena.Allocate(900, 1);
  EXPECT_FALSE(arena.over_limit());
  arena.Allocate(200, 1);
  EXPECT_TRUE(arena.over_limit());
}

TEST(Arena, StartsAgainAfterReset) {
  Arena arena(100'000);
  for (int i = 0; i < 20; ++i) {
    arena.Allocate(60'000, 1);
    arena.Allocate(60'000, 1);
    EXPECT_TRUE(arena.over_limit());
    arena.Reset();
    EXPECT_EQ(arena.bytes_used(), 0u);
    EXPECT_EQ(arena.Copy("text"), "text");
  }
}

}  // namespace
}  // namespace techflow::feel
