#include "server/model_cache.h"

#include <algorithm>

namespace techflow::server {

ModelCache::ModelCache(size_t capacity)
    : capacity_(std::max<size_t>(capacity, 1)) {}

absl::StatusOr<ModelCache::Model> ModelCache::Get(absl::string_view digest,
                                                  const Compile& compile) {
  const std::shared_ptr<Slot> slot = Find(digest);
  absl::MutexLock lock(&slot->mutex);
  if (!slot->compiled) {
    slot->result = compile();
    slot->compiled = true;
    if (!slot->result.ok()) Remove(slot);
  }
  return slot->result;
}

std::shared_ptr<ModelCache::Slot> ModelCache::Find(absl::string_view digest) {
  absl::MutexLock lock(&mutex_);
  if (const auto it = by_digest_.find(digest); it != by_digest_.end()) {
    slots_.splice(slots_.begin(), slots_, it->second);
    return slots_.front();
  }
  slots_.push_front(std::make_shared<Slot>(digest));
  by_digest_[slots_.front()->digest] = slots_.begin();
  if (slots_.size() > capacity_) {
    by_digest_.erase(slots_.back()->digest);
    slots_.pop_back();
  }
  return slots_.front();
}

void ModelCache::Remove(const std::shared_ptr<Slot>& slot) {
  absl::MutexLock lock(&mutex_);
  const auto it = by_digest_.find(slot->digest);
  // It may have left already, and another have come in its place.
  if (it == by_digest_.end() || *it->second != slot) return;
  slots_.erase(it->second);
  by_digest_.erase(it);
}

}  // namespace techflow::server
