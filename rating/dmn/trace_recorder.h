#ifndef TECHFLOW_RATING_DMN_TRACE_RECORDER_H_
#define TECHFLOW_RATING_DMN_TRACE_RECORDER_H_

#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "rating/dmn/decision_trace.h"
#include "rating/feel/arena.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/trace.h"
#include "rating/feel/value_builder.h"

namespace techflow::dmn {

// Uses of one kind, each place once, in the order in which they came. Their
// memory is the arena's.
template <typename Use>
class UsesByPlace {
 public:
  explicit UsesByPlace(feel::Arena& arena) : uses_(arena, 1) {}

  // The entry of that place, a new one where there is none yet; null pointer
  // where there are as many as are shown.
  Use* At(const feel::SourcePlace& place);
  std::span<const Use> uses() { return uses_.items(); }

 private:
  // The file's name, which each place shares with its program, line and column.
  using Key = std::tuple<const char*, int, int>;
  // So many are looked through as fast as a map finds one.
  static constexpr size_t kFew = 32;

  static Key KeyOf(const feel::SourcePlace& place) {
    return {place.file.data(), place.line, place.column};
  }
  Use* Find(const Key& key);

  feel::ArenaArray<Use> uses_;
  absl::flat_hash_map<Key, size_t> known_;  // Empty while there are few.
};

// Listens to the logic of one decision for as long as it lives, and writes down
// each place once. Who listened before hears everything too.
class TraceRecorder final : public feel::TraceSink {
 public:
  // Both outlive this.
  TraceRecorder(feel::Evaluation& evaluation, DecisionTrace& trace);
  ~TraceRecorder() override;
  TraceRecorder(const TraceRecorder&) = delete;
  TraceRecorder& operator=(const TraceRecorder&) = delete;

  void OnName(const feel::SourcePlace& place, std::string_view name,
              const feel::Value& value) override;
  void OnBranch(const feel::SourcePlace& place, bool taken) override;
  void OnNullCall(const feel::SourcePlace& place, std::string_view function,
                  const feel::NullReason& reason) override;
  // A decision table was used. Its lists live in arena().
  void OnTable(const TableTrace& table) { tables_.Add(table); }

  feel::Arena& arena() { return trace_.arena; }
  bool with_unmatched_rules() const { return trace_.with_unmatched_rules; }
  // What was heard, as that of a decision.
  TracedDecision Heard();

 private:
  feel::Evaluation& evaluation_;
  DecisionTrace& trace_;
  feel::TraceSink* before_;
  UsesByPlace<NameUse> names_;
  UsesByPlace<BranchUse> branches_;
  UsesByPlace<NullCall> null_calls_;
  feel::ArenaArray<TableTrace> tables_;
  bool is_cut_ = false;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_TRACE_RECORDER_H_
