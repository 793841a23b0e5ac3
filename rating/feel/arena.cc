#include "rating/feel/arena.h"

#include <algorithm>
#include <cstring>

namespace techflow::feel {
namespace {

// A whole rating needs some hundred kilobytes: later blocks grow fast, so that
// it asks the allocator three times, and the allocator keeps blocks of that
// size instead of giving their pages back to the system and faulting them in
// for the next rating.
constexpr size_t kBlockGrowth = 8;
constexpr size_t kLargestBlockBytes = 1024 * 1024;

}  // namespace

void* Arena::AllocateFromNewBlock(size_t bytes) {
  const size_t regular = std::clamp(kBlockGrowth * capacity_,
                                    first_block_bytes_, kLargestBlockBytes);
  finished_bytes_ += used_;
  capacity_ = std::max(regular, bytes);
  blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(capacity_));
  block_ = blocks_.back().get();
  used_ = bytes;
  return block_;
}

std::string_view Arena::Copy(std::string_view text) {
  if (text.empty()) return {};
  char* copy = static_cast<char*>(Allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

void Arena::Reset() {
  finished_bytes_ = 0;
  used_ = 0;
  if (blocks_.size() <= 1) return;
  // The last block is the largest regular one or a single huge object's; the
  // first is kept, because it is what the next evaluation most likely needs.
  blocks_.resize(1);
  block_ = blocks_.front().get();
  capacity_ = first_block_bytes_;
}

}  // namespace techflow::feel
