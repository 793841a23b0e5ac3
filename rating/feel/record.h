#ifndef TECHFLOW_RATING_FEEL_RECORD_H_
#define TECHFLOW_RATING_FEEL_RECORD_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "rating/feel/arena.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::feel {

// A context whose entries are read one by one when somebody asks for them:
// rules look at few parts of large evidence, and reading all of it costs more
// than they do. Nothing tells it from a context with the same entries. Lives in
// the arena of one evaluation and takes its memory there, so it belongs to that
// evaluation's thread; never deleted through this class.
class Record {
 public:
  size_t size() const { return members_.size(); }
  // The members of its type: two records with the same memory here have the
  // same entries at the same places.
  std::span<const Member> members() const { return members_; }
  // The index of the entry `name`; size() where there is none.
  size_t IndexOf(std::string_view name) const;

  // The value of an entry: read at the first call, and the same from then on.
  const Value& At(size_t index) const {
    if (values_ == nullptr || !is_read_[index]) ReadOnce(index);
    return values_[index];
  }
  // All entries in their order.
  std::span<const ContextEntry> Entries() const;

 protected:
  // `members` are those of a type, which outlives the record.
  Record(std::span<const Member> members, Arena& arena)
      : members_(members), arena_(arena) {}
  ~Record() = default;

  Arena& arena() const { return arena_; }

 private:
  // Called once at most for each entry.
  virtual Value Read(size_t index) const = 0;
  void ReadOnce(size_t index) const;

  std::span<const Member> members_;
  Arena& arena_;
  // Memory for all values, of which those that were read are set.
  mutable Value* values_ = nullptr;
  mutable bool* is_read_ = nullptr;
  mutable std::span<const ContextEntry> entries_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_RECORD_H_
