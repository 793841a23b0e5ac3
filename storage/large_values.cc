#include "storage/large_values.h"

#include <algorithm>
#include <array>

#include "absl/status/status.h"
#include "rocksdb/file_system.h"
#include "storage/database_options.h"

namespace techflow::storage {
namespace {

// RocksDB's own must come first.
constexpr std::array<Column, 4> kColumns = {
    Column::kMeta, Column::kEvidence, Column::kAssessment, Column::kModel};

// A disk whose write-ahead logs read as empty: what is in there is in the
// secondary's memory already. They are there, since the manifest names them.
class WithoutLogs final : public rocksdb::FileSystemWrapper {
 public:
  using rocksdb::FileSystemWrapper::FileSystemWrapper;

  const char* Name() const override { return "WithoutLogs"; }

  rocksdb::IOStatus NewSequentialFile(
      const std::string& path, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSSequentialFile>* file,
      rocksdb::IODebugContext* context) override {
    return target()->NewSequentialFile(
        path.ends_with(".log") ? "/dev/null" : path, options, file, context);
  }
};

}  // namespace

absl::StatusOr<std::unique_ptr<const LargeValues>> LargeValues::Open(
    const std::string& folder, rocksdb::Env* env) {
  rocksdb::Env& disk = env == nullptr ? *rocksdb::Env::Default() : *env;
  std::unique_ptr<LargeValues> values(new LargeValues(rocksdb::NewCompositeEnv(
      std::make_shared<WithoutLogs>(disk.GetFileSystem()))));
  const auto all = ColumnDescriptors();
  std::vector<rocksdb::ColumnFamilyDescriptor> columns;
  columns.reserve(kColumns.size());
  for (const Column column : kColumns) {
    columns.push_back(all[static_cast<size_t>(column)]);
  }
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      rocksdb::DB::OpenForReadOnly(DatabaseOptions(values->disk_.get()), folder,
                                   columns, &values->handles_, &db);
  if (!status.ok()) return ToStatus(status, "opening the large values");
  values->db_.reset(db);
  return values;
}

LargeValues::~LargeValues() {
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    db_->DestroyColumnFamilyHandle(handle);
  }
}

absl::StatusOr<std::string> LargeValues::Get(Column column,
                                             std::string_view key) const {
  const auto* place = std::find(kColumns.begin() + 1, kColumns.end(), column);
  if (place == kColumns.end()) {
    return absl::NotFoundError("a column without large values");
  }
  std::string value;
  const rocksdb::Status status = db_->Get(
      rocksdb::ReadOptions(),
      handles_[static_cast<size_t>(place - kColumns.begin())], key, &value);
  if (!status.ok()) return ToStatus(status, "reading the store");
  return value;
}

}  // namespace techflow::storage
