#ifndef TECHFLOW_SERVER_HANDLERS_LOG_TILE_H_
#define TECHFLOW_SERVER_HANDLERS_LOG_TILE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/rating_store.h"

// The files of C2SP's tlog-tiles 1.0.0, made from what is stored:
//
//   tile/{level}/{index}        256 hashes of 32 bytes: the nodes of the tree's
//                               level 8 * level from 256 * index on;
//   tile/entries/{index}        256 entries from 256 * index on, each with its
//                               length before it in 2 bytes, big-endian;
//   .../{index}.p/{width}       the first 1 to 255 of one that is not full.
//
// {index} is written in groups of three digits, all but the last with an x
// before it: x001/x234/067. Pure functions; any thread.
namespace techflow::server {

inline constexpr absl::string_view kTilePathForm =
    "`checkpoint`, or a path of tlog-tiles as `tile/0/x001/234`, "
    "`tile/1/000.p/17` or `tile/entries/000`";

struct TilePlace {
  // Of the tile, 0 to 5; kEntries for one of entries.
  int level = 0;
  int64_t index = 0;
  // 256, or fewer of one that is not full.
  int width = 0;

  static constexpr int kEntries = -1;
};

// nullopt where it is no such path.
std::optional<TilePlace> ParseTilePath(absl::string_view path);

// Whether a log of `size` entries has all that is in the tile.
bool IsTileOf(const TilePlace& place, int64_t size);

// The bytes of a tile that IsTileOf the log.
absl::StatusOr<std::string> ReadTile(const storage::RatingStore& store,
                                     const TilePlace& place);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_LOG_TILE_H_
