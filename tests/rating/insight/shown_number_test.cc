#include "rating/insight/shown_number.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/rating/insight/assessment_text.h"

namespace techflow::insight {
namespace {

ShownMeasures Show(const std::string& measure, const std::string& next_at) {
  v1::IndicatorResult line;
  line.mutable_measure()->set_value(measure);
  line.mutable_next_at()->set_value(next_at);
  return ShowMeasures(line);
}

TEST(ShowMeasures, RoundsToTwoDigits) {
  EXPECT_EQ(Show("0.333333", "1").measure, "0.33");
  EXPECT_EQ(Show("12", "15").measure, "12");
}

TEST(ShowMeasures, TellsAMeasureFromTheEdgeItJustMisses) {
  EXPECT_EQ(Show("4.9996", "5").measure, "4.9996");
  EXPECT_EQ(Show("4.9996", "5").next_at, "5");
}

TEST(ShowMeasures, DoesNotShowASmallNumberAsZero) {
  EXPECT_EQ(Show("0.0004", "1").measure, "0.0004");
  EXPECT_EQ(Show("0", "1").measure, "0");
}

}  // namespace
}  // namespace techflow::insight
