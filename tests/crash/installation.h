#ifndef TECHFLOW_TESTS_CRASH_INSTALLATION_H_
#define TECHFLOW_TESTS_CRASH_INSTALLATION_H_

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "storage/integrity_check.h"
#include "storage/ledger/signing_key.h"
#include "storage/rating_store.h"
#include "storage/rocksdb_rating_store.h"

namespace techflow::storage {

// The files of an installation by their paths below its folder: the store
// ("store/rocksdb/CURRENT"), the anchor ("anchor") and the signing key ("key").
using InstallationFiles = std::map<std::string, std::string>;

inline constexpr char kAnchorFile[] = "anchor";
inline constexpr char kKeyFile[] = "key";

// Where the store of the installation in `root` is.
std::string StoreFolder(const std::string& root);

// The machine's disk without the room that RocksDB sets aside for each log
// before it is written: in a folder in memory that is most of the time of a
// start.
rocksdb::Env* SparingEnv();

// Makes temporary folders in memory from now on, where there is such a folder:
// thousands of stores are made, and each waits for its disk many times.
void UseFolderInMemory();

// All files but RocksDB's lock, which has no bytes.
InstallationFiles ReadInstallation(const std::string& root);

// Makes these files, and nothing else, the content of `root`.
void WriteInstallation(const InstallationFiles& files, const std::string& root);

// Opens the store with the key and the anchor as they are on disk. The start
// leaves no entry in the log. Errors of ReadKeyFile and OpenRocksDbRatingStore.
absl::StatusOr<std::unique_ptr<RatingStore>> OpenInstallation(
    const std::string& root);

// CheckIntegrity with the key and the anchor as they are on disk.
absl::StatusOr<IntegrityReport> CheckInstallation(const std::string& root);

// What is done with the store that BuildInstallation has filled.
enum class StoreState {
  kInLog,    // It was killed: all that was appended is in RocksDB's log alone.
  kFlushed,  // It was closed, and RocksDB's log is empty.
};

// An installation whose store has some thirty entries of several subjects,
// grades and days, with blobs inside of tables and in files of their own.
struct BuiltInstallation {
  InstallationFiles files;

  // When two thirds of it was appended.
  InstallationFiles earlier;
};
BuiltInstallation BuildInstallation(StoreState state);

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_CRASH_INSTALLATION_H_
