#include "clients/cli/audit/tile_layout.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> PathsOf(int64_t size) {
  std::vector<std::string> paths;
  for (const Tile& tile : TilesOf(size)) paths.push_back(TilePath(tile));
  return paths;
}

// The examples of the specification.
TEST(TileLayout, NamesTilesAsTheSpecificationDoes) {
  EXPECT_EQ(TilePath({.level = 0, .number = 1234067}), "tile/0/x001/x234/067");
  EXPECT_EQ(TilePath({.level = 1, .number = 0, .width = 17}),
            "tile/1/000.p/17");
  EXPECT_EQ(TilePath({.level = kEntriesLevel, .number = 1000}),
            "tile/entries/x001/000");
  EXPECT_EQ(TilePath({.level = 0, .number = 999}), "tile/0/999");
}

TEST(TileLayout, HasATileForEveryBeginningOfOne) {
  EXPECT_THAT(PathsOf(0), IsEmpty());
  EXPECT_THAT(PathsOf(1),
              ElementsAre("tile/entries/000.p/1", "tile/0/000.p/1"));
  EXPECT_THAT(PathsOf(256),
              ElementsAre("tile/entries/000", "tile/0/000", "tile/1/000.p/1"));
  // As the specification lists them for a tree of 70,000.
  const std::vector<std::string> paths = PathsOf(70000);
  EXPECT_EQ(paths.size(), 274u + 274u + 2u + 1u);
  EXPECT_THAT(paths, testing::IsSupersetOf({"tile/0/272", "tile/0/273.p/112",
                                            "tile/1/000", "tile/1/001.p/17",
                                            "tile/2/000.p/1",
                                            "tile/entries/273.p/112"}));
}

TEST(TileLayout, ReadsTheEntriesOfATile) {
  const std::string long_entry(300, 'x');
  const std::string content = std::string("\0\2ab", 4) + std::string(2, '\0') +
                              std::string("\1\54", 2) + long_entry;
  const auto entries = EntriesOf(content, 3);
  ASSERT_TRUE(entries.ok()) << entries.status();
  EXPECT_THAT(*entries, ElementsAre("ab", "", long_entry));
  EXPECT_FALSE(EntriesOf(content, 2).ok());
  EXPECT_FALSE(EntriesOf(content, 4).ok());
  EXPECT_FALSE(EntriesOf(content + "x", 3).ok());
  EXPECT_FALSE(EntriesOf(content.substr(0, 305), 3).ok());
}

}  // namespace
}  // namespace techflow::cli
