#include "server/handlers/ledger.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/time_util.h"
#include "server/errors.h"
#include "server/handlers/audit_bundle.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/merkle_proof.h"
#include "storage/ledger/tlog_proof.h"
#include "tests/server/handler_fixture.h"

namespace techflow::server {
namespace {

using google::protobuf::util::TimeUtil;
using testing::HasSubstr;

std::vector<ledger::Hash> HashesOf(
    const google::protobuf::RepeatedPtrField<std::string>& bytes) {
  std::vector<ledger::Hash> hashes;
  for (const std::string& one : bytes) hashes.push_back(*ledger::HashOf(one));
  return hashes;
}

// The small model at position 0, and three ratings after it.
class LedgerHandlers : public HandlerTest {
 protected:
  LedgerHandlers() {
    for (const char* id : {"acme", "bolt", "acme"}) {
      clock.now += absl::Seconds(2);
      Rate(SmallRequest(id));
    }
  }

  ledger::Checkpoint Signed(const std::string& note) const {
    const ledger::VerifierKey keys[] = {storage::TestKey()->verifier()};
    const auto checkpoint = ledger::OpenCheckpoint(note, keys);
    EXPECT_TRUE(checkpoint.ok()) << checkpoint.status();
    return checkpoint.ok() ? *checkpoint : ledger::Checkpoint();
  }

  std::string Tile(const std::string& path) {
    v1::GetTileRequest request;
    request.set_path(path);
    const auto response = GetTile(environment, call, request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? response->content() : "";
  }

  absl::Status TileStatus(const std::string& path) {
    v1::GetTileRequest request;
    request.set_path(path);
    return GetTile(environment, call, request).status();
  }
};

TEST_F(LedgerHandlers, GiveTheCheckpointOfAllThatWasAnswered) {
  const auto response = GetCheckpoint(environment, call, {});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->size(), 4);
  EXPECT_EQ(Signed(response->checkpoint()).size, 4);
  EXPECT_EQ(response->verifier_key(),
            storage::TestKey()->verifier().ToString());
}

TEST_F(LedgerHandlers, ProveAnEntryInTheNewestCheckpoint) {
  v1::ProveInclusionRequest request;
  request.set_log_position(2);
  const auto response = ProveInclusion(environment, call, request);
  ASSERT_TRUE(response.ok()) << response.status();
  const auto proof = ledger::ParseTlogProof(response->tlog_proof());
  ASSERT_TRUE(proof.ok()) << proof.status();
  const ledger::Checkpoint checkpoint = Signed(proof->checkpoint);
  EXPECT_EQ(proof->position, 2);
  EXPECT_TRUE(ledger::VerifyInclusion(
                  2, checkpoint.size, ledger::LeafHash(store->Get(2)->bytes),
                  proof->hashes, *ledger::HashOf(checkpoint.root))
                  .ok());
}

TEST_F(LedgerHandlers, ProveAnEntryInAnEarlierLog) {
  v1::ProveInclusionRequest request;
  request.set_log_position(1);
  request.set_size(3);
  const auto response = ProveInclusion(environment, call, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->tlog_proof(), "");
  EXPECT_TRUE(ledger::VerifyInclusion(1, 3,
                                      *ledger::HashOf(response->leaf_hash()),
                                      HashesOf(response->hashes()),
                                      *ledger::HashOf(response->root()))
                  .ok());
}

TEST_F(LedgerHandlers, RefuseProofsOfWhatIsNotThere) {
  v1::ProveInclusionRequest request;
  request.set_log_position(4);
  EXPECT_TRUE(
      absl::IsNotFound(ProveInclusion(environment, call, request).status()));
  request.set_log_position(-1);
  request.set_size(9);
  const absl::Status status =
      ProveInclusion(environment, call, request).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("log_position"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("and 1 more"));
}

TEST_F(LedgerHandlers, ProveThatTheLogOnlyGrew) {
  v1::ProveConsistencyRequest request;
  request.set_old_size(3);
  const auto response = ProveConsistency(environment, call, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->size(), 4);
  EXPECT_EQ(Signed(response->checkpoint()).root, response->root());
  EXPECT_TRUE(ledger::VerifyConsistency(3, 4, HashesOf(response->hashes()),
                                        *ledger::HashOf(response->old_root()),
                                        *ledger::HashOf(response->root()))
                  .ok());
  request.set_old_size(0);
  EXPECT_TRUE(absl::IsInvalidArgument(
      ProveConsistency(environment, call, request).status()));
  request.set_old_size(5);
  EXPECT_TRUE(absl::IsInvalidArgument(
      ProveConsistency(environment, call, request).status()));
}

TEST_F(LedgerHandlers, GiveTheTilesOfTheLog) {
  std::string leaves;
  std::string entries;
  for (int64_t position = 0; position < 4; ++position) {
    const std::string bytes = store->Get(position)->bytes;
    leaves += ledger::BytesOf(ledger::LeafHash(bytes));
    entries += static_cast<char>(bytes.size() >> 8);
    entries += static_cast<char>(bytes.size() & 0xff);
    entries += bytes;
  }
  EXPECT_EQ(Tile("tile/0/000.p/4"), leaves);
  EXPECT_EQ(Tile("tile/0/000.p/3"), leaves.substr(0, 96));
  EXPECT_EQ(Tile("tile/entries/000.p/4"), entries);
  EXPECT_EQ(Signed(Tile("checkpoint")).size, 4);
  for (const char* path :
       {"tile/0/000", "tile/0/000.p/5", "tile/1/000.p/1", "tile/0/001.p/1"}) {
    EXPECT_TRUE(absl::IsNotFound(TileStatus(path))) << path;
  }
  for (const char* path :
       {"", "tile", "tile/0", "tile/9/000", "tile/0/0", "tile/0/0000",
        "tile/0/x000/000", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/0/000.p/04", "tile/data/000", "tile/0/000.p", "checkpoint/"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(TileStatus(path))) << path;
  }
}

TEST_F(LedgerHandlers, TellWhereTheLogStoodAtAMoment) {
  v1::FindLogPositionRequest request;
  *request.mutable_time() = TimeUtil::SecondsToTimestamp(
      absl::ToUnixSeconds(clock.now - absl::Seconds(1)));
  const auto response = FindLogPosition(environment, call, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->size(), 3);
  EXPECT_EQ(response->root(),
            ledger::BytesOf(*ledger::RootHash(3, store->nodes())));
  EXPECT_EQ(response->last_entry_time().seconds(),
            absl::ToUnixSeconds(clock.now - absl::Seconds(2)));
  request.clear_time();
  EXPECT_TRUE(absl::IsInvalidArgument(
      FindLogPosition(environment, call, request).status()));
}

TEST_F(LedgerHandlers, ExportAllThatARatingRestsOn) {
  v1::ExportRatingRequest request;
  request.set_name("enterprises/acme/ratings/2");
  const auto response = ExportRating(environment, call, request);
  ASSERT_TRUE(response.ok()) << response.status();
  const v1::AuditBundle& bundle = response->bundle();
  EXPECT_EQ(bundle.format_version(), 1);
  EXPECT_EQ(bundle.entry(), store->Get(3)->bytes);
  EXPECT_EQ(bundle.model_entry(), store->Get(0)->bytes);
  const store::v1::RatingRecord rating = store->Get(3)->entry.rating();
  EXPECT_EQ(ledger::Sha256(bundle.evidence()), rating.evidence_digest());
  EXPECT_EQ(ledger::Sha256(bundle.assessment()), rating.assessment_digest());
  EXPECT_EQ(ledger::Sha256(bundle.model_package()), rating.model_digest());
  EXPECT_EQ(ledger::ParseTlogProof(bundle.tlog_proof())->position, 3);
  EXPECT_EQ(ledger::ParseTlogProof(bundle.model_tlog_proof())->position, 0);
  EXPECT_EQ(bundle.verifier_keys_size(), 1);
  request.set_name("enterprises/acme/ratings/3");
  EXPECT_TRUE(
      absl::IsNotFound(ExportRating(environment, call, request).status()));
  request.set_name("acme");
  EXPECT_TRUE(absl::IsInvalidArgument(
      ExportRating(environment, call, request).status()));
}

}  // namespace
}  // namespace techflow::server
