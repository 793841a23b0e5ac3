#ifndef TECHFLOW_SERVER_RESOURCE_NAMES_H_
#define TECHFLOW_SERVER_RESOURCE_NAMES_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

// The names of resources, parsed and written here and nowhere else. Parsing
// returns nothing where the text is not such a name; the k...Form texts say
// what was expected. Pure functions.
namespace techflow::server {

inline constexpr absl::string_view kEnterpriseForm =
    "`enterprises/{id}`, the id of letters, digits, '.', '_' and '-', at most "
    "63";
inline constexpr absl::string_view kRatingForm =
    "`enterprises/{enterprise}/ratings/{number}`";
inline constexpr absl::string_view kNewestRatingForm =
    "`enterprises/{enterprise}/ratings/-`";
inline constexpr absl::string_view kModelForm =
    "`models/{id}`, the id of lower-case letters, digits and hyphens, at most "
    "63";
inline constexpr absl::string_view kModelVersionForm =
    "`models/{model}/versions/{number}`";
inline constexpr absl::string_view kReplayJobForm = "`replayJobs/{number}`";

// What stands for every enterprise in a list.
inline constexpr absl::string_view kAllEnterprises = "enterprises/-";

struct RatingName {
  std::string enterprise;  // "enterprises/{id}"
  int64_t number = 0;      // from 1

  std::string ToString() const;
};

struct ModelVersionName {
  std::string model;   // "models/{id}"
  int64_t number = 0;  // from 1

  std::string ToString() const;
};

// The id of "enterprises/{id}". "-" alone is no id: it stands for all.
std::optional<std::string> ParseEnterprise(absl::string_view name);

// The id of "models/{id}".
std::optional<std::string> ParseModel(absl::string_view name);

std::optional<RatingName> ParseRating(absl::string_view name);

// The "enterprises/{id}" of "enterprises/{id}/ratings/-", its newest rating.
std::optional<std::string> ParseNewestRating(absl::string_view name);

std::optional<ModelVersionName> ParseModelVersion(absl::string_view name);

// "replayJobs/{number}", the numbers from 1.
std::string ReplayJobName(int64_t number);
std::optional<int64_t> ParseReplayJob(absl::string_view name);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_RESOURCE_NAMES_H_
