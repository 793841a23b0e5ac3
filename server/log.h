#ifndef TECHFLOW_SERVER_LOG_H_
#define TECHFLOW_SERVER_LOG_H_

#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "server/clock.h"

namespace techflow::server {

enum class LogSeverity { kInfo, kWarning, kError };

// Structured lines, one JSON object each:
//   {"time":"2026-11-23T08:00:00.000123Z","severity":"INFO",
//    "message":"call","method":"…","code":"OK","latency_us":412}
// All values are strings except numbers given as such. It never sees evidence.
// Any thread may write; lines do not mix.
class Log {
 public:
  struct Field {
    Field(absl::string_view k, absl::string_view v) : key(k), text(v) {}
    Field(absl::string_view k, int64_t v)
        : key(k), text(std::to_string(v)), is_number(true) {}

    std::string key;
    std::string text;
    bool is_number = false;
  };

  // Lines below `threshold` are dropped. Both must outlive the log.
  Log(std::ostream& out, const Clock& clock,
      LogSeverity threshold = LogSeverity::kInfo)
      : clock_(clock), threshold_(threshold), out_(out) {}

  void Write(LogSeverity severity, absl::string_view message,
             std::span<const Field> fields = {});

 private:
  const Clock& clock_;
  const LogSeverity threshold_;
  absl::Mutex mutex_;
  std::ostream& out_ ABSL_GUARDED_BY(mutex_);
};

// `text` as a JSON string with its quotes. Bytes that are not UTF-8 are
// replaced, so that a line is always valid JSON.
std::string JsonString(absl::string_view text);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_LOG_H_
