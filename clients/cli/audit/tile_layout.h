#ifndef TECHFLOW_CLIENTS_CLI_AUDIT_TILE_LAYOUT_H_
#define TECHFLOW_CLIENTS_CLI_AUDIT_TILE_LAYOUT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

// The files of a log as C2SP's tlog-tiles lays them out. Pure functions.
namespace techflow::cli {

// How many hashes or entries a full tile has.
inline constexpr int kTileWidth = 256;

// The level under which tiles of entries go.
inline constexpr int kEntriesLevel = -1;

// A tile of hashes of a level, from 0, or of entries.
struct Tile {
  int level = 0;
  // From 0, within the level.
  int64_t number = 0;
  // How many hashes or entries it has, 1 to kTileWidth.
  int width = kTileWidth;

  friend bool operator==(const Tile&, const Tile&) = default;
};

// "tile/0/x001/x234/067", "tile/1/000.p/17", "tile/entries/000.p/17".
std::string TilePath(const Tile& tile);

// All tiles of a log of `size` entries: those of entries, then level by level.
std::vector<Tile> TilesOf(int64_t size);

// The entries in a tile of entries, each behind its length in two bytes, the
// high one first. DATA_LOSS unless they are `width` and nothing is left.
absl::StatusOr<std::vector<std::string>> EntriesOf(std::string_view content,
                                                   int width);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_AUDIT_TILE_LAYOUT_H_
