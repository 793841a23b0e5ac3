#ifndef TECHFLOW_SERVER_REPLAY_JOURNAL_H_
#define TECHFLOW_SERVER_REPLAY_JOURNAL_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "techflow/v1/audit_service.pb.h"

namespace techflow::server {

// What a replay job keeps on disk, in two files named by its number. The first
// says how far the job is, and is replaced as a whole:
//
//   {number}.job       "techflow replay job 1\n" | SHA-256 of the rest |
//                      next, 8 bytes | findings, 8 bytes | v1::ReplayJob
//   {number}.findings  ( length, 4 bytes | first 8 bytes of the SHA-256 of
//                      the message | v1::ReplayFinding ) ...
//
// Numbers are big-endian. `next` is where the job goes on; `findings` is how
// many bytes of the second file belong to what was done before: what is beyond
// is found again, so it is cut off when the job is read.
// One journal for a job. Any thread may call anything, Load and Save but one at
// a time.
class ReplayJournal {
 public:
  // How far a job is.
  struct Progress {
    v1::ReplayJob job;
    int64_t next = 0;
    int64_t findings_bytes = 0;
  };

  // Takes one finding; false where it wants no more, this one included.
  using Take = std::function<bool(v1::ReplayFinding finding)>;

  // The numbers that files in `folder` have, rising. UNAVAILABLE where the
  // folder cannot be read.
  static absl::StatusOr<std::vector<int64_t>> Numbers(
      const std::string& folder);

  // Touches no file. `folder` must exist.
  ReplayJournal(const std::string& folder, int64_t number);
  ~ReplayJournal();
  ReplayJournal(const ReplayJournal&) = delete;
  ReplayJournal& operator=(const ReplayJournal&) = delete;

  // What was saved last. DATA_LOSS where it is damaged, UNAVAILABLE where it
  // cannot be read.
  absl::StatusOr<Progress> Load();

  // Puts `progress` on disk, after the findings that it covers. UNAVAILABLE
  // where the disk fails; what was saved before then still holds.
  absl::Status Save(const Progress& progress);

  // Adds a finding behind the others; Save makes it last. UNAVAILABLE where it
  // cannot be written.
  absl::Status Append(const v1::ReplayFinding& finding);

  // How many bytes of findings there are.
  int64_t findings_bytes() const;

  // Offers the findings from `offset` on, which is 0 or what this call gave,
  // and gives the offset of the first that was not taken; findings_bytes() as
  // it was before where all were. DATA_LOSS where there is no whole finding.
  absl::StatusOr<int64_t> ReadFindings(int64_t offset, const Take& take) const;

 private:
  // The second file, made where there is none and kept open until the job has
  // ended: jobs that have may be many.
  absl::Status OpenFindings() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string job_path_;
  const std::string findings_path_;

  mutable absl::Mutex mutex_;
  // -1: nothing was added since the job was read.
  int findings_file_ ABSL_GUARDED_BY(mutex_) = -1;
  int64_t findings_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_REPLAY_JOURNAL_H_
