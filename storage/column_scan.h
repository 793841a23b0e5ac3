#ifndef TECHFLOW_STORAGE_COLUMN_SCAN_H_
#define TECHFLOW_STORAGE_COLUMN_SCAN_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "storage/database.h"
#include "storage/integrity_report.h"

namespace techflow::storage {

// Reads a column once, from its first key to its last, past the block cache. It
// adds to the report what RocksDB cannot read, and goes on after it where the
// keys are numbers: in the others nobody knows what the next key is. One thread
// at a time.
class ColumnScan {
 public:
  // Both must outlive it.
  ColumnScan(const Database& database, Column column, IntegrityReport& report);

  // The record of the least key that was not given yet; false after the last.
  bool Next();

  // Of the record that Next() moved to, valid until the next call.
  std::string_view key() const { return iterator_->key().ToStringView(); }
  std::string_view value() const { return iterator_->value().ToStringView(); }

  // False once something could not be read: what it gave may not be all.
  bool is_whole() const { return is_whole_; }

 private:
  bool IsNumbered() const;
  // Finds what can be read again after damage.
  bool SkipDamage();

  const Column column_;
  IntegrityReport& report_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
  bool has_started_ = false;
  bool is_whole_ = true;
  // The key before.
  std::string last_key_;
};

// The same where the keys are numbers; it adds other keys to the report and
// leaves them out.
class NumberScan {
 public:
  NumberScan(const Database& database, Column column, IntegrityReport& report)
      : scan_(database, column, report), column_(column), report_(report) {}

  bool Next();
  int64_t number() const { return number_; }
  std::string_view value() const { return scan_.value(); }

 private:
  ColumnScan scan_;
  const Column column_;
  IntegrityReport& report_;
  int64_t number_ = -1;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_COLUMN_SCAN_H_
