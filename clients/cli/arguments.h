#ifndef TECHFLOW_CLIENTS_CLI_ARGUMENTS_H_
#define TECHFLOW_CLIENTS_CLI_ARGUMENTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/timestamp.pb.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/rating_service.pb.h"
#include "techflow/v1/types.pb.h"

// What users type, as the server wants it. Wrong text is a usage error that
// names the flag, the text and what was expected. From any thread.
namespace techflow::cli {

// "2025-12-31".
absl::StatusOr<v1::Date> ParseDate(const std::string& flag,
                                   const std::string& text);

// "2026-11-26T09:30:00Z", "2026-11-26T17:30:00.5+08:00" (RFC 3339).
absl::StatusOr<google::protobuf::Timestamp> ParseMoment(
    const std::string& flag, const std::string& text);

// A moment as above, or "#1234": when the log held so many entries.
absl::StatusOr<v1::LogMoment> ParseLogMoment(const std::string& flag,
                                             const std::string& text);

// "FIELD=VALUE"; the `=` within brackets belongs to the field.
absl::StatusOr<v1::EvidenceChange> ParseChange(const std::string& text);

// "intel" and "enterprises/intel" are "enterprises/intel".
std::string EnterpriseName(const std::string& text);

// "techflow" and "models/techflow" are "models/techflow", "techflow/1" is
// "models/techflow/versions/1". Empty stays empty.
std::string ModelName(const std::string& text);

// "intel/3" is "enterprises/intel/ratings/3"; full names stay as they are.
// Empty for the name of an enterprise: "intel" or "enterprises/intel".
std::string RatingName(const std::string& text);

// "3" and "replayJobs/3" are "replayJobs/3".
std::string ReplayJobName(const std::string& text);

// The id for evidence that comes without one: its 统一社会信用代码, else the
// name of its file without the extension.
std::string DefaultEnterprise(const v1::Evidence& evidence,
                              const std::string& path);

// For each fiscal year in the evidence the first day on which its accounts were
// known, which is its last day or later; the earliest first, each once.
std::vector<v1::Date> AccountDays(const v1::Evidence& evidence);

// A fresh random UUID (version 4).
std::string RandomUuid();

// The user's login name, at most 128 characters; "techflow" where there is
// none.
std::string LoginName();

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_ARGUMENTS_H_
