#ifndef TECHFLOW_SERVER_ERRORS_H_
#define TECHFLOW_SERVER_ERRORS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/rpc/error_details.pb.h"
#include "techflow/v1/rating_service.pb.h"

// The errors of the service. Each is an absl::Status that carries its details
// as payloads, so that handlers need no gRPC types; grpc_status.h turns it
// into what travels. The table is in server/README.md. Pure functions.
namespace techflow::server {

// ErrorInfo.domain of every error.
inline constexpr absl::string_view kErrorDomain = "techflow";

// The words of ErrorInfo.reason.
namespace reason {
inline constexpr absl::string_view kInvalidRequest = "INVALID_REQUEST";
inline constexpr absl::string_view kInvalidModel = "INVALID_MODEL";
inline constexpr absl::string_view kRatingNotFound = "RATING_NOT_FOUND";
inline constexpr absl::string_view kNoBackupFolder = "NO_BACKUP_FOLDER";
inline constexpr absl::string_view kReadOnlyFollower = "READ_ONLY_FOLLOWER";
inline constexpr absl::string_view kEntryNotFound = "ENTRY_NOT_FOUND";
inline constexpr absl::string_view kTileNotFound = "TILE_NOT_FOUND";
inline constexpr absl::string_view kModelNotFound = "MODEL_NOT_FOUND";
inline constexpr absl::string_view kModelVersionNotFound =
    "MODEL_VERSION_NOT_FOUND";
inline constexpr absl::string_view kReplayJobNotFound = "REPLAY_JOB_NOT_FOUND";
inline constexpr absl::string_view kReplayJobEnded = "REPLAY_JOB_ENDED";
inline constexpr absl::string_view kTooManyReplayJobs = "TOO_MANY_REPLAY_JOBS";
inline constexpr absl::string_view kModelUnchanged = "MODEL_UNCHANGED";
inline constexpr absl::string_view kRequestIdReused = "REQUEST_ID_REUSED";
inline constexpr absl::string_view kModelNotInEffect = "MODEL_NOT_IN_EFFECT";
inline constexpr absl::string_view kRuleFailed = "RULE_FAILED";
inline constexpr absl::string_view kUnreproducible = "UNREPRODUCIBLE";
inline constexpr absl::string_view kNoScore = "NO_SCORE";
inline constexpr absl::string_view kNoBetterGrade = "NO_BETTER_GRADE";
inline constexpr absl::string_view kQueueFull = "QUEUE_FULL";
inline constexpr absl::string_view kShuttingDown = "SHUTTING_DOWN";
inline constexpr absl::string_view kStoreUnavailable = "STORE_UNAVAILABLE";
inline constexpr absl::string_view kClockAhead = "CLOCK_AHEAD";
inline constexpr absl::string_view kRecordDamaged = "RECORD_DAMAGED";
inline constexpr absl::string_view kDeadlineExceeded = "DEADLINE_EXCEEDED";
inline constexpr absl::string_view kCancelled = "CANCELLED";
inline constexpr absl::string_view kInternal = "INTERNAL";
}  // namespace reason

// What is wrong with a request, all of it.
class Violations {
 public:
  // `expected` completes the sentence "got `value`, expected ...".
  void Add(std::string field, absl::string_view value,
           absl::string_view expected);

  // For violations that are not about one value: `message` is the sentence.
  void AddMessage(std::string field, std::string message);

  bool empty() const { return error_.violations().empty(); }

  // OK where there are none, else INVALID_ARGUMENT with all of them.
  absl::Status ToStatus(
      absl::string_view error_reason = reason::kInvalidRequest) const;

 private:
  v1::ItemError error_;
};

// NOT_FOUND with ResourceInfo; `type` is the message, "techflow.v1.Rating".
// `why` says what is so, where it is not that it was never stored.
absl::Status NotFound(absl::string_view error_reason, absl::string_view type,
                      absl::string_view name, absl::string_view why = "");

// ALREADY_EXISTS: `name` holds what the caller wants to create.
absl::Status AlreadyExists(absl::string_view error_reason,
                           absl::string_view name, absl::string_view message);

// FAILED_PRECONDITION with PreconditionFailure of that type and subject.
absl::Status FailedPrecondition(absl::string_view type,
                                absl::string_view subject,
                                absl::string_view message);

// The FAILED_PRECONDITION for a request_id that came with another request.
absl::Status RequestIdReused(absl::string_view request_id);

// The FAILED_PRECONDITION of a server that follows another, for what writes.
absl::Status ReadOnlyFollower();

// RESOURCE_EXHAUSTED with RetryInfo.
absl::Status QueueFull(absl::Duration retry_delay);

// Any other code; only ErrorInfo.
absl::Status Error(absl::StatusCode code, absl::string_view error_reason,
                   absl::string_view message);

// `status` with an ErrorInfo, made up from its code where it has none, and
// with failures of the store and of the machinery told apart.
absl::Status WithErrorInfo(absl::Status status);

// The reason of ErrorInfo; empty where there is none.
std::string ReasonOf(const absl::Status& status);

// The same error as an item of a batch: without a limit of size, since it
// travels in the body.
v1::ItemError ToItemError(const absl::Status& status);

// The name under which a status keeps a detail of this type.
std::string DetailUrl(absl::string_view type_name);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_ERRORS_H_
