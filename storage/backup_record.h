#ifndef TECHFLOW_STORAGE_BACKUP_RECORD_H_
#define TECHFLOW_STORAGE_BACKUP_RECORD_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "rocksdb/utilities/backup_engine.h"
#include "storage/rating_store.h"

// What is kept with a backup, in RocksDB's metadata of it; drawn in FORMAT.md.
// Pure functions; any thread.
namespace techflow::storage {

// The bytes for a backup that is made at `made_at_us`, microseconds since
// 1970-01-01 UTC, with a signed note of the log.
std::string BackupRecord(int64_t made_at_us, std::string_view checkpoint);

// A backup as RocksDB knows it. One that was made before the time was kept has
// RocksDB's, of whole seconds. Where the record cannot be read, all of it
// stands for the checkpoint, which it is not.
Backup ToBackup(const rocksdb::BackupInfo& info);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_BACKUP_RECORD_H_
