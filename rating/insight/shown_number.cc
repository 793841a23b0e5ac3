#include "rating/insight/shown_number.h"

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

namespace techflow::insight {
namespace {

// What a reader takes in at a glance.
constexpr int kFewDecimals = 2;
// Beyond this the difference of two numbers says nothing to anybody.
constexpr int kManyDecimals = 9;

std::string ShowWith(const Decimal& number, int decimals) {
  const std::optional<Decimal> rounded =
      Round(number, decimals, Rounding::kHalfEven);
  // A number too large for so many digits has none after the point.
  return rounded.value_or(number).ToString();
}

}  // namespace

Decimal NumberOf(const v1::Decimal& number) {
  const absl::StatusOr<Decimal> parsed = Decimal::Parse(number.value());
  return parsed.ok() ? *parsed : Decimal();
}

ShownMeasures ShowMeasures(const Decimal& measure, const Decimal& other,
                           const Decimal& display_factor) {
  const Decimal shown_measure =
      Multiply(measure, display_factor).value_or(measure);
  const Decimal shown_other = Multiply(other, display_factor).value_or(other);
  ShownMeasures shown;
  for (int decimals = kFewDecimals; decimals <= kManyDecimals; ++decimals) {
    shown = {ShowWith(shown_measure, decimals),
             ShowWith(shown_other, decimals)};
    const bool are_told_apart =
        shown.measure != shown.next_at || shown_measure == shown_other;
    const bool is_told_from_zero = measure.is_zero() || shown.measure != "0";
    if (are_told_apart && is_told_from_zero) break;
  }
  return shown;
}

ShownMeasures ShowMeasures(const v1::IndicatorResult& line) {
  return ShowMeasures(NumberOf(line.measure()), NumberOf(line.next_at()),
                      DisplayFactorOf(line));
}

Decimal DisplayFactorOf(const v1::IndicatorResult& line) {
  return line.has_display_factor() ? NumberOf(line.display_factor())
                                   : Decimal(1);
}

ShownText WithUnit(const std::string& number, const v1::LocalizedText& unit) {
  // Chinese writes no space before 件 or %, English does before a word.
  const bool is_apart =
      !unit.en().empty() && unit.en() != "%" && unit.en() != "‰";
  return {absl::StrCat(number, unit.zh()),
          absl::StrCat(number, is_apart ? " " : "", unit.en())};
}

std::string ShowPoints(const Decimal& points) {
  return ShowWith(points, kFewDecimals);
}

}  // namespace techflow::insight
