#ifndef TECHFLOW_STORAGE_STORED_NODES_H_
#define TECHFLOW_STORAGE_STORED_NODES_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "storage/database.h"
#include "storage/ledger/merkle_tree.h"

namespace techflow::storage {

// The nodes of the tree as they are on disk. Any thread may call anything.
class StoredNodes final : public ledger::NodeSource {
 public:
  // `database` must outlive it.
  explicit StoredNodes(const Database& database) : database_(database) {}

  // DATA_LOSS where a node is missing or is none.
  absl::StatusOr<std::vector<ledger::Hash>> Read(
      absl::Span<const int64_t> indexes) const override;

 private:
  const Database& database_;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_STORED_NODES_H_
