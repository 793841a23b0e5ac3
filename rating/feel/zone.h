#ifndef TECHFLOW_RATING_FEEL_ZONE_H_
#define TECHFLOW_RATING_FEEL_ZONE_H_

#include <cstdint>
#include <string_view>

#include "rating/feel/zone_rules.h"

namespace techflow::feel {

// The largest offset from UTC in seconds, 18 hours. XML Schema says 14; other
// engines read times with Java, which takes 18.
inline constexpr int32_t kMaxOffset = 18 * 3600;

// How a time relates to UTC: not at all, by a fixed offset, or by a named zone
// whose offset depends on the day. A small value; any thread.
class Zone {
 public:
  enum class Kind : uint8_t { kNone, kOffset, kNamed };

  // No zone: local time.
  constexpr Zone() = default;
  // East of UTC is positive; at most kMaxOffset (the caller has checked).
  static constexpr Zone Offset(int32_t seconds) {
    Zone zone;
    zone.kind_ = Kind::kOffset;
    zone.offset_seconds_ = seconds;
    return zone;
  }
  static constexpr Zone Utc() { return Offset(0); }
  // `named` is not null; FindNamedZone() has it.
  static constexpr Zone Named(const NamedZone* named) {
    Zone zone;
    zone.kind_ = Kind::kNamed;
    zone.named_ = named;
    return zone;
  }

  constexpr Kind kind() const { return kind_; }
  constexpr bool is_none() const { return kind_ == Kind::kNone; }
  // "Europe/Paris"; only for a named zone.
  std::string_view name() const { return named_->name; }

  // Seconds east of UTC; 0 without a zone. At an instant, or when the zone's
  // own clock shows a time (see ZoneRules), each in seconds since
  // 1970-01-01T00:00:00.
  int32_t OffsetAtUtc(int64_t utc_seconds) const;
  int32_t OffsetAtLocal(int64_t local_seconds) const;
  // The same for a time without a day, which no rule can tell for a named zone:
  // its offset outside of summer, as its last rules have it.
  int32_t OffsetWithoutDay() const;

  // The same kind and the same offset or name, which FEEL's `is` asks for.
  friend bool operator==(const Zone& a, const Zone& b);

 private:
  Kind kind_ = Kind::kNone;
  int32_t offset_seconds_ = 0;
  const NamedZone* named_ = nullptr;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_ZONE_H_
