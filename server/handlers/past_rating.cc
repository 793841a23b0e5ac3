#include "server/handlers/past_rating.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "rating/evidence/civil_day.h"
#include "server/dates.h"
#include "server/errors.h"
#include "server/handlers/log_moment.h"
#include "server/handlers/request_check.h"
#include "server/resource_names.h"

namespace techflow::server {
namespace {

// Entries read from the store at once.
constexpr int kHistoryChunk = 100;

void CheckPastRequest(const v1::GetRatingRequest& request,
                      Violations& violations) {
  const bool is_newest = ParseNewestRating(request.name()).has_value();
  if (!is_newest && !ParseRating(request.name())) {
    violations.Add("name", request.name(),
                   absl::StrCat(kRatingForm, ", or ", kNewestRatingForm));
  } else if (!is_newest && request.has_as_of_date()) {
    violations.Add("as_of_date", evidence::DayText(request.as_of_date()),
                   absl::StrCat("no day, since the name has a number; a day "
                                "goes with ",
                                kNewestRatingForm));
  }
  CheckDay("as_of_date", request.has_as_of_date(), /*is_required=*/false,
           request.as_of_date(), violations);
}

absl::Status NoSuchRating(const v1::GetRatingRequest& request,
                          int64_t log_size) {
  std::string why;
  if (request.has_as_of_date()) {
    why = absl::StrCat("none was stored as of ",
                       evidence::DayText(request.as_of_date()), " or earlier");
  }
  if (log_size != kUnboundedLogSize) {
    absl::StrAppend(&why, why.empty() ? "none was stored" : "",
                    " when the log held ", log_size, " entries");
  }
  return NotFound(reason::kRatingNotFound, "techflow.v1.Rating", request.name(),
                  why);
}

// Of the entries of `enterprise` up to `number`, the one as of the latest day
// that is not after `until`; nothing where there is none. From the newest on,
// so that of one day the last stored is met first.
absl::StatusOr<std::optional<storage::StoredEntry>> LatestAsOf(
    const Environment& environment, const Call& call,
    const std::string& enterprise, int64_t number, int32_t until) {
  std::optional<storage::StoredEntry> latest;
  while (number >= 1) {
    if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
    auto chunk =
        environment.store.History(enterprise, number + 1, kHistoryChunk);
    if (!chunk.ok()) return chunk.status();
    if (chunk->empty()) break;
    for (storage::StoredEntry& stored : *chunk) {
      number = stored.entry.number() - 1;
      const int32_t day = stored.entry.rating().as_of_date();
      if (day > until ||
          (latest && day <= latest->entry.rating().as_of_date())) {
        continue;
      }
      latest = std::move(stored);
      if (day == until) return latest;
    }
  }
  return latest;
}

}  // namespace

absl::StatusOr<storage::StoredEntry> FindPastRating(
    const Environment& environment, const Call& call,
    const v1::GetRatingRequest& request) {
  Violations violations;
  CheckPastRequest(request, violations);
  const auto log_size =
      LogSizeAt(environment, "known_at", request.known_at(), violations);
  if (!log_size.ok()) return log_size.status();
  if (!violations.empty()) return violations.ToStatus();

  const auto enterprise = ParseNewestRating(request.name());
  if (!enterprise) {
    const auto name = ParseRating(request.name());
    auto stored = environment.store.GetByNumber(name->enterprise, name->number);
    if (absl::IsNotFound(stored.status()) ||
        (stored.ok() && stored->entry.position() >= *log_size)) {
      return NoSuchRating(request, *log_size);
    }
    return stored;
  }
  const auto newest = environment.store.NumberAt(*enterprise, *log_size);
  if (!newest.ok()) return newest.status();
  if (*newest == 0) return NoSuchRating(request, *log_size);
  if (!request.has_as_of_date()) {
    return environment.store.GetByNumber(*enterprise, *newest);
  }
  auto latest = LatestAsOf(environment, call, *enterprise, *newest,
                           ToNumber(request.as_of_date()));
  if (!latest.ok()) return latest.status();
  if (!*latest) return NoSuchRating(request, *log_size);
  return **std::move(latest);
}

}  // namespace techflow::server
