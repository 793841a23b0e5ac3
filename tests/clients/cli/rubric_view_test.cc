#include "clients/cli/rubric_view.h"

#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/rating_changes.h"
#include "clients/cli/rating_table.h"
#include "clients/cli/rating_view.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

// Answers a rubric and has no score.
v1::Rating SomeRating() {
  v1::Rating rating;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        name: "enterprises/x/ratings/1"
        enterprise_name { zh: "虚构科技" en: "Fictional Tech" }
        as_of_date { year: 2025 month: 6 day: 30 }
        model_version: "models/sme/versions/1"
        assessment {
          status: RATING_STATUS_UNRATABLE
          unratable_reason: "the verdict hangs on what is unknown: `spend`"
          rubric {
            question { zh: "是科技型中小企业吗？" en: "Is it an SME?" }
            verdict: VERDICT_UNKNOWN
            clauses {
              id: "all"
              title { zh: "条件" en: "Conditions" }
              is_group: true
              answer: VERDICT_UNKNOWN
            }
            clauses {
              id: "staff"
              title { zh: "人数" en: "Staff" }
              group: "all"
              answer: VERDICT_MET
              article: "第六条（二）"
              value: "1200"
              unit { zh: "人" en: "people" }
            }
            clauses {
              id: "some"
              title { zh: "其一" en: "One of" }
              group: "all"
              is_group: true
              any: true
              answer: VERDICT_UNKNOWN
            }
            clauses {
              id: "share"
              title { zh: "占比" en: "Share" }
              group: "some"
              answer: VERDICT_NOT_MET
              value: "0.05"
              unit { zh: "%" en: "%" }
              display_factor { value: "100" }
            }
            clauses {
              id: "spend"
              title { zh: "投入" en: "Spend" }
              group: "some"
              answer: VERDICT_UNKNOWN
              missing_reason: "rd spend is not known"
              supplied_by { zh: "审计报告" en: "Audited accounts" }
              can_decide: true
            }
            clauses {
              id: "field"
              title { zh: "领域" en: "Field" }
              group: "some"
              answer: VERDICT_UNKNOWN
              value: "\"software\""
              missing_reason: "the catalogue is not known"
            }
          }
          valid_until { year: 2026 month: 6 day: 30 }
        })pb",
      &rating));
  return rating;
}

class RubricView : public testing::Test {
 protected:
  std::string Text() { return RatingText(session_, SomeRating(), {}); }

  std::ostringstream out_, err_;
  Session session_{out_, err_, false, false, {}, {}};
};

// The line that holds `part`.
std::string LineOf(const std::string& text, const std::string& part) {
  const size_t at = text.find(part);
  if (at == std::string::npos) return "";
  const size_t start = text.rfind('\n', at) + 1;
  return text.substr(start, text.find('\n', at) - start);
}

TEST_F(RubricView, ShowsTheVerdictInPlaceOfGradeAndScore) {
  const std::string text = Text();
  EXPECT_THAT(LineOf(text, "Verdict"), HasSubstr("? unknown"));
  EXPECT_THAT(text, HasSubstr("Is it an SME? ? unknown\n"));
  EXPECT_THAT(text, Not(HasSubstr("no grade")));
  EXPECT_THAT(text, Not(HasSubstr("Score")));
  EXPECT_THAT(text, Not(HasSubstr("of the weight")));
  EXPECT_THAT(text, Not(HasSubstr("before corrections")));
}

TEST_F(RubricView, ShowsEveryClauseWithItsValueAndArticle) {
  const std::string text = Text();
  EXPECT_THAT(text, HasSubstr("? unknown  Conditions (all of)"));
  EXPECT_THAT(text, HasSubstr("✓ met        Staff"));
  EXPECT_THAT(text, HasSubstr("? unknown    One of (any of)"));
  EXPECT_THAT(text, HasSubstr("✗ not met      Share"));
  EXPECT_THAT(LineOf(text, "Staff"), HasSubstr("1,200 people  第六条（二）"));
  EXPECT_THAT(LineOf(text, "Share"), HasSubstr("5 %"));
  EXPECT_THAT(LineOf(text, "Field"), HasSubstr(" software "));
}

TEST_F(RubricView, SaysWhatIsNotKnownAndWhoWouldSettleIt) {
  const std::string text = Text();
  EXPECT_THAT(LineOf(text, "rd spend is not known"),
              HasSubstr("Audited accounts"));
  EXPECT_THAT(LineOf(text, "rd spend is not known"),
              Not(HasSubstr("cannot change")));
  EXPECT_THAT(text, HasSubstr("the catalogue is not known (cannot change the "
                              "verdict)"));
}

TEST_F(RubricView, SpeaksChinese) {
  session_.settings.language = Language::kChinese;
  const std::string text = Text();
  EXPECT_THAT(text, HasSubstr("是科技型中小企业吗？ ? 未知"));
  EXPECT_THAT(text, HasSubstr("✗ 不符合"));
  EXPECT_THAT(text, HasSubstr("条件（全部）"));
  EXPECT_THAT(text, HasSubstr("审计报告"));
}

TEST_F(RubricView, StandsBesideTheGradeOfAModelThatScores) {
  v1::Rating rating = SomeRating();
  v1::Assessment& assessment = *rating.mutable_assessment();
  assessment.add_dimensions()->set_id("rd");
  assessment.set_grade("T3");
  assessment.mutable_score()->set_value("75");
  const std::string text = RatingText(session_, rating, {});
  EXPECT_THAT(text, HasSubstr("T3"));
  EXPECT_THAT(text, HasSubstr("75.00 / 100"));
  EXPECT_THAT(LineOf(text, "Verdict"), HasSubstr("? unknown"));
  EXPECT_EQ(GradeOrVerdictCell(Language::kEnglish, assessment).text, "T3");
}

TEST_F(RubricView, StandsForTheGradeInListsAndChanges) {
  v1::Rating rating = SomeRating();
  const v1::Assessment before = rating.assessment();
  rating.mutable_assessment()->set_status(v1::RATING_STATUS_RATED);
  rating.mutable_assessment()->mutable_rubric()->set_verdict(v1::VERDICT_MET);
  const std::vector<const v1::Rating*> ratings = {&rating};
  EXPECT_THAT(TableText(RatingsTable(session_, ratings, false), false),
              HasSubstr("✓ met"));
  const std::string changes =
      ChangesText(session_, before, rating.assessment());
  EXPECT_THAT(LineOf(changes, "Verdict"), HasSubstr("? unknown  ✓ met"));
}

TEST_F(RubricView, IsNotThereWithoutARubric) {
  EXPECT_EQ(RubricText(session_, {}), "");
  EXPECT_THAT(RatingText(session_, {}, {}), HasSubstr("no grade"));
}

TEST_F(RubricView, ShowsWhatIsDecidedWithoutTheGrade) {
  v1::Rating rating = SomeRating();
  v1::PolicyResult& limit = *rating.mutable_assessment()->add_policy_outputs();
  limit.mutable_title()->set_en("Limit");
  limit.set_value("20");
  EXPECT_THAT(RatingText(session_, rating, {}),
              Not(HasSubstr("WITHOUT GRADE")));
  limit.set_value_without_grade("10");
  EXPECT_THAT(RatingText(session_, rating, {}), HasSubstr("WITHOUT GRADE"));
  EXPECT_THAT(LineOf(RatingText(session_, rating, {}), "Limit"),
              testing::ContainsRegex("20 +10"));
}

}  // namespace
}  // namespace techflow::cli
