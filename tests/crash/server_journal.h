#ifndef TECHFLOW_TESTS_CRASH_SERVER_JOURNAL_H_
#define TECHFLOW_TESTS_CRASH_SERVER_JOURNAL_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "techflow/v1/rating.pb.h"
#include "techflow/v1/rating_service.pb.h"

namespace techflow::crash {

// The request of an id; every time the same. A few enterprises share all of
// them, and in one of sixteen the evidence is so large that it is stored apart
// from the tables.
v1::RateEnterpriseRequest RequestOf(const std::string& id);

// What an answer said was stored.
struct Answer {
  std::string name = "";
  int64_t log_position = 0;
  std::string assessment_digest = "";

  friend bool operator==(const Answer&, const Answer&) = default;
};

Answer AnswerOf(const v1::Rating& rating);

// What the clients of one store know: what they sent, what was answered, which
// checkpoints they saw, and what was wrong. Any thread.
class ServerJournal {
 public:
  enum class Wrong { kLost, kDoubled, kPartial, kOther };

  // `id` may be stored from now on.
  void Sent(const std::string& id);

  // `id` was answered. Another answer than before, or one that another id was
  // given, is a doubled rating.
  void Acknowledged(const std::string& id, const Answer& answer);

  // A signed note was seen, of that size.
  void Saw(const std::string& checkpoint, int64_t size);

  void Add(Wrong wrong, const std::string& what);

  // The ids that were sent and not answered.
  std::vector<std::string> unanswered() const;

  // The ids that were answered, from the `first` answer on, oldest first.
  std::vector<std::pair<std::string, Answer>> answers(size_t first = 0) const;
  size_t answer_count() const;

  // How many ratings each enterprise was answered; the greatest number.
  std::map<std::string, std::pair<int, int>> enterprises() const;

  // The checkpoints by size.
  std::map<int64_t, std::string> checkpoints() const;

  int count(Wrong wrong) const;

  // The first few sentences of Add().
  std::vector<std::string> wrongs() const;

 private:
  mutable absl::Mutex mutex_;
  std::set<std::string> unanswered_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, Answer> answer_of_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> answered_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, std::string> id_of_name_ ABSL_GUARDED_BY(mutex_);
  std::map<int64_t, std::string> checkpoints_ ABSL_GUARDED_BY(mutex_);
  std::map<Wrong, int> counts_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> wrongs_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace techflow::crash

#endif  // TECHFLOW_TESTS_CRASH_SERVER_JOURNAL_H_
