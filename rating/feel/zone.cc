#include "rating/feel/zone.h"

#include "absl/time/civil_time.h"

namespace techflow::feel {

int32_t Zone::OffsetAt(int64_t local_seconds) const {
  switch (kind_) {
    case Kind::kNone:
      return 0;
    case Kind::kOffset:
      return offset_seconds_;
    case Kind::kNamed:
      break;
  }
  const absl::CivilSecond clock = absl::CivilSecond() + local_seconds;
  const absl::TimeZone::TimeInfo info = named_->rules.At(clock);
  return named_->rules.At(info.pre).offset;
}

bool operator==(const Zone& a, const Zone& b) {
  if (a.kind_ != b.kind_) return false;
  switch (a.kind_) {
    case Zone::Kind::kNone:
      return true;
    case Zone::Kind::kOffset:
      return a.offset_seconds_ == b.offset_seconds_;
    case Zone::Kind::kNamed:
      return a.named_->name == b.named_->name;
  }
  return false;
}

}  // namespace techflow::feel
