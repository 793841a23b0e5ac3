#ifndef TECHFLOW_TESTS_CRASH_LOG_AUDIT_H_
#define TECHFLOW_TESTS_CRASH_LOG_AUDIT_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "storage/ledger/tree_edge.h"
#include "techflow/store/v1/entry.pb.h"
#include "techflow/v1/audit_service.grpc.pb.h"
#include "tests/crash/server_journal.h"

namespace techflow::crash {

// Reads the whole log as an auditor would, entry by entry, and builds its tree
// anew: what was read once must stay as it is for every later checkpoint. One
// thread.
class LogAudit {
 public:
  explicit LogAudit(ServerJournal& journal) : journal_(journal) {}

  // Reads on to `size`, and finds that the entries have no gap in their
  // positions and in the numbers of their subject, that no request id comes
  // twice, and that each journalled checkpoint that it passes has the root of
  // the entries before it. `verifier_key` must have signed them.
  void ReadTo(int64_t size, v1::AuditService::Stub& audits,
              const std::string& verifier_key);

  // Whether each answer is the entry at its position.
  void CheckAnswers() const;

  // The last entry; the default where there is none.
  const store::v1::Entry& last() const { return last_; }

  // The position of a request id; -1 where it is not in the log.
  int64_t PositionOf(const std::string& id) const;

 private:
  void Take(const std::string& bytes);
  void CheckCheckpoint(const std::string& verifier_key);
  void Add(const std::string& what) const;

  ServerJournal& journal_;
  ledger::TreeEdge tree_;
  store::v1::Entry last_;
  // By subject: the last number and its position.
  std::map<std::string, std::pair<int64_t, int64_t>> subjects_;
  // By request id: the position and the name of the rating.
  std::map<std::string, std::pair<int64_t, std::string>> requests_;
  std::map<int64_t, std::string> checkpoints_;
};

}  // namespace techflow::crash

#endif  // TECHFLOW_TESTS_CRASH_LOG_AUDIT_H_
