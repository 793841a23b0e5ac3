#ifndef TECHFLOW_RATING_FEEL_ARENA_H_
#define TECHFLOW_RATING_FEEL_ARENA_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace techflow::feel {

// Memory for one evaluation: handed out by moving a pointer, freed at once.
// What it gives out lives until Reset() or the arena's end; destructors never
// run, so only trivially destructible things may live here. One thread.
//
// Allocate() never fails. Passing the byte limit is remembered instead, and
// whoever evaluates asks over_limit() and stops; every single allocation is
// bounded by the list and string limits, so the overshoot is small.
class Arena {
 public:
  static constexpr size_t kUnlimited = std::numeric_limits<size_t>::max();
  // Most single expressions fit into so much.
  static constexpr size_t kFirstBlockBytes = 8 * 1024;

  // Later blocks are larger.
  explicit Arena(size_t byte_limit = kUnlimited,
                 size_t first_block_bytes = kFirstBlockBytes)
      : byte_limit_(byte_limit), first_block_bytes_(first_block_bytes) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Aligned to 16 bytes at most.
  void* Allocate(size_t bytes, size_t alignment) {
    const size_t start = (used_ + alignment - 1) & ~(alignment - 1);
    if (start + bytes > capacity_) return AllocateFromNewBlock(bytes);
    used_ = start + bytes;
    return block_ + start;
  }

  template <typename T, typename... Arguments>
  T* New(Arguments&&... arguments) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T), alignof(T)))
        T(std::forward<Arguments>(arguments)...);
  }

  // `count` value-initialised objects.
  template <typename T>
  std::span<T> NewArray(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    // The check takes a T that is a pointer for a slip.
    // NOLINTNEXTLINE(bugprone-sizeof-expression)
    T* first = static_cast<T*>(Allocate(count * sizeof(T), alignof(T)));
    std::uninitialized_value_construct_n(first, count);
    return {first, count};
  }

  // Room for `count` objects, each of which the caller makes before anybody
  // reads it.
  template <typename T>
  std::span<T> NewRoom(size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    // The check takes a T that is a pointer for a slip.
    // NOLINTNEXTLINE(bugprone-sizeof-expression)
    return {static_cast<T*>(Allocate(count * sizeof(T), alignof(T))), count};
  }

  // The same text, living as long as the arena.
  std::string_view Copy(std::string_view text);

  size_t bytes_used() const { return finished_bytes_ + used_; }
  bool over_limit() const { return bytes_used() > byte_limit_; }
  // Returns the limit before.
  size_t ExchangeByteLimit(size_t byte_limit) {
    return std::exchange(byte_limit_, byte_limit);
  }

  // Forgets everything, and keeps one block for the next evaluation.
  void Reset();

 private:
  [[gnu::cold]] void* AllocateFromNewBlock(size_t bytes);

  size_t byte_limit_;
  size_t first_block_bytes_;
  std::byte* block_ = nullptr;
  size_t used_ = 0;
  size_t capacity_ = 0;
  size_t finished_bytes_ = 0;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_ARENA_H_
