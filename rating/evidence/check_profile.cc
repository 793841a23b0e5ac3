#include <fmt/format.h>

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "rating/decimal/decimal.h"
#include "rating/evidence/civil_day.h"
#include "rating/evidence/identifiers.h"
#include "rating/evidence/section_checks.h"

namespace techflow::evidence {
namespace {

void CheckCreditCode(const v1::Profile& profile, const Place& place,
                     Findings& findings) {
  const std::string& text = profile.unified_social_credit_code();
  if (text.empty()) return;
  const Place field{&place, "unified_social_credit_code"};
  const CreditCode code = ReadCreditCode(text);
  if (code.state == IdentifierState::kMalformed) {
    findings.AddViolation(
        field, text,
        "18 digits and capital letters other than I, O, S, V and Z, with six "
        "digits of a region from the third on");
  } else if (code.state == IdentifierState::kCheckDiffers) {
    findings.AddWarning(
        field, text,
        fmt::format(
            "its check character would be {} by GB 32100; its "
            "organisation code {} with its own; some real codes differ",
            code.expected_check,
            code.organisation_code_agrees ? "agrees" : "disagrees too"));
  }
}

// A code that may be left out, with a shape that it has otherwise.
void CheckShape(const std::string& text, bool (*has_shape)(std::string_view),
                std::string_view expected, const Place& field,
                Findings& findings) {
  if (!text.empty() && !has_shape(text)) {
    findings.AddViolation(field, text, expected);
  }
}

// Companies are re-registered, so that an older day may well be true.
void WarnIfBefore(bool has_day, const v1::Date& day,
                  const v1::Date& registration, const Place& field,
                  Findings& findings) {
  if (!has_day || !IsRealDay(day) ||
      ToCivilDay(day) >= ToCivilDay(registration)) {
    return;
  }
  findings.AddWarning(
      field, DayText(day),
      fmt::format("before the registration on {}", DayText(registration)));
}

void CheckMarket(const v1::Profile& profile, const Place& place,
                 Findings& findings) {
  // Negative numbers were refused before.
  if (profile.has_digital_level() &&
      (profile.digital_level() == 0 || profile.digital_level() > 4)) {
    findings.AddViolation({&place, "digital_level"},
                          fmt::format("{}", profile.digital_level()),
                          "a level from 1 to 4");
  }
  if (profile.has_market_rank() && profile.market_rank() == 0) {
    findings.AddViolation({&place, "market_rank"}, "0", "a place of 1 or more");
  }
  const absl::StatusOr<Decimal> share =
      Decimal::Parse(profile.market_share().value());
  if (profile.has_market_share() && share.ok() && *share > Decimal(1)) {
    findings.AddViolation({&place, "market_share"},
                          profile.market_share().value(),
                          "a share from 0 to 1; 0.25 is a quarter");
  }
}

}  // namespace

void CheckProfile(const v1::Profile& profile, const Place& root,
                  Findings& findings) {
  const Place place{&root, "profile"};
  CheckCreditCode(profile, place, findings);
  CheckUnique(
      profile.identifiers(), {&place, "identifiers"}, "value",
      [](const v1::Identifier& identifier) {
        return identifier.scheme().empty() || identifier.value().empty()
                   ? std::string()
                   : fmt::format("{} {}", identifier.scheme(),
                                 identifier.value());
      },
      findings);
  CheckShape(profile.industry_code(), IsIndustryCode,
             "a section letter A to T and up to four digits, as C3973",
             {&place, "industry_code"}, findings);
  CheckShape(profile.foreign_industry_code(), IsForeignIndustryCode,
             "a classification and its code, as SIC:3674",
             {&place, "foreign_industry_code"}, findings);
  CheckShape(profile.region_code(), IsRegionCode,
             "the six digits of a region by GB/T 2260", {&place, "region_code"},
             findings);
  CheckShape(profile.country_code(), IsCountryOrOfficeCode,
             "two capital letters by ISO 3166-1", {&place, "country_code"},
             findings);
  CheckMarket(profile, place, findings);
  if (!profile.has_registration_date() ||
      !IsRealDay(profile.registration_date())) {
    return;
  }
  WarnIfBefore(profile.has_first_revenue_date(), profile.first_revenue_date(),
               profile.registration_date(), {&place, "first_revenue_date"},
               findings);
  WarnIfBefore(profile.has_listing_date(), profile.listing_date(),
               profile.registration_date(), {&place, "listing_date"}, findings);
}

}  // namespace techflow::evidence
