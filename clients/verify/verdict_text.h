#ifndef TECHFLOW_CLIENTS_VERIFY_VERDICT_TEXT_H_
#define TECHFLOW_CLIENTS_VERIFY_VERDICT_TEXT_H_

#include <string>

#include "clients/verify/verdict.h"

// A verdict as an auditor can file it. Pure functions; texts end in a newline.
namespace techflow::verify {

enum class Language { kChinese, kEnglish };

// "VERIFIED", "NOT VERIFIED" or "UNREPRODUCIBLE", in every language.
std::string ConclusionWord(Conclusion conclusion);

// For people: what was checked, each check with its reason, and as the last
// line the conclusion. `file` is the name of the bundle, and
// `program` that of the program and its version.
std::string VerdictText(const Verdict& verdict, Language language,
                        const std::string& file, const std::string& program);

// The same as a JSON document with fixed names. Reasons are in English.
std::string VerdictJson(const Verdict& verdict, const std::string& file,
                        const std::string& program);

}  // namespace techflow::verify

#endif  // TECHFLOW_CLIENTS_VERIFY_VERDICT_TEXT_H_
