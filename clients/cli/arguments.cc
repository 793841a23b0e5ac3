#include "clients/cli/arguments.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/session.h"
#include "fmt/format.h"
#include "google/protobuf/util/time_util.h"

namespace techflow::cli {
namespace {

// As long as the server lets requested_by be.
constexpr size_t kMaxLoginName = 128;

absl::CivilDay DayOf(const v1::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

v1::Date DateOf(const absl::CivilDay& day) {
  v1::Date date;
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

}  // namespace

absl::StatusOr<v1::Date> ParseDate(const std::string& flag,
                                   const std::string& text) {
  absl::CivilDay day;
  // The parser below also takes one-digit months; we write them in two.
  const bool has_shape = text.size() == 10 && text[4] == '-' && text[7] == '-';
  if (!has_shape || !absl::ParseCivilTime(text, &day)) {
    return UsageError(
        absl::StrCat(flag, " `", text, "`: expected a day as YYYY-MM-DD"));
  }
  return DateOf(day);
}

absl::StatusOr<google::protobuf::Timestamp> ParseMoment(
    const std::string& flag, const std::string& text) {
  // Its own names for the ends of time are no moments; a timestamp ends before
  // the year 10000.
  const bool has_shape = text.size() > 10 && text[4] == '-' && text[10] == 'T';
  absl::Time time;
  std::string error;
  if (!has_shape || !absl::ParseTime(absl::RFC3339_full, text, &time, &error)) {
    return UsageError(absl::StrCat(
        flag, " `", text, "`: expected a moment as 2026-11-26T09:30:00Z or ",
        "2026-11-26T17:30:00+08:00"));
  }
  return google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
      absl::ToUnixNanos(time));
}

absl::StatusOr<v1::LogMoment> ParseLogMoment(const std::string& flag,
                                             const std::string& text) {
  v1::LogMoment moment;
  if (!text.starts_with("#")) {
    auto time = ParseMoment(flag, text);
    if (!time.ok()) return time.status();
    *moment.mutable_time() = *std::move(time);
    return moment;
  }
  int64_t size = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + 1, end, size);
  if (read.ec != std::errc() || read.ptr != end || size < 0) {
    return UsageError(absl::StrCat(
        flag, " `", text, "`: expected # and the size of the log, as #1234"));
  }
  moment.set_log_size(size);
  return moment;
}

absl::StatusOr<v1::EvidenceChange> ParseChange(const std::string& text) {
  size_t split = 0;
  int depth = 0;
  while (split < text.size() && (depth > 0 || text[split] != '=')) {
    if (text[split] == '[') ++depth;
    if (text[split] == ']') --depth;
    ++split;
  }
  if (split == 0 || split == text.size()) {
    return UsageError(absl::StrCat("--set `", text,
                                   "`: expected FIELD=VALUE, as "
                                   "fiscal_years[year=2025].rd_spend=5000000"));
  }
  v1::EvidenceChange change;
  change.set_field(text.substr(0, split));
  change.set_value(text.substr(split + 1));
  return change;
}

std::string EnterpriseName(const std::string& text) {
  return text.starts_with("enterprises/") ? text : "enterprises/" + text;
}

std::string ModelName(const std::string& text) {
  if (text.empty() || text.starts_with("models/")) return text;
  const std::vector<std::string> parts = absl::StrSplit(text, '/');
  return parts.size() == 2
             ? absl::StrCat("models/", parts[0], "/versions/", parts[1])
             : absl::StrCat("models/", text);
}

std::string RatingName(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, '/');
  if (parts[0] == "enterprises") return parts.size() > 2 ? text : "";
  if (parts.size() == 1) return "";
  return parts.size() == 2
             ? absl::StrCat("enterprises/", parts[0], "/ratings/", parts[1])
             : text;
}

std::string ReplayJobName(const std::string& text) {
  return text.starts_with("replayJobs/") ? text : "replayJobs/" + text;
}

std::string DefaultEnterprise(const v1::Evidence& evidence,
                              const std::string& path) {
  const std::string& code = evidence.profile().unified_social_credit_code();
  return code.empty() ? std::filesystem::path(path).stem().string() : code;
}

std::vector<v1::Date> AccountDays(const v1::Evidence& evidence) {
  std::set<absl::CivilDay> days;
  for (const v1::FiscalYear& year : evidence.fiscal_years()) {
    if (!year.has_period_end()) continue;
    const v1::Source& source = year.source();
    const absl::CivilDay known = DayOf(
        source.has_known_on() ? source.known_on() : source.collected_on());
    days.insert(std::max(DayOf(year.period_end()), known));
  }
  std::vector<v1::Date> dates;
  dates.reserve(days.size());
  for (const absl::CivilDay& day : days) dates.push_back(DateOf(day));
  return dates;
}

std::string RandomUuid() {
  std::random_device source;
  std::array<uint32_t, 4> words;
  for (uint32_t& word : words) word = source();
  words[1] = (words[1] & 0xFFFF0FFF) | 0x00004000;  // Version 4.
  words[2] = (words[2] & 0x3FFFFFFF) | 0x80000000;  // Variant 1.
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:04x}{:08x}", words[0],
                     words[1] >> 16, words[1] & 0xFFFF, words[2] >> 16,
                     words[2] & 0xFFFF, words[3]);
}

std::string LoginName() {
  const char* name = std::getenv("USER");
  if (name == nullptr || *name == '\0') return "techflow";
  return std::string(name).substr(0, kMaxLoginName);
}

}  // namespace techflow::cli
