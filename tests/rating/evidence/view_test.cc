#include "rating/evidence/view.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "tests/rating/evidence/evidence_text.h"

namespace techflow::evidence {
namespace {

v1::Evidence View(const std::string& text, std::string_view day) {
  return ViewAsOf(ParseEvidence(text), Day(day));
}

// The day an item appears: not there on the day before, there on `day`.
void ExpectAppearsOn(const std::string& text, std::string_view day_before,
                     std::string_view day) {
  const auto items = [](const v1::Evidence& view) {
    return view.patents_size() + view.patent_counts_size() +
           view.other_ip_size() + view.fiscal_years_size() +
           view.team_snapshots_size() + view.key_people_size() +
           view.conversions_size() + view.qualifications_size() +
           view.awards_size() + view.platforms_size() + view.projects_size() +
           view.standards_size() + view.funding_rounds_size() +
           view.procurement_contracts_size() + view.incidents_size() +
           view.coverage_size() + view.attestations_size();
  };
  EXPECT_EQ(items(View(text, day_before)), 0) << text;
  EXPECT_EQ(items(View(text, day)), 1) << text;
}

TEST(View, ShowsEveryItemFromTheDayOfItsEventOn) {
  for (const std::string_view item :
       {"patents { filing_date: D(2020-05-04) KNOWN }",
        "patents { filing_date: D(2019-01-01) acquired_on: D(2020-05-04) KNOWN "
        "}",
        "other_ip { registered_on: D(2020-05-04) KNOWN }",
        "other_ip { registered_on: D(2019-01-01) acquired_on: D(2020-05-04) "
        "KNOWN }",
        "fiscal_years { year: 2020 period_end: D(2020-05-04) KNOWN }",
        "team_snapshots { counted_on: D(2020-05-04) KNOWN }",
        "key_people { joined_on: D(2020-05-04) KNOWN }",
        "conversions { converted_on: D(2020-05-04) KNOWN }",
        "qualifications { valid_from: D(2020-05-04) KNOWN }",
        "awards { awarded_on: D(2020-05-04) KNOWN }",
        "platforms { recognised_on: D(2020-05-04) KNOWN }",
        "projects { started_on: D(2020-05-04) KNOWN }",
        "standards { published_on: D(2020-05-04) KNOWN }",
        "funding_rounds { closed_on: D(2020-05-04) KNOWN }",
        "procurement_contracts { signed_on: D(2020-05-04) KNOWN }",
        "incidents { occurred_on: D(2020-05-04) KNOWN }",
        "attestations { attested_on: D(2020-05-04) KNOWN }"}) {
    ExpectAppearsOn(std::string(item), "2020-05-03", "2020-05-04");
  }
}

TEST(View, ShowsEveryItemFromTheDayItWasKnownOn) {
  for (const std::string_view item :
       {"patents { filing_date: D(2001-01-01) SOURCE }",
        "patent_counts { year: 2001 SOURCE }",
        "other_ip { registered_on: D(2001-01-01) SOURCE }",
        "fiscal_years { year: 2001 period_end: D(2001-12-31) SOURCE }",
        "team_snapshots { counted_on: D(2001-01-01) SOURCE }",
        "key_people { joined_on: D(2001-01-01) SOURCE }",
        "conversions { converted_on: D(2001-01-01) SOURCE }",
        "qualifications { valid_from: D(2001-01-01) SOURCE }",
        "awards { awarded_on: D(2001-01-01) SOURCE }",
        "platforms { recognised_on: D(2001-01-01) SOURCE }",
        "projects { started_on: D(2001-01-01) SOURCE }",
        "standards { published_on: D(2001-01-01) SOURCE }",
        "funding_rounds { closed_on: D(2001-01-01) SOURCE }",
        "procurement_contracts { signed_on: D(2001-01-01) SOURCE }",
        "incidents { occurred_on: D(2001-01-01) SOURCE }",
        "attestations { attested_on: D(2001-01-01) SOURCE }",
        "coverage { section: SECTION_PATENTS SOURCE }"}) {
    for (const std::string_view source :
         {"source { collected_on: D(2020-05-04) }",
          "source { collected_on: D(2026-01-01) known_on: D(2020-05-04) }"}) {
      std::string text(item);
      text.replace(text.find("SOURCE"), 6, source);
      ExpectAppearsOn(text, "2020-05-03", "2020-05-04");
    }
  }
}

TEST(View, ShowsNothingWithoutSourceOrDay) {
  const v1::Evidence view = View(
      "patents { filing_date: D(2020-05-04) } patents { KNOWN } "
      "fiscal_years { year: 2020 KNOWN } awards { KNOWN }",
      "2026-01-01");
  EXPECT_EQ(view.ByteSizeLong(), 0) << view.ShortDebugString();
}

TEST(View, CountsOfAYearAreThereWhenTheYearHasEnded) {
  ExpectAppearsOn("patent_counts { year: 2020 KNOWN }", "2020-12-30",
                  "2020-12-31");
}

TEST(View, UnsetsWhatHappenedToAPatentLater) {
  const std::string text = R"(
    patents {
      filing_date: D(2015-01-01) publication_date: D(2016-07-01)
      grant_date: D(2018-01-01) lapse_date: D(2020-01-01)
      transferred_on: D(2021-01-01) expiry_date: D(2035-01-01)
      publication_number: "CN1A"
      citations { counted_on: D(2017-01-01) }
      citations { counted_on: D(2019-01-01) }
      pledges { registered_on: D(2018-06-01) released_on: D(2019-06-01) }
      litigation { opened_on: D(2018-07-01) closed_on: D(2019-07-01)
                   outcome: DISPUTE_OUTCOME_WON }
      KNOWN
    })";
  const v1::Patent young = View(text, "2016-06-30").patents(0);
  EXPECT_FALSE(young.has_publication_date());
  EXPECT_EQ(young.publication_number(), "");
  EXPECT_EQ(
      young.citations_size() + young.pledges_size() + young.litigation_size(),
      0);
  EXPECT_TRUE(young.has_expiry_date());

  const v1::Patent middle = View(text, "2018-12-31").patents(0);
  EXPECT_TRUE(middle.has_publication_date());
  EXPECT_TRUE(middle.has_grant_date());
  EXPECT_EQ(middle.publication_number(), "CN1A");
  EXPECT_FALSE(middle.has_lapse_date());
  EXPECT_FALSE(middle.has_transferred_on());
  EXPECT_EQ(middle.citations_size(), 1);
  EXPECT_FALSE(middle.pledges(0).has_released_on());
  EXPECT_FALSE(middle.litigation(0).has_closed_on());
  EXPECT_EQ(middle.litigation(0).outcome(), v1::DISPUTE_OUTCOME_PENDING);

  const v1::Patent old = View(text, "2021-01-01").patents(0);
  EXPECT_TRUE(old.has_lapse_date());
  EXPECT_TRUE(old.has_transferred_on());
  EXPECT_TRUE(old.pledges(0).has_released_on());
  EXPECT_EQ(old.litigation(0).outcome(), v1::DISPUTE_OUTCOME_WON);
}

TEST(View, UnsetsLaterFactsOfOtherItems) {
  const std::string text = R"(
    key_people {
      joined_on: D(2010-01-01) left_on: D(2020-01-01)
      awards { awarded_on: D(2012-01-01) }
      awards { awarded_on: D(2020-01-01) }
      awards { awarded_on: D(2012-01-01)
               source { collected_on: D(2020-01-01) } }
      KNOWN }
    qualifications { valid_from: D(2010-01-01) valid_until: D(2022-01-01)
                     revoked_on: D(2020-01-01) KNOWN }
    platforms { recognised_on: D(2010-01-01) ended_on: D(2020-01-01) KNOWN }
    projects { started_on: D(2010-01-01) ended_on: D(2020-01-01) KNOWN }
    procurement_contracts { signed_on: D(2010-01-01) due_on: D(2022-01-01)
      completed_on: D(2020-01-01) KNOWN }
    procurement_contracts { signed_on: D(2011-01-01)
      terminated_on: D(2020-01-01) KNOWN }
    incidents { occurred_on: D(2010-01-01) resolved_on: D(2020-01-01) KNOWN })";
  const v1::Evidence before = View(text, "2019-12-31");
  EXPECT_FALSE(before.key_people(0).has_left_on());
  EXPECT_EQ(before.key_people(0).awards_size(), 1);
  EXPECT_FALSE(before.qualifications(0).has_revoked_on());
  EXPECT_TRUE(before.qualifications(0).has_valid_until());
  EXPECT_FALSE(before.platforms(0).has_ended_on());
  EXPECT_TRUE(before.projects(0).has_ended_on());  // A plan, known before.
  EXPECT_FALSE(before.procurement_contracts(0).has_completed_on());
  EXPECT_TRUE(before.procurement_contracts(0).has_due_on());
  EXPECT_FALSE(before.procurement_contracts(1).has_terminated_on());
  EXPECT_FALSE(before.incidents(0).has_resolved_on());

  const v1::Evidence on_the_day = View(text, "2020-01-01");
  EXPECT_TRUE(on_the_day.key_people(0).has_left_on());
  EXPECT_EQ(on_the_day.key_people(0).awards_size(), 3);
  EXPECT_TRUE(on_the_day.qualifications(0).has_revoked_on());
  EXPECT_TRUE(on_the_day.platforms(0).has_ended_on());
  EXPECT_TRUE(on_the_day.procurement_contracts(0).has_completed_on());
  EXPECT_TRUE(on_the_day.procurement_contracts(1).has_terminated_on());
  EXPECT_TRUE(on_the_day.incidents(0).has_resolved_on());
}

TEST(View, UnsetsFiguresOfTheDayOfCollectionWhereThatIsLater) {
  const std::string text = R"(
    patents { filing_date: D(2015-01-01) owners: "A" SOURCE }
    conversions { converted_on: D(2015-01-01) income { currency: "CNY" } SOURCE }
    procurement_contracts { signed_on: D(2015-01-01) paid { currency: "CNY" }
      SOURCE })";
  const auto with_source = [&text](std::string_view source) {
    std::string full = text;
    for (size_t at; (at = full.find("SOURCE")) != std::string::npos;) {
      full.replace(at, 6, source);
    }
    return full;
  };
  const v1::Evidence later =
      View(with_source("source { collected_on: D(2021-01-01) known_on: "
                       "D(2016-01-01) }"),
           "2020-01-01");
  EXPECT_EQ(later.patents(0).owners_size(), 0);
  EXPECT_FALSE(later.conversions(0).has_income());
  EXPECT_FALSE(later.procurement_contracts(0).has_paid());
  const v1::Evidence known =
      View(with_source("source { collected_on: D(2020-01-01) }"), "2020-01-01");
  EXPECT_EQ(known.patents(0).owners_size(), 1);
  EXPECT_TRUE(known.conversions(0).has_income());
  EXPECT_TRUE(known.procurement_contracts(0).has_paid());
}

TEST(View, ProfileKeepsOnlyWhoItIsUntilItIsKnown) {
  const std::string text = R"(
    profile { unified_social_credit_code: "X" name { en: "N" }
      identifiers { scheme: "LEI" value: "1" } industry_code: "C39"
      on_negative_list: true registration_date: D(2010-01-01)
      first_revenue_date: D(2018-01-01) listing_date: D(2022-01-01)
      source { collected_on: D(2019-01-01) } })";
  const v1::Profile before = View(text, "2018-12-31").profile();
  EXPECT_EQ(before.unified_social_credit_code(), "X");
  EXPECT_EQ(before.name().en(), "N");
  EXPECT_EQ(before.identifiers_size(), 1);
  EXPECT_EQ(before.industry_code(), "");
  EXPECT_FALSE(before.has_on_negative_list());
  EXPECT_FALSE(before.has_registration_date());
  const v1::Profile known = View(text, "2019-01-01").profile();
  EXPECT_TRUE(known.on_negative_list());
  EXPECT_TRUE(known.has_first_revenue_date());
  EXPECT_FALSE(known.has_listing_date());
}

TEST(View, ProfileLosesDaysThatAreLater) {
  const v1::Profile profile = View(R"(
    profile { registration_date: D(2020-01-02) first_revenue_date: D(2020-01-02)
              listing_date: D(2020-01-02) niche_since: D(2020-01-02)
              country_code: "CN" KNOWN })",
                                   "2020-01-01")
                                  .profile();
  EXPECT_FALSE(profile.has_registration_date());
  EXPECT_FALSE(profile.has_first_revenue_date());
  EXPECT_FALSE(profile.has_listing_date());
  EXPECT_FALSE(profile.has_niche_since());
  EXPECT_EQ(profile.country_code(), "CN");
}

TEST(View, DoesNotMakeAProfileWhereThereIsNone) {
  EXPECT_FALSE(View("", "2020-01-01").has_profile());
}

TEST(View, SortsListsByDayAndLeavesTextsAlone) {
  const v1::Evidence view = View(R"(
    patents { application_number: "B" filing_date: D(2016-01-01) KNOWN }
    patents { application_number: "C" filing_date: D(2015-01-01)
              inventors: "Z" inventors: "A" KNOWN }
    patents { application_number: "A" filing_date: D(2016-01-01) KNOWN }
    fiscal_years { year: 2018 period_end: D(2018-12-31) KNOWN }
    fiscal_years { year: 2017 period_end: D(2017-12-31) KNOWN })",
                                 "2020-01-01");
  EXPECT_EQ(view.patents(0).application_number(), "C");
  EXPECT_EQ(view.patents(0).inventors(0), "Z");
  EXPECT_EQ(view.patents(1).application_number(), "A");
  EXPECT_EQ(view.patents(2).application_number(), "B");
  EXPECT_EQ(view.fiscal_years(0).year(), 2017);
}

}  // namespace
}  // namespace techflow::evidence
