#include "server/handlers/request_check.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "rating/evidence/check.h"
#include "rating/evidence/civil_day.h"
#include "rating/evidence/identifiers.h"
#include "server/limits.h"
#include "server/resource_names.h"

namespace techflow::server {
namespace {

// Code points; protobuf has checked that strings are UTF-8.
size_t CountCharacters(absl::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool IsCreditCode(const std::string& text) {
  return evidence::ReadCreditCode(text).state !=
         evidence::IdentifierState::kMalformed;
}

// A company must not be rated under the code of another.
void CheckSameCompany(const std::string& id, const v1::Evidence& evidence,
                      Violations& violations) {
  const std::string& code = evidence.profile().unified_social_credit_code();
  if (code.empty() || code == id || !IsCreditCode(id)) return;
  violations.Add("evidence.profile.unified_social_credit_code", code,
                 absl::StrCat("`", id, "`, as in the enterprise's name"));
}

}  // namespace

void CheckCaller(absl::string_view request_id, absl::string_view requested_by,
                 Violations& violations) {
  const bool is_visible =
      std::all_of(request_id.begin(), request_id.end(), [](char c) {
        return absl::ascii_isgraph(static_cast<unsigned char>(c));
      });
  if (!is_visible || request_id.size() > kMaxRequestIdCharacters) {
    violations.Add("request_id", request_id,
                   absl::StrCat("at most ", kMaxRequestIdCharacters,
                                " visible ASCII characters, best a UUID"));
  }
  if (CountCharacters(requested_by) > kMaxRequestedByCharacters) {
    violations.Add(
        "requested_by", requested_by,
        absl::StrCat("at most ", kMaxRequestedByCharacters, " characters"));
  }
}

void CheckModel(absl::string_view model, Violations& violations) {
  if (model.empty() || ParseModel(model) || ParseModelVersion(model)) return;
  violations.Add("model", model,
                 absl::StrCat(kModelForm, ", or ", kModelVersionForm));
}

void CheckDay(absl::string_view field, bool is_set, bool is_required,
              const v1::Date& day, Violations& violations) {
  if (!is_set) {
    if (is_required) violations.Add(std::string(field), "", "a day");
    return;
  }
  if (!evidence::IsRealDay(day)) {
    violations.Add(std::string(field), evidence::DayText(day),
                   "a day of the calendar in the years 1 to 9999");
  }
}

void CheckEvidenceField(const v1::Evidence& evidence, Violations& violations,
                        std::vector<v1::Warning>& warnings) {
  if (const size_t bytes = evidence.ByteSizeLong(); bytes > kMaxEvidenceBytes) {
    violations.Add("evidence", absl::StrCat(bytes, " bytes"),
                   absl::StrCat("at most ", kMaxEvidenceBytes, " bytes"));
    return;
  }
  evidence::CheckResult result = evidence::CheckEvidence(evidence);
  for (evidence::Violation& violation : result.violations) {
    violations.Add(std::move(violation.field), violation.value,
                   violation.expected);
  }
  if (result.more_violations > 0) {
    violations.AddMessage("evidence", absl::StrCat(result.more_violations,
                                                   " more things are wrong"));
  }
  for (v1::Warning& warning : result.warnings) {
    warnings.push_back(std::move(warning));
  }
}

void CheckRateRequest(const v1::RateEnterpriseRequest& request,
                      Violations& violations,
                      std::vector<v1::Warning>& warnings) {
  const std::optional<std::string> id = ParseEnterprise(request.enterprise());
  if (!id) {
    violations.Add("enterprise", request.enterprise(),
                   std::string(kEnterpriseForm));
  }
  CheckDay("as_of_date", request.has_as_of_date(), /*is_required=*/true,
           request.as_of_date(), violations);
  CheckModel(request.model(), violations);
  CheckCaller(request.request_id(), request.requested_by(), violations);
  if (!request.has_evidence()) {
    violations.Add("evidence", "", "what is known of the enterprise");
    return;
  }
  if (id) CheckSameCompany(*id, request.evidence(), violations);
  CheckEvidenceField(request.evidence(), violations, warnings);
}

int CheckedPageSize(int requested, Violations& violations) {
  if (requested < 0) {
    violations.Add("page_size", absl::StrCat(requested),
                   absl::StrCat("0 to ", kMaxPageSize));
  }
  return requested <= 0 ? kDefaultPageSize : std::min(requested, kMaxPageSize);
}

}  // namespace techflow::server
