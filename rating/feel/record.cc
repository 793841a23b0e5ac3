#include "rating/feel/record.h"

#include <new>

namespace techflow::feel {

size_t Record::IndexOf(std::string_view name) const {
  size_t index = 0;
  while (index < members_.size() && members_[index].name != name) ++index;
  return index;
}

void Record::ReadOnce(size_t index) const {
  if (values_ == nullptr) {
    // One piece: the values, then for each whether it was read.
    void* const memory =
        arena_.Allocate(size() * (sizeof(Value) + 1), alignof(Value));
    values_ = static_cast<Value*>(memory);
    is_read_ = new (values_ + size()) bool[size()]();
  }
  new (&values_[index]) Value(Read(index));
  is_read_[index] = true;
}

std::span<const ContextEntry> Record::Entries() const {
  if (!entries_.empty()) return entries_;
  const std::span<ContextEntry> entries = arena_.NewArray<ContextEntry>(size());
  for (size_t i = 0; i < entries.size(); ++i) {
    entries[i] = {members_[i].name, At(i)};
  }
  entries_ = entries;
  return entries_;
}

}  // namespace techflow::feel
