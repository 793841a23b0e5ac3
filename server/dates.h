#ifndef TECHFLOW_SERVER_DATES_H_
#define TECHFLOW_SERVER_DATES_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "google/protobuf/timestamp.pb.h"
#include "techflow/v1/types.pb.h"

// Days and instants between the wire and the store. Pure functions.
namespace techflow::server {

// YYYYMMDD, which sorts as the days do. Of a real day.
int32_t ToNumber(const v1::Date& date);
v1::Date FromNumber(int32_t yyyymmdd);

// Microseconds since 1970-01-01 UTC.
google::protobuf::Timestamp ToTimestamp(int64_t microseconds);

// True for what a timestamp may say, and that in words.
bool IsTime(const google::protobuf::Timestamp& time);
inline constexpr absl::string_view kTimeForm = "a time of the years 1 to 9999";

// The reverse of ToTimestamp, rounded down. Of what IsTime() is true for.
int64_t ToMicroseconds(const google::protobuf::Timestamp& time);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_DATES_H_
