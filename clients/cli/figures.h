#ifndef TECHFLOW_CLIENTS_CLI_FIGURES_H_
#define TECHFLOW_CLIENTS_CLI_FIGURES_H_

#include <optional>
#include <string>

#include "clients/cli/exact_number.h"
#include "clients/cli/texts.h"
#include "techflow/v1/rating.pb.h"
#include "techflow/v1/types.pb.h"

// Figures of a rating as people read them: rounded half-even, with their units,
// and "unknown" where they are unknown, never 0. Pure functions.
namespace techflow::cli {

// The number; nothing where the decimal is unset or no number.
std::optional<ExactNumber> NumberOf(const v1::Decimal& decimal);

// With exactly so many digits after the point; empty where unset.
std::string FixedText(const v1::Decimal& decimal, int decimals);

// The same with its sign, also "+": what something adds.
std::string SignedText(const v1::Decimal& decimal, int decimals);

// A share as per cent: 0.3584 is "35.8 %" with one decimal; empty where unset.
std::string PercentText(const v1::Decimal& share, int decimals);

// The measure times its display factor, with thousands and unit:
// "12.4 %", "1,113 patents"; "unknown" where it is unknown.
std::string MeasureText(Language language, const v1::IndicatorResult& result);

// `value` of the indicator in the same way: the measure it should reach.
std::string InUnitText(Language language, const v1::IndicatorResult& result,
                       const ExactNumber& value);

// The value of a policy output for people: FEEL text without its quotes, of a
// text "中文 / English" one half, yes and no; "unknown" where it is unknown.
std::string PolicyText(Language language, const v1::PolicyResult& result);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_FIGURES_H_
