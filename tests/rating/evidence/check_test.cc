#include "rating/evidence/check.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/evidence/sound_evidence.h"

namespace techflow::evidence {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

struct Case {
  std::string_view from;
  std::string_view to;
  std::string_view field;  // Below "evidence.".
  std::string_view phrase;
};

// Each change makes exactly one violation.
void ExpectViolations(std::initializer_list<Case> cases) {
  for (const Case& c : cases) {
    const CheckResult result = CheckEvidence(With(c.from, c.to));
    ASSERT_THAT(result.violations, SizeIs(1)) << c.to << Listing(result);
    EXPECT_EQ(result.violations[0].field, fmt::format("evidence.{}", c.field));
    EXPECT_THAT(result.violations[0].expected,
                HasSubstr(std::string(c.phrase)));
  }
}

// Each change makes exactly one warning and no violation.
void ExpectWarnings(std::initializer_list<Case> cases) {
  for (const Case& c : cases) {
    const CheckResult result = CheckEvidence(With(c.from, c.to));
    EXPECT_TRUE(result.ok()) << Listing(result);
    ASSERT_THAT(result.warnings, SizeIs(1)) << c.to << Listing(result);
    EXPECT_EQ(result.warnings[0].field(), fmt::format("evidence.{}", c.field));
    EXPECT_THAT(result.warnings[0].message(), HasSubstr(std::string(c.phrase)));
  }
}

TEST(CheckEvidence, FindsNothingWrongWithSoundEvidence) {
  const CheckResult result = CheckEvidence(Sound());
  EXPECT_TRUE(result.ok() && result.warnings.empty()) << Listing(result);
}

TEST(CheckEvidence, RefusesWhatIsMissing) {
  ExpectViolations({
      {"name { zh: '示例' }", "", "profile.name", "required"},
      {"name { zh: '示例' }", "name {}", "profile.name", "zh or in en"},
      {"scheme: 'LEI'", "", "profile.identifiers[0].scheme", "required"},
      {"application_number: 'CN95115608.X'", "",
       "patents[0].application_number", "required"},
      {"office: 'CN'", "", "patents[0].office", "required"},
      {"type: PATENT_TYPE_INVENTION", "", "patents[0].type",
       "one of invention, utility model, design"},
      {"filing_date: D(1995-06-01)", "", "patents[0].filing_date", "required"},
      {"counted_on: D(1999-01-01) forward", "forward",
       "patents[0].citations[0].counted_on", "required"},
      {"year: 1999 office", "office", "patent_counts[0].year", "required"},
      {"kind: OTHER_IP_KIND_IC_LAYOUT", "", "other_ip[0].kind", "one of"},
      {"currency: 'CNY'\n    revenue", "revenue", "fiscal_years[0].currency",
       "required"},
      {"role: KEY_PERSON_ROLE_FOUNDER", "", "key_people[0].role", "founder"},
      {"kind: CONVERSION_KIND_PRODUCT", "", "conversions[0].kind", "product"},
      {"title { zh: '产品' }", "", "conversions[0].title", "required"},
      {"valid_from: D(1999-01-01)", "", "qualifications[0].valid_from",
       "required"},
      {"kind: AWARD_KIND_PATENT", "", "awards[0].kind", "contest"},
      {"level: AUTHORITY_LEVEL_NATIONAL rank", "rank", "awards[0].level",
       "national"},
      {"recognised_on: D(1999-01-01)", "", "platforms[0].recognised_on",
       "required"},
      {"started_on: D(1999-01-01)", "", "projects[0].started_on", "required"},
      {"number: 'GB/T 1-1999'", "", "standards[0].number", "required"},
      {"amount { amount: N(5e6) currency: 'CNY' }", "",
       "funding_rounds[0].amount", "required"},
      {"amount: N(5e6) currency: 'CNY'", "amount: N(5e6)",
       "funding_rounds[0].amount.currency", "required"},
      {"number: 'P1'", "", "procurement_contracts[0].number", "required"},
      {"kind: INCIDENT_KIND_LAWSUIT", "", "incidents[0].kind", "lawsuit"},
      {"section: SECTION_PATENTS", "", "coverage[0].section", "patents"},
      {"question: 'hnte technology advancement'", "",
       "attestations[0].question", "required"},
      {"attested_on: D(1999-01-01)", "", "attestations[0].attested_on",
       "required"},
      {"holds: true level: 'A'\n                 points: N(8)", "",
       "attestations[0]", "at least one of holds, level and points"},
  });
}

TEST(CheckEvidence, AsksForAProfile) {
  const CheckResult result = CheckEvidence(v1::Evidence());
  ASSERT_THAT(result.violations, SizeIs(1));
  EXPECT_EQ(result.violations[0].field, "evidence.profile");
}

TEST(CheckEvidence, AsksEveryItemForItsSource) {
  int sources = 0;
  for (size_t at = 0; (at = kSound.find("SOURCE", at)) != std::string::npos;
       ++at) {
    std::string text(kSound);
    text.replace(at, 6, "");
    const CheckResult result = CheckEvidence(Sound(text));
    ASSERT_THAT(result.violations, SizeIs(1)) << Listing(result);
    EXPECT_THAT(result.violations[0].field, HasSubstr(".source"));
    ++sources;
  }
  EXPECT_EQ(sources, 18);
}

TEST(CheckEvidence, AsksASourceForSystemDayAndVerification) {
  for (const char* name : {"system", "collected_on", "verification"}) {
    v1::Evidence evidence = Sound();
    v1::Source& source = *evidence.mutable_incidents(0)->mutable_source();
    source.GetReflection()->ClearField(
        &source, v1::Source::descriptor()->FindFieldByName(name));
    const CheckResult result = CheckEvidence(evidence);
    ASSERT_THAT(result.violations, SizeIs(1)) << Listing(result);
    EXPECT_EQ(result.violations[0].field,
              fmt::format("evidence.incidents[0].source.{}", name));
  }
}

TEST(CheckEvidence, RefusesDaysThatAreNoneOrOutOfOrder) {
  ExpectViolations({
      {"D(1999-12-31)", "D(1999-02-29)", "fiscal_years[0].period_end",
       "real day"},
      {"D(1999-12-31)", "{ year: 1999 }", "fiscal_years[0].period_end",
       "real day"},
      {"D(1999-12-31)", "D(1998-12-31)", "fiscal_years[0].period_end",
       "a day in 1999"},
      {"D(1996-06-01)", "D(1995-05-31)", "patents[0].publication_date",
       "not before 1995-06-01 (filing_date)"},
      {"D(1998-06-01)", "D(1995-05-31)", "patents[0].grant_date",
       "filing_date"},
      {"lapse_date: D(2010-06-01)", "lapse_date: D(1995-05-31)",
       "patents[0].lapse_date", "filing_date"},
      {"lapse_date: D(2010-06-01)",
       "acquired_on: D(2009-01-01) transferred_on: D(2008-01-01)",
       "patents[0].transferred_on", "acquired_on"},
      {"pledgee", "released_on: D(1998-12-31) pledgee",
       "patents[0].pledges[0].released_on", "registered_on"},
      {"closed_on: D(1999-02-01)", "closed_on: D(1998-02-01)",
       "patents[0].litigation[0].closed_on", "opened_on"},
      {"left_on: D(1999-01-01)", "left_on: D(1994-01-01)",
       "key_people[0].left_on", "joined_on"},
      {"valid_until: D(2002-01-01)", "valid_until: D(1998-01-01)",
       "qualifications[0].valid_until", "valid_from"},
      {"ended_on: D(2003-01-01)", "ended_on: D(1998-01-01)",
       "projects[0].ended_on", "started_on"},
      {"completed_on: D(1999-05-01)", "completed_on: D(1998-05-01)",
       "procurement_contracts[0].completed_on", "signed_on"},
      {"occurred_on: D(1999-01-01)",
       "occurred_on: D(1999-01-01) resolved_on: D(1998-01-01)",
       "incidents[0].resolved_on", "occurred_on"},
  });
}

TEST(CheckEvidence, AcceptsDaysThatAreTheSame) {
  for (const auto& [from, to] :
       {std::pair("D(1996-06-01)", "D(1995-06-01)"),
        std::pair("left_on: D(1999-01-01)", "left_on: D(1995-01-01)"),
        std::pair("valid_until: D(2002-01-01)",
                  "valid_until: D(1999-01-01)")}) {
    const CheckResult result = CheckEvidence(With(from, to));
    EXPECT_TRUE(result.ok()) << Listing(result);
  }
}

TEST(CheckEvidence, RefusesNumbersOutOfRange) {
  ExpectViolations({
      {"main_revenue: N(90)", "main_revenue: N(-1)",
       "fiscal_years[0].main_revenue", "0 or more"},
      {"main_revenue: N(90)", "main_revenue: N(9O)",
       "fiscal_years[0].main_revenue", "a decimal number"},
      {"main_revenue: N(90)", "main_revenue: N()",
       "fiscal_years[0].main_revenue", "a decimal number"},
      {"main_revenue: N(90)",
       "main_revenue: N(1.2345678901234567890123456789012345)",
       "fiscal_years[0].main_revenue", "34 significant digits"},
      {"claims: 9 independent_claims: 2", "claims: -1", "patents[0].claims",
       "0 or more"},
      {"filed: 3", "filed: -3", "patent_counts[0].filed", "0 or more"},
      {"year: 1999 office", "year: 10000 office", "patent_counts[0].year",
       "1 to 9999"},
      {"N(0.3)", "N(1.01)", "key_people[0].shareholding", "0 to 1"},
      {"N(0.3)", "N(-0.01)", "key_people[0].shareholding", "0 or more"},
      {"rank: 1", "rank: 0", "awards[0].rank", "1 or more"},
      {"digital_level: 4", "digital_level: 5", "profile.digital_level",
       "1 to 4"},
      {"digital_level: 4", "digital_level: 0", "profile.digital_level",
       "1 to 4"},
      {"digital_level: 4", "digital_level: -1", "profile.digital_level",
       "0 or more"},
      {"market_share: N(0.2)", "market_share: N(1.01)", "profile.market_share",
       "0 to 1"},
      {"market_rank: 2", "market_rank: 0", "profile.market_rank", "1 or more"},
      {"points: N(8)", "points: N(100.5)", "attestations[0].points",
       "0 to 100"},
      {"points: N(8)", "points: N(-1)", "attestations[0].points", "0 or more"},
      {"amount: N(5e6)", "amount: N(0)", "funding_rounds[0].amount.amount",
       "above 0"},
  });
}

TEST(CheckEvidence, RefusesPartsAboveTheirWholes) {
  ExpectViolations({
      {"main_revenue: N(90)", "main_revenue: N(100.01)",
       "fiscal_years[0].main_revenue", "at most 100 (revenue)"},
      {"high_tech_income: N(60)", "high_tech_income: N(111)",
       "fiscal_years[0].high_tech_income", "total_income"},
      {"domestic_rd_spend: N(10.5)", "domestic_rd_spend: N(10.51)",
       "fiscal_years[0].domestic_rd_spend", "at most 10.5 (rd_spend)"},
      {"outsourced_rd_spend: N(1)", "outsourced_rd_spend: N(11)",
       "fiscal_years[0].outsourced_rd_spend", "rd_spend"},
      {"rd_staff: N(3)", "rd_staff: N(12.6)", "fiscal_years[0].rd_staff",
       "at most 12.5 (headcount)"},
      {"rd_staff: 3", "rd_staff: 7", "team_snapshots[0].rd_staff",
       "at most 6 (headcount)"},
      {"doctors: 1", "doctors: 2", "team_snapshots[0].headcount", "at least 7"},
      {"self: 1", "self: 4", "patents[0].citations[0].self",
       "at most 3 (forward)"},
      {"independent_claims: 2", "independent_claims: 10",
       "patents[0].independent_claims", "at most 9 (claims)"},
      {"amount: N(5e7)", "amount: N(4e6)",
       "funding_rounds[0].post_money_valuation.amount", "at least 5000000"},
  });
}

TEST(CheckEvidence, RefusesIdentifiersOfTheWrongShape) {
  ExpectViolations({
      {"91350200776049653A", "9135020077604965",
       "profile.unified_social_credit_code", "18 digits"},
      {"C3973", "3973", "profile.industry_code", "section letter"},
      {"SIC:3674", "3674", "profile.foreign_industry_code", "SIC:3674"},
      {"'350200'", "'3502'", "profile.region_code", "six digits"},
      {"country_code: 'CN'", "country_code: 'CHN'", "profile.country_code",
       "two capital letters"},
      {"CN95115608.X", "CN202010318818", "patents[0].application_number",
       "check digit"},
      {"'CN95115608.X' office: 'CN'", "'95115608' office: 'US'",
       "patents[0].application_number", "begins with its office, US"},
      {"office: 'CN'", "office: 'China'", "patents[0].office", "ST.3"},
      {"H01L 21/336", "semiconductors", "patents[0].ipc_classes[0]", "H01L"},
      {"family_offices: 'CN' granted",
       "family_offices: 'cn' family_offices: "
       "'CN' granted",
       "patents[0].family_offices[0]", "ST.3"},
      {"office: 'US'", "office: 'usa'", "patent_counts[0].office", "ST.3"},
      {"currency: 'CNY'\n    revenue", "currency: 'RMB¥' revenue",
       "fiscal_years[0].currency", "ISO 4217"},
      {"N(5e7) currency: 'CNY'", "N(5e7) currency: 'yuan'",
       "funding_rounds[0].post_money_valuation.currency", "ISO 4217"},
  });
}

TEST(CheckEvidence, RefusesContradictions) {
  ExpectViolations({
      {"DISPUTE_OUTCOME_WON", "DISPUTE_OUTCOME_PENDING",
       "patents[0].litigation[0].outcome", "closed"},
      {"due_on", "terminated_on: D(1999-06-01) due_on",
       "procurement_contracts[0].terminated_on", "completed_on"},
      {"claims: 9", "claims: 9 status: PATENT_STATUS_IN_FORCE",
       "patents[0].status", "computed"},
      {"implied_fields: 'rd_spend'", "implied_fields: 'rd spend'",
       "fiscal_years[0].implied_fields[0]", "as rd_spend"},
      {"implied_fields: 'rd_spend'", "implied_fields: 'audited'",
       "fiscal_years[0].implied_fields[0]", "a figure"},
      {"implied_fields: 'rd_spend'", "implied_fields: 'cost_and_expense'",
       "fiscal_years[0].implied_fields[0]", "that is set"},
      {"implied_fields: 'rd_spend'", "implied_fields: ''",
       "fiscal_years[0].implied_fields[0]", ""},
  });
}

TEST(CheckEvidence, WarnsOfWhatIsOdd) {
  ExpectWarnings({
      {"91350200776049653A", "91350100M0001TGQXM",
       "profile.unified_social_credit_code", "would be 1"},
      {"CN95115608.X", "CN95115608.4", "patents[0].application_number",
       "would be X"},
      {"CN95115608.X", "CN95215608.3", "patents[0].application_number",
       "utility model"},
      {"CN95115608.X", "CN94115608.7", "patents[0].application_number",
       "a number of 1994"},
      {"claims: 9",
       "claims: 9 acquisition: ACQUISITION_SELF_DEVELOPED "
       "acquired_on: D(1999-01-01)",
       "patents[0].acquired_on", "self developed"},
      {"granted_family_offices: 'CN'", "granted_family_offices: 'US'",
       "patents[0].granted_family_offices[0]", "not among"},
      {"registration_date: D(1995-01-01)",
       "registration_date: D(1995-01-01) listing_date: D(1994-01-01)",
       "profile.listing_date", "before the registration"},
      {"net_assets: N(-2)", "net_assets: N(-3)", "fiscal_years[0].net_assets",
       "are -2"},
      {"total_income: N(110)", "total_income: N(99)",
       "fiscal_years[0].total_income", "below the revenue"},
      {"paid { amount: N(9)", "paid { amount: N(10)",
       "procurement_contracts[0].paid", "more than"},
      {"attested_on: D(1999-01-01)", "attested_on: D(2000-01-02)",
       "attestations[0].attested_on", "later than its collection"},
      {"occurred_on: D(1999-01-01)", "occurred_on: D(2000-01-02)",
       "incidents[0].occurred_on", "later than its collection on 2000-01-01"},
  });
}

TEST(CheckEvidence, WarnsOfDaysOfKnowledgeThatCannotBe) {
  v1::Evidence evidence = Sound();
  v1::Source& source = *evidence.mutable_incidents(0)->mutable_source();
  *source.mutable_known_on() = Day("2000-01-02");
  CheckResult result = CheckEvidence(evidence);
  ASSERT_THAT(result.warnings, SizeIs(1)) << Listing(result);
  EXPECT_EQ(result.warnings[0].field(),
            "evidence.incidents[0].source.known_on");
  EXPECT_THAT(result.warnings[0].message(), HasSubstr("later than"));
  *source.mutable_known_on() = Day("1998-12-31");
  result = CheckEvidence(evidence);
  ASSERT_THAT(result.warnings, SizeIs(1)) << Listing(result);
  EXPECT_THAT(result.warnings[0].message(), HasSubstr("before it happened"));
}

}  // namespace
}  // namespace techflow::evidence
