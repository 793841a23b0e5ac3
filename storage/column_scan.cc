#include "storage/column_scan.h"

#include <algorithm>
#include <limits>

#include "fmt/format.h"
#include "storage/index_records.h"
#include "storage/keys.h"

namespace techflow::storage {
namespace {

// What is read from the disk at once.
constexpr size_t kReadAheadBytes = size_t{1} << 20;
// Damage is skipped in steps that double; after so many the rest is given up.
constexpr int kMaxSkips = 40;
// So that a step from it is still a number.
constexpr int64_t kMaxNumber = std::numeric_limits<int64_t>::max() / 2;

rocksdb::ReadOptions ScanOptions() {
  rocksdb::ReadOptions options;
  options.readahead_size = kReadAheadBytes;
  options.fill_cache = false;
  options.verify_checksums = true;
  return options;
}

}  // namespace

ColumnScan::ColumnScan(const Database& database, Column column,
                       IntegrityReport& report)
    : column_(column),
      report_(report),
      iterator_(database.NewIterator(column, ScanOptions())) {}

bool ColumnScan::IsNumbered() const {
  return column_ == Column::kEntry || column_ == Column::kNode;
}

bool ColumnScan::Next() {
  if (!has_started_) {
    has_started_ = true;
    iterator_->SeekToFirst();
  } else if (iterator_->Valid()) {
    last_key_.assign(key());
    iterator_->Next();
  }
  if (iterator_->Valid()) return true;
  if (iterator_->status().ok()) return false;
  is_whole_ = false;
  return SkipDamage();
}

bool ColumnScan::SkipDamage() {
  const std::string reason = iterator_->status().ToString();
  const std::string after =
      last_key_.empty()
          ? "from its start"
          : fmt::format("after {}", ReadableKey(column_, last_key_));
  if (IsNumbered()) {
    const int64_t next =
        std::min(ParseNumber(last_key_).value_or(-1), kMaxNumber) + 1;
    for (int skip = 0; skip < kMaxSkips; ++skip) {
      iterator_->Seek(NumberBytes(next + (int64_t{1} << skip)));
      if (!iterator_->Valid() && !iterator_->status().ok()) continue;
      report_.Add(PartOf(column_), next,
                  fmt::format("cannot be read {}: {}", after, reason));
      return iterator_->Valid();
    }
  }
  report_.Add(PartOf(column_), -1,
              fmt::format("cannot be read {} to its end: {}", after, reason));
  return false;
}

bool NumberScan::Next() {
  while (scan_.Next()) {
    const auto number = ParseNumber(scan_.key());
    if (number.has_value()) {
      number_ = *number;
      return true;
    }
    report_.Add(PartOf(column_), -1,
                fmt::format("the key {} is no number of 8 bytes",
                            ReadableKey(column_, scan_.key())));
  }
  return false;
}

}  // namespace techflow::storage
