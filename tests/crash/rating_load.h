#ifndef TECHFLOW_TESTS_CRASH_RATING_LOAD_H_
#define TECHFLOW_TESTS_CRASH_RATING_LOAD_H_

#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "tests/conformance/server_process.h"
#include "tests/crash/server_journal.h"

namespace techflow::crash {

// Clients that rate, read and ask for checkpoints until the server is gone,
// and keep in the journal what they were told. One thread.
class RatingLoad {
 public:
  static constexpr int kCallers = 16;

  // Starts them. Their request ids begin with `round`; with `makes_backups`,
  // one asks for backups too. Server and journal must outlive it.
  RatingLoad(const conformance::ServerProcess& server, ServerJournal& journal,
             std::string round, bool makes_backups);
  // Waits until they have noticed that the server is gone: stop it before.
  ~RatingLoad();

  // Returns when so many ratings are acknowledged, or the server is gone.
  void Await(int acknowledged) const;

  // How many backups were answered.
  int backups() const;

 private:
  // Asks for a backup; only the first caller does, and not always.
  bool Backup();
  // What one caller does, call after call. False: the server is gone.
  void Call(int caller);
  bool Rate(const std::string& id);
  bool Read(const Answer& answer);
  bool ReadCheckpoint(int64_t above);
  // Whether the server is gone; any error of its own that a client need not
  // expect is wrong.
  bool IsGone(const grpc::Status& status, const std::string& what);

  ServerJournal& journal_;
  const std::string round_;
  const bool makes_backups_;
  const std::unique_ptr<v1::RatingService::Stub> ratings_;
  const std::unique_ptr<v1::AuditService::Stub> audits_;
  std::vector<std::thread> threads_;
  mutable absl::Mutex mutex_;
  int acknowledged_ ABSL_GUARDED_BY(mutex_) = 0;
  bool is_gone_ ABSL_GUARDED_BY(mutex_) = false;
  int backups_ ABSL_GUARDED_BY(mutex_) = 0;
};

// True where it is the transport that failed: the server's own errors have
// details.
bool IsTransportError(const grpc::Status& status);

}  // namespace techflow::crash

#endif  // TECHFLOW_TESTS_CRASH_RATING_LOAD_H_
