#ifndef TECHFLOW_STORAGE_TREE_CHECK_H_
#define TECHFLOW_STORAGE_TREE_CHECK_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "storage/column_scan.h"
#include "storage/database.h"
#include "storage/integrity_report.h"
#include "storage/keys.h"
#include "storage/ledger/merkle_tree.h"

namespace techflow::storage {

// Makes the tree again from the entries and compares every node and the head
// with what is stored. Where an entry and its leaf differ, the node above them,
// or the head, tells which of the two was changed. One thread at a time.
class TreeCheck {
 public:
  // Both must outlive it. `watched_size`: see watched_root().
  TreeCheck(const Database& database, int64_t watched_size,
            IntegrityReport& report);

  // The bytes of the entry at the next position; nullopt where they are missing
  // or known to be wrong: the stored leaf is then taken for its hash.
  void Add(std::optional<std::string_view> bytes);

  // All entries were added: looks for what is beyond them, and at the head.
  void Finish();

  // The root when there were `watched_size` leaves; nullopt until then.
  const std::optional<ledger::Hash>& watched_root() const {
    return watched_root_;
  }

 private:
  struct Node {
    // As the leaves below give it; nullopt where one of them is not known.
    std::optional<ledger::Hash> derived;
    std::optional<ledger::Hash> stored;
  };

  // The node stored under `index`, which is the next; nullopt where it is
  // missing or none.
  std::optional<ledger::Hash> ReadStored(int64_t index);
  // The entry at the next position and its leaf differ.
  void ReportLeaf(const Node& leaf);
  // Whether what is stored above the leaf fits the stored leaf.
  bool FitsAbove(const ledger::Hash& leaf) const;
  void CheckHead();
  std::optional<ledger::Hash> Root() const;

  const Database& database_;
  const int64_t watched_size_;
  IntegrityReport& report_;
  NumberScan scan_;
  bool has_stored_;
  int64_t size_ = 0;
  // The roots of the complete subtrees, the greatest first.
  std::vector<Node> subtrees_;
  std::optional<ledger::Hash> watched_root_;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_TREE_CHECK_H_
