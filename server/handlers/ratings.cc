#include "server/handlers/ratings.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "server/errors.h"
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

}  // namespace

absl::StatusOr<v1::GetRatingResponse> GetRating(
    const Environment& environment, Call& call,
    const v1::GetRatingRequest& request) {
  call.AddNote("rating", request.name());
  const auto record = FindRating(environment, "name", request.name());
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
  std::string cursor;
  if (!request.page_token().empty()) {
    const auto read = ReadPageToken(query, request.page_token());
    if (!read) {
      violations.Add("page_token", request.page_token(),
                     "next_page_token of the last answer to the same request");
    } else {
      cursor = *read;
    }
  }
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
  const auto next =
      request.parent() == kAllEnterprises
          ? WalkAll(environment, call, request, cursor, take)
          : WalkEnterprise(environment, call, request, cursor, take);
  if (!next.ok()) return next.status();
  if (!next->empty()) response.set_next_page_token(MakePageToken(query, *next));
  return response;
}

}  // namespace techflow::server
