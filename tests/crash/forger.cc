#include "tests/crash/forger.h"

#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <string_view>

#include "rocksdb/write_batch.h"
#include "storage/database.h"
#include "storage/database_options.h"
#include "storage/index_records.h"
#include "storage/keys.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/entry_bytes.h"
#include "storage/ledger/tree_edge.h"
#include "tests/crash/installation.h"

namespace techflow::storage {
namespace {

// One change of a whole store, written at once.
class Forgery {
 public:
  explicit Forgery(const std::string& folder) {
    auto database = Database::Open(folder, SparingEnv());
    if (!database.ok()) std::abort();
    database_ = *std::move(database);
  }

  void Put(Column column, std::string_view key, std::string_view value) {
    Require(batch_.Put(database_->handle(column), key, value).ok());
  }

  // Deletes the records of a column whose keys are not among `kept`.
  void Clear(Column column, const std::set<std::string>& kept) {
    const auto iterator =
        database_->NewIterator(column, rocksdb::ReadOptions());
    for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
      if (kept.contains(iterator->key().ToString())) continue;
      Require(batch_.Delete(database_->handle(column), iterator->key()).ok());
    }
  }

  void Write() { Require(database_->db().Write(DurableWrite(), &batch_).ok()); }

  const Database& database() const { return *database_; }

 private:
  static void Require(bool holds) {
    if (!holds) std::abort();
  }

  std::unique_ptr<Database> database_;
  rocksdb::WriteBatch batch_;
};

// As AppendBatch gives them.
void Renumber(std::vector<store::v1::Entry>& entries) {
  std::map<std::string, SubjectHead> heads;
  for (size_t i = 0; i < entries.size(); ++i) {
    SubjectHead& head = heads[entries[i].subject()];
    entries[i].set_position(static_cast<int64_t>(i));
    entries[i].set_number(head.number + 1);
    entries[i].set_previous_position(head.position);
    head = {.number = head.number + 1, .position = static_cast<int64_t>(i)};
  }
}

void ClearAll(const std::vector<store::v1::Entry>& entries, Forgery& forgery) {
  std::set<std::string> digests;
  for (const store::v1::Entry& entry : entries) {
    digests.insert(entry.rating().evidence_digest());
    digests.insert(entry.rating().assessment_digest());
    digests.insert(entry.model_version().package_digest());
  }
  for (const Column column :
       {Column::kEntry, Column::kSubject, Column::kHistory, Column::kAsOf,
        Column::kGrade, Column::kRequest, Column::kNode}) {
    forgery.Clear(column, {});
  }
  for (const Column column :
       {Column::kEvidence, Column::kAssessment, Column::kModel}) {
    forgery.Clear(column, digests);
  }
}

}  // namespace

std::vector<store::v1::Entry> ReadEntries(const std::string& folder) {
  const Forgery forgery(folder);
  std::vector<store::v1::Entry> entries;
  const auto iterator =
      forgery.database().NewIterator(Column::kEntry, rocksdb::ReadOptions());
  for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
    auto stored = ledger::ParseEntry(iterator->value().ToStringView());
    if (!stored.ok()) std::abort();
    entries.push_back(std::move(stored->entry));
  }
  return entries;
}

void ForgeLog(const std::string& folder,
              std::vector<store::v1::Entry> entries) {
  Forgery forgery(folder);
  ClearAll(entries, forgery);
  Renumber(entries);
  ledger::TreeEdge tree;
  for (const store::v1::Entry& entry : entries) {
    const std::string bytes = ledger::FrameEntry(entry);
    forgery.Put(Column::kEntry, NumberBytes(entry.position()), bytes);
    int64_t index = ledger::NodeCount(tree.size());
    for (const ledger::Hash& node : tree.Append(ledger::LeafHash(bytes))) {
      forgery.Put(Column::kNode, NumberBytes(index++), ledger::BytesOf(node));
    }
    for (const IndexRecord& record : IndexRecords(entry)) {
      forgery.Put(record.column, record.key, record.value);
    }
    forgery.Put(Column::kSubject, entry.subject(),
                SubjectHeadBytes(
                    {.number = entry.number(), .position = entry.position()}));
  }
  forgery.Put(Column::kMeta, kHeadKey,
              LogHeadBytes({.size = tree.size(), .root = tree.Root()}));
  forgery.Write();
}

std::string ForgeAssessment(const std::string& folder,
                            const std::string& bytes) {
  Forgery forgery(folder);
  const std::string digest = ledger::Sha256(bytes);
  forgery.Put(Column::kAssessment, digest, bytes);
  forgery.Write();
  return digest;
}

}  // namespace techflow::storage
