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
    is_read_ = arena_.NewArray<bool>(size()).data();
    values_ = static_cast<Value*>(
        arena_.Allocate(size() * sizeof(Value), alignof(Value)));
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
