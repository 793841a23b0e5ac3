#ifndef TECHFLOW_TESTS_CRASH_DAMAGED_FILES_H_
#define TECHFLOW_TESTS_CRASH_DAMAGED_FILES_H_

#include <cstddef>
#include <functional>
#include <string>

#include "tests/crash/installation.h"

namespace techflow::storage {

// What is done to the files of a sound installation.
struct FileSweep {
  // Of every file at most about so many bytes are flipped, and RocksDB's log
  // is cut at so many offsets, spread evenly. 0: all.
  size_t positions_per_file = 0;

  // Every `shards`-th variant, from `shard` on, so that processes can share.
  size_t shard = 0;
  size_t shards = 1;

  // Of these, so many are left out at the start.
  size_t skipped = 0;
};

// One damaged installation. `what` is a word for what was done and the file:
// "flip store/rocksdb/CURRENT 3", "cut ... 17", "remove ...", "older ...",
// "older-folder store", "stale ..." for a file of earlier that had gone.
using VisitVariant =
    std::function<void(const std::string& what, const InstallationFiles&)>;

// Visits: one bit of each byte of each file flipped, in turns each of the
// eight; RocksDB's log cut at each offset; each file removed; each file, and
// the store as a whole, as it was in `earlier`.
void ForEachDamage(const BuiltInstallation& sound, const FileSweep& sweep,
                   const VisitVariant& visit);

// Of a path: "log", "table", "blob", "MANIFEST", "CURRENT", "IDENTITY",
// "OPTIONS", "anchor" or "key".
std::string FileKind(const std::string& path);

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_CRASH_DAMAGED_FILES_H_
