#ifndef TECHFLOW_RATING_FEEL_ZONE_H_
#define TECHFLOW_RATING_FEEL_ZONE_H_

#include <cstdint>
#include <string_view>

#include "absl/time/time.h"

namespace techflow::feel {

// A zone of the IANA database under the name it was asked for. Lives in an
// arena or with a compiled expression.
struct NamedZone {
  std::string_view name;
  absl::TimeZone rules;
};

// How a time relates to UTC: not at all, by a fixed offset, or by a named zone
// whose offset depends on the day. A small value.
class Zone {
 public:
  enum class Kind : uint8_t { kNone, kOffset, kNamed };

  // No zone: local time.
  constexpr Zone() = default;
  // East of UTC is positive; at most 18 hours (the caller has checked).
  static constexpr Zone Offset(int32_t seconds) {
    Zone zone;
    zone.kind_ = Kind::kOffset;
    zone.offset_seconds_ = seconds;
    return zone;
  }
  static constexpr Zone Utc() { return Offset(0); }
  static constexpr Zone Named(const NamedZone* named) {
    Zone zone;
    zone.kind_ = Kind::kNamed;
    zone.named_ = named;
    return zone;
  }

  constexpr Kind kind() const { return kind_; }
  constexpr bool is_none() const { return kind_ == Kind::kNone; }
  // The name as it was written; only for a named zone.
  std::string_view name() const { return named_->name; }
  const NamedZone& named() const { return *named_; }

  // Seconds east of UTC when the zone's own clock shows `local_seconds` since
  // 1970-01-01. In a gap or an overlap of the clock the offset before it
  // counts. 0 without a zone.
  int32_t OffsetAt(int64_t local_seconds) const;

  // The same kind and the same offset or name, which FEEL's `is` asks for.
  friend bool operator==(const Zone& a, const Zone& b);

 private:
  Kind kind_ = Kind::kNone;
  int32_t offset_seconds_ = 0;
  const NamedZone* named_ = nullptr;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_ZONE_H_
