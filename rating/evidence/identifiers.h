#ifndef TECHFLOW_RATING_EVIDENCE_IDENTIFIERS_H_
#define TECHFLOW_RATING_EVIDENCE_IDENTIFIERS_H_

#include <string>
#include <string_view>

#include "techflow/v1/evidence.pb.h"

// Numbers of registers and classes, told by their text alone: whether one was
// ever given out, no function here knows. All are pure; any thread.
namespace techflow::evidence {

// Check characters are right in most documents and wrong in some real ones, so
// a difference is worth a warning and never a refusal.
enum class IdentifierState { kOk, kCheckDiffers, kMalformed };

// What a 统一社会信用代码 is worth (GB 32100-2015).
struct CreditCode {
  IdentifierState state = IdentifierState::kMalformed;
  // The check character that the first 17 ask for. Unless malformed.
  char expected_check = 0;
  // Whether characters 9 to 17 are an organisation code that agrees with its
  // own check character (GB 11714): then the 18th is the one to doubt.
  bool organisation_code_agrees = false;
};

// 18 characters without spaces, letters in capitals and never I, O, S, V or Z;
// characters 3 to 8 are digits, the region.
CreditCode ReadCreditCode(std::string_view text);

// Whether the nine characters are an organisation code with the right check.
bool IsOrganisationCode(std::string_view text);

// A patent application number of the Chinese office (ZC 0006-2003).
struct ChineseApplicationNumber {
  IdentifierState state = IdentifierState::kMalformed;
  // The rest is for numbers that are not malformed. Without prefix and with
  // its dot: "202010318818.3". Two spellings of a number have one canonical.
  std::string canonical;
  int year = 0;
  v1::PatentType type = v1::PATENT_TYPE_UNSPECIFIED;
  char expected_check = 0;
};

// Twelve digits (year, kind, serial; since October 2003) or eight (two for the
// year, from 1985), then the check digit or X. The prefix CN or ZL and the dot
// before the check digit may be left out; the check digit may not.
ChineseApplicationNumber ReadChineseApplicationNumber(std::string_view text);

// By shape. IPC: "H01L" or "H01L 21/336".
bool IsIpcClass(std::string_view text);
// GB/T 4754: a section letter A to T and up to four digits: "C3973".
bool IsIndustryCode(std::string_view text);
// Another classification with its name: "SIC:3674".
bool IsForeignIndustryCode(std::string_view text);
// ISO 4217: three capital letters.
bool IsCurrencyCode(std::string_view text);
// ISO 3166-1 or WIPO ST.3: two capital letters.
bool IsCountryOrOfficeCode(std::string_view text);
// GB/T 2260: six digits, the first not 0.
bool IsRegionCode(std::string_view text);

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_IDENTIFIERS_H_
