#include "tests/crash/kill_point.h"

#include <cstdlib>

#include "fmt/format.h"

namespace techflow::crash {
namespace {

// RocksDB's name of the threads that compact.
constexpr char kCompaction[] = "rocksdb:low";

// In a run of 16 callers there are more batches than that.
constexpr int kBatches = 80;

// A start brings what the write-ahead log holds into a table for each column;
// a compaction makes as many.
constexpr int kTables = 8;
// A compaction need not be of all columns.
constexpr int kCompactedTables = 3;

// The order is that of a short run. Those of a compaction come when the starts
// for the others have left enough tables for one.
constexpr KillPoint kPoints[] = {
    {"making the store", "rename:CURRENT:before", "", 1, false},
    {"before the batch", "write:.log:before", "", kBatches, false},
    {"random moment", "", "", 0, false},
    {"within the batch", "write:.log:half", "", kBatches, false},
    {"batch written, not synced", "fdatasync:.log:before", "", kBatches, false},
    {"between batch and anchor", "fdatasync:.log:after", "", kBatches, false},
    {"writing a compacted table", "write:.sst:half", kCompaction,
     kCompactedTables, true},
    {"naming the compacted tables", "write:MANIFEST:half", kCompaction, 2,
     true},
    {"deleting what was compacted", "unlink:.sst:before", "", kCompactedTables,
     true},
    {"copying into a backup", "write:.sst.tmp:half", "", kTables, false, true},
    {"placing a copied file", "rename:.sst:before", "", kTables, false, true},
    {"within the anchor", "pwrite:.anchor:half", "", kBatches, false},
    {"anchor written, not synced", "fdatasync:.anchor:before", "", kBatches,
     false},
    {"between anchor and answer", "fdatasync:.anchor:after", "", kBatches,
     false},
    {"flushing a table", "write:.sst:half", "", kTables, true},
    {"flushing large values", "write:.blob:half", "", 1, true},
    {"naming the flushed tables", "write:MANIFEST:half", "", 3, false},
    {"naming the manifest", "rename:CURRENT:after", "", 1, false},
};

}  // namespace

absl::Span<const KillPoint> KillPoints() { return kPoints; }

std::vector<std::string> KillEnvironment(const KillPoint& point,
                                         std::mt19937& random) {
  const std::string place = point.place;
  if (place.empty()) return {};
  const int number = std::uniform_int_distribution<>(1, point.calls)(random);
  // The address sanitizer wants to be loaded before everything else.
  const char* sanitizer = std::getenv("ASAN_OPTIONS");
  return {
      "LD_PRELOAD=" KILL_AT,
      fmt::format("TECHFLOW_KILL_AT={}:{}:{}", place, number, point.thread),
      fmt::format("ASAN_OPTIONS={}:verify_asan_link_order=0",
                  sanitizer == nullptr ? "" : sanitizer),
  };
}

}  // namespace techflow::crash
