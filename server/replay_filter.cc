#include "server/replay_filter.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "rating/evidence/civil_day.h"
#include "server/dates.h"
#include "server/handlers/request_check.h"
#include "server/limits.h"
#include "server/resource_names.h"

namespace techflow::server {
namespace {

// What google.protobuf.Timestamp allows: the years 1 to 9999.
constexpr int64_t kFirstSecond = -62'135'596'800;
constexpr int64_t kLastSecond = 253'402'300'799;
constexpr int32_t kLastNanosecond = 999'999'999;

absl::Time MomentOf(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) +
         absl::Nanoseconds(timestamp.nanos());
}

// False where there is no moment to compare with.
bool CheckMoment(absl::string_view field, bool is_set,
                 const google::protobuf::Timestamp& moment,
                 Violations& violations) {
  if (!is_set) return false;
  if (moment.seconds() >= kFirstSecond && moment.seconds() <= kLastSecond &&
      moment.nanos() >= 0 && moment.nanos() <= kLastNanosecond) {
    return true;
  }
  violations.Add(
      std::string(field),
      absl::StrCat(moment.seconds(), " s and ", moment.nanos(), " ns"),
      absl::StrCat("a moment in the years 1 to 9999, 0 to ", kLastNanosecond,
                   " ns"));
  return false;
}

void CheckMoments(const v1::ReplayFilter& filter, Violations& violations) {
  const bool has_from =
      CheckMoment("filter.stored_from", filter.has_stored_from(),
                  filter.stored_from(), violations);
  const bool has_until =
      CheckMoment("filter.stored_until", filter.has_stored_until(),
                  filter.stored_until(), violations);
  if (!has_from || !has_until) return;
  const absl::Time until = MomentOf(filter.stored_until());
  if (MomentOf(filter.stored_from()) < until) return;
  violations.Add("filter.stored_until",
                 absl::FormatTime(until, absl::UTCTimeZone()),
                 "a moment after `filter.stored_from`");
}

void CheckDays(const v1::ReplayFilter& filter, Violations& violations) {
  CheckDay("filter.as_of_from", filter.has_as_of_from(), /*is_required=*/false,
           filter.as_of_from(), violations);
  CheckDay("filter.as_of_until", filter.has_as_of_until(),
           /*is_required=*/false, filter.as_of_until(), violations);
  if (!evidence::IsRealDay(filter.as_of_from()) ||
      !evidence::IsRealDay(filter.as_of_until())) {
    return;  // Unset, or a violation already.
  }
  const int32_t until = ToNumber(filter.as_of_until());
  if (ToNumber(filter.as_of_from()) <= until) return;
  violations.Add("filter.as_of_until", absl::StrCat(until),
                 "`filter.as_of_from` or a later day");
}

void CheckGrades(const v1::ReplayFilter& filter, Violations& violations) {
  if (filter.grades_size() > kMaxGradeFilters) {
    violations.Add("filter.grades",
                   absl::StrCat(filter.grades_size(), " grades"),
                   absl::StrCat("at most ", kMaxGradeFilters));
    return;
  }
  for (int i = 0; i < filter.grades_size(); ++i) {
    if (filter.grades(i).size() <= kMaxGradeBytes) continue;
    violations.Add(absl::StrCat("filter.grades[", i, "]"), filter.grades(i),
                   absl::StrCat("at most ", kMaxGradeBytes, " bytes"));
  }
}

bool PassesModel(const std::string& model, const std::string& version) {
  return model.empty() || version == model ||
         absl::StartsWith(version, absl::StrCat(model, "/"));
}

}  // namespace

void CheckReplayFilter(const v1::ReplayFilter& filter, Violations& violations) {
  if (!filter.enterprise().empty() && !ParseEnterprise(filter.enterprise())) {
    violations.Add("filter.enterprise", filter.enterprise(),
                   absl::StrCat(kEnterpriseForm, ", or nothing"));
  }
  if (!filter.model().empty() && !ParseModel(filter.model()) &&
      !ParseModelVersion(filter.model())) {
    violations.Add(
        "filter.model", filter.model(),
        absl::StrCat(kModelForm, ", or ", kModelVersionForm, ", or nothing"));
  }
  CheckMoments(filter, violations);
  CheckDays(filter, violations);
  CheckGrades(filter, violations);
}

bool PassesReplayFilter(const v1::ReplayFilter& filter,
                        const store::v1::Entry& entry) {
  if (!entry.has_rating()) return false;
  const store::v1::RatingRecord& rating = entry.rating();
  const absl::Time stored = absl::FromUnixMicros(entry.recorded_at_us());
  const auto& grades = filter.grades();
  return (filter.enterprise().empty() ||
          filter.enterprise() == entry.subject()) &&
         PassesModel(filter.model(), rating.model_version()) &&
         (!filter.has_stored_from() ||
          stored >= MomentOf(filter.stored_from())) &&
         (!filter.has_stored_until() ||
          stored < MomentOf(filter.stored_until())) &&
         (!filter.has_as_of_from() ||
          rating.as_of_date() >= ToNumber(filter.as_of_from())) &&
         (!filter.has_as_of_until() ||
          rating.as_of_date() <= ToNumber(filter.as_of_until())) &&
         (grades.empty() || std::find(grades.begin(), grades.end(),
                                      rating.grade()) != grades.end());
}

}  // namespace techflow::server
