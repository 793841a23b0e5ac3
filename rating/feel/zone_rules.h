#ifndef TECHFLOW_RATING_FEEL_ZONE_RULES_H_
#define TECHFLOW_RATING_FEEL_ZONE_RULES_H_

#include <cstdint>
#include <span>
#include <string_view>

// The tz database that the engine is built with, so that what the operating
// system has in /usr/share/zoneinfo cannot change a replay. All of it is
// constant data; any thread.
namespace techflow::feel {

// The release of the tz database. It belongs to the engine version: another
// release may change what a replay returns.
inline constexpr std::string_view kTimeZoneVersion = "2026f";

// From this second on (UTC, since 1970-01-01T00:00:00Z) the zone's clock is
// `offset` seconds east of UTC.
struct Transition {
  int64_t at;
  int32_t offset;
};

// When clocks change in every year, as in "the last Sunday of March at 02:00".
struct YearlyChange {
  uint8_t month = 1;
  uint8_t week = 1;     // Of the month; 5 is the last.
  uint8_t weekday = 0;  // 0 is Sunday.
  // By the clock before the change; may lie before or after that day.
  int32_t second_of_day = 0;
};

// The two changes that repeat every year; none where the offsets are equal.
struct YearlyRule {
  int32_t standard_offset = 0;
  int32_t summer_offset = 0;
  YearlyChange summer_starts;
  YearlyChange summer_ends;

  bool exists() const { return standard_offset != summer_offset; }
};

// How a zone's clock relates to UTC, for every second there is.
struct ZoneRules {
  int32_t first_offset = 0;  // Before the first transition: local mean time.
  std::span<const Transition> transitions;
  YearlyRule yearly;  // After the last transition.

  // Seconds east of UTC at `utc_seconds` since 1970-01-01T00:00:00Z.
  int32_t OffsetAtUtc(int64_t utc_seconds) const;
  // Seconds east of UTC when the zone's own clock shows `local_seconds` since
  // 1970-01-01T00:00:00. A clock that is set back shows some times twice, of
  // which the first counts; for times that it skips when it is set forward,
  // the offset before counts.
  int32_t OffsetAtLocal(int64_t local_seconds) const;
  // The lesser of the offsets that are used after the last transition.
  int32_t LastWinterOffset() const;
};

struct NamedZone {
  std::string_view name;
  const ZoneRules* rules;
};

// Null pointer when the database has no such name ("Europe/Paris"). Case
// counts.
const NamedZone* FindNamedZone(std::string_view name);
// Sorted by name.
std::span<const NamedZone> AllNamedZones();

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_ZONE_RULES_H_
