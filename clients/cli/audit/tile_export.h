#ifndef TECHFLOW_CLIENTS_CLI_AUDIT_TILE_EXPORT_H_
#define TECHFLOW_CLIENTS_CLI_AUDIT_TILE_EXPORT_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/ledger/checkpoint.h"

// A log as files, as C2SP's tlog-tiles lays them out, so that public programs
// can check it. From one thread for a folder.
namespace techflow::cli {

// Gives the bytes of a file of the log, by its path.
using FetchTile =
    std::function<absl::StatusOr<std::string>(const std::string& path)>;

// Told after each tile how many of how many are there.
using OnTile = std::function<void(size_t done, size_t total)>;

struct TileCounts {
  size_t fetched = 0;
  // Full tiles that were there; they never change.
  size_t kept = 0;
};

// Writes the tiles of the log of `checkpoint` into `folder`, and `note`, which
// is the signed checkpoint, as the last file: where it is, all that it covers
// is. Run again after an interruption, it fetches what is not there. Errors of
// `fetch`; DATA_LOSS where a tile has another length than it must have;
// FAILED_PRECONDITION where the folder holds a longer log or another's.
absl::StatusOr<TileCounts> ExportTiles(const std::string& folder,
                                       const ledger::Checkpoint& checkpoint,
                                       std::string_view note,
                                       const FetchTile& fetch,
                                       const OnTile& on_tile);

// Reads entries and the hashes of level 0 back, and computes the root from
// them. DATA_LOSS names the tile whose hashes are not those of its entries, or
// says that the root is not the checkpoint's.
absl::Status CheckTiles(const std::string& folder,
                        const ledger::Checkpoint& checkpoint);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_AUDIT_TILE_EXPORT_H_
