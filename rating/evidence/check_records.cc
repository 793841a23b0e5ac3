#include <fmt/format.h>

#include <string>
#include <string_view>

#include "google/protobuf/repeated_ptr_field.h"
#include "rating/decimal/decimal.h"
#include "rating/evidence/civil_day.h"
#include "rating/evidence/section_checks.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::RepeatedPtrField;

// A whole item given twice would count twice.
template <typename Item>
void RefuseCopies(const RepeatedPtrField<Item>& list, const Place& place,
                  Findings& findings) {
  if (list.size() > kMaxItems) return;
  CheckUnique(
      list, place, "",
      [](const Item& item) { return item.SerializeAsString(); }, findings);
}

// Places among units count from 1.
template <typename Item>
void CheckRanks(const RepeatedPtrField<Item>& list, const Place& place,
                Findings& findings) {
  if (list.size() > kMaxItems) return;
  for (int i = 0; i < list.size(); ++i) {
    if (!list.Get(i).has_rank() || list.Get(i).rank() != 0) continue;
    const Place item{place.parent, place.field, i};
    findings.AddViolation({&item, "rank"}, "0", "a place of 1 or more");
  }
}

// Every award but a person's own has a source.
void CheckAwards(const v1::Evidence& evidence, const Place& root,
                 Findings& findings) {
  const Place place{&root, "awards"};
  CheckRanks(evidence.awards(), place, findings);
  RefuseCopies(evidence.awards(), place, findings);
  if (evidence.awards_size() > kMaxItems) return;
  for (int i = 0; i < evidence.awards_size(); ++i) {
    if (evidence.awards(i).has_source()) continue;
    const Place item{&root, "awards", i};
    findings.AddViolation({&item, "source"}, "", "a value, it is required");
  }
}

void CheckRights(const v1::Evidence& evidence, const Place& root,
                 Findings& findings) {
  if (evidence.other_ip_size() > kMaxItems) return;
  CheckUnique(
      evidence.other_ip(), {&root, "other_ip"}, "registration_number",
      [](const v1::OtherIp& right) { return right.registration_number(); },
      findings);
  for (int i = 0; i < evidence.other_ip_size(); ++i) {
    const v1::OtherIp& right = evidence.other_ip(i);
    if (right.acquisition() != v1::ACQUISITION_SELF_DEVELOPED ||
        !right.has_acquired_on()) {
      continue;
    }
    const Place item{&root, "other_ip", i};
    findings.AddWarning({&item, "acquired_on"}, DayText(right.acquired_on()),
                        "acquired on a day, and self developed");
  }
}

void CheckContract(const v1::ProcurementContract& contract, const Place& place,
                   Findings& findings) {
  if (contract.has_completed_on() && contract.has_terminated_on()) {
    findings.AddViolation({&place, "terminated_on"},
                          DayText(contract.terminated_on()),
                          "no value, since completed_on is set");
  }
  if (!contract.has_paid() ||
      contract.paid().currency() != contract.amount().currency()) {
    return;
  }
  const absl::StatusOr<Decimal> paid =
      Decimal::Parse(contract.paid().amount().value());
  const absl::StatusOr<Decimal> amount =
      Decimal::Parse(contract.amount().amount().value());
  // Prices are renegotiated, so that more may be true.
  if (paid.ok() && amount.ok() && *paid > *amount) {
    findings.AddWarning({&place, "paid"}, paid->ToString(),
                        fmt::format("more than the contract's worth of {}",
                                    amount->ToString()));
  }
}

void CheckContracts(const v1::Evidence& evidence, const Place& root,
                    Findings& findings) {
  if (evidence.procurement_contracts_size() > kMaxItems) return;
  for (int i = 0; i < evidence.procurement_contracts_size(); ++i) {
    CheckContract(evidence.procurement_contracts(i),
                  {&root, "procurement_contracts", i}, findings);
  }
  CheckUnique(
      evidence.procurement_contracts(), {&root, "procurement_contracts"},
      "number",
      [](const v1::ProcurementContract& contract) { return contract.number(); },
      findings);
}

void CheckFinding(const v1::Attestation& finding, const Place& place,
                  Findings& findings) {
  if (!finding.has_holds() && finding.level().empty() &&
      !finding.has_points()) {
    findings.AddViolation(place, "", "at least one of holds, level and points");
  }
  const absl::StatusOr<Decimal> points =
      Decimal::Parse(finding.points().value());
  if (finding.has_points() && points.ok() && *points > Decimal(100)) {
    findings.AddViolation({&place, "points"}, finding.points().value(),
                          "points from 0 to 100");
  }
}

// Two experts may answer a question on one day, one of them not twice.
void CheckAttestations(const v1::Evidence& evidence, const Place& root,
                       Findings& findings) {
  if (evidence.attestations_size() > kMaxItems) return;
  for (int i = 0; i < evidence.attestations_size(); ++i) {
    CheckFinding(evidence.attestations(i), {&root, "attestations", i},
                 findings);
  }
  CheckUnique(
      evidence.attestations(), {&root, "attestations"}, "question",
      [](const v1::Attestation& finding) {
        return finding.question().empty()
                   ? ""
                   : fmt::format("{}, {} by {} {}", finding.question(),
                                 DayText(finding.attested_on()),
                                 finding.source().system(),
                                 finding.source().document());
      },
      findings);
}

}  // namespace

void CheckRecords(const v1::Evidence& evidence, const Place& root,
                  Findings& findings) {
  CheckRights(evidence, root, findings);
  RefuseCopies(evidence.conversions(), {&root, "conversions"}, findings);
  RefuseCopies(evidence.qualifications(), {&root, "qualifications"}, findings);
  CheckAwards(evidence, root, findings);
  RefuseCopies(evidence.platforms(), {&root, "platforms"}, findings);
  RefuseCopies(evidence.projects(), {&root, "projects"}, findings);
  const Place standards{&root, "standards"};
  CheckRanks(evidence.standards(), standards, findings);
  RefuseCopies(evidence.standards(), standards, findings);
  CheckContracts(evidence, root, findings);
  RefuseCopies(evidence.incidents(), {&root, "incidents"}, findings);
  CheckAttestations(evidence, root, findings);
  if (evidence.coverage_size() > kMaxItems) return;
  CheckUnique(
      evidence.coverage(), {&root, "coverage"}, "section",
      [](const v1::Coverage& coverage) {
        return coverage.section() == v1::SECTION_UNSPECIFIED
                   ? std::string()
                   : v1::Section_Name(coverage.section());
      },
      findings);
}

}  // namespace techflow::evidence
