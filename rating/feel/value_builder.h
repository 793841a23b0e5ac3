#ifndef TECHFLOW_RATING_FEEL_VALUE_BUILDER_H_
#define TECHFLOW_RATING_FEEL_VALUE_BUILDER_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "rating/feel/arena.h"
#include "rating/feel/value.h"

namespace techflow::feel {

// Grows an array of `T` in an arena by doubling. Stops to grow when the arena
// is over its limit: the evaluation has failed by then.
template <typename T>
class ArenaArray {
 public:
  explicit ArenaArray(Arena& arena, size_t expected_size = 0) : arena_(&arena) {
    if (expected_size > 0) items_ = arena.NewArray<T>(expected_size);
  }

  void Add(const T& item) {
    if (T* place = AddPlace()) *place = item;
  }
  // Where the next item is to be made; a null pointer where there is no more
  // memory for it.
  T* AddPlace() {
    if (size_ == items_.size() && !Grow()) return nullptr;
    return &items_[size_++];
  }
  size_t size() const { return size_; }
  std::span<T> items() { return items_.first(size_); }

 private:
  bool Grow() {
    if (arena_->over_limit()) return false;
    const std::span<T> larger = arena_->NewArray<T>(size_ < 4 ? 8 : 2 * size_);
    for (size_t i = 0; i < size_; ++i) larger[i] = items_[i];
    items_ = larger;
    return true;
  }

  Arena* arena_;
  std::span<T> items_;
  size_t size_ = 0;
};

// Builds a list in an arena. Strings and other pointees of what is added must
// live as long as the arena (Arena::Copy).
class ListBuilder {
 public:
  explicit ListBuilder(Arena& arena, size_t expected_size = 0)
      : items_(arena, expected_size) {}
  void Add(const Value& item) { items_.Add(item); }
  Value* AddPlace() { return items_.AddPlace(); }
  size_t size() const { return items_.size(); }
  // The items added so far, which may be reordered before Build().
  std::span<Value> items() { return items_.items(); }
  Value Build() { return Value::List(items_.items()); }

 private:
  ArenaArray<Value> items_;
};

// Builds a context in an arena; entries keep the order in which they came.
class ContextBuilder {
 public:
  explicit ContextBuilder(Arena& arena, size_t expected_size = 0)
      : entries_(arena, expected_size) {}
  // The caller sees to it that names do not repeat.
  void Add(std::string_view name, const Value& value) {
    entries_.Add({name, value});
  }
  // Replaces the entry of that name, or adds it.
  void Put(std::string_view name, const Value& value);
  size_t size() const { return entries_.size(); }
  Value Build() { return Value::OfContext(entries_.items()); }

 private:
  ArenaArray<ContextEntry> entries_;
};

// The value with all that it points to copied into `arena`; functions stay
// where they are, and so do the file names of null reasons.
Value CopyTo(Arena& arena, const Value& value);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_VALUE_BUILDER_H_
