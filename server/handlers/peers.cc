#include "server/handlers/peers.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "rating/insight/peers.h"
#include "rating/rating_model.h"
#include "server/errors.h"
#include "server/handlers/model_choice.h"
#include "server/handlers/rating_record.h"
#include "server/limits.h"
#include "storage/rating_store.h"

namespace techflow::server {
namespace {

// A year, in YYYYMMDD.
constexpr int32_t kOneYear = 10000;

struct Peers {
  std::vector<insight::PeerRating> ratings;
  bool is_cut = false;
};

// The newest rating of each other enterprise that is by the same model version
// and as of the day of `own` or up to a year before, where it has a score in
// the same segment. An older rating of a company does not stand for a newer
// one that has none.
absl::StatusOr<Peers> FindPeers(const Environment& environment, Call& call,
                                const RatingRecord& own,
                                const v1::Assessment& assessment) {
  Peers peers;
  std::set<std::string> seen = {own.entry.subject()};
  storage::AsOfQuery query;
  query.until = own.entry.rating().as_of_date();
  query.from = query.until - kOneYear;
  for (int scanned = 0;;) {
    if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
    const auto chunk = environment.store.ByAsOfDate(query);
    if (!chunk.ok()) return chunk.status();
    for (const storage::StoredEntry& stored : *chunk) {
      const store::v1::RatingRecord& rating = stored.entry.rating();
      query.after =
          storage::AsOfCursor{rating.as_of_date(), stored.entry.position()};
      if (rating.model_digest() != own.entry.rating().model_digest()) continue;
      if (!seen.insert(stored.entry.subject()).second) continue;
      if (++scanned > kMaxPeersScanned) {
        peers.is_cut = true;
        return peers;
      }
      const auto record = LoadRating(environment, stored.entry);
      if (!record.ok()) return record.status();
      const auto peer = ToRating(*record);
      if (!peer.ok()) return peer.status();
      if (peer->assessment().has_score() &&
          peer->assessment().segment() == assessment.segment()) {
        peers.ratings.push_back(insight::PeerRatingOf(peer->assessment()));
      }
    }
    if (chunk->size() < static_cast<size_t>(query.limit)) return peers;
  }
}

}  // namespace

absl::StatusOr<v1::GetPeerStandingResponse> GetPeerStanding(
    const Environment& environment, Call& call,
    const v1::GetPeerStandingRequest& request) {
  call.AddNote("rating", request.name());
  const auto record = FindRating(environment, "name", request.name());
  if (!record.ok()) return record.status();
  auto rating = ToRating(*record);
  if (!rating.ok()) return rating.status();
  if (!rating->assessment().has_score()) {
    return FailedPrecondition(reason::kNoScore, rating->name(),
                              "the rating has no score");
  }
  const auto model =
      LoadModel(environment, record->entry.rating().model_digest());
  if (!model.ok()) return model.status();
  const auto peers =
      FindPeers(environment, call, *record, rating->assessment());
  if (!peers.ok()) return peers.status();
  v1::GetPeerStandingResponse response;
  *response.mutable_standing() =
      insight::Standing(rating->assessment(), peers->ratings,
                        (*model)->definition().grade_scale());
  response.mutable_standing()->set_is_cut(peers->is_cut);
  *response.mutable_rating() = *std::move(rating);
  return response;
}

}  // namespace techflow::server
