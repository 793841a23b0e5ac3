#ifndef TECHFLOW_TESTS_RATING_EVIDENCE_SOUND_EVIDENCE_H_
#define TECHFLOW_TESTS_RATING_EVIDENCE_SOUND_EVIDENCE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "gtest/gtest.h"
#include "rating/evidence/check.h"
#include "tests/rating/evidence/evidence_text.h"

namespace techflow::evidence {

// One of everything, and nothing wrong with it.
inline constexpr std::string_view kSound = R"(
  profile {
    unified_social_credit_code: '91350200776049653A'
    name { zh: '示例' } identifiers { scheme: 'LEI' value: '1' }
    registration_date: D(1995-01-01) industry_code: 'C3973'
    foreign_industry_code: 'SIC:3674' region_code: '350200' country_code: 'CN'
    niche_since: D(1996-01-01) in_strategic_emerging_industry: true
    product_role: PRODUCT_ROLE_FILLS_GAP digital_level: 4 owns_brand: true
    market_share: N(0.2) market_rank: 2
    SOURCE }
  patents {
    application_number: 'CN95115608.X' office: 'CN'
    type: PATENT_TYPE_INVENTION filing_date: D(1995-06-01)
    publication_date: D(1996-06-01) grant_date: D(1998-06-01)
    expiry_date: D(2015-06-01) lapse_date: D(2010-06-01)
    ipc_classes: 'H01L 21/336' claims: 9 independent_claims: 2
    citations { counted_on: D(1999-01-01) forward: 3 self: 1 }
    family_offices: 'CN' granted_family_offices: 'CN' inventors: '甲'
    pledges { registered_on: D(1999-01-01) pledgee: 'bank'
              amount { amount: N(5) currency: 'CNY' } }
    litigation { opened_on: D(1999-01-01) closed_on: D(1999-02-01)
                 outcome: DISPUTE_OUTCOME_WON }
    SOURCE }
  patent_counts { year: 1999 office: 'US' filed: 3 SOURCE }
  other_ip { registration_number: '1' kind: OTHER_IP_KIND_IC_LAYOUT
             registered_on: D(1999-01-01) SOURCE }
  fiscal_years {
    year: 1999 period_end: D(1999-12-31) currency: 'CNY'
    revenue: N(100) main_revenue: N(90) total_income: N(110)
    high_tech_income: N(60) rd_spend: N(10.5) domestic_rd_spend: N(10.5)
    outsourced_rd_spend: N(1) net_profit: N(-3) total_assets: N(10)
    total_liabilities: N(12) net_assets: N(-2) operating_cash_flow: N(-1)
    headcount: N(12.5) rd_staff: N(3) implied_fields: 'rd_spend' SOURCE }
  team_snapshots { counted_on: D(1999-01-01) headcount: 6 rd_staff: 3
                   doctors: 1 masters: 2 bachelors: 3 SOURCE }
  key_people { name: '甲' role: KEY_PERSON_ROLE_FOUNDER
               joined_on: D(1995-01-01) left_on: D(1999-01-01)
               shareholding: N(0.3)
               awards { title { zh: '奖' } kind: AWARD_KIND_TALENT
                        level: AUTHORITY_LEVEL_CITY awarded_on: D(1999-01-01) }
               SOURCE }
  conversions { title { zh: '产品' } kind: CONVERSION_KIND_PRODUCT
                converted_on: D(1999-01-01)
                income { amount: N(1) currency: 'CNY' } SOURCE }
  qualifications { kind: QUALIFICATION_KIND_HIGH_TECH_ENTERPRISE
                   valid_from: D(1999-01-01) valid_until: D(2002-01-01)
                   SOURCE }
  awards { title { zh: '奖' } kind: AWARD_KIND_PATENT
           level: AUTHORITY_LEVEL_NATIONAL rank: 1 awarded_on: D(1999-01-01)
           SOURCE }
  platforms { title { zh: '中心' } level: AUTHORITY_LEVEL_CITY
              recognised_on: D(1999-01-01) SOURCE }
  projects { title { zh: '项目' } level: AUTHORITY_LEVEL_NATIONAL
             started_on: D(1999-01-01) ended_on: D(2003-01-01) SOURCE }
  standards { number: 'GB/T 1-1999' level: AUTHORITY_LEVEL_NATIONAL
              published_on: D(1999-01-01) SOURCE }
  funding_rounds { closed_on: D(1999-01-01)
                   amount { amount: N(5e6) currency: 'CNY' }
                   post_money_valuation { amount: N(5e7) currency: 'CNY' }
                   SOURCE }
  procurement_contracts { number: 'P1' signed_on: D(1999-01-01)
                          due_on: D(2002-01-01) completed_on: D(1999-05-01)
                          amount { amount: N(9) currency: 'CNY' }
                          paid { amount: N(9) currency: 'CNY' } SOURCE }
  incidents { kind: INCIDENT_KIND_LAWSUIT occurred_on: D(1999-01-01) SOURCE }
  coverage { section: SECTION_PATENTS SOURCE }
  attestations { question: 'hnte technology advancement' holds: true level: 'A'
                 points: N(8) attested_on: D(1999-01-01) SOURCE })";

inline v1::Evidence Sound(std::string text = std::string(kSound)) {
  return ParseEvidence(ReplaceAll(std::move(text), "SOURCE", "KNOWN"));
}

// The sound evidence with one text in it replaced.
inline v1::Evidence With(std::string_view from, std::string_view to) {
  const size_t at = kSound.find(from);
  EXPECT_NE(at, std::string_view::npos) << from;
  std::string text(kSound);
  if (at != std::string_view::npos) text.replace(at, from.size(), to);
  return Sound(text);
}

inline std::string Listing(const CheckResult& result) {
  std::string text;
  for (const Violation& found : result.violations) {
    text += fmt::format("\n{} is [{}], expected {}", found.field, found.value,
                        found.expected);
  }
  for (const v1::Warning& found : result.warnings) {
    text += fmt::format("\n{} is [{}]: {}", found.field(), found.value(),
                        found.message());
  }
  return text;
}

}  // namespace techflow::evidence

#endif  // TECHFLOW_TESTS_RATING_EVIDENCE_SOUND_EVIDENCE_H_
