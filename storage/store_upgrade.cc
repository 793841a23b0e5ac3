#include "storage/store_upgrade.h"

#include <memory>

#include "fmt/format.h"
#include "rocksdb/write_batch.h"
#include "storage/database_options.h"
#include "storage/keys.h"
#include "storage/ledger/tree_edge.h"

namespace techflow::storage {
namespace {

// About 20 MB of nodes.
constexpr int64_t kLeavesPerBatch = 200'000;

absl::Status WriteNodes(const Database& database, rocksdb::WriteBatch& batch) {
  const rocksdb::Status status = database.db().Write(DurableWrite(), &batch);
  batch.Clear();
  return ToStatus(status, "writing the nodes of the tree");
}

// Writes the nodes over all entries, and answers with the tree's edge.
absl::StatusOr<ledger::TreeEdge> MakeNodes(const Database& database) {
  ledger::TreeEdge tree;
  rocksdb::WriteBatch batch;
  const auto iterator =
      database.NewIterator(Column::kEntry, rocksdb::ReadOptions());
  for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
    if (ParseNumber(iterator->key().ToStringView()) != tree.size()) {
      return absl::DataLossError(
          fmt::format("the entry at position {} is missing", tree.size()));
    }
    int64_t index = ledger::NodeCount(tree.size());
    for (const ledger::Hash& node :
         tree.Append(ledger::LeafHash(iterator->value().ToStringView()))) {
      batch
          .Put(database.handle(Column::kNode), NumberBytes(index),
               ledger::BytesOf(node))
          .PermitUncheckedError();
      ++index;
    }
    if (tree.size() % kLeavesPerBatch == 0) {
      absl::Status status = WriteNodes(database, batch);
      if (!status.ok()) return status;
    }
  }
  absl::Status status = ToStatus(iterator->status(), "reading the log");
  if (status.ok()) status = WriteNodes(database, batch);
  if (!status.ok()) return status;
  return tree;
}

}  // namespace

absl::StatusOr<bool> UpgradeStore(const Database& database) {
  const auto format = database.Get(Column::kMeta, kFormatKey);
  if (!format.ok()) return format.status();
  if (*format == kFormat) return false;
  const auto size = database.Get(Column::kMeta, kSizeKey);
  if (!size.ok()) return size.status();
  const auto tree = MakeNodes(database);
  if (!tree.ok()) return tree.status();
  if (ParseNumber(*size) != tree->size()) {
    return absl::DataLossError(
        fmt::format("the log has {} entries, and the store says another number",
                    tree->size()));
  }
  rocksdb::WriteBatch batch;
  rocksdb::ColumnFamilyHandle* const meta = database.handle(Column::kMeta);
  batch.Put(meta, rocksdb::Slice(kHeadKey),
            LogHeadBytes({.size = tree->size(), .root = tree->Root()}));
  batch.Put(meta, rocksdb::Slice(kStateKey), rocksdb::Slice(kStateClosed));
  batch.Put(meta, rocksdb::Slice(kFormatKey), rocksdb::Slice(kFormat));
  batch.Delete(meta, rocksdb::Slice(kSizeKey));
  const absl::Status status =
      ToStatus(database.db().Write(DurableWrite(), &batch),
               "bringing the store to its new format");
  if (!status.ok()) return status;
  return true;
}

}  // namespace techflow::storage
