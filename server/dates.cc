#include "server/dates.h"

namespace techflow::server {

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
  constexpr int64_t kPerSecond = 1'000'000;
  int64_t seconds = microseconds / kPerSecond;
  int64_t rest = microseconds % kPerSecond;
  if (rest < 0) {  // A timestamp's fraction counts forward, before 1970 too.
    rest += kPerSecond;
    --seconds;
  }
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(rest * 1000));
  return timestamp;
}

}  // namespace techflow::server
