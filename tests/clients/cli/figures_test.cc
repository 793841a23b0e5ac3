#include "clients/cli/figures.h"

#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

v1::Decimal Decimal(const std::string& text) {
  v1::Decimal decimal;
  decimal.set_value(text);
  return decimal;
}

v1::IndicatorResult Indicator(const std::string& measure,
                              const std::string& factor,
                              const std::string& unit) {
  v1::IndicatorResult result;
  if (!measure.empty()) *result.mutable_measure() = Decimal(measure);
  if (!factor.empty()) *result.mutable_display_factor() = Decimal(factor);
  result.mutable_unit()->set_en(unit);
  result.set_missing(measure.empty());
  return result;
}

TEST(Figures, ShowSharesAsPerCentToTheLastDigit) {
  EXPECT_EQ(PercentText(Decimal("0.35849"), 1), "35.8 %");
  EXPECT_EQ(PercentText(Decimal("0.35850"), 1), "35.8 %");
  EXPECT_EQ(PercentText(Decimal("1"), 0), "100 %");
  EXPECT_EQ(PercentText(v1::Decimal(), 1), "");
}

TEST(Figures, ShowMeasuresWithFactorThousandsAndUnit) {
  const Language en = Language::kEnglish;
  EXPECT_EQ(MeasureText(en, Indicator("0.1238", "100", "%")), "12.38 %");
  EXPECT_EQ(MeasureText(en, Indicator("1113", "", "patents")), "1,113 patents");
  EXPECT_EQ(MeasureText(en, Indicator("0.0004", "", "")), "0.0004");
  EXPECT_EQ(MeasureText(en, Indicator("-2.5", "", "years")), "-2.5 years");
  EXPECT_EQ(MeasureText(en, Indicator("0", "", "patents")), "0 patents");
}

TEST(Figures, WriteUnknownAsUnknownAndNeverAsZero) {
  EXPECT_EQ(MeasureText(Language::kEnglish, Indicator("", "100", "%")),
            "unknown");
  EXPECT_EQ(MeasureText(Language::kChinese, Indicator("", "100", "%")), "未知");
  EXPECT_EQ(PolicyText(Language::kEnglish, v1::PolicyResult()), "unknown");
  EXPECT_EQ(FixedText(v1::Decimal(), 2), "");
}

TEST(Figures, ShowPolicyValuesWithoutFeelQuotes) {
  v1::PolicyResult result;
  result.set_value("\"say \\\"no\\\"\"");
  EXPECT_EQ(PolicyText(Language::kEnglish, result), "say \"no\"");
  result.set_value("\"正常 / ordinary\"");
  EXPECT_EQ(PolicyText(Language::kChinese, result), "正常");
  EXPECT_EQ(PolicyText(Language::kEnglish, result), "ordinary");
  result.set_value("\"yes / no\"");
  EXPECT_EQ(PolicyText(Language::kEnglish, result), "yes / no");
  result.set_value("true");
  EXPECT_EQ(PolicyText(Language::kChinese, result), "是");
  result.set_value("30");
  result.mutable_unit()->set_en("%");
  EXPECT_EQ(PolicyText(Language::kEnglish, result), "30 %");
}

TEST(Figures, SignWhatAdds) {
  EXPECT_EQ(SignedText(Decimal("3.456"), 2), "+3.46");
  EXPECT_EQ(SignedText(Decimal("-3.456"), 2), "-3.46");
}

}  // namespace
}  // namespace techflow::cli
