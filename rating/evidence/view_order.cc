#include "rating/evidence/view_order.h"

#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

#include "google/protobuf/repeated_ptr_field.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::RepeatedPtrField;

// What an item is sorted by before its bytes are looked at.
struct Key {
  int day = 0;
  std::string_view name;

  friend std::strong_ordering operator<=>(const Key&, const Key&) = default;
};

// Rises with the day for real days, and is fixed for all others.
int Rank(const v1::Date& date) {
  return (date.year() % 10'000 * 100 + date.month() % 100) * 100 +
         date.day() % 100;
}

Key KeyOf(const v1::Identifier& item) { return {0, item.scheme()}; }
Key KeyOf(const v1::Patent& item) {
  return {Rank(item.filing_date()), item.application_number()};
}
Key KeyOf(const v1::CitationCount& item) {
  return {Rank(item.counted_on()), {}};
}
Key KeyOf(const v1::Pledge& item) {
  return {Rank(item.registered_on()), item.pledgee()};
}
Key KeyOf(const v1::Litigation& item) {
  return {Rank(item.opened_on()), item.subject()};
}
Key KeyOf(const v1::PatentCount& item) { return {item.year(), item.office()}; }
Key KeyOf(const v1::OtherIp& item) {
  return {Rank(item.registered_on()), item.registration_number()};
}
Key KeyOf(const v1::FiscalYear& item) { return {item.year(), {}}; }
Key KeyOf(const v1::TeamSnapshot& item) {
  return {Rank(item.counted_on()), {}};
}
Key KeyOf(const v1::KeyPerson& item) {
  return {Rank(item.joined_on()), item.name()};
}
Key KeyOf(const v1::Conversion& item) {
  return {Rank(item.converted_on()), item.title().zh()};
}
Key KeyOf(const v1::Qualification& item) {
  return {Rank(item.valid_from()), item.certificate_number()};
}
Key KeyOf(const v1::Award& item) {
  return {Rank(item.awarded_on()), item.title().zh()};
}
Key KeyOf(const v1::Platform& item) {
  return {Rank(item.recognised_on()), item.title().zh()};
}
Key KeyOf(const v1::Project& item) {
  return {Rank(item.started_on()), item.number()};
}
Key KeyOf(const v1::Standard& item) {
  return {Rank(item.published_on()), item.number()};
}
Key KeyOf(const v1::FundingRound& item) {
  return {Rank(item.closed_on()), item.round()};
}
Key KeyOf(const v1::ProcurementContract& item) {
  return {Rank(item.signed_on()), item.number()};
}
Key KeyOf(const v1::Incident& item) {
  return {Rank(item.occurred_on()), item.description()};
}
Key KeyOf(const v1::Attestation& item) {
  return {Rank(item.attested_on()), item.question()};
}
Key KeyOf(const v1::Coverage& item) { return {item.section(), {}}; }

template <typename Item>
bool Precedes(const Item* a, const Item* b) {
  const std::strong_ordering order = KeyOf(*a) <=> KeyOf(*b);
  if (order != std::strong_ordering::equal) {
    return order == std::strong_ordering::less;
  }
  // No message here has a map or comes with unknown fields that matter, so the
  // bytes of equal items are equal.
  return a->SerializeAsString() < b->SerializeAsString();
}

template <typename Item>
void Sort(RepeatedPtrField<Item>* items) {
  std::sort(items->pointer_begin(), items->pointer_end(),
            [](const Item* a, const Item* b) { return Precedes(a, b); });
}

}  // namespace

void SortItems(v1::Evidence& evidence) {
  // From the inside out, since equal keys are told apart by the bytes.
  if (evidence.has_profile()) {
    Sort(evidence.mutable_profile()->mutable_identifiers());
  }
  for (v1::Patent& patent : *evidence.mutable_patents()) {
    Sort(patent.mutable_citations());
    Sort(patent.mutable_pledges());
    Sort(patent.mutable_litigation());
  }
  for (v1::KeyPerson& person : *evidence.mutable_key_people()) {
    Sort(person.mutable_awards());
  }
  Sort(evidence.mutable_patents());
  Sort(evidence.mutable_patent_counts());
  Sort(evidence.mutable_other_ip());
  Sort(evidence.mutable_fiscal_years());
  Sort(evidence.mutable_team_snapshots());
  Sort(evidence.mutable_key_people());
  Sort(evidence.mutable_conversions());
  Sort(evidence.mutable_qualifications());
  Sort(evidence.mutable_awards());
  Sort(evidence.mutable_platforms());
  Sort(evidence.mutable_projects());
  Sort(evidence.mutable_standards());
  Sort(evidence.mutable_funding_rounds());
  Sort(evidence.mutable_procurement_contracts());
  Sort(evidence.mutable_incidents());
  Sort(evidence.mutable_coverage());
  Sort(evidence.mutable_attestations());
}

}  // namespace techflow::evidence
