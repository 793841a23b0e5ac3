#include "server/handlers/audit.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/handlers/rating_record.h"
#include "tests/server/handler_fixture.h"

namespace techflow::server {
namespace {

using ::testing::HasSubstr;

class AuditTest : public HandlerTest {
 protected:
  v1::ReplayRatingResponse Replay(const std::string& name) {
    v1::ReplayRatingRequest request;
    request.set_name(name);
    const auto replayed = ReplayRating(environment, call, request);
    EXPECT_TRUE(replayed.ok()) << replayed.status();
    return replayed.ok() ? *replayed : v1::ReplayRatingResponse();
  }

  // Stores beside a true rating one that another engine might have left.
  std::string Forge(int engine_version, const std::string& grade) {
    const v1::Rating rating = Rate(SmallRequest("acme"));
    const auto original = store->GetByNumber("enterprises/acme", 1);
    storage::NewEntry entry;
    entry.entry.set_subject("enterprises/acme");
    entry.entry.set_recorded_at_us(1);
    *entry.entry.mutable_rating() = original->entry.rating();
    entry.entry.mutable_rating()->clear_evidence_digest();
    entry.entry.mutable_rating()->clear_assessment_digest();
    entry.entry.mutable_rating()->set_engine_version(engine_version);
    entry.evidence = Serialize(SmallEvidence());
    v1::Assessment assessment = rating.assessment();
    assessment.set_grade(grade);
    entry.assessment = Serialize(assessment);
    const auto appended = store->Append(entry);
    EXPECT_TRUE(appended.ok()) << appended.status();
    return "enterprises/acme/ratings/2";
  }
};

TEST_F(AuditTest, AnUntouchedRatingMatches) {
  const v1::Rating rating = Rate(SmallRequest("acme"));
  const v1::ReplayRatingResponse replayed = Replay(rating.name());
  EXPECT_EQ(replayed.verdict(), v1::REPLAY_VERDICT_MATCH);
  EXPECT_EQ(replayed.recomputed_digest(), rating.assessment_digest());
  EXPECT_TRUE(replayed.differences().empty());
}

TEST_F(AuditTest, ADifferenceIsNamed) {
  const v1::ReplayRatingResponse replayed =
      Replay(Forge(rating::kEngineVersion, "A"));
  EXPECT_EQ(replayed.verdict(), v1::REPLAY_VERDICT_MISMATCH);
  ASSERT_EQ(replayed.differences_size(), 1);
  EXPECT_EQ(replayed.differences(0).field(), "grade");
  EXPECT_EQ(replayed.differences(0).stored(), "\"A\"");
  EXPECT_EQ(replayed.differences(0).recomputed(), "\"B\"");
}

TEST_F(AuditTest, AnotherEnginesRatingIsUnreproducible) {
  const v1::ReplayRatingResponse replayed = Replay(Forge(99, "B"));
  EXPECT_EQ(replayed.verdict(), v1::REPLAY_VERDICT_UNREPRODUCIBLE);
  EXPECT_THAT(replayed.reason(), HasSubstr("engine version 99"));
}

}  // namespace
}  // namespace techflow::server
