#include "rating/insight/shown_number.h"

#include <optional>

#include "absl/status/statusor.h"

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

ShownMeasures ShowMeasures(const v1::IndicatorResult& line) {
  const Decimal factor =
      line.has_display_factor() ? NumberOf(line.display_factor()) : Decimal(1);
  const auto scale = [&factor](const v1::Decimal& number) {
    const Decimal value = NumberOf(number);
    return Multiply(value, factor).value_or(value);
  };
  const Decimal measure = scale(line.measure());
  const Decimal next_at = scale(line.next_at());
  ShownMeasures shown;
  for (int decimals = kFewDecimals; decimals <= kManyDecimals; ++decimals) {
    shown = {ShowWith(measure, decimals), ShowWith(next_at, decimals)};
    const bool are_told_apart =
        shown.measure != shown.next_at || measure == next_at;
    const bool is_told_from_zero =
        NumberOf(line.measure()).is_zero() || shown.measure != "0";
    if (are_told_apart && is_told_from_zero) break;
  }
  return shown;
}

std::string ShowPoints(const Decimal& points) {
  return ShowWith(points, kFewDecimals);
}

}  // namespace techflow::insight
