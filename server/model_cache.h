#ifndef TECHFLOW_SERVER_MODEL_CACHE_H_
#define TECHFLOW_SERVER_MODEL_CACHE_H_

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "rating/rating_model.h"

namespace techflow::server {

// Compiled models by the digest of their package. A model is compiled once,
// also when many ask for it at the same moment: the others wait. The least
// recently used leave first. Any thread may ask.
class ModelCache {
 public:
  using Model = std::shared_ptr<const rating::RatingModel>;
  using Compile = std::function<absl::StatusOr<Model>()>;

  // `capacity` models are kept, one at least.
  explicit ModelCache(size_t capacity);

  // The model of that digest, by `compile` where it is not here. An error of
  // `compile` goes to all who wait for it and is not kept.
  absl::StatusOr<Model> Get(absl::string_view digest, const Compile& compile);

 private:
  // One model, perhaps still being compiled by who holds the mutex.
  struct Slot {
    explicit Slot(absl::string_view d) : digest(d) {}

    const std::string digest;
    absl::Mutex mutex;
    bool compiled ABSL_GUARDED_BY(mutex) = false;
    absl::StatusOr<Model> result ABSL_GUARDED_BY(mutex);
  };
  using Slots = std::list<std::shared_ptr<Slot>>;

  std::shared_ptr<Slot> Find(absl::string_view digest);
  void Remove(const std::shared_ptr<Slot>& slot);

  const size_t capacity_;
  absl::Mutex mutex_;
  // The most recently used first.
  Slots slots_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, Slots::iterator> by_digest_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_MODEL_CACHE_H_
