#include "server/handlers/ratings.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "server/errors.h"
#include "server/handlers/log_moment.h"
#include "server/handlers/past_rating.h"
#include "server/handlers/rating_pages.h"
#include "server/handlers/rating_record.h"
#include "server/handlers/request_check.h"
#include "server/limits.h"
#include "server/page_token.h"
#include "server/resource_names.h"

namespace techflow::server {
namespace {

// What a page token is bound to: all that says what is listed.
std::string QueryOf(const v1::ListRatingsRequest& request) {
  v1::ListRatingsRequest query = request;
  query.clear_page_size();
  query.clear_page_token();
  return absl::StrCat("ListRatings", Serialize(query));
}

void CheckListRequest(const v1::ListRatingsRequest& request,
                      Violations& violations) {
  if (request.parent() != kAllEnterprises &&
      !ParseEnterprise(request.parent())) {
    violations.Add(
        "parent", request.parent(),
        absl::StrCat(kEnterpriseForm, ", or `", kAllEnterprises, "`"));
  }
  CheckDay("as_of_from", request.has_as_of_from(), false, request.as_of_from(),
           violations);
  CheckDay("as_of_until", request.has_as_of_until(), false,
           request.as_of_until(), violations);
  if (request.grades_size() > kMaxGradeFilters) {
    violations.Add("grades", absl::StrCat(request.grades_size(), " grades"),
                   absl::StrCat("at most ", kMaxGradeFilters));
  }
}

// Where a page starts.
struct PageStart {
  // Of a list as of a moment, the size of the log at that moment is found once
  // and then carried from page to page: entries with the time that was asked
  // for may come later.
  int64_t log_size = kUnboundedLogSize;

  // Of rating_pages; empty: at the first rating.
  std::string cursor;
};

std::string ToListPlace(const v1::ListRatingsRequest& request,
                        const PageStart& start) {
  return request.has_known_at()
             ? absl::StrCat(start.log_size, "/", start.cursor)
             : start.cursor;
}

bool ReadListPlace(const v1::ListRatingsRequest& request,
                   const std::string& place, PageStart& start) {
  if (!request.has_known_at()) {
    start.cursor = place;
    return true;
  }
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(place, absl::MaxSplits('/', 1));
  start.cursor = parts.second;
  return absl::SimpleAtoi(parts.first, &start.log_size);
}

absl::StatusOr<PageStart> StartOf(const Environment& environment,
                                  const v1::ListRatingsRequest& request,
                                  const std::string& query,
                                  Violations& violations) {
  PageStart start;
  const auto log_size =
      LogSizeAt(environment, "known_at", request.known_at(), violations);
  if (!log_size.ok()) return log_size.status();
  start.log_size = *log_size;
  if (request.page_token().empty()) return start;
  const auto place = ReadPageToken(query, request.page_token());
  if (!place || !ReadListPlace(request, *place, start)) {
    violations.Add("page_token", request.page_token(),
                   "next_page_token of the last answer to the same request");
  }
  return start;
}

}  // namespace

absl::StatusOr<v1::GetRatingResponse> GetRating(
    const Environment& environment, Call& call,
    const v1::GetRatingRequest& request) {
  call.AddNote("rating", request.name());
  const auto stored = FindPastRating(environment, call, request);
  if (!stored.ok()) return stored.status();
  const auto record = LoadRating(environment, stored->entry);
  if (!record.ok()) return record.status();
  auto rating = ToRating(*record);
  if (!rating.ok()) return rating.status();
  v1::GetRatingResponse response;
  *response.mutable_rating() = *std::move(rating);
  return response;
}

absl::StatusOr<v1::ListRatingsResponse> ListRatings(
    const Environment& environment, Call& call,
    const v1::ListRatingsRequest& request) {
  call.AddNote("parent", request.parent());
  Violations violations;
  CheckListRequest(request, violations);
  const int page_size = CheckedPageSize(request.page_size(), violations);
  const std::string query = QueryOf(request);
  auto start = StartOf(environment, request, query, violations);
  if (!start.ok()) return start.status();
  if (!violations.empty()) return violations.ToStatus();

  v1::ListRatingsResponse response;
  size_t bytes = 0;
  const TakeRating take =
      [&](const storage::StoredEntry& stored) -> absl::StatusOr<bool> {
    if (response.ratings_size() == page_size) return false;
    const auto record = LoadRating(environment, stored.entry);
    if (!record.ok()) return record.status();
    auto rating = ToRating(*record);
    if (!rating.ok()) return rating.status();
    bytes += rating->ByteSizeLong();
    if (response.ratings_size() > 0 && bytes > kMaxPageBytes) return false;
    *response.add_ratings() = *std::move(rating);
    return true;
  };
  const auto walk =
      request.parent() == kAllEnterprises ? WalkAll : WalkEnterprise;
  auto next =
      walk(environment, call, request, start->log_size, start->cursor, take);
  if (!next.ok()) return next.status();
  if (next->empty()) return response;
  start->cursor = *std::move(next);
  response.set_next_page_token(
      MakePageToken(query, ToListPlace(request, *start)));
  return response;
}

}  // namespace techflow::server
