#include "clients/cli/audit/tile_layout.h"

#include "absl/status/status.h"
#include "fmt/format.h"

namespace techflow::cli {
namespace {

void AddLevel(int level, int64_t count, std::vector<Tile>& tiles) {
  for (int64_t number = 0; number < count / kTileWidth; ++number) {
    tiles.push_back({level, number, kTileWidth});
  }
  const auto rest = static_cast<int>(count % kTileWidth);
  if (rest > 0) tiles.push_back({level, count / kTileWidth, rest});
}

}  // namespace

std::string TilePath(const Tile& tile) {
  // Three digits a folder, all but the last behind an x, so that no folder
  // grows beyond a thousand.
  std::string number = fmt::format("{:03}", tile.number % 1000);
  for (int64_t rest = tile.number / 1000; rest > 0; rest /= 1000) {
    number = fmt::format("x{:03}/{}", rest % 1000, number);
  }
  const std::string level = tile.level == kEntriesLevel
                                ? std::string("entries")
                                : fmt::format("{}", tile.level);
  const std::string part = tile.width == kTileWidth
                               ? std::string()
                               : fmt::format(".p/{}", tile.width);
  return fmt::format("tile/{}/{}{}", level, number, part);
}

std::vector<Tile> TilesOf(int64_t size) {
  std::vector<Tile> tiles;
  AddLevel(kEntriesLevel, size, tiles);
  int level = 0;
  // A hash of one level is the root of a full tile of the level below.
  for (int64_t count = size; count > 0; count /= kTileWidth) {
    AddLevel(level++, count, tiles);
  }
  return tiles;
}

absl::StatusOr<std::vector<std::string>> EntriesOf(std::string_view content,
                                                   int width) {
  std::vector<std::string> entries;
  while (content.size() >= 2) {
    const size_t size =
        static_cast<size_t>(static_cast<unsigned char>(content[0]) * 256 +
                            static_cast<unsigned char>(content[1]));
    content.remove_prefix(2);
    if (content.size() < size) break;
    entries.emplace_back(content.substr(0, size));
    content.remove_prefix(size);
  }
  if (!content.empty() || entries.size() != static_cast<size_t>(width)) {
    return absl::DataLossError(
        fmt::format("it holds {} whole entries, expected {} and nothing else",
                    entries.size(), width));
  }
  return entries;
}

}  // namespace techflow::cli
