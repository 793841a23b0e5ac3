#include "rating/scorecard/field_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

// Ids stand in resource names, tables and file names.
constexpr size_t kMaxIdLength = 64;

}  // namespace

NumberBounds PointsBounds() {
  return {Decimal(0), Decimal(100), kScoreDecimals};
}

NumberBounds ShareBounds() { return {Decimal(0), Decimal(1), kWeightDecimals}; }

bool FieldReader::CheckId(std::string_view field, std::string_view id,
                          char separator) const {
  const bool is_well_formed =
      !id.empty() && id.size() <= kMaxIdLength &&
      absl::ascii_islower(static_cast<unsigned char>(id[0])) &&
      std::all_of(id.begin(), id.end(), [separator](char c) {
        const auto character = static_cast<unsigned char>(c);
        return absl::ascii_islower(character) ||
               absl::ascii_isdigit(character) || c == separator;
      });
  if (is_well_formed) return true;
  return AddError(field,
                  fmt::format("`{}` is no id; expected 1 to {} lower-case "
                              "letters, digits and `{}`, a letter first",
                              id, kMaxIdLength, separator));
}

bool FieldReader::ClaimId(std::string_view field, const std::string& id,
                          std::set<std::string>& taken) const {
  if (!CheckId(field, id)) return false;
  if (taken.insert(id).second) return true;
  return AddError(
      field, fmt::format("the id `{}` is taken by another one before", id));
}

bool FieldReader::CheckText(std::string_view field,
                            const v1::LocalizedText& text) const {
  if (!text.zh().empty() && !text.en().empty()) return true;
  const std::string_view lacking = !text.en().empty() ? "Chinese (zh)"
                                   : !text.zh().empty()
                                       ? "English (en)"
                                       : "Chinese (zh) and English (en)";
  return AddError(field,
                  fmt::format("{} needs `{}` in {}", owner_, field, lacking));
}

bool FieldReader::CheckOptionalText(std::string_view field,
                                    const v1::LocalizedText& text) const {
  return (text.zh().empty() && text.en().empty()) || CheckText(field, text);
}

std::optional<Decimal> FieldReader::ReadNumber(
    std::string_view field, const v1::Decimal& number,
    const NumberBounds& bounds) const {
  const std::string expected = fmt::format(
      "expected a number from {} to {} with at most {} digits after the point",
      bounds.low.ToString(), bounds.high.ToString(), bounds.decimals);
  if (number.value().empty()) {
    AddError(field, fmt::format("{} needs `{}`; {}", owner_, field, expected));
    return std::nullopt;
  }
  const absl::StatusOr<Decimal> parsed = Decimal::Parse(number.value());
  const bool is_within =
      parsed.ok() && *parsed >= bounds.low && *parsed <= bounds.high;
  if (!is_within || RoundTo(*parsed, bounds.decimals) != *parsed) {
    AddError(field, fmt::format("`{}` of {} is `{}`; {}", field, owner_,
                                number.value(), expected));
    return std::nullopt;
  }
  return *parsed;
}

bool FieldReader::CheckTakesOnly(
    const google::protobuf::Message& message,
    std::initializer_list<std::string_view> taken) const {
  std::vector<const google::protobuf::FieldDescriptor*> set;
  message.GetReflection()->ListFields(message, &set);
  bool takes_all = true;
  for (const google::protobuf::FieldDescriptor* field : set) {
    const std::string& name = field->name();
    if (std::find(taken.begin(), taken.end(), name) != taken.end()) continue;
    takes_all =
        AddError(name, fmt::format("{} does not take `{}`; it takes: {}",
                                   owner_, name, fmt::join(taken, ", ")));
  }
  return takes_all;
}

bool FieldReader::AddError(std::string_view field, std::string message,
                           int index) const {
  diagnostics_.AddError(places_.Field(field, index), std::move(message));
  return false;
}

}  // namespace techflow::scorecard
