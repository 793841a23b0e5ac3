// What every RatingStore does: appends, requests, reads.

#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/entry_bytes.h"
#include "storage/rating_store.h"
#include "tests/storage/contract_fixture.h"

namespace techflow::storage {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The newest entry of a subject so far.
struct Newest {
  int64_t number = 0;
  int64_t position = -1;
};

INSTANTIATE_TEST_SUITE_P(Every, RatingStoreContract,
                         testing::ValuesIn(Implementations()),
                         [](const auto& test) { return test.param.name; });

TEST_P(RatingStoreContract, GivesConsecutivePositionsAndNumbers) {
  const StoredEntry first = Append(Rating("A"));
  const StoredEntry other = Append(Rating("B"));
  const StoredEntry second = Append(Rating("A"));
  EXPECT_EQ(first.entry.position(), 1);
  EXPECT_EQ(first.entry.number(), 1);
  EXPECT_EQ(first.entry.previous_position(), -1);
  EXPECT_EQ(other.entry.position(), 2);
  EXPECT_EQ(other.entry.number(), 1);
  EXPECT_EQ(second.entry.position(), 3);
  EXPECT_EQ(second.entry.number(), 2);
  EXPECT_EQ(second.entry.previous_position(), 1);
  EXPECT_EQ(store_->Size(), 4);
}

TEST_P(RatingStoreContract, KeepsWhatTheCallerSays) {
  const StoredEntry stored = Append(WithRequest(Rating("A"), "r-1"));
  EXPECT_EQ(stored.entry.format_version(), 1);
  EXPECT_EQ(stored.entry.subject(), "enterprises/A");
  EXPECT_EQ(stored.entry.recorded_at_us(), 1'700'000'001'000'000);
  EXPECT_EQ(stored.entry.requested_by(), "a bank");
  EXPECT_EQ(stored.entry.request_id(), "r-1");
  EXPECT_EQ(stored.entry.rating().as_of_date(), 20231231);
  EXPECT_EQ(stored.entry.rating().grade(), "T3");
}

TEST_P(RatingStoreContract, ComputesTheDigestsFromTheBytes) {
  const StoredEntry stored = Append(Rating("A"));
  EXPECT_EQ(stored.entry.rating().evidence_digest(),
            ledger::Sha256("evidence of A"));
  EXPECT_EQ(stored.entry.rating().assessment_digest(),
            ledger::Sha256("assessment as of 20231231"));
  EXPECT_EQ(store_->Get(0)->entry.model_version().package_digest(),
            ledger::Sha256(kPackage));
}

TEST_P(RatingStoreContract, ReadsTheBytesThatItStored) {
  const StoredEntry stored = Append(Rating("A"));
  const auto read = store_->Get(1);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->bytes, stored.bytes);
  EXPECT_EQ(read->bytes, ledger::FrameEntry(stored.entry));
  EXPECT_EQ(store_->GetByNumber("enterprises/A", 1)->bytes, stored.bytes);
}

TEST_P(RatingStoreContract, ReadsBlobsByDigest) {
  Append(Rating("A"));
  EXPECT_EQ(*store_->Blob(BlobKind::kEvidence, ledger::Sha256("evidence of A")),
            "evidence of A");
  EXPECT_EQ(*store_->Blob(BlobKind::kAssessment,
                          ledger::Sha256("assessment as of 20231231")),
            "assessment as of 20231231");
  EXPECT_EQ(*store_->Blob(BlobKind::kModelPackage, ledger::Sha256(kPackage)),
            kPackage);
  EXPECT_TRUE(absl::IsNotFound(
      store_->Blob(BlobKind::kEvidence, ledger::Sha256(kPackage)).status()));
}

TEST_P(RatingStoreContract, KeepsALargeBlob) {
  NewEntry entry = Rating("A");
  entry.evidence.assign(3'000'000, 'x');
  const std::string digest = ledger::Sha256(entry.evidence);
  Append(std::move(entry));
  EXPECT_EQ(store_->Blob(BlobKind::kEvidence, digest)->size(), 3'000'000);
}

TEST_P(RatingStoreContract, DoesNotFindWhatIsNotThere) {
  EXPECT_TRUE(absl::IsNotFound(store_->Get(1).status()));
  EXPECT_TRUE(absl::IsNotFound(store_->Get(-1).status()));
  EXPECT_TRUE(
      absl::IsNotFound(store_->GetByNumber("enterprises/A", 1).status()));
  EXPECT_TRUE(
      absl::IsNotFound(store_->GetByNumber("models/techflow", 0).status()));
  EXPECT_TRUE(absl::IsNotFound(
      store_->GetByNumber("models/techflow", INT64_MAX).status()));
  EXPECT_TRUE(absl::IsNotFound(store_->GetByRequestId("r-1").status()));
}

TEST_P(RatingStoreContract, AnswersARepeatedRequestWithTheFirstEntry) {
  const StoredEntry first = Append(WithRequest(Rating("A"), "r-1"));
  NewEntry later = WithRequest(Rating("A"), "r-1");
  later.entry.set_recorded_at_us(1'800'000'000'000'000);
  const auto again = store_->Append(std::move(later));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->replayed_request);
  EXPECT_EQ(again->stored.bytes, first.bytes);
  EXPECT_EQ(store_->Size(), 2);
  EXPECT_EQ(store_->GetByRequestId("r-1")->bytes, first.bytes);
}

TEST_P(RatingStoreContract, RefusesARequestIdOfAnotherRequest) {
  Append(WithRequest(Rating("A"), "r-1", "one request"));
  const auto other =
      store_->Append(WithRequest(Rating("B"), "r-1", "another request"));
  EXPECT_TRUE(absl::IsFailedPrecondition(other.status())) << other.status();
  EXPECT_THAT(std::string(other.status().message()),
              HasSubstr("r-1 was used for another request, which made entry 1 "
                        "of enterprises/A"));
  EXPECT_EQ(store_->Size(), 2);
}

TEST_P(RatingStoreContract, KnowsRequestIdsWithinOneCall) {
  std::vector<NewEntry> entries;
  entries.push_back(WithRequest(Rating("A"), "r-1"));
  entries.push_back(WithRequest(Rating("A"), "r-1"));
  entries.push_back(WithRequest(Rating("A"), "r-1", "another request"));
  const auto results = store_->AppendAll(std::move(entries));
  ASSERT_EQ(results.size(), 3u);
  EXPECT_FALSE(results[0]->replayed_request);
  EXPECT_TRUE(results[1]->replayed_request);
  EXPECT_EQ(results[1]->stored.bytes, results[0]->stored.bytes);
  EXPECT_TRUE(absl::IsFailedPrecondition(results[2].status()));
  EXPECT_EQ(store_->Size(), 2);
}

TEST_P(RatingStoreContract, RequestIdsOutliveTheProcess) {
  const StoredEntry first = Append(WithRequest(Rating("A"), "r-1"));
  Reopen();
  const auto again = store_->Append(WithRequest(Rating("A"), "r-1"));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->replayed_request);
  EXPECT_EQ(again->stored.bytes, first.bytes);
}

TEST_P(RatingStoreContract, EachOfACallSucceedsOrFailsByItself) {
  std::vector<NewEntry> entries;
  entries.push_back(Rating("A"));
  entries.push_back(Rating("B", /*as_of_date=*/0));
  entries.push_back(Rating("A"));
  const auto results = store_->AppendAll(std::move(entries));
  ASSERT_EQ(results.size(), 3u);
  EXPECT_EQ(results[0]->stored.entry.position(), 1);
  EXPECT_TRUE(absl::IsInvalidArgument(results[1].status()));
  EXPECT_EQ(results[2]->stored.entry.position(), 2);
  EXPECT_EQ(results[2]->stored.entry.previous_position(), 1);
}

TEST_P(RatingStoreContract, AnswersNothingForNothing) {
  EXPECT_THAT(store_->AppendAll({}), IsEmpty());
}

TEST_P(RatingStoreContract, RefusesARatingByAModelThatIsNotStored) {
  NewEntry entry = Rating("A");
  entry.entry.mutable_rating()->set_model_digest(
      ledger::Sha256("another package"));
  EXPECT_EQ(AppendCode(std::move(entry)), absl::StatusCode::kNotFound);
}

TEST_P(RatingStoreContract, RefusesTheSamePackageTwiceInARow) {
  EXPECT_EQ(AppendCode(ModelVersion()), absl::StatusCode::kAlreadyExists);
  Append(ModelVersion("other files"));
  EXPECT_EQ(Append(ModelVersion()).entry.number(), 3);
}

TEST_P(RatingStoreContract, RefusesTheSamePackageTwiceInACall) {
  std::vector<NewEntry> entries;
  entries.push_back(ModelVersion("other files"));
  entries.push_back(ModelVersion("other files"));
  const auto results = store_->AppendAll(std::move(entries));
  EXPECT_TRUE(results[0].ok());
  EXPECT_TRUE(absl::IsAlreadyExists(results[1].status()));
}

TEST_P(RatingStoreContract, GivesTheHistoryNewestFirstInPages) {
  for (int i = 0; i < 5; ++i) {
    Append(Rating("A"));
    Append(Rating("AB"));
  }
  EXPECT_THAT(Positions(store_->History("enterprises/A", 0, 2)),
              ElementsAre(9, 7));
  EXPECT_THAT(Positions(store_->History("enterprises/A", 4, 2)),
              ElementsAre(5, 3));
  EXPECT_THAT(Positions(store_->History("enterprises/A", 2, 1000)),
              ElementsAre(1));
  EXPECT_THAT(Positions(store_->History("enterprises/A", 1, 2)), IsEmpty());
  EXPECT_THAT(Positions(store_->History("enterprises/C", 0, 2)), IsEmpty());
}

TEST_P(RatingStoreContract, RefusesAPageOfNoSizeOrTooLarge) {
  const auto code = [this](int limit) {
    return store_->History("enterprises/A", 0, limit).status().code();
  };
  EXPECT_EQ(code(0), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(code(1000), absl::StatusCode::kOk);
  EXPECT_EQ(code(1001), absl::StatusCode::kInvalidArgument);
}

TEST_P(RatingStoreContract, ListsSubjectsByPrefix) {
  Append(Rating("B"));
  Append(Rating("A"));
  Append(Rating("A"));
  EXPECT_THAT(*store_->Subjects("enterprises/", "", 10),
              ElementsAre("enterprises/A", "enterprises/B"));
  EXPECT_THAT(*store_->Subjects("enterprises/", "enterprises/A", 10),
              ElementsAre("enterprises/B"));
  EXPECT_THAT(*store_->Subjects("enterprises/", "", 1),
              ElementsAre("enterprises/A"));
  EXPECT_THAT(*store_->Subjects("models/", "enterprises/A", 10),
              ElementsAre("models/techflow"));
  EXPECT_THAT(*store_->Subjects("policies/", "", 10), IsEmpty());
}

TEST_P(RatingStoreContract, ContinuesWhereItWasWhenOpenedAgain) {
  const StoredEntry first = Append(Rating("A"));
  Reopen();
  EXPECT_EQ(store_->Size(), 2);
  EXPECT_EQ(store_->Get(1)->bytes, first.bytes);
  const StoredEntry second = Append(Rating("A"));
  EXPECT_EQ(second.entry.position(), 2);
  EXPECT_EQ(second.entry.number(), 2);
  EXPECT_EQ(second.entry.previous_position(), 1);
}

TEST_P(RatingStoreContract, LosesAndSkipsNothingUnderManyThreads) {
  constexpr int kThreads = 16;
  constexpr int kAppends = 50;
  std::vector<std::thread> threads;
  std::vector<std::vector<StoredEntry>> stored(kThreads);
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([this, t, &stored] {
      for (int i = 0; i < kAppends; ++i) {
        // Two threads share each enterprise, four each request.
        const std::string enterprise = absl::StrCat("E", t / 2);
        const std::string request = absl::StrCat("q", t / 4, "-", i);
        NewEntry entry = Rating(enterprise);
        if (t % 2 == 0) entry = WithRequest(std::move(entry), request, request);
        stored[static_cast<size_t>(t)].push_back(Append(std::move(entry)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  // Of the even threads two share each request: half of theirs are replays.
  constexpr int64_t kSize =
      1 + kThreads / 2 * kAppends + kThreads / 4 * kAppends;
  EXPECT_EQ(store_->Size(), kSize);
  std::map<std::string, Newest> heads;
  for (int64_t position = 1; position < kSize; ++position) {
    const auto read = store_->Get(position);
    ASSERT_TRUE(read.ok()) << read.status();
    Newest& head = heads[read->entry.subject()];
    EXPECT_EQ(read->entry.number(), head.number + 1);
    EXPECT_EQ(read->entry.previous_position(), head.position);
    head = {read->entry.number(), position};
  }
  for (const auto& of_thread : stored) {
    for (const StoredEntry& entry : of_thread) {
      EXPECT_EQ(store_->Get(entry.entry.position())->bytes, entry.bytes);
    }
  }
}

}  // namespace
}  // namespace techflow::storage
