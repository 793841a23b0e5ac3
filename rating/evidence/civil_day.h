#ifndef TECHFLOW_RATING_EVIDENCE_CIVIL_DAY_H_
#define TECHFLOW_RATING_EVIDENCE_CIVIL_DAY_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "techflow/v1/types.pb.h"

// Days of the messages, for comparing. Pure; any thread.
namespace techflow::evidence {

// The largest year of a day or of accounts; it has the four digits of a date.
inline constexpr int kLastYear = 9999;

// Whether there is such a day, in the years 1 to kLastYear.
bool IsRealDay(const v1::Date& date);

// Of a real day.
absl::CivilDay ToCivilDay(const v1::Date& date);
v1::Date ToDate(const absl::CivilDay& day);

// The same day `years` later; 1 March for 29 February where the later year has
// none, so that a term that began on that day ends with the last of February.
absl::CivilDay AddYears(const absl::CivilDay& day, int years);

// "2026-11-23"; whatever the numbers are, for messages.
std::string DayText(const v1::Date& date);
// Nothing unless the text is YYYY-MM-DD and a real day.
std::optional<v1::Date> ParseDay(std::string_view text);

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_CIVIL_DAY_H_
