#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "google/protobuf/repeated_ptr_field.h"
#include "rating/evidence/civil_day.h"
#include "rating/evidence/identifiers.h"
#include "rating/evidence/section_checks.h"
#include "rating/evidence/words.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::RepeatedPtrField;

// What two spellings of one application have in common.
std::string NumberKey(const v1::Patent& patent) {
  if (patent.office() == "CN") {
    const ChineseApplicationNumber number =
        ReadChineseApplicationNumber(patent.application_number());
    if (number.state != IdentifierState::kMalformed) return number.canonical;
  }
  return patent.application_number();
}

void CheckChineseNumber(const v1::Patent& patent, const Place& field,
                        Findings& findings) {
  const std::string& text = patent.application_number();
  const ChineseApplicationNumber number = ReadChineseApplicationNumber(text);
  if (number.state == IdentifierState::kMalformed) {
    findings.AddViolation(field, text,
                          "a Chinese application number with its check digit, "
                          "as CN202010318818.3 or CN95115608.X");
    return;
  }
  if (number.state == IdentifierState::kCheckDiffers) {
    findings.AddWarning(field, text,
                        fmt::format("its check digit would be {} by ZC 0006",
                                    number.expected_check));
  }
  if (patent.type() != v1::PATENT_TYPE_UNSPECIFIED &&
      patent.type() != number.type) {
    findings.AddWarning(
        field, text,
        fmt::format("by its number it is of type {}",
                    EnumWords(*v1::PatentType_descriptor()->FindValueByNumber(
                        number.type))));
  }
  // Divisional and international applications keep an older filing date, so
  // only a younger one is odd.
  if (patent.has_filing_date() && patent.filing_date().year() > number.year) {
    findings.AddWarning(
        field, text,
        fmt::format("a number of {}, the filing date is {}", number.year,
                    DayText(patent.filing_date())));
  }
}

void CheckNumber(const v1::Patent& patent, const Place& place,
                 Findings& findings) {
  const std::string& office = patent.office();
  const std::string& number = patent.application_number();
  if (office.empty()) return;
  if (!IsCountryOrOfficeCode(office)) {
    findings.AddViolation({&place, "office"}, office,
                          "two capital letters by WIPO ST.3");
    return;
  }
  if (number.empty()) return;
  const Place field{&place, "application_number"};
  if (office == "CN") {
    CheckChineseNumber(patent, field, findings);
  } else if (!number.starts_with(office) &&
             !(office == "WO" && number.starts_with("PCT/"))) {
    findings.AddViolation(
        field, number,
        fmt::format("a number that begins with its office, "
                    "{}{}",
                    office, office == "WO" ? " or PCT/" : ""));
  }
}

void CheckOffices(const RepeatedPtrField<std::string>& offices,
                  const Place& place, Findings& findings) {
  for (int i = 0; i < offices.size(); ++i) {
    if (!offices[i].empty() && !IsCountryOrOfficeCode(offices[i])) {
      findings.AddViolation({place.parent, place.field, i}, offices[i],
                            "two capital letters by WIPO ST.3");
    }
  }
}

void CheckFamily(const v1::Patent& patent, const Place& place,
                 Findings& findings) {
  CheckOffices(patent.family_offices(), {&place, "family_offices"}, findings);
  CheckOffices(patent.granted_family_offices(),
               {&place, "granted_family_offices"}, findings);
  const RepeatedPtrField<std::string>& family = patent.family_offices();
  if (family.empty()) return;
  for (int i = 0; i < patent.granted_family_offices_size(); ++i) {
    const std::string& office = patent.granted_family_offices(i);
    if (std::find(family.begin(), family.end(), office) == family.end()) {
      findings.AddWarning({&place, "granted_family_offices", i}, office,
                          "granted there, and not among family_offices");
    }
  }
}

void CheckDisputes(const v1::Patent& patent, const Place& place,
                   Findings& findings) {
  for (int i = 0; i < patent.litigation_size(); ++i) {
    const v1::Litigation& suit = patent.litigation(i);
    if (suit.outcome() != v1::DISPUTE_OUTCOME_PENDING ||
        !suit.has_closed_on()) {
      continue;
    }
    const Place item{&place, "litigation", i};
    findings.AddViolation({&item, "outcome"}, "pending",
                          "an outcome other than pending, since it is closed");
  }
}

void CheckPatent(const v1::Patent& patent, const Place& place,
                 Findings& findings) {
  CheckNumber(patent, place, findings);
  CheckFamily(patent, place, findings);
  CheckDisputes(patent, place, findings);
  for (int i = 0; i < patent.ipc_classes_size(); ++i) {
    const std::string& ipc = patent.ipc_classes(i);
    if (!ipc.empty() && !IsIpcClass(ipc)) {
      findings.AddViolation({&place, "ipc_classes", i}, ipc,
                            "an IPC class, as H01L or H01L 21/336");
    }
  }
  CheckUnique(
      patent.citations(), {&place, "citations"}, "counted_on",
      [](const v1::CitationCount& count) {
        return count.has_counted_on() ? DayText(count.counted_on()) : "";
      },
      findings);
  if (patent.acquisition() == v1::ACQUISITION_SELF_DEVELOPED &&
      patent.has_acquired_on()) {
    findings.AddWarning({&place, "acquired_on"}, DayText(patent.acquired_on()),
                        "acquired on a day, and self developed");
  }
  if (patent.status() != v1::PATENT_STATUS_UNSPECIFIED) {
    findings.AddViolation({&place, "status"},
                          v1::PatentStatus_Name(patent.status()),
                          "no value, it is computed for the as-of date");
  }
}

}  // namespace

void CheckPatents(const v1::Evidence& evidence, const Place& root,
                  Findings& findings) {
  if (evidence.patents_size() <= kMaxPatents) {
    for (int i = 0; i < evidence.patents_size(); ++i) {
      CheckPatent(evidence.patents(i), {&root, "patents", i}, findings);
    }
    CheckUnique(evidence.patents(), {&root, "patents"}, "application_number",
                NumberKey, findings);
  }
  if (evidence.patent_counts_size() > kMaxItems) return;
  for (int i = 0; i < evidence.patent_counts_size(); ++i) {
    const std::string& office = evidence.patent_counts(i).office();
    if (!office.empty() && !IsCountryOrOfficeCode(office)) {
      const Place item{&root, "patent_counts", i};
      findings.AddViolation({&item, "office"}, office,
                            "two capital letters by WIPO ST.3, or nothing");
    }
  }
  CheckUnique(
      evidence.patent_counts(), {&root, "patent_counts"}, "year",
      [](const v1::PatentCount& count) {
        const google::protobuf::EnumValueDescriptor* const type =
            v1::PatentType_descriptor()->FindValueByNumber(count.type());
        return fmt::format(
            "{} {} {}", count.year(),
            count.office().empty() ? "all offices" : count.office(),
            count.type() == 0 || type == nullptr ? "all types"
                                                 : EnumWords(*type));
      },
      findings);
}

}  // namespace techflow::evidence
