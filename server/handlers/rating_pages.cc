#include "server/handlers/rating_pages.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "server/dates.h"
#include "server/limits.h"

namespace techflow::server {
namespace {

// Entries read from the store at once.
constexpr int kChunk = 100;

bool Passes(const v1::ListRatingsRequest& request,
            const store::v1::RatingRecord& rating) {
  if (request.has_as_of_from() &&
      rating.as_of_date() < ToNumber(request.as_of_from())) {
    return false;
  }
  if (request.has_as_of_until() &&
      rating.as_of_date() > ToNumber(request.as_of_until())) {
    return false;
  }
  const auto& grades = request.grades();
  return grades.empty() || std::find(grades.begin(), grades.end(),
                                     rating.grade()) != grades.end();
}

absl::Status BadCursor() {
  // Its tag was right, so this server made it.
  return absl::InternalError("a page token of ours holds no cursor");
}

std::string ToCursor(const storage::AsOfCursor& place) {
  return absl::StrCat(place.as_of_date, ".", place.position);
}

std::optional<storage::AsOfCursor> ReadCursor(const std::string& cursor) {
  const std::vector<std::string> parts = absl::StrSplit(cursor, '.');
  storage::AsOfCursor place;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &place.as_of_date) ||
      !absl::SimpleAtoi(parts[1], &place.position)) {
    return std::nullopt;
  }
  return place;
}

}  // namespace

absl::StatusOr<std::string> WalkEnterprise(
    const Environment& environment, const Call& call,
    const v1::ListRatingsRequest& request, int64_t log_size,
    const std::string& cursor, const TakeRating& take) {
  int64_t before = 0;
  if (cursor.empty()) {
    const auto newest = environment.store.NumberAt(request.parent(), log_size);
    if (!newest.ok()) return newest.status();
    before = *newest + 1;
  } else if (!absl::SimpleAtoi(cursor, &before)) {
    return BadCursor();
  }
  for (int scanned = 0; scanned < kMaxEntriesScannedPerPage;) {
    if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
    const auto chunk =
        environment.store.History(request.parent(), before, kChunk);
    if (!chunk.ok()) return chunk.status();
    for (const storage::StoredEntry& stored : *chunk) {
      ++scanned;
      if (Passes(request, stored.entry.rating())) {
        const auto taken = take(stored);
        if (!taken.ok()) return taken.status();
        // The first of a page is always taken, so `before` is set here.
        if (!*taken) return absl::StrCat(before);
      }
      before = stored.entry.number();
    }
    // Numbers run from 1 without gaps.
    if (chunk->empty() || before == 1) return std::string();
  }
  return absl::StrCat(before);
}

absl::StatusOr<std::string> WalkAll(const Environment& environment,
                                    const Call& call,
                                    const v1::ListRatingsRequest& request,
                                    int64_t log_size, const std::string& cursor,
                                    const TakeRating& take) {
  storage::AsOfQuery query;
  if (request.has_as_of_from()) query.from = ToNumber(request.as_of_from());
  if (request.has_as_of_until()) query.until = ToNumber(request.as_of_until());
  query.grades.assign(request.grades().begin(), request.grades().end());
  query.log_size = log_size;
  query.limit = kChunk;
  if (!cursor.empty()) {
    query.after = ReadCursor(cursor);
    if (!query.after) return BadCursor();
  }
  for (;;) {
    if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
    const auto chunk = environment.store.ByAsOfDate(query);
    if (!chunk.ok()) return chunk.status();
    for (const storage::StoredEntry& stored : *chunk) {
      const auto taken = take(stored);
      if (!taken.ok()) return taken.status();
      // The first of a page is always taken, so `after` is set here.
      if (!*taken) return ToCursor(*query.after);
      query.after = storage::AsOfCursor{stored.entry.rating().as_of_date(),
                                        stored.entry.position()};
    }
    if (chunk->size() < static_cast<size_t>(kChunk)) return std::string();
  }
}

}  // namespace techflow::server
