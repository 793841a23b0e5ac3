#ifndef TECHFLOW_STORAGE_STORE_UPGRADE_H_
#define TECHFLOW_STORAGE_STORE_UPGRADE_H_

#include "absl/status/statusor.h"
#include "storage/database.h"

namespace techflow::storage {

// Brings a store of the format before, which had no tree, to this one: makes
// the nodes from the entries, whose bytes stay what they are, and then writes
// head and format in one batch, so that a crash leaves the format before. Does
// nothing to a store of this format. True where it brought it up. DATA_LOSS
// where an entry is missing.
absl::StatusOr<bool> UpgradeStore(const Database& database);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_STORE_UPGRADE_H_
