#include "server/replay_jobs.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/rating_model.h"
#include "server/errors.h"
#include "server/limits.h"
#include "tests/server/replay_fixture.h"

namespace techflow::server {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ReplayJobsTest = ReplayTest;

std::vector<int64_t> PositionsOf(
    const std::vector<v1::ReplayFinding>& findings) {
  std::vector<int64_t> positions;
  for (const auto& finding : findings) {
    positions.push_back(finding.log_position());
  }
  return positions;
}

TEST_F(ReplayJobsTest, CountEveryRatingOfTheLogAndNothingElse) {
  for (const std::string id : {"a", "b", "c"}) Rate(SmallRequest(id));
  const v1::ReplayJob job = Run({});
  EXPECT_EQ(job.name(), "replayJobs/1");
  EXPECT_EQ(job.state(), v1::REPLAY_JOB_STATE_DONE);
  EXPECT_EQ(job.log_size(), 4);
  EXPECT_EQ(job.looked_at(), 4);
  EXPECT_EQ(job.replayed(), 3);
  EXPECT_EQ(job.matching(), 3);
  EXPECT_TRUE(job.has_end_time());
  EXPECT_TRUE(FindingsOf(1).empty());
}

TEST_F(ReplayJobsTest, LookAtTheLogAsItWasWhenTheyWereMade) {
  const v1::Rating rating = Rate(SmallRequest("a"));
  v1::ReplayJob one;
  one.mutable_filter()->set_enterprise("enterprises/a");
  Make({});
  Make(one);
  Store(Forged(rating));
  Rate(SmallRequest("b"));
  RunAll();
  for (const int64_t number : {1, 2}) {
    const v1::ReplayJob job = jobs->Find(number)->Job();
    EXPECT_EQ(job.state(), v1::REPLAY_JOB_STATE_DONE);
    EXPECT_EQ(job.replayed(), 1) << number;
    EXPECT_EQ(job.mismatching(), 0) << number;
    EXPECT_EQ(job.looked_at(), 2) << number;
  }
}

TEST_F(ReplayJobsTest, NameWhatDiffers) {
  const v1::Rating rating = Rate(SmallRequest("a"));
  Store(Forged(rating));
  const v1::ReplayJob job = Run({});
  EXPECT_EQ(job.matching(), 1);
  EXPECT_EQ(job.mismatching(), 1);
  const auto findings = FindingsOf(1);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].rating(), "enterprises/a/ratings/2");
  EXPECT_EQ(findings[0].log_position(), 2);
  EXPECT_EQ(findings[0].verdict(), v1::REPLAY_VERDICT_MISMATCH);
  ASSERT_EQ(findings[0].differences_size(), 1);
  EXPECT_EQ(findings[0].differences(0).field(), "grade");
  EXPECT_EQ(findings[0].stored_grade(), "A");
  EXPECT_EQ(findings[0].computed_grade(), "B");
  EXPECT_EQ(findings[0].stored_score().value(),
            rating.assessment().score().value());
}

TEST_F(ReplayJobsTest, CutTheDifferencesOfOneFinding) {
  storage::NewEntry entry = Copy(Rate(SmallRequest("a")));
  v1::Assessment assessment;
  for (int i = 0; i < 30; ++i) assessment.add_missing()->set_indicator("x");
  entry.assessment = Serialize(assessment);
  Store(entry);
  Run({});
  ASSERT_EQ(FindingsOf(1).size(), 1u);
  EXPECT_EQ(FindingsOf(1)[0].differences_size(), 20);
}

TEST_F(ReplayJobsTest, TellWhatCannotBeComputedAgain) {
  const v1::Rating rating = Rate(SmallRequest("a"));
  storage::NewEntry old = Copy(rating);
  old.entry.mutable_rating()->set_engine_version(99);
  Store(old);
  storage::NewEntry damaged = Copy(rating);
  damaged.evidence = "\xFF\xFF";
  Store(damaged);
  const v1::ReplayJob job = Run({});
  EXPECT_EQ(job.replayed(), 3);
  EXPECT_EQ(job.unreproducible(), 2);
  const auto findings = FindingsOf(1);
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].verdict(), v1::REPLAY_VERDICT_UNREPRODUCIBLE);
  EXPECT_THAT(findings[0].reason(), HasSubstr("engine version 99"));
  EXPECT_EQ(findings[0].stored_grade(), "B");
  EXPECT_EQ(findings[1].verdict(), v1::REPLAY_VERDICT_UNREPRODUCIBLE);
  EXPECT_THAT(findings[1].reason(), HasSubstr("damaged"));
}

TEST_F(ReplayJobsTest, WalkOneEnterpriseInTheOrderOfTheLog) {
  const v1::Rating a = Rate(SmallRequest("a"));
  const v1::Rating b = Rate(SmallRequest("b"));
  Store(Forged(a));
  Store(Forged(b));
  Store(Forged(a));
  v1::ReplayFilter filter;
  filter.set_enterprise("enterprises/a");
  const v1::ReplayJob job = RunFiltered(filter);
  EXPECT_EQ(job.replayed(), 3);
  EXPECT_EQ(job.mismatching(), 2);
  EXPECT_EQ(job.looked_at(), job.log_size());
  EXPECT_THAT(PositionsOf(FindingsOf(1)), ElementsAre(3, 5));
}

TEST_F(ReplayJobsTest, OfAnUnknownEnterpriseEndEmpty) {
  Rate(SmallRequest("a"));
  v1::ReplayFilter filter;
  filter.set_enterprise("enterprises/nobody");
  const v1::ReplayJob job = RunFiltered(filter);
  EXPECT_EQ(job.state(), v1::REPLAY_JOB_STATE_DONE);
  EXPECT_EQ(job.replayed(), 0);
}

TEST_F(ReplayJobsTest, TakeWhatMeetsAllThatIsSet) {
  const v1::Rating rating = Rate(SmallRequest("a"));
  clock.now += absl::Hours(1);
  Store(Forged(rating));
  storage::NewEntry earlier_day = Copy(rating);
  earlier_day.entry.mutable_rating()->set_as_of_date(20260601);
  Store(earlier_day);
  storage::NewEntry other_model = Copy(rating);
  other_model.entry.mutable_rating()->set_model_version("models/m/versions/1");
  Store(other_model);

  const auto replayed_by = [this](auto... set) {
    v1::ReplayFilter filter;
    (set(filter), ...);
    return RunFiltered(filter).replayed();
  };
  const auto model = [](auto& f) { f.set_model(kSmallModel); };
  const auto grade = [](auto& f) { f.add_grades("B"); };
  const auto day = [](auto& f) {
    *f.mutable_as_of_from() = Day(2026, 6, 2);
    *f.mutable_as_of_until() = Day(2026, 6, 30);
  };
  const auto stored = [this](auto& f) {
    f.mutable_stored_from()->set_seconds(absl::ToUnixSeconds(clock.now));
  };
  const auto enterprise = [](auto& f) { f.set_enterprise("enterprises/a"); };
  EXPECT_EQ(replayed_by(), 4);
  EXPECT_EQ(replayed_by(model), 3);
  EXPECT_EQ(replayed_by(grade), 3);
  EXPECT_EQ(replayed_by(day), 3);
  EXPECT_EQ(replayed_by(stored), 3);
  EXPECT_EQ(replayed_by(model, grade), 2);
  EXPECT_EQ(replayed_by(model, grade, day), 1);
  EXPECT_EQ(replayed_by(model, grade, stored), 1);
  EXPECT_EQ(replayed_by(model, grade, enterprise), 2);
}

TEST_F(ReplayJobsTest, AreKeptOnlySoMany) {
  for (size_t number = 1; number <= kMaxReplayJobs; ++number) {
    std::ofstream(fs::path(jobs_folder.path()) /
                  (std::to_string(number) + ".job"))
        << "damaged";
  }
  Reopen(jobs_folder.path());
  const auto refused = jobs->Create({});
  EXPECT_EQ(ReasonOf(refused.status()), "TOO_MANY_REPLAY_JOBS");
  EXPECT_THAT(refused.status().message(), HasSubstr("10000"));
}

TEST_F(ReplayJobsTest, MayBeMadeOnlySoManyAtATime) {
  for (int i = 0; i < 4; ++i) Make({});
  const auto refused = jobs->Create({});
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(refused.status()), "TOO_MANY_REPLAY_JOBS");
  ASSERT_TRUE(*jobs->Find(2)->Cancel());
  EXPECT_EQ(Make({}).name(), "replayJobs/5");
}

TEST_F(ReplayJobsTest, TakeTurns) {
  for (int i = 0; i < 100; ++i) Rate(SmallRequest("a"));
  Make({});
  Make({});
  jobs->RunSlice();
  jobs->RunSlice();
  EXPECT_EQ(jobs->Find(1)->Job().looked_at(), 64);
  EXPECT_EQ(jobs->Find(2)->Job().looked_at(), 64);
}

TEST_F(ReplayJobsTest, AreStoppedByACallerAndKeepWhatTheyFound) {
  const v1::Rating rating = Rate(SmallRequest("a"));
  for (int i = 0; i < 3; ++i) Store(Forged(rating));
  Make({});
  const auto run = jobs->Find(1);
  for (int i = 0; i < 3; ++i) run->Step();
  ASSERT_TRUE(*run->Cancel());
  EXPECT_FALSE(*run->Cancel());
  RunAll();
  Reopen(jobs_folder.path());
  RunAll();
  const v1::ReplayJob job = jobs->Find(1)->Job();
  EXPECT_EQ(job.state(), v1::REPLAY_JOB_STATE_CANCELLED);
  EXPECT_TRUE(job.has_end_time());
  EXPECT_EQ(job.looked_at(), 3);
  EXPECT_THAT(PositionsOf(FindingsOf(1)), ElementsAre(2));
}

TEST_F(ReplayJobsTest, GoOnAfterAStopWhereTheyWere) {
  const v1::Rating rating = Rate(SmallRequest("a"));
  for (int i = 0; i < 3; ++i) Store(Forged(rating));
  Make({});
  for (int i = 0; i < 3; ++i) jobs->Find(1)->Step();
  jobs->Stop();
  Reopen(jobs_folder.path());
  EXPECT_EQ(jobs->Find(1)->Job().state(), v1::REPLAY_JOB_STATE_RUNNING);
  EXPECT_EQ(jobs->Find(1)->Job().looked_at(), 3);
  RunAll();
  const v1::ReplayJob job = jobs->Find(1)->Job();
  EXPECT_EQ(job.state(), v1::REPLAY_JOB_STATE_DONE);
  EXPECT_EQ(job.replayed(), 4);
  EXPECT_EQ(job.matching(), 1);
  EXPECT_EQ(job.mismatching(), 3);
  EXPECT_THAT(PositionsOf(FindingsOf(1)), ElementsAre(2, 3, 4));
}

// What a kill leaves: findings on disk that no saved progress covers.
TEST_F(ReplayJobsTest, FindNothingTwiceAfterAKill) {
  const v1::Rating rating = Rate(SmallRequest("a"));
  for (int i = 0; i < 4; ++i) Store(Forged(rating));
  for (const bool of_one_enterprise : {false, true}) {
    v1::ReplayJob job;
    if (of_one_enterprise) {
      job.mutable_filter()->set_enterprise("enterprises/a");
    }
    const int64_t number = of_one_enterprise ? 2 : 1;
    Make(job);
    const auto run = jobs->Find(number);
    for (int i = 0; i < 3; ++i) run->Step();
    ASSERT_TRUE(run->Save().ok());
    run->Step();
    const storage::TemporaryFolder left;
    fs::copy(jobs_folder.path(), left.path());
    Reopen(left.path());
    RunAll();
    EXPECT_EQ(jobs->Find(number)->Job().mismatching(), 4);
    EXPECT_THAT(PositionsOf(FindingsOf(number)), ElementsAre(2, 3, 4, 5));
    Reopen(jobs_folder.path());
    RunAll();
  }
}

TEST_F(ReplayJobsTest, SaveThemselvesAfterSoManyEntriesOrSoMuchTime) {
  const v1::Rating rating = Rate(SmallRequest("a"));
  for (int i = 0; i < 8; ++i) Store(Forged(rating));
  const storage::TemporaryFolder place;
  jobs = *ReplayJobs::Open(
      environment, place.path(),
      {.entries_per_save = 5, .save_interval = absl::Seconds(60)});
  Make({});
  const auto looked_at_on_disk = [&] {
    const storage::TemporaryFolder copy;
    fs::copy(place.path(), copy.path());
    return (*ReplayJobs::Open(environment, copy.path()))
        ->Find(1)
        ->Job()
        .looked_at();
  };
  for (int i = 0; i < 6; ++i) jobs->Find(1)->Step();
  EXPECT_EQ(looked_at_on_disk(), 5);
  clock.now += absl::Seconds(61);
  jobs->Find(1)->Step();
  EXPECT_EQ(looked_at_on_disk(), 7);
}

TEST_F(ReplayJobsTest, OfADamagedFileHaveFailedAndLetTheOthersRun) {
  Rate(SmallRequest("a"));
  Make({});
  Make({});
  jobs->Stop();
  for (const std::string bytes : {"", "no job", "techflow replay job 1\n"}) {
    std::ofstream(fs::path(jobs_folder.path()) / "1.job") << bytes;
    Reopen(jobs_folder.path());
    RunAll();
    const v1::ReplayJob job = jobs->Find(1)->Job();
    EXPECT_EQ(job.name(), "replayJobs/1");
    EXPECT_EQ(job.state(), v1::REPLAY_JOB_STATE_FAILED);
    EXPECT_THAT(job.error(), HasSubstr("1.job is damaged"));
    EXPECT_TRUE(FindingsOf(1).empty());
    EXPECT_EQ(jobs->Find(2)->Job().state(), v1::REPLAY_JOB_STATE_DONE);
  }
  EXPECT_EQ(Make({}).name(), "replayJobs/3");
}

TEST_F(ReplayJobsTest, WhoseFindingsWereCutHaveFailed) {
  Store(Forged(Rate(SmallRequest("a"))));
  Run({});
  const fs::path file = fs::path(jobs_folder.path()) / "1.findings";
  fs::resize_file(file, fs::file_size(file) - 1);
  Reopen(jobs_folder.path());
  EXPECT_EQ(jobs->Find(1)->Job().state(), v1::REPLAY_JOB_STATE_FAILED);
  EXPECT_THAT(jobs->Find(1)->Job().error(), HasSubstr("1.findings is damaged"));
}

TEST_F(ReplayJobsTest, OfALogThatIsShorterNowHaveFailed) {
  Rate(SmallRequest("a"));
  Make({});
  jobs->Stop();
  const storage::TemporaryFolder empty;
  const auto shorter = *storage::OpenRocksDbRatingStore(empty.path());
  const Environment other{*shorter, catalog, clock, models};
  const auto reopened = *ReplayJobs::Open(other, jobs_folder.path());
  EXPECT_EQ(reopened->Find(1)->Job().state(), v1::REPLAY_JOB_STATE_FAILED);
  EXPECT_THAT(reopened->Find(1)->Job().error(), HasSubstr("fewer than the 2"));
}

TEST_F(ReplayJobsTest, RunOnAThreadOfTheirOwn) {
  Store(Forged(Rate(SmallRequest("a"))));
  jobs->Start();
  Make({});
  EXPECT_TRUE(jobs->WaitUntilIdle(absl::InfiniteDuration()));
  EXPECT_EQ(jobs->Find(1)->Job().mismatching(), 1);
  jobs->Stop();
}

TEST_F(ReplayJobsTest, RunBesideRatings) {
  for (int i = 0; i < 20; ++i) Rate(SmallRequest("a"));
  jobs->Start();
  Make({});
  v1::ReplayJob one;
  one.mutable_filter()->set_enterprise("enterprises/a");
  Make(one);
  for (int i = 0; i < 20; ++i) Rate(SmallRequest("a"));
  EXPECT_TRUE(jobs->WaitUntilIdle(absl::InfiniteDuration()));
  EXPECT_EQ(jobs->Find(1)->Job().matching(), 20);
  EXPECT_EQ(jobs->Find(2)->Job().matching(), 20);
}

TEST_F(ReplayJobsTest, AreStoppedBetweenTwoRatings) {
  for (int i = 0; i < 30; ++i) Rate(SmallRequest("a"));
  jobs->Start();
  Make({});
  jobs->Stop();
  Reopen(jobs_folder.path());
  RunAll();
  EXPECT_EQ(jobs->Find(1)->Job().matching(), 30);
}

TEST_F(ReplayJobsTest, AreListedNewestFirst) {
  for (int i = 0; i < 3; ++i) Make({});
  std::vector<int64_t> numbers;
  for (const auto& run : jobs->List(3, 5)) numbers.push_back(run->number());
  EXPECT_THAT(numbers, ElementsAre(2, 1));
  ASSERT_EQ(jobs->List(0, 1).size(), 1u);
  EXPECT_EQ(jobs->List(0, 1)[0]->number(), 3);
  EXPECT_EQ(jobs->Find(4), nullptr);
}

// A model whose best grade starts lower, so that the small company is an "A".
class ReplayCandidateTest : public ReplayTest {
 protected:
  ReplayCandidateTest() {
    v1::CreateModelVersionRequest request;
    request.set_parent(kSmallModel);
    *request.mutable_package() =
        Changed(Changed(PublishedPackage(), "from { value: '50' }",
                        "from { value: '40' }"),
                "grade: \"B\"", "grade: \"A\"");
    const auto created = CreateModelVersion(environment, call, request);
    EXPECT_TRUE(created.ok()) << created.status();
  }

  v1::RateEnterpriseRequest Under(int version, const std::string& id) {
    v1::RateEnterpriseRequest request = SmallRequest(id);
    request.set_model("models/small-model/versions/" + std::to_string(version));
    return request;
  }

  v1::ReplayJob Candidate(int version) {
    v1::ReplayJob job;
    job.set_candidate_model_version("models/small-model/versions/" +
                                    std::to_string(version));
    return job;
  }
};

TEST_F(ReplayCandidateTest, CountsTheMovesAndListsWhoMoves) {
  Rate(Under(1, "a"));
  Rate(Under(2, "b"));
  Rate(Under(1, "c"));
  const v1::ReplayJob job = Run(Candidate(2));
  EXPECT_EQ(job.replayed(), 3);
  EXPECT_EQ(job.matching(), 0);
  EXPECT_EQ(job.mismatching(), 0);
  EXPECT_EQ(job.unreproducible(), 0);
  ASSERT_EQ(job.moves_size(), 2);
  EXPECT_EQ(job.moves(0).from(), "B");
  EXPECT_EQ(job.moves(0).to(), "A");
  EXPECT_EQ(job.moves(0).count(), 2);
  EXPECT_EQ(job.moves(1).from(), "A");
  EXPECT_EQ(job.moves(1).to(), "A");
  EXPECT_EQ(job.moves(1).count(), 1);
  const auto findings = FindingsOf(1);
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].rating(), "enterprises/a/ratings/1");
  EXPECT_EQ(findings[0].verdict(), v1::REPLAY_VERDICT_UNSPECIFIED);
  EXPECT_EQ(findings[0].stored_grade(), "B");
  EXPECT_EQ(findings[0].computed_grade(), "A");
  EXPECT_EQ(findings[0].stored_score().value(),
            findings[0].computed_score().value());
}

TEST_F(ReplayCandidateTest, ListsAScoreThatMovesWithinItsGrade) {
  const v1::Rating rating = Rate(Under(1, "a"));
  storage::NewEntry other = Copy(rating);
  v1::Assessment assessment = rating.assessment();
  assessment.mutable_score()->set_value("1");
  other.assessment = Serialize(assessment);
  Store(other);
  const v1::ReplayJob job = Run(Candidate(1));
  ASSERT_EQ(job.moves_size(), 1);
  EXPECT_EQ(job.moves(0).count(), 2);
  const auto findings = FindingsOf(1);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].stored_score().value(), "1");
  EXPECT_EQ(findings[0].computed_score().value(),
            rating.assessment().score().value());
}

TEST_F(ReplayCandidateTest, TellsWhereTheCandidateCannotCope) {
  const v1::Rating rating = Rate(Under(1, "a"));
  storage::NewEntry entry = Copy(rating);
  v1::Evidence no_revenue = SmallEvidence();
  no_revenue.mutable_fiscal_years(0)->mutable_revenue()->set_value("0");
  entry.evidence = Serialize(no_revenue);
  Store(entry);
  storage::NewEntry damaged = Copy(rating);
  damaged.evidence = "\xFF\xFF";
  Store(damaged);
  const v1::ReplayJob job = Run(Candidate(1));
  EXPECT_EQ(job.unreproducible(), 2);
  const auto findings = FindingsOf(1);
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_THAT(findings[0].reason(), HasSubstr("by the candidate, it fails"));
  EXPECT_THAT(findings[1].reason(), HasSubstr("damaged"));
  EXPECT_EQ(findings[1].verdict(), v1::REPLAY_VERDICT_UNSPECIFIED);
}

TEST_F(ReplayCandidateTest, KeepsItsMovesOverARestart) {
  for (const std::string id : {"a", "b", "c"}) Rate(Under(1, id));
  Make(Candidate(2));
  for (int i = 0; i < 4; ++i) jobs->Find(1)->Step();
  jobs->Stop();
  Reopen(jobs_folder.path());
  RunAll();
  const v1::ReplayJob job = jobs->Find(1)->Job();
  ASSERT_EQ(job.moves_size(), 1);
  EXPECT_EQ(job.moves(0).count(), 3);
  EXPECT_EQ(FindingsOf(1).size(), 3u);
}

}  // namespace
}  // namespace techflow::server
