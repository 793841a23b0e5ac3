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
    entry.entry.set_recorded_at_us(absl::ToUnixMicros(clock.now));
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

// Publishes a model without a score, which asks whether a company is on no
// negative list.
void PublishRubric(Environment& environment, Call& call) {
  v1::CreateModelVersionRequest request;
  request.set_parent("models/rubric-only");
  v1::ModelFile& cases = *request.mutable_package()->add_files();
  cases.set_path("cases/plain.txtpb");
  cases.set_content(
      "title { zh: '例' en: 'Example' } as_of_date { year: 2026 month: 6 day: "
      "30 } expected { verdict: VERDICT_MET } variants { id: 'unknown' changes "
      "{ field: 'profile.on_negative_list' } expected { verdict: "
      "VERDICT_UNKNOWN } } evidence { " +
      SmallEvidence().ShortDebugString() + " }\n");
  v1::ModelFile& model = *request.mutable_package()->add_files();
  model.set_path("model.txtpb");
  model.set_content(
      "id: 'rubric-only' title { zh: '表' en: 'Table' } notes { zh: '试' en: "
      "'For tests' } validity_months: 12 rubric { question { zh: '吗' en: 'Is "
      "it?' } verdict { id: 'all' title { zh: '全' en: 'All' } clauses { id: "
      "'unlisted' title { zh: '未列' en: 'Unlisted' } condition: "
      "'not(profile.on negative list)' supplied_by { zh: '企业' en: 'The "
      "company' } } } }\n");
  const auto created = CreateModelVersion(environment, call, request);
  ASSERT_TRUE(created.ok()) << created.status();
}

TEST_F(AuditTest, ARatingWithoutAScoreMatchesToo) {
  PublishRubric(environment, call);
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_model("models/rubric-only");
  const v1::Rating met = Rate(request);
  EXPECT_EQ(met.assessment().status(), v1::RATING_STATUS_RATED);
  EXPECT_EQ(met.assessment().rubric().verdict(), v1::VERDICT_MET);
  EXPECT_FALSE(met.assessment().has_score());
  EXPECT_EQ(Replay(met.name()).verdict(), v1::REPLAY_VERDICT_MATCH);
  request.mutable_evidence()->mutable_profile()->clear_on_negative_list();
  const v1::Rating unknown = Rate(request);
  EXPECT_EQ(unknown.assessment().status(), v1::RATING_STATUS_UNRATABLE);
  EXPECT_EQ(Replay(unknown.name()).verdict(), v1::REPLAY_VERDICT_MATCH);
}

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
