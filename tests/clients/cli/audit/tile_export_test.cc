#include "clients/cli/audit/tile_export.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/cli/audit/sample_tree.h"
#include "tests/clients/cli/program.h"

namespace techflow::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class TileExport : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/techflow_tiles_XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(folder_); }

  // Exports the log when it had so many entries; the server stops answering
  // after `answers`.
  absl::StatusOr<TileCounts> Export(const SampleTree& tree, int64_t size,
                                    int answers = 1'000'000) {
    std::map<std::string, Tile> tiles;
    for (const Tile& tile : TilesOf(size)) tiles[TilePath(tile)] = tile;
    const ledger::Checkpoint checkpoint = tree.At(size);
    return ExportTiles(
        folder_, checkpoint, Signed(checkpoint, TreeKey('k')),
        [&](const std::string& path) -> absl::StatusOr<std::string> {
          if (answers-- == 0) return absl::UnavailableError("away");
          const auto it = tiles.find(path);
          if (it == tiles.end()) return absl::NotFoundError(path);
          return tree.ContentOf(it->second);
        },
        [this](size_t done, size_t total) {
          done_ = done;
          total_ = total;
        });
  }

  std::string folder_;
  size_t done_ = 0;
  size_t total_ = 0;
};

TEST_F(TileExport, WritesEveryTileAndTheCheckpoint) {
  const SampleTree tree(600);
  const auto counts = Export(tree, 600);
  ASSERT_TRUE(counts.ok()) << counts.status();
  EXPECT_EQ(counts->fetched, 7u);
  EXPECT_EQ(done_, 7u);
  EXPECT_EQ(total_, 7u);
  EXPECT_EQ(Contents(folder_ + "/checkpoint"),
            Signed(tree.At(600), TreeKey('k')));
  EXPECT_EQ(Contents(folder_ + "/tile/1/000.p/2"),
            tree.ContentOf({.level = 1, .number = 0, .width = 2}));
  EXPECT_TRUE(CheckTiles(folder_, tree.At(600)).ok());
}

TEST_F(TileExport, FetchesFullTilesOnlyOnce) {
  const SampleTree tree(900);
  ASSERT_TRUE(Export(tree, 600).ok());
  const auto counts = Export(tree, 900);
  ASSERT_TRUE(counts.ok()) << counts.status();
  EXPECT_EQ(counts->kept, 4u);
  EXPECT_EQ(counts->fetched, 5u);
  EXPECT_TRUE(CheckTiles(folder_, tree.At(900)).ok());
}

TEST_F(TileExport, GoesOnWhereItWasInterrupted) {
  const SampleTree tree(600);
  // The last time all is there but the tile of level 1: four full ones stay.
  for (const int answers : {0, 1, 5}) {
    EXPECT_EQ(Export(tree, 600, answers).status().message(), "away");
    // Where the checkpoint is, all that it covers is.
    EXPECT_FALSE(fs::exists(folder_ + "/checkpoint"));
  }
  ASSERT_TRUE(Export(tree, 600).ok());
  EXPECT_TRUE(CheckTiles(folder_, tree.At(600)).ok());
}

TEST_F(TileExport, KeepsOneLogInAFolderWhichOnlyGrows) {
  const SampleTree tree(600);
  ASSERT_TRUE(Export(tree, 600).ok());
  const auto shorter = Export(tree, 300);
  EXPECT_EQ(shorter.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(shorter.status().message()), HasSubstr("only grows"));
}

TEST_F(TileExport, RefusesATileOfAnotherLength) {
  const SampleTree tree(3);
  const auto counts = ExportTiles(
      folder_, tree.At(3), "note",
      [](const std::string&) -> absl::StatusOr<std::string> { return "short"; },
      [](size_t, size_t) {});
  EXPECT_EQ(counts.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(counts.status().message()),
              HasSubstr("tile/entries/000.p/3: "));
}

// A server that shows other entries than it signed, or tiles kept from another
// log, cannot give the root.
TEST_F(TileExport, FindsEntriesThatAreNotThoseOfTheCheckpoint) {
  const SampleTree tree(600);
  const SampleTree other(600, "forged");
  ASSERT_TRUE(Export(other, 600).ok());
  const absl::Status root = CheckTiles(folder_, tree.At(600));
  EXPECT_EQ(root.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(root.message()), HasSubstr("the root of the 600"));

  const std::string path = folder_ + "/tile/entries/001";
  std::string content = Contents(path);
  content[2] ^= 1;
  std::ofstream(path, std::ios::binary) << content;
  EXPECT_THAT(std::string(CheckTiles(folder_, other.At(600)).message()),
              HasSubstr("tile/0/001: the hash of entry 256"));
}

}  // namespace
}  // namespace techflow::cli
