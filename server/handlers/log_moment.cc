#include "server/handlers/log_moment.h"

#include "absl/strings/str_cat.h"
#include "server/dates.h"

namespace techflow::server {

absl::StatusOr<int64_t> LogSizeAt(const Environment& environment,
                                  absl::string_view field,
                                  const v1::LogMoment& moment,
                                  Violations& violations) {
  switch (moment.moment_case()) {
    case v1::LogMoment::kLogSize: {
      const int64_t size = environment.store.Size();
      if (moment.log_size() >= 0 && moment.log_size() <= size) {
        return moment.log_size();
      }
      violations.Add(absl::StrCat(field, ".log_size"),
                     absl::StrCat(moment.log_size()),
                     absl::StrCat("0 to ", size, ", the size of the log"));
      return 0;
    }
    case v1::LogMoment::kTime:
      if (IsTime(moment.time())) {
        return environment.store.SizeAt(ToMicroseconds(moment.time()));
      }
      violations.Add(
          absl::StrCat(field, ".time"),
          absl::StrCat(moment.time().seconds(), " seconds and ",
                       moment.time().nanos(), " nanoseconds since 1970"),
          kTimeForm);
      return 0;
    case v1::LogMoment::MOMENT_NOT_SET:
      break;
  }
  return kUnboundedLogSize;
}

}  // namespace techflow::server
