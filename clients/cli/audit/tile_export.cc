#include "clients/cli/audit/tile_export.h"

#include <filesystem>
#include <system_error>
#include <vector>

#include "clients/cli/audit/noted_checkpoint.h"
#include "clients/cli/audit/output_file.h"
#include "clients/cli/audit/tile_layout.h"
#include "clients/verify/input_bytes.h"
#include "fmt/format.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/merkle_tree.h"
#include "storage/ledger/tree_edge.h"

namespace techflow::cli {
namespace {

namespace fs = std::filesystem;

constexpr char kCheckpointFile[] = "checkpoint";

std::string PathIn(const std::string& folder, const std::string& path) {
  return (fs::path(folder) / path).string();
}

// Files are written as a whole, so one that is there is complete.
bool IsThere(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

absl::Status CheckContent(const Tile& tile, const std::string& content) {
  if (tile.level == kEntriesLevel) {
    return EntriesOf(content, tile.width).status();
  }
  const auto expected = static_cast<size_t>(tile.width) * ledger::kDigestBytes;
  if (content.size() == expected) return absl::OkStatus();
  return absl::DataLossError(
      fmt::format("it has {} bytes, expected {}", content.size(), expected));
}

absl::Status Named(const std::string& path, const absl::Status& status) {
  return absl::Status(
      status.code(),
      fmt::format("{}: {}", path, std::string(status.message())));
}

// A folder keeps one log, which only grows.
absl::Status CheckFolder(const std::string& folder,
                         const ledger::Checkpoint& checkpoint) {
  const std::string path = PathIn(folder, kCheckpointFile);
  if (!IsThere(path)) return absl::OkStatus();
  const auto note = verify::ReadInput(path);
  if (!note.ok()) return note.status();
  const auto there = OpenNotedCheckpoint(*note, {});
  if (!there.ok()) return Named(path, there.status());
  if (there->checkpoint.origin != checkpoint.origin ||
      there->checkpoint.size > checkpoint.size) {
    return absl::FailedPreconditionError(fmt::format(
        "`{}` is of {} with {} entries, the server's log of {} with {}: a "
        "folder keeps one log, which only grows",
        path, there->checkpoint.origin, there->checkpoint.size,
        checkpoint.origin, checkpoint.size));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadTile(const std::string& folder,
                                     const Tile& tile) {
  const std::string path = PathIn(folder, TilePath(tile));
  auto content = verify::ReadInput(path);
  if (!content.ok()) return content.status();
  const absl::Status status = CheckContent(tile, *content);
  if (!status.ok()) return Named(path, status);
  return content;
}

}  // namespace

absl::StatusOr<TileCounts> ExportTiles(const std::string& folder,
                                       const ledger::Checkpoint& checkpoint,
                                       std::string_view note,
                                       const FetchTile& fetch,
                                       const OnTile& on_tile) {
  const absl::Status fits = CheckFolder(folder, checkpoint);
  if (!fits.ok()) return fits;
  const std::vector<Tile> tiles = TilesOf(checkpoint.size);
  TileCounts counts;
  for (const Tile& tile : tiles) {
    const std::string path = TilePath(tile);
    if (tile.width == kTileWidth && IsThere(PathIn(folder, path))) {
      ++counts.kept;
    } else {
      const auto content = fetch(path);
      if (!content.ok()) return content.status();
      const absl::Status status = CheckContent(tile, *content);
      if (!status.ok()) return Named(path, status);
      const absl::Status written =
          WriteWholeFile(PathIn(folder, path), *content);
      if (!written.ok()) return written;
      ++counts.fetched;
    }
    on_tile(counts.fetched + counts.kept, tiles.size());
  }
  const absl::Status written =
      WriteWholeFile(PathIn(folder, kCheckpointFile), note);
  if (!written.ok()) return written;
  return counts;
}

absl::Status CheckTiles(const std::string& folder,
                        const ledger::Checkpoint& checkpoint) {
  ledger::TreeEdge edge;
  for (const Tile& tile : TilesOf(checkpoint.size)) {
    if (tile.level != 0) continue;
    const auto hashes = ReadTile(folder, tile);
    if (!hashes.ok()) return hashes.status();
    Tile of_entries = tile;
    of_entries.level = kEntriesLevel;
    const auto content = ReadTile(folder, of_entries);
    if (!content.ok()) return content.status();
    const auto entries = EntriesOf(*content, tile.width);
    if (!entries.ok()) return entries.status();
    for (size_t i = 0; i < entries->size(); ++i) {
      const ledger::Hash leaf = ledger::LeafHash((*entries)[i]);
      if (hashes->compare(i * ledger::kDigestBytes, ledger::kDigestBytes,
                          ledger::BytesOf(leaf)) != 0) {
        return absl::DataLossError(
            fmt::format("{}: the hash of entry {} is not that of its bytes",
                        PathIn(folder, TilePath(tile)),
                        tile.number * kTileWidth + static_cast<int64_t>(i)));
      }
      edge.Append(leaf);
    }
  }
  if (ledger::BytesOf(edge.Root()) == checkpoint.root) return absl::OkStatus();
  return absl::DataLossError(
      fmt::format("the root of the {} entries in `{}` is not that of the "
                  "checkpoint",
                  checkpoint.size, folder));
}

}  // namespace techflow::cli
