#ifndef TECHFLOW_STORAGE_STORE_FIGURES_H_
#define TECHFLOW_STORAGE_STORE_FIGURES_H_

#include "absl/status/statusor.h"
#include "storage/database.h"
#include "storage/rating_store.h"

namespace techflow::storage {

// What the store in `database` takes on its disk. Any thread. UNAVAILABLE where
// the disk does not say.
absl::StatusOr<StoreFigures> ReadFigures(const Database& database);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_STORE_FIGURES_H_
