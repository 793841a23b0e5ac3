#ifndef TECHFLOW_STORAGE_STORE_UPGRADE_H_
#define TECHFLOW_STORAGE_STORE_UPGRADE_H_

#include "absl/status/status.h"
#include "storage/database.h"

namespace techflow::storage {

// Brings a store of the format before, which had no tree, to this one: makes
// the nodes from the entries, whose bytes stay what they are, and then writes
// head and format in one batch, so that a crash leaves the format before. Does
// nothing to a store of this format. DATA_LOSS where an entry is missing.
absl::Status UpgradeStore(const Database& database);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_STORE_UPGRADE_H_
