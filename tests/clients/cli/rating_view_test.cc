#include "clients/cli/rating_view.h"

#include <sstream>

#include "clients/cli/rating_changes.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

v1::Rating SomeRating() {
  return Parse<v1::Rating>(R"pb(
    name: "enterprises/x/ratings/1"
    enterprise_name { zh: "虚构科技" en: "Fictional Tech" }
    as_of_date { year: 2025 month: 6 day: 30 }
    model_version: "models/techflow/versions/1"
    assessment {
      status: RATING_STATUS_PROVISIONAL
      score { value: "50" }
      grade: "T5"
      grade_rank: 5
      completeness { value: "0.5" }
      lowest_base_score { value: "25" }
      highest_base_score { value: "75" }
      dimensions {
        id: "rd"
        title { zh: "研发" en: "R&D" }
        points { value: "50" }
        effective_weight { value: "1" }
        contribution { value: "50" }
        indicators {
          id: "intensity"
          title { zh: "研发强度" en: "R&D intensity" }
          unit { zh: "%" en: "%" }
          measure { value: "0.05" }
          display_factor { value: "100" }
          points { value: "50" }
          effective_weight { value: "1" }
          contribution { value: "50" }
          band: "[0.05..0.06)"
          next_at { value: "0.06" }
          next_points { value: "80" }
        }
        indicators {
          id: "staff"
          title { zh: "研发人员" en: "R&D staff" }
          missing: true
          missing_reason: "fiscal years.rd staff is unknown"
        }
      }
      missing {
        indicator: "staff"
        title { zh: "研发人员" en: "R&D staff" }
        reason: "fiscal years.rd staff is unknown"
        supplied_by { zh: "企业人力资源部" en: "the company's HR" }
        weight { value: "0.5" }
      }
      corrections {
        id: "penalty"
        title { zh: "处罚" en: "Penalty" }
        applied: true
        value: "-1"
        grade_before: "T4"
        grade_after: "T5"
      }
      policy_outputs {
        id: "limit"
        title { zh: "额度" en: "Limit uplift" }
        missing_reason: "rank is unknown"
      }
      flags {
        id: "f"
        text { zh: "留意" en: "Mind this" }
      }
      valid_until { year: 2026 month: 6 day: 30 }
    })pb");
}

v1::Explanation SomeExplanation() {
  return Parse<v1::Explanation>(R"pb(
    waterfall {
      title { en: "R&D" zh: "研发" }
      amount { value: "60" }
      running { value: "60" }
    }
    waterfall {
      title { en: "Penalty" zh: "处罚" }
      amount { value: "-10" }
      running { value: "50" }
    }
    reasons {
      title { en: "R&D intensity" }
      points_lost { value: "25" }
      text { en: "It is low." }
    })pb");
}

class RatingView : public testing::Test {
 protected:
  std::string Text() {
    return RatingText(session_, SomeRating(), SomeExplanation());
  }
  std::ostringstream out_, err_;
  Session session_{out_, err_, false, false, {}, {}};
};

TEST_F(RatingView, BeginsWithWhoAndHowFarToTrustIt) {
  const std::string text = Text();
  EXPECT_THAT(text, testing::StartsWith("Fictional Tech (虚构科技)\n"));
  EXPECT_THAT(text, HasSubstr("50.00 / 100"));
  EXPECT_THAT(text, HasSubstr("provisional, 50.0 % of the weight"));
  EXPECT_THAT(text, HasSubstr("25.00 – 75.00"));
  EXPECT_THAT(text, HasSubstr("2025-06-30, valid until 2026-06-30"));
}

TEST_F(RatingView, DrawsTheWaterfallToScale) {
  const std::string text = Text();
  std::string sixty;
  for (int i = 0; i < 24; ++i) sixty += "█";
  EXPECT_THAT(text, HasSubstr("+60.00  60.00  " + sixty + "\n"));
  EXPECT_THAT(text,
              HasSubstr("-10.00  50.00  " + std::string(20, ' ') + "░░░░\n"));
}

TEST_F(RatingView, ShowsTheNextStepAndItsGap) {
  EXPECT_THAT(Text(), HasSubstr("6 % → 80.0 (+1 %)"));
}

TEST_F(RatingView, WritesUnknownAndWhoSuppliesIt) {
  const std::string text = Text();
  EXPECT_THAT(text, HasSubstr("unknown"));
  EXPECT_THAT(text, HasSubstr("the company's HR"));
  EXPECT_THAT(text, HasSubstr("fiscal years.rd staff is unknown"));
  EXPECT_THAT(text, HasSubstr("rank is unknown"));
}

TEST_F(RatingView, ShowsCorrectionsReasonsAndFlags) {
  const std::string text = Text();
  EXPECT_THAT(text, HasSubstr("T4 → T5"));
  EXPECT_THAT(text, HasSubstr("It is low."));
  EXPECT_THAT(text, HasSubstr("! Mind this"));
}

TEST_F(RatingView, SpeaksChinese) {
  session_.settings.language = Language::kChinese;
  const std::string text = Text();
  EXPECT_THAT(text, HasSubstr("暂定"));
  EXPECT_THAT(text, HasSubstr("未知"));
  EXPECT_THAT(text, HasSubstr("企业人力资源部"));
}

TEST_F(RatingView, HasNoWaterfallWithoutAScore) {
  v1::Rating rating = SomeRating();
  rating.mutable_assessment()->clear_score();
  rating.mutable_assessment()->clear_grade();
  rating.mutable_assessment()->set_unratable_reason("too little is known");
  const std::string text = RatingText(session_, rating, SomeExplanation());
  EXPECT_THAT(text, Not(HasSubstr("FROM ZERO")));
  EXPECT_THAT(text, HasSubstr("too little is known"));
  EXPECT_THAT(text, HasSubstr("no grade"));
}

TEST_F(RatingView, ShowsOnlyIndicatorsThatMoved) {
  const v1::Assessment before = SomeRating().assessment();
  v1::Assessment after = before;
  v1::IndicatorResult& intensity =
      *after.mutable_dimensions(0)->mutable_indicators(0);
  intensity.mutable_measure()->set_value("0.08");
  intensity.mutable_points()->set_value("90");
  after.mutable_score()->set_value("55");
  const std::string text = ChangesText(session_, before, after);
  EXPECT_THAT(text, HasSubstr("5 %"));
  EXPECT_THAT(text, HasSubstr("8 %"));
  EXPECT_THAT(text, HasSubstr("50.0 → 90.0"));
  EXPECT_THAT(text, HasSubstr("+5.00"));
  EXPECT_THAT(text, Not(HasSubstr("R&D staff")));
  EXPECT_THAT(ChangesText(session_, before, before),
              HasSubstr("No indicator moved."));
}

}  // namespace
}  // namespace techflow::cli
