#ifndef TECHFLOW_RATING_INSIGHT_SHOWN_NUMBER_H_
#define TECHFLOW_RATING_INSIGHT_SHOWN_NUMBER_H_

#include <string>

#include "rating/decimal/decimal.h"
#include "techflow/v1/rating.pb.h"
#include "techflow/v1/types.pb.h"

// Numbers of an assessment as texts for people show them. Pure; any thread.
namespace techflow::insight {

// The number in a message that the core wrote; 0 where it is unset.
Decimal NumberOf(const v1::Decimal& number);

// A measure and another one, such as that which would earn more, both times the
// display factor and without unit. Two digits after the point, and more where
// two would show the same text for different numbers.
struct ShownMeasures {
  std::string measure;
  std::string next_at;
};
ShownMeasures ShowMeasures(const Decimal& measure, const Decimal& other,
                           const Decimal& display_factor);
// The measure of a line and its `next_at`.
ShownMeasures ShowMeasures(const v1::IndicatorResult& line);

// What the measure of a line is multiplied by when it is shown.
Decimal DisplayFactorOf(const v1::IndicatorResult& line);

// A text in both languages, on its way into a message.
struct ShownText {
  std::string zh;
  std::string en;
};
// The number with its unit, if it has one.
ShownText WithUnit(const std::string& number, const v1::LocalizedText& unit);

// Two digits after the point, half-even.
std::string ShowPoints(const Decimal& points);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_SHOWN_NUMBER_H_
