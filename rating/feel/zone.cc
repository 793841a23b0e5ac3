#include "rating/feel/zone.h"

namespace techflow::feel {

int32_t Zone::OffsetAtUtc(int64_t utc_seconds) const {
  return kind_ == Kind::kNamed ? named_->rules->OffsetAtUtc(utc_seconds)
                               : offset_seconds_;
}

int32_t Zone::OffsetAtLocal(int64_t local_seconds) const {
  return kind_ == Kind::kNamed ? named_->rules->OffsetAtLocal(local_seconds)
                               : offset_seconds_;
}

int32_t Zone::OffsetWithoutDay() const {
  return kind_ == Kind::kNamed ? named_->rules->LastWinterOffset()
                               : offset_seconds_;
}

bool operator==(const Zone& a, const Zone& b) {
  return a.kind_ == b.kind_ && a.offset_seconds_ == b.offset_seconds_ &&
         a.named_ == b.named_;
}

}  // namespace techflow::feel
