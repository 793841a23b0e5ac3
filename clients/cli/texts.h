#ifndef TECHFLOW_CLIENTS_CLI_TEXTS_H_
#define TECHFLOW_CLIENTS_CLI_TEXTS_H_

#include <string>
#include <string_view>

#include "techflow/v1/audit_service.pb.h"
#include "techflow/v1/rating.pb.h"
#include "techflow/v1/types.pb.h"

// What users read, in their language. A text of ours stands where it is shown,
// in both languages beside each other; words that several places need are here.
// Pure functions.
namespace techflow::cli {

enum class Language { kChinese, kEnglish };

// A text of ours.
struct Text {
  const char* zh;
  const char* en;
};

// The text in the language.
std::string In(Language language, const Text& text);

// A text of the server's or the evidence's: in the other language where this
// one is empty.
std::string In(Language language, const v1::LocalizedText& text);

// "zh…" is Chinese, everything else English: the value of LANG or of --lang.
Language LanguageOf(std::string_view locale);

std::string StatusText(Language language, v1::RatingStatus status);
std::string VerdictText(Language language, v1::ReplayVerdict verdict);

// "2025-12-31"; empty for an unset date.
std::string DateText(const v1::Date& date);

inline constexpr Text kUnknown = {"未知", "unknown"};
inline constexpr Text kYes = {"是", "yes"};
inline constexpr Text kNo = {"否", "no"};

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_TEXTS_H_
