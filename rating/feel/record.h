#ifndef TECHFLOW_RATING_FEEL_RECORD_H_
#define TECHFLOW_RATING_FEEL_RECORD_H_

#include <cstddef>
#include <span>

#include "rating/feel/value.h"

namespace techflow::feel {

// A context whose entries are read when somebody asks for the first of them:
// rules look at few parts of large evidence, and reading all of it costs more
// than they do. Nothing tells it from a context with the same entries. Lives in
// the arena of one evaluation and takes its memory there, so it belongs to that
// evaluation's thread; never deleted through this class.
class Record {
 public:
  // Read at the first call, and the same from then on.
  std::span<const ContextEntry> Entries() const {
    if (entries_.data() == nullptr) entries_ = Read();
    return entries_;
  }

 protected:
  ~Record() = default;

 private:
  // The entries, whose memory is not null. Called once at most.
  virtual std::span<const ContextEntry> Read() const = 0;

  mutable std::span<const ContextEntry> entries_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_RECORD_H_
