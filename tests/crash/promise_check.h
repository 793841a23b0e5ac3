#ifndef TECHFLOW_TESTS_CRASH_PROMISE_CHECK_H_
#define TECHFLOW_TESTS_CRASH_PROMISE_CHECK_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "storage/ledger/checkpoint.h"
#include "tests/conformance/server_process.h"
#include "tests/crash/log_audit.h"
#include "tests/crash/server_journal.h"

namespace techflow::crash {

// Holds a server that was started again against what its clients know. What is
// wrong goes into the journal. One thread.
class PromiseCheck {
 public:
  // All must outlive it. `verifier_key` is the log's public key.
  PromiseCheck(const conformance::ServerProcess& server, ServerJournal& journal,
               LogAudit& audit, std::string verifier_key);

  // The whole log, and that it ends with the entry of an unclean start, where
  // it must.
  void CheckLog(bool must_be_unclean);

  // The answers from the `first` one on: each is read as it was answered, and
  // its request sent again gives the same. The last few are whole and proven.
  void CheckAnswers(size_t first);

  // Sends what was not answered until it is: what the log holds already is the
  // answer, and a further retry gives the same.
  void SettleUnanswered();

  // No enterprise has a rating that was not asked for, and none is missing.
  void CheckEnterprises();

  // The journalled checkpoints from the size `from` on: the newest extends
  // each of them.
  void CheckCheckpoints(int64_t from);

  // How many of them were found consistent so far.
  int checkpoints_checked() const { return checkpoints_checked_; }

  // How many unanswered requests the log held.
  int unanswered_stored() const { return unanswered_stored_; }

 private:
  // The newest checkpoint, opened.
  ledger::Checkpoint Newest();
  // False where it was refused, which is wrong.
  bool Send(const std::string& id, v1::RateEnterpriseResponse& response);
  void CheckAnswer(const std::string& id, const Answer& answer);
  void CheckWhole(const Answer& answer);
  void CheckProven(const Answer& answer, const ledger::Checkpoint& newest);
  void CheckConsistent(const std::string& old, const ledger::Checkpoint& newest,
                       const ledger::VerifierKey& key);
  bool Expect(const grpc::Status& status, ServerJournal::Wrong wrong,
              const std::string& what);

  ServerJournal& journal_;
  LogAudit& audit_;
  const std::string verifier_key_;
  const std::unique_ptr<v1::RatingService::Stub> ratings_;
  const std::unique_ptr<v1::AuditService::Stub> audits_;
  std::atomic<int> checkpoints_checked_{0};
  int unanswered_stored_ = 0;
};

}  // namespace techflow::crash

#endif  // TECHFLOW_TESTS_CRASH_PROMISE_CHECK_H_
