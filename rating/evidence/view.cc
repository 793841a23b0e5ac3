#include "rating/evidence/view.h"

#include <utility>

#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "rating/evidence/civil_day.h"
#include "rating/evidence/patent_status.h"
#include "rating/evidence/view_order.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::RepeatedPtrField;

// Keeps the items for which `keep` holds, in their order.
template <typename Item, typename Predicate>
void KeepOnly(RepeatedPtrField<Item>* items, const Predicate& keep) {
  int kept = 0;
  for (int i = 0; i < items->size(); ++i) {
    if (!keep(items->Get(i))) continue;
    if (kept != i) items->SwapElements(kept, i);
    ++kept;
  }
  items->DeleteSubrange(kept, items->size() - kept);
}

// Takes from evidence what was not known or had not happened on one day.
class Viewer {
 public:
  explicit Viewer(const v1::Date& as_of) : as_of_(ToCivilDay(as_of)) {}

  void View(v1::Evidence& evidence) const;

 private:
  // An event on the day itself has happened.
  bool IsLater(const v1::Date& date) const { return ToCivilDay(date) > as_of_; }
  // An item without the day of its event is not evidence of anything.
  bool Happened(bool has_date, const v1::Date& date) const {
    return has_date && !IsLater(date);
  }
  // Whether a rater could have known by the day what the source says.
  bool WasKnown(const v1::Source& source) const {
    const bool has_own_day = source.has_known_on();
    return Happened(has_own_day || source.has_collected_on(),
                    has_own_day ? source.known_on() : source.collected_on());
  }
  // Whether figures that speak of the day of collection speak of a later day.
  bool WasCollectedLater(const v1::Source& source) const {
    return source.has_collected_on() && IsLater(source.collected_on());
  }

  void ViewProfile(v1::Profile& profile) const;
  void ViewPatents(v1::Evidence& evidence) const;
  void ViewPatent(v1::Patent& patent) const;
  void ViewRights(v1::Evidence& evidence) const;
  void ViewAccounts(v1::Evidence& evidence) const;
  void ViewPeople(v1::Evidence& evidence) const;
  void ViewTitles(v1::Evidence& evidence) const;
  void ViewProjects(v1::Evidence& evidence) const;
  void ViewContracts(v1::Evidence& evidence) const;
  void ViewIncidents(v1::Evidence& evidence) const;
  void ViewAttestations(v1::Evidence& evidence) const;

  absl::CivilDay as_of_;
};

void Viewer::ViewProfile(v1::Profile& profile) const {
  if (!WasKnown(profile.source())) {
    // Who is rated is the question, not evidence: that much stays.
    v1::Profile identity;
    identity.set_unified_social_credit_code(
        profile.unified_social_credit_code());
    identity.mutable_identifiers()->Swap(profile.mutable_identifiers());
    if (profile.has_name())
      identity.mutable_name()->Swap(profile.mutable_name());
    profile = std::move(identity);
    return;
  }
  if (IsLater(profile.registration_date())) profile.clear_registration_date();
  if (IsLater(profile.first_revenue_date())) profile.clear_first_revenue_date();
  if (IsLater(profile.listing_date())) profile.clear_listing_date();
  if (IsLater(profile.niche_since())) profile.clear_niche_since();
}

void Viewer::ViewPatent(v1::Patent& patent) const {
  const bool is_published =
      Happened(patent.has_publication_date(), patent.publication_date()) ||
      Happened(patent.has_grant_date(), patent.grant_date());
  const bool has_publication =
      patent.has_publication_date() || patent.has_grant_date();
  // The office gives the number when it publishes.
  if (has_publication && !is_published) patent.clear_publication_number();
  if (IsLater(patent.publication_date())) patent.clear_publication_date();
  if (IsLater(patent.grant_date())) patent.clear_grant_date();
  if (IsLater(patent.lapse_date())) patent.clear_lapse_date();
  if (IsLater(patent.transferred_on())) patent.clear_transferred_on();
  // The register's owners of the day of collection.
  if (WasCollectedLater(patent.source())) patent.clear_owners();
  KeepOnly(patent.mutable_citations(), [this](const v1::CitationCount& count) {
    return Happened(count.has_counted_on(), count.counted_on());
  });
  KeepOnly(patent.mutable_pledges(), [this](const v1::Pledge& pledge) {
    return Happened(pledge.has_registered_on(), pledge.registered_on());
  });
  for (v1::Pledge& pledge : *patent.mutable_pledges()) {
    if (IsLater(pledge.released_on())) pledge.clear_released_on();
  }
  KeepOnly(patent.mutable_litigation(), [this](const v1::Litigation& suit) {
    return Happened(suit.has_opened_on(), suit.opened_on());
  });
  for (v1::Litigation& suit : *patent.mutable_litigation()) {
    if (!IsLater(suit.closed_on())) continue;
    suit.clear_closed_on();
    suit.set_outcome(v1::DISPUTE_OUTCOME_PENDING);
  }
  patent.set_status(StatusOn(patent, as_of_));
}

void Viewer::ViewPatents(v1::Evidence& evidence) const {
  KeepOnly(evidence.mutable_patents(), [this](const v1::Patent& patent) {
    return WasKnown(patent.source()) && !IsLater(patent.acquired_on()) &&
           Happened(patent.has_filing_date(), patent.filing_date());
  });
  for (v1::Patent& patent : *evidence.mutable_patents()) ViewPatent(patent);
  // A year's count is one of the whole year.
  KeepOnly(evidence.mutable_patent_counts(),
           [this](const v1::PatentCount& count) {
             return WasKnown(count.source()) &&
                    absl::CivilDay(count.year(), 12, 31) <= as_of_;
           });
}

void Viewer::ViewRights(v1::Evidence& evidence) const {
  KeepOnly(evidence.mutable_other_ip(), [this](const v1::OtherIp& right) {
    return WasKnown(right.source()) && !IsLater(right.acquired_on()) &&
           Happened(right.has_registered_on(), right.registered_on());
  });
  KeepOnly(evidence.mutable_conversions(), [this](const v1::Conversion& item) {
    return WasKnown(item.source()) &&
           Happened(item.has_converted_on(), item.converted_on());
  });
  for (v1::Conversion& item : *evidence.mutable_conversions()) {
    if (WasCollectedLater(item.source())) item.clear_income();
  }
}

void Viewer::ViewAccounts(v1::Evidence& evidence) const {
  KeepOnly(evidence.mutable_fiscal_years(), [this](const v1::FiscalYear& year) {
    return WasKnown(year.source()) &&
           Happened(year.has_period_end(), year.period_end());
  });
  KeepOnly(evidence.mutable_funding_rounds(),
           [this](const v1::FundingRound& round) {
             return WasKnown(round.source()) &&
                    Happened(round.has_closed_on(), round.closed_on());
           });
}

void Viewer::ViewPeople(v1::Evidence& evidence) const {
  KeepOnly(evidence.mutable_team_snapshots(),
           [this](const v1::TeamSnapshot& team) {
             return WasKnown(team.source()) &&
                    Happened(team.has_counted_on(), team.counted_on());
           });
  KeepOnly(evidence.mutable_key_people(), [this](const v1::KeyPerson& person) {
    return WasKnown(person.source()) &&
           Happened(person.has_joined_on(), person.joined_on());
  });
  for (v1::KeyPerson& person : *evidence.mutable_key_people()) {
    if (IsLater(person.left_on())) person.clear_left_on();
    // An award without a source of its own has the person's.
    KeepOnly(person.mutable_awards(), [this](const v1::Award& award) {
      return (!award.has_source() || WasKnown(award.source())) &&
             Happened(award.has_awarded_on(), award.awarded_on());
    });
  }
}

void Viewer::ViewTitles(v1::Evidence& evidence) const {
  KeepOnly(evidence.mutable_qualifications(),
           [this](const v1::Qualification& title) {
             return WasKnown(title.source()) &&
                    Happened(title.has_valid_from(), title.valid_from());
           });
  for (v1::Qualification& title : *evidence.mutable_qualifications()) {
    if (IsLater(title.revoked_on())) title.clear_revoked_on();
  }
  KeepOnly(evidence.mutable_awards(), [this](const v1::Award& award) {
    return WasKnown(award.source()) &&
           Happened(award.has_awarded_on(), award.awarded_on());
  });
  KeepOnly(evidence.mutable_platforms(), [this](const v1::Platform& platform) {
    return WasKnown(platform.source()) &&
           Happened(platform.has_recognised_on(), platform.recognised_on());
  });
  for (v1::Platform& platform : *evidence.mutable_platforms()) {
    if (IsLater(platform.ended_on())) platform.clear_ended_on();
  }
}

void Viewer::ViewProjects(v1::Evidence& evidence) const {
  KeepOnly(evidence.mutable_projects(), [this](const v1::Project& project) {
    return WasKnown(project.source()) &&
           Happened(project.has_started_on(), project.started_on());
  });
  KeepOnly(evidence.mutable_standards(), [this](const v1::Standard& standard) {
    return WasKnown(standard.source()) &&
           Happened(standard.has_published_on(), standard.published_on());
  });
}

void Viewer::ViewContracts(v1::Evidence& evidence) const {
  KeepOnly(evidence.mutable_procurement_contracts(),
           [this](const v1::ProcurementContract& contract) {
             return WasKnown(contract.source()) &&
                    Happened(contract.has_signed_on(), contract.signed_on());
           });
  for (v1::ProcurementContract& contract :
       *evidence.mutable_procurement_contracts()) {
    if (IsLater(contract.completed_on())) contract.clear_completed_on();
    if (IsLater(contract.terminated_on())) contract.clear_terminated_on();
    if (WasCollectedLater(contract.source())) contract.clear_paid();
  }
}

void Viewer::ViewIncidents(v1::Evidence& evidence) const {
  KeepOnly(evidence.mutable_incidents(), [this](const v1::Incident& incident) {
    return WasKnown(incident.source()) &&
           Happened(incident.has_occurred_on(), incident.occurred_on());
  });
  for (v1::Incident& incident : *evidence.mutable_incidents()) {
    if (IsLater(incident.resolved_on())) incident.clear_resolved_on();
  }
}

void Viewer::ViewAttestations(v1::Evidence& evidence) const {
  KeepOnly(evidence.mutable_attestations(),
           [this](const v1::Attestation& finding) {
             return WasKnown(finding.source()) &&
                    Happened(finding.has_attested_on(), finding.attested_on());
           });
}

void Viewer::View(v1::Evidence& evidence) const {
  if (evidence.has_profile()) ViewProfile(*evidence.mutable_profile());
  ViewPatents(evidence);
  ViewRights(evidence);
  ViewAccounts(evidence);
  ViewPeople(evidence);
  ViewTitles(evidence);
  ViewProjects(evidence);
  ViewContracts(evidence);
  ViewIncidents(evidence);
  ViewAttestations(evidence);
  KeepOnly(evidence.mutable_coverage(), [this](const v1::Coverage& coverage) {
    return WasKnown(coverage.source());
  });
  SortItems(evidence);
}

}  // namespace

v1::Evidence ViewAsOf(v1::Evidence evidence, const v1::Date& as_of) {
  ReduceToView(as_of, evidence);
  return evidence;
}

void ReduceToView(const v1::Date& as_of, v1::Evidence& evidence) {
  Viewer(as_of).View(evidence);
}

}  // namespace techflow::evidence
