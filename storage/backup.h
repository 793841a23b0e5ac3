#ifndef TECHFLOW_STORAGE_BACKUP_H_
#define TECHFLOW_STORAGE_BACKUP_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "storage/database.h"
#include "storage/rating_store.h"

namespace techflow::storage {

// Adds a backup of an open database to `folder`, which is made where it is
// missing. Appends go on meanwhile. Files that an earlier backup in the folder
// has are shared with it, so only what is new is copied. `checkpoint` is a
// signed note of the log, made before the call, and is kept with the backup, as
// is `made_at_us`, the present time. One call at a time for a folder, of
// whatever process.
//   INVALID_ARGUMENT  `checkpoint` is no signed note of a checkpoint;
//   UNAVAILABLE       a disk failed; the backups before are as they were.
absl::StatusOr<Backup> CreateBackup(const Database& database,
                                    const std::string& folder,
                                    std::string_view checkpoint,
                                    int64_t made_at_us);

// The newest backup in `folder` that can be read. Of all others only the names
// are looked at, so that it may be asked at any time, also while a backup is
// made. NOT_FOUND where there is none; UNAVAILABLE where the disk failed.
absl::StatusOr<Backup> NewestBackup(const std::string& folder);

// What was restored.
struct RestoredStore {
  // The backup, and the size that its checkpoint names.
  Backup backup;
  int64_t checkpoint_size = 0;

  // How many entries the restored log has: at least checkpoint_size.
  int64_t entries = 0;
};

// Stands for the newest backup.
inline constexpr int64_t kNewestBackup = 0;

// Puts the backup `number` of `backup_folder` into `data_folder`, which is
// missing or empty, and is a store only once all of this holds: the checksums
// of the backup's files; everything that CheckIntegrity() derives from the
// entries, the tree first; and that the log extends the backup's checkpoint.
// The checkpoint's signature is not looked at: no key is at hand, and the
// anchor of the next start is what an old backup cannot forge. A crash in
// between leaves "rocksdb.restored" there, which the next call begins again.
// It blocks, and needs what CheckIntegrity() needs.
//   FAILED_PRECONDITION  data_folder holds something;
//   NOT_FOUND            there is no such backup;
//   DATA_LOSS            the backup is damaged, or, where the newest was asked
//                        for, one that is newer than all that can be read;
//                        data_folder holds no store;
//   UNAVAILABLE          a disk failed.
absl::StatusOr<RestoredStore> RestoreBackup(const std::string& backup_folder,
                                            int64_t number,
                                            const std::string& data_folder);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_BACKUP_H_
