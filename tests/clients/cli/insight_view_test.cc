#include "clients/cli/insight_view.h"

#include <sstream>

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

class InsightView : public testing::Test {
 protected:
  std::ostringstream out_;
  std::ostringstream err_;
  Session session_{out_, err_, false, false, {}, {}};
};

v1::AdviseRatingResponse SomeAdvice() {
  return Parse<v1::AdviseRatingResponse>(R"pb(
    rating { name: "enterprises/x/ratings/1" }
    advice {
      target_grade: "T3"
      reachable: true
      is_cheapest: true
      effort: 3
      months: 12
      score { value: "71.473" }
      grade: "T3"
      changes {
        indicator: "intensity"
        title { zh: "研发强度" en: "R&D over sales" }
        from { value: "0.1221" }
        to { value: "0.2" }
        unit { zh: "%" en: "%" }
        display_factor { value: "100" }
        effort: 3
        months: 12
        points_before { value: "82.25" }
        points_after { value: "93" }
      }
    })pb");
}

TEST_F(InsightView, AdviceShowsEachChangeInItsUnitAndWhatItGave) {
  const std::string text = AdviceText(session_, SomeAdvice());
  EXPECT_THAT(text, HasSubstr("12.21 %"));
  EXPECT_THAT(text, HasSubstr("20 %"));
  EXPECT_THAT(text, HasSubstr("82.2 → 93.0"));
  EXPECT_THAT(text, HasSubstr("71.47 (T3), effort 3, 12 months at least"));
  EXPECT_THAT(text, Not(HasSubstr("cheaper way")));
}

TEST_F(InsightView, AdviceSaysWhereTheSearchEnded) {
  v1::AdviseRatingResponse answer = SomeAdvice();
  answer.mutable_advice()->set_is_cheapest(false);
  EXPECT_THAT(AdviceText(session_, answer), HasSubstr("may be a cheaper way"));
}

TEST_F(InsightView, AdviceSaysWhyNothingHelps) {
  v1::AdviseRatingResponse answer = SomeAdvice();
  answer.mutable_advice()->clear_changes();
  answer.mutable_advice()->set_reachable(false);
  answer.mutable_advice()->mutable_why_not()->set_en("a veto holds it");
  answer.mutable_advice()->mutable_why_not()->set_zh("被一票否决");
  EXPECT_THAT(AdviceText(session_, answer),
              HasSubstr("cannot reach T3: a veto holds it"));
  session_.settings.language = Language::kChinese;
  EXPECT_THAT(AdviceText(session_, answer),
              HasSubstr("无法达到 T3：被一票否决"));
}

TEST_F(InsightView, AdviceForProgramsHasExactFigures) {
  EXPECT_THAT(CsvText(AdviceCsv(SomeAdvice().advice())),
              HasSubstr("intensity,0.1221,0.2,82.25,93,12,3\n"));
}

v1::CompareRatingsResponse SomeComparison() {
  return Parse<v1::CompareRatingsResponse>(R"pb(
    before { name: "enterprises/x/ratings/1" }
    after { name: "enterprises/x/ratings/2" }
    comparison {
      grade_before: "T4"
      grade_after_time: "T5"
      grade_after_evidence: "T3"
      grade_after: "T3"
      total {
        id: "score"
        amount_before { value: "60" }
        amount_after { value: "72.5" }
        time_passed { value: "-2" }
        evidence_changed { value: "14.5" }
        model_changed { value: "0" }
      }
      lines {
        id: "a"
        title { zh: "甲" en: "First" }
        amount_before { value: "10" }
        amount_after { value: "10" }
        time_passed { value: "0" }
        evidence_changed { value: "0" }
        model_changed { value: "0" }
      }
      lines {
        id: "b"
        title { zh: "乙" en: "Second" }
        amount_before { value: "50" }
        amount_after { value: "62.5" }
        time_passed { value: "-2" }
        evidence_changed { value: "14.5" }
        model_changed { value: "0" }
      }
    })pb");
}

TEST_F(InsightView, AComparisonShowsWhatMovedAndWhy) {
  const std::string text = ComparisonText(session_, SomeComparison());
  EXPECT_THAT(text, HasSubstr("Grade: T4 → by time T5 → by evidence T3"));
  EXPECT_THAT(text, HasSubstr("Second"));
  EXPECT_THAT(text, HasSubstr("+14.50"));
  EXPECT_THAT(text, Not(HasSubstr("First"))) << "it did not move";
}

TEST_F(InsightView, AComparisonForProgramsHasEveryLine) {
  const std::string text =
      CsvText(ComparisonCsv(SomeComparison().comparison()));
  EXPECT_THAT(text, HasSubstr("a,,,10,10,0,0,0\n"));
  EXPECT_THAT(text, HasSubstr("score,,,60,72.5,-2,14.5,0\n"));
}

TEST_F(InsightView, AnUnsetPartIsADashAndNotZero) {
  v1::CompareRatingsResponse answer = SomeComparison();
  answer.mutable_comparison()->mutable_total()->clear_time_passed();
  EXPECT_THAT(ComparisonText(session_, answer), HasSubstr("–"));
}

TEST_F(InsightView, AStandingNamesThePercentileAndItsPeers) {
  const auto answer = Parse<v1::GetPeerStandingResponse>(R"pb(
    rating { assessment { grade: "T3" } }
    standing {
      peers: 4
      percentile { value: "0.625" }
      grades { grade: "T2" count: 1 }
      grades { grade: "T3" count: 3 }
    })pb");
  const std::string text = StandingText(session_, answer);
  EXPECT_THAT(text, HasSubstr("62.5 %"));
  EXPECT_THAT(text, HasSubstr("◂"));
  EXPECT_THAT(CsvText(StandingCsv(answer.standing())),
              HasSubstr("score,0.625,4\n"));
}

TEST_F(InsightView, WithoutPeersItSaysSo) {
  EXPECT_THAT(StandingText(session_, v1::GetPeerStandingResponse()),
              HasSubstr("no peers"));
}

TEST_F(InsightView, ShowsOnlyThePartsOfAnExplanationThatAreThere) {
  EXPECT_EQ(InsightsText(session_, v1::Rating(), v1::Explanation()), "");
  const auto explanation = Parse<v1::Explanation>(R"pb(
    missing_impact {
      title { zh: "某项" en: "Something" }
      lowest_score { value: "40" }
      lowest_grade: "T7"
      highest_score { value: "60.5" }
      highest_grade: "T5"
      moves_grade: true
      supplied_by { zh: "登记机关" en: "The register" }
    }
    near_thresholds { text { zh: "临近" en: "close to it" } })pb");
  const std::string text = InsightsText(session_, v1::Rating(), explanation);
  EXPECT_THAT(text, HasSubstr("60.50 (T5)"));
  EXPECT_THAT(text, HasSubstr("The register"));
  EXPECT_THAT(text, HasSubstr("≈ close to it"));
}

}  // namespace
}  // namespace techflow::cli
