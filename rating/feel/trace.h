#ifndef TECHFLOW_RATING_FEEL_TRACE_H_
#define TECHFLOW_RATING_FEEL_TRACE_H_

#include <string_view>

#include "rating/feel/diagnostics.h"
#include "rating/feel/value.h"

namespace techflow::feel {

// Listens to an evaluation. Listening never changes a result. Values and texts
// live as long as the evaluation's arena and the compiled expression. Called
// from the evaluating thread.
class TraceSink {
 public:
  virtual ~TraceSink() = default;

  // A name of the caller's scope was read.
  virtual void OnName(const SourcePlace& place, std::string_view name,
                      const Value& value) = 0;
  // An `if` went to `then` (true) or to `else`.
  virtual void OnBranch(const SourcePlace& place, bool taken) = 0;
  // A built-in or another function returned null.
  virtual void OnNullCall(const SourcePlace& place, std::string_view function,
                          const NullReason& reason) = 0;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_TRACE_H_
