#ifndef TECHFLOW_RATING_DMN_TRACE_RECORDER_H_
#define TECHFLOW_RATING_DMN_TRACE_RECORDER_H_

#include <cstddef>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "rating/dmn/decision_trace.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/trace.h"

namespace techflow::dmn {

// Listens to the expressions of one decision for as long as it lives, and
// writes down each place once. Who listened before hears everything too.
class TraceRecorder final : public feel::TraceSink {
 public:
  // Both outlive this.
  TraceRecorder(feel::Evaluation& evaluation, TracedDecision& traced);
  ~TraceRecorder() override;
  TraceRecorder(const TraceRecorder&) = delete;
  TraceRecorder& operator=(const TraceRecorder&) = delete;

  void OnName(const feel::SourcePlace& place, std::string_view name,
              const feel::Value& value) override;
  void OnBranch(const feel::SourcePlace& place, bool taken) override;
  void OnNullCall(const feel::SourcePlace& place, std::string_view function,
                  const feel::NullReason& reason) override;

 private:
  // The file's name, which each place shares with its program, line and column.
  using Key = std::tuple<const char*, int, int>;
  using IndexByPlace = absl::flat_hash_map<Key, size_t>;

  // The entry of that place, a new one where there is none yet; null pointer
  // where the list is full.
  template <typename Use>
  Use* UseAt(const feel::SourcePlace& place, IndexByPlace& known,
             std::vector<Use>& uses);

  feel::Evaluation& evaluation_;
  TracedDecision& traced_;
  feel::TraceSink* before_;
  IndexByPlace known_names_;
  IndexByPlace known_branches_;
  IndexByPlace known_calls_;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_TRACE_RECORDER_H_
