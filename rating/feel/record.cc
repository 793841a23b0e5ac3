#include "rating/feel/record.h"

#include <new>

namespace techflow::feel {

RecordTable::RecordTable(std::span<const Member> members, size_t size,
                         Arena& arena)
    : members_(members),
      arena_(arena),
      columns_(arena.NewArray<const Value*>(members.size())) {
  const std::span<Value> records = arena.NewRoom<Value>(size);
  for (size_t row = 0; row < size; ++row) {
    new (&records[row]) Value(Value::OfRecord({this, row}));
  }
  records_ = records;
}

size_t RecordTable::IndexOf(std::string_view name) const {
  size_t index = 0;
  while (index < members_.size() && members_[index].name != name) ++index;
  return index;
}

void RecordTable::ReadOnce(size_t index) const {
  const std::span<Value> column = arena_.NewRoom<Value>(size());
  ColumnKeys keys;
  Read(index, 0, column, keys);
  columns_[index] = column.data();
  if (keys.form == ColumnKeys::Form::kNone) return;
  if (keys_.empty()) {
    keys_ = arena_.NewArray<const ColumnKeys*>(members_.size());
  }
  keys_[index] = arena_.New<ColumnKeys>(keys);
}

const Value& RecordTable::ReadAlone(size_t row, size_t index) const {
  if (alone_.empty()) alone_ = arena_.NewArray<Alone>(members_.size());
  Alone& alone = alone_[index];
  if (alone.value == nullptr && size() > 1) {
    const std::span<Value> value = arena_.NewRoom<Value>(1);
    ColumnKeys keys;
    Read(index, row, value, keys);
    alone = {row, value.data()};
  }
  return alone.value != nullptr && alone.row == row ? *alone.value
                                                    : Column(index)[row];
}

std::span<const ContextEntry> RecordTable::EntriesOf(size_t row) const {
  if (entries_.empty()) {
    entries_ = arena_.NewArray<std::span<const ContextEntry>>(size());
  }
  if (!entries_[row].empty()) return entries_[row];
  const std::span<ContextEntry> entries =
      arena_.NewArray<ContextEntry>(members_.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    entries[i] = {members_[i].name, Column(i)[row]};
  }
  entries_[row] = entries;
  return entries;
}

}  // namespace techflow::feel
