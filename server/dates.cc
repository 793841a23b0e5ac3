#include "server/dates.h"

#include "google/protobuf/util/time_util.h"

namespace techflow::server {
namespace {

constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr int32_t kNanosPerMicro = 1000;
constexpr int32_t kNanosPerSecond = 1'000'000'000;

}  // namespace

int32_t ToNumber(const v1::Date& date) {
  return date.year() * 10000 + date.month() * 100 + date.day();
}

v1::Date FromNumber(int32_t yyyymmdd) {
  v1::Date date;
  date.set_year(yyyymmdd / 10000);
  date.set_month(yyyymmdd / 100 % 100);
  date.set_day(yyyymmdd % 100);
  return date;
}

google::protobuf::Timestamp ToTimestamp(int64_t microseconds) {
  int64_t seconds = microseconds / kMicrosPerSecond;
  int64_t rest = microseconds % kMicrosPerSecond;
  if (rest < 0) {  // A timestamp's fraction counts forward, before 1970 too.
    rest += kMicrosPerSecond;
    --seconds;
  }
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(rest * kNanosPerMicro));
  return timestamp;
}

bool IsTime(const google::protobuf::Timestamp& time) {
  using google::protobuf::util::TimeUtil;
  return time.seconds() >= TimeUtil::kTimestampMinSeconds &&
         time.seconds() <= TimeUtil::kTimestampMaxSeconds &&
         time.nanos() >= 0 && time.nanos() < kNanosPerSecond;
}

// The nanoseconds count forward, so this rounds down before 1970 too.
int64_t ToMicroseconds(const google::protobuf::Timestamp& time) {
  return time.seconds() * kMicrosPerSecond + time.nanos() / kNanosPerMicro;
}

}  // namespace techflow::server
