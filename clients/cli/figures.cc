#include "clients/cli/figures.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace techflow::cli {
namespace {

// Digits after the point of a measure; more would only look exact. Small ones
// get more, so that 0.0004 does not read as 0.
constexpr int kMeasureDecimals = 2;
constexpr int kSmallMeasureDecimals = 6;

std::string ShortText(const ExactNumber& number) {
  ExactNumber rounded = number.Rounded(kMeasureDecimals);
  if (rounded.is_zero()) rounded = number.Rounded(kSmallMeasureDecimals);
  return WithThousands(rounded.Trimmed().ToString());
}

// Rules give texts for people as "中文 / English"; the half in the language.
// Other texts stay as they are.
std::string InOneLanguage(Language language, const std::string& text) {
  constexpr char kBetween[] = " / ";
  const size_t at = text.find(kBetween);
  if (at == std::string::npos) return text;
  const std::string chinese = text.substr(0, at);
  const std::string english = text.substr(at + std::strlen(kBetween));
  const auto is_ascii = [](char c) {
    return absl::ascii_isascii(static_cast<unsigned char>(c));
  };
  if (std::all_of(chinese.begin(), chinese.end(), is_ascii) ||
      !std::all_of(english.begin(), english.end(), is_ascii)) {
    return text;
  }
  return language == Language::kChinese ? chinese : english;
}

}  // namespace

std::optional<ExactNumber> NumberOf(const v1::Decimal& decimal) {
  return ExactNumber::Parse(decimal.value());
}

std::string FixedText(const v1::Decimal& decimal, int decimals) {
  const std::optional<ExactNumber> number = NumberOf(decimal);
  return number ? number->Rounded(decimals).ToString() : "";
}

std::string SignedText(const v1::Decimal& decimal, int decimals) {
  const std::string text = FixedText(decimal, decimals);
  return text.empty() || text.front() == '-' ? text : absl::StrCat("+", text);
}

std::string PercentText(const v1::Decimal& share, int decimals) {
  const std::optional<ExactNumber> number = NumberOf(share);
  if (!number) return "";
  const ExactNumber percent = *number * *ExactNumber::Parse("100");
  return percent.Rounded(decimals).ToString() + " %";
}

std::string InUnitText(Language language, const v1::IndicatorResult& result,
                       const ExactNumber& value) {
  const std::optional<ExactNumber> factor = NumberOf(result.display_factor());
  const std::string text = ShortText(factor ? value * *factor : value);
  const std::string unit = In(language, result.unit());
  return unit.empty() ? text : absl::StrCat(text, " ", unit);
}

std::string MeasureText(Language language, const v1::IndicatorResult& result) {
  const std::optional<ExactNumber> measure = NumberOf(result.measure());
  if (result.missing() || !measure) return In(language, kUnknown);
  return InUnitText(language, result, *measure);
}

std::string PolicyText(Language language, const v1::PolicyResult& result) {
  if (result.value().empty() || result.value() == "null") {
    return In(language, kUnknown);
  }
  if (result.value() == "true") return In(language, kYes);
  if (result.value() == "false") return In(language, kNo);
  std::string text = result.value();
  if (text.size() > 1 && text.front() == '"' && text.back() == '"') {
    text = absl::StrReplaceAll(text.substr(1, text.size() - 2),
                               {{"\\\"", "\""}, {"\\\\", "\\"}});
  }
  text = InOneLanguage(language, text);
  const std::string unit = In(language, result.unit());
  return unit.empty() ? text : absl::StrCat(text, " ", unit);
}

}  // namespace techflow::cli
