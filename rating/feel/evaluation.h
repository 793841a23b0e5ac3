#ifndef TECHFLOW_RATING_FEEL_EVALUATION_H_
#define TECHFLOW_RATING_FEEL_EVALUATION_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "rating/feel/arena.h"
#include "rating/feel/calendar.h"
#include "rating/feel/trace.h"
#include "rating/feel/value.h"

namespace techflow::feel {

class RegexCache;

// Bounds of one evaluation. They belong to the engine version: changing one
// may change what a replay returns.
struct EvaluationLimits {
  // A rating takes some thousand steps; this is below a second.
  int64_t steps = 20'000'000;
  // Nested nodes across function calls; keeps the stack below two megabytes.
  int depth = 5'000;
  size_t list_length = 1'000'000;
  size_t string_bytes = size_t{1} << 20;
  size_t arena_bytes = size_t{256} << 20;
};

// All that one run of expressions needs and changes: memory, the values of the
// names, the only clock, the limits. One thread; many expressions in turn.
//
// Passing a limit is remembered in status(), ends everything quickly, and the
// values returned from then on mean nothing: callers check ok() at the end.
class Evaluation {
 public:
  // `as_of` answers today() and now(). `trace` may be null and outlives this.
  explicit Evaluation(const DateAndTime& as_of,
                      const EvaluationLimits& limits = {},
                      TraceSink* trace = nullptr);
  ~Evaluation();
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  Arena& arena() { return arena_; }
  const DateAndTime& as_of() const { return as_of_; }
  const EvaluationLimits& limits() const { return limits_; }
  TraceSink* trace() const { return trace_; }
  // Lets `trace` listen from here on; returns who did before.
  TraceSink* ExchangeTrace(TraceSink* trace) {
    return std::exchange(trace_, trace);
  }
  // The regular expressions in use.
  RegexCache& regexes();

  // The values of the current frame's slots, by the numbers Scope::Add gave.
  // Slots never set are null.
  void Set(int slot, const Value& value) {
    slots_[static_cast<size_t>(slot)] = value;
  }
  const Value& Get(int slot) const { return slots_[static_cast<size_t>(slot)]; }

  // RESOURCE_EXHAUSTED with the limit's name once a limit was passed.
  const absl::Status& status() const { return status_; }
  bool ok() const { return status_.ok(); }
  void Fail(absl::Status status);

  // Counts work done; false when the evaluation is over.
  bool Step(int64_t count = 1) {
    steps_left_ -= count;
    return steps_left_ >= 0 || FailSteps();
  }
  // As if so many of the last steps had not been counted. Not when it is over.
  void TakeBackSteps(int64_t count) {
    if (ok()) steps_left_ += count;
  }
  // So many more may be counted; less than nothing when it is over.
  int64_t steps_left() const { return steps_left_; }
  // The list or string, or null and a failed evaluation when it is too long.
  Value AcceptList(std::span<const Value> items);
  Value AcceptString(std::string_view text);  // Copies it.
  bool AcceptListLength(size_t length) {
    const bool fits = length <= limits_.list_length && !arena_.over_limit();
    return fits ? ok() : FailListLength(length);
  }
  bool AcceptStringLength(size_t bytes);

  // Slots of its own for as long as it lives; one for each expression scope:
  // a decision, a business knowledge model, a scorecard.
  class Frame {
   public:
    // All slots are null.
    Frame(Evaluation& evaluation, size_t slot_count);
    // Slots that the caller has filled, in memory of the arena.
    Frame(Evaluation& evaluation, std::span<Value> slots)
        : evaluation_(evaluation),
          outer_slots_(std::exchange(evaluation.slots_, slots)),
          slots_(slots) {}
    ~Frame() { evaluation_.slots_ = outer_slots_; }
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

    std::span<Value> slots() const { return slots_; }

   private:
    Evaluation& evaluation_;
    std::span<Value> outer_slots_;
    std::span<Value> slots_;
  };

  // Counts nesting for as long as it lives; false when it is too deep.
  class Nesting {
   public:
    Nesting(Evaluation& evaluation, int depth)
        : evaluation_(evaluation), depth_(depth) {
      evaluation_.depth_ += depth_;
      if (evaluation_.depth_ > evaluation_.limits_.depth) {
        evaluation_.FailDepth();
      }
    }
    ~Nesting() { evaluation_.depth_ -= depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    bool ok() const { return evaluation_.ok(); }

   private:
    Evaluation& evaluation_;
    int depth_;
  };

  // Work beside the result for as long as it lives, such as looking for what a
  // trace shows: it counts apart, against limits of its own that are as large
  // for all such work together, and nobody listens. So the result is the same
  // with it and without. When ok() turns false within it, it should end.
  class Aside {
   public:
    explicit Aside(Evaluation& evaluation);
    ~Aside();
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

   private:
    Evaluation& evaluation_;
    absl::Status outer_status_;
    TraceSink* outer_trace_;
    size_t outer_bytes_;
    size_t outer_byte_limit_;
  };

  // For compiled code only: the locals of the running expression or function.
  std::span<Value> locals() const { return locals_; }
  std::span<Value> ExchangeLocals(std::span<Value> locals) {
    return std::exchange(locals_, locals);
  }

 private:
  [[gnu::cold]] bool FailSteps();
  [[gnu::cold]] bool FailListLength(size_t length);
  [[gnu::cold]] void FailDepth();

  Arena arena_;
  DateAndTime as_of_;
  EvaluationLimits limits_;
  TraceSink* trace_;
  std::span<Value> slots_;
  std::span<Value> locals_;
  int64_t steps_left_;
  int64_t steps_left_aside_;
  size_t bytes_left_aside_;
  int depth_ = 0;
  absl::Status status_;
  std::unique_ptr<RegexCache> regexes_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_EVALUATION_H_
