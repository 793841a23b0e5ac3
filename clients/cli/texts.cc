#include "clients/cli/texts.h"

#include "fmt/format.h"

namespace techflow::cli {

std::string In(Language language, const Text& text) {
  return language == Language::kChinese ? text.zh : text.en;
}

std::string In(Language language, const v1::LocalizedText& text) {
  const bool chinese = language == Language::kChinese;
  const std::string& wanted = chinese ? text.zh() : text.en();
  return !wanted.empty() ? wanted : chinese ? text.en() : text.zh();
}

Language LanguageOf(std::string_view locale) {
  return locale.starts_with("zh") ? Language::kChinese : Language::kEnglish;
}

std::string StatusText(Language language, v1::RatingStatus status) {
  switch (status) {
    case v1::RATING_STATUS_RATED:
      return In(language, Text{"正式", "rated"});
    case v1::RATING_STATUS_PROVISIONAL:
      return In(language, Text{"暂定", "provisional"});
    case v1::RATING_STATUS_UNRATABLE:
      return In(language, Text{"无法评级", "unratable"});
    default:
      return In(language, kUnknown);
  }
}

std::string VerdictText(Language language, v1::ReplayVerdict verdict) {
  switch (verdict) {
    case v1::REPLAY_VERDICT_MATCH:
      return In(language, Text{"一致", "MATCH"});
    case v1::REPLAY_VERDICT_MISMATCH:
      return In(language, Text{"不一致", "MISMATCH"});
    case v1::REPLAY_VERDICT_UNREPRODUCIBLE:
      return In(language, Text{"无法重现", "UNREPRODUCIBLE"});
    default:
      return In(language, kUnknown);
  }
}

std::string DateText(const v1::Date& date) {
  if (date.year() == 0) return "";
  return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(),
                     date.day());
}

}  // namespace techflow::cli
