#include "server/resource_names.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "server/limits.h"

namespace techflow::server {
namespace {

constexpr absl::string_view kEnterprises = "enterprises/";
constexpr absl::string_view kModels = "models/";
constexpr absl::string_view kRatings = "/ratings/";
constexpr absl::string_view kReplayJobs = "replayJobs/";
constexpr absl::string_view kNewestRating = "/ratings/-";
constexpr absl::string_view kVersions = "/versions/";

bool IsEnterpriseCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' ||
         c == '_' || c == '-';
}

bool IsModelCharacter(char c) {
  const auto u = static_cast<unsigned char>(c);
  return absl::ascii_islower(u) || absl::ascii_isdigit(u) || c == '-';
}

bool IsId(absl::string_view id, bool (*is_allowed)(char)) {
  return !id.empty() && id.size() <= kMaxIdCharacters && id != "-" &&
         std::all_of(id.begin(), id.end(), is_allowed);
}

// A number as we write it: from 1, without sign, space or leading zero, so
// that one resource has one name.
std::optional<int64_t> ParseNumber(absl::string_view text) {
  int64_t number = 0;
  if (text.empty() || text.front() < '1' || text.front() > '9' ||
      !absl::SimpleAtoi(text, &number) || absl::StrCat(number) != text) {
    return std::nullopt;
  }
  return number;
}

// "parent/collection/number" into its two parts.
std::optional<std::pair<std::string, int64_t>> Split(
    absl::string_view name, absl::string_view collection) {
  const size_t at = name.find(collection);
  if (at == absl::string_view::npos) return std::nullopt;
  const auto number = ParseNumber(name.substr(at + collection.size()));
  if (!number) return std::nullopt;
  return std::pair(std::string(name.substr(0, at)), *number);
}

}  // namespace

std::string RatingName::ToString() const {
  return absl::StrCat(enterprise, kRatings, number);
}

std::string ModelVersionName::ToString() const {
  return absl::StrCat(model, kVersions, number);
}

std::optional<std::string> ParseEnterprise(absl::string_view name) {
  absl::string_view id = name;
  if (!absl::ConsumePrefix(&id, kEnterprises) ||
      !IsId(id, IsEnterpriseCharacter)) {
    return std::nullopt;
  }
  return std::string(id);
}

std::optional<std::string> ParseModel(absl::string_view name) {
  absl::string_view id = name;
  if (!absl::ConsumePrefix(&id, kModels) || !IsId(id, IsModelCharacter)) {
    return std::nullopt;
  }
  return std::string(id);
}

std::optional<RatingName> ParseRating(absl::string_view name) {
  auto parts = Split(name, kRatings);
  if (!parts || !ParseEnterprise(parts->first)) return std::nullopt;
  return RatingName{std::move(parts->first), parts->second};
}

std::optional<std::string> ParseNewestRating(absl::string_view name) {
  absl::string_view enterprise = name;
  if (!absl::ConsumeSuffix(&enterprise, kNewestRating) ||
      !ParseEnterprise(enterprise)) {
    return std::nullopt;
  }
  return std::string(enterprise);
}

std::optional<ModelVersionName> ParseModelVersion(absl::string_view name) {
  auto parts = Split(name, kVersions);
  if (!parts || !ParseModel(parts->first)) return std::nullopt;
  return ModelVersionName{std::move(parts->first), parts->second};
}

std::string ReplayJobName(int64_t number) {
  return absl::StrCat(kReplayJobs, number);
}

std::optional<int64_t> ParseReplayJob(absl::string_view name) {
  if (!absl::ConsumePrefix(&name, kReplayJobs)) return std::nullopt;
  return ParseNumber(name);
}

}  // namespace techflow::server
