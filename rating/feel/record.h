#ifndef TECHFLOW_RATING_FEEL_RECORD_H_
#define TECHFLOW_RATING_FEEL_RECORD_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "rating/feel/arena.h"
#include "rating/feel/column_keys.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::feel {

// Contexts of one type side by side, such as the items of a list of evidence.
// An entry is read when somebody asks for it, of all of them at once: rules
// look at few parts of large evidence, and go through the items for each. Of
// one record alone, such as the latest accounts, only its own is read. Nothing
// tells a record from a context with the same entries. Lives in the arena of
// one evaluation and takes its memory there, so it belongs to that evaluation's
// thread; never deleted through this class.
class RecordTable {
 public:
  RecordTable(const RecordTable&) = delete;
  RecordTable& operator=(const RecordTable&) = delete;

  // The members of their type: two tables with the same memory here have the
  // same entries at the same places.
  std::span<const Member> members() const { return members_; }
  // The index of the entry `name`; members().size() where there is none.
  size_t IndexOf(std::string_view name) const;

  // The records in their order, and how many there are.
  std::span<const Value> records() const { return records_; }
  size_t size() const { return records_.size(); }

  // The values of an entry in the order of the records: read at the first
  // call, and the same from then on.
  const Value* Column(size_t index) const {
    if (columns_[index] == nullptr) ReadOnce(index);
    return columns_[index];
  }
  // One of them.
  const Value& At(size_t row, size_t index) const {
    return columns_[index] != nullptr ? columns_[index][row]
                                      : ReadAlone(row, index);
  }
  // The same as keys, after Column(); null pointer where there are none.
  const ColumnKeys* Keys(size_t index) const {
    return keys_.empty() ? nullptr : keys_[index];
  }
  // All entries of one record in their order.
  std::span<const ContextEntry> EntriesOf(size_t row) const;

 protected:
  // `members` are those of a type, which outlives the table.
  RecordTable(std::span<const Member> members, size_t size, Arena& arena);
  ~RecordTable() = default;

  Arena& arena() const { return arena_; }

 private:
  struct Alone {
    size_t row = 0;
    const Value* value = nullptr;
  };

  // `values` has room for an entry of the records from `first` on, and all are
  // to be made: once for each entry of all records, and once before that for
  // one of them. May set `keys` of these values, too.
  virtual void Read(size_t index, size_t first, std::span<Value> values,
                    ColumnKeys& keys) const = 0;
  void ReadOnce(size_t index) const;
  const Value& ReadAlone(size_t row, size_t index) const;

  std::span<const Member> members_;
  Arena& arena_;
  std::span<const Value> records_;
  std::span<const Value*> columns_;  // Null pointers for what was not read.
  // For each entry the one that was read alone; itself empty before.
  mutable std::span<Alone> alone_;
  // As columns_, where there are keys; itself empty before any were made.
  mutable std::span<const ColumnKeys*> keys_;
  // For each record, empty until they were asked for; itself empty before.
  mutable std::span<std::span<const ContextEntry>> entries_;
};

inline const Value& Record::At(size_t index) const {
  return table->At(row, index);
}

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_RECORD_H_
