#ifndef TECHFLOW_CLIENTS_CLI_IMPORT_TALLY_H_
#define TECHFLOW_CLIENTS_CLI_IMPORT_TALLY_H_

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "clients/cli/progress.h"
#include "clients/cli/session.h"
#include "clients/cli/table.h"
#include "techflow/v1/rating_service.pb.h"

namespace techflow::cli {

// Counts the answers of an import and shows how far it is. One thread at a
// time.
class ImportTally {
 public:
  // `total` answers are expected; the clock starts.
  ImportTally(Session& session, size_t total);

  // A failed item is written to session.err; of many, only the first few.
  void Add(const v1::RateEnterpriseRequest& request,
           const v1::BatchRatingResult& result);

  // Stops the clock, ends the progress line and says on session.err how many
  // failed.
  void Finish();

  // kExitFindings where an item failed.
  int exit_code() const { return failed_ == 0 ? kExitOk : kExitFindings; }

  // After Finish(): counts by grade and status, and how fast it went.
  std::string Json() const;
  Table Csv() const;
  std::string SummaryText() const;

  // "6,208 ratings in 4.1 s, 1,514 per second".
  std::string SpeedText() const;

 private:
  std::string Seconds() const;
  size_t PerSecond() const;

  Session& session_;
  absl::Time start_;
  Progress progress_;
  double seconds_ = 0;
  size_t done_ = 0;
  size_t failed_ = 0;
  bool run_was_used_ = false;
  std::map<v1::RatingStatus, size_t> statuses_;
  // By rank and name; rank 0 is no grade.
  std::map<std::pair<int, std::string>, size_t> grades_;
};

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_IMPORT_TALLY_H_
