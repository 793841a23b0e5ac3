// Duplicates, sums over a list, and the limits of lists and of findings.
#include <string>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/evidence/check.h"
#include "tests/rating/evidence/sound_evidence.h"

namespace techflow::evidence {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(CheckEvidence, RefusesEveryItemThatIsGivenTwice) {
  int lists = 0;
  const google::protobuf::Descriptor& descriptor = *v1::Evidence::descriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const google::protobuf::FieldDescriptor* field = descriptor.field(i);
    if (!field->is_repeated()) continue;
    v1::Evidence evidence = Sound();
    const google::protobuf::Reflection& reflection = *evidence.GetReflection();
    const v1::Evidence copy = evidence;
    reflection.AddMessage(&evidence, field)
        ->CopyFrom(reflection.GetRepeatedMessage(copy, field, 0));
    const CheckResult result = CheckEvidence(evidence);
    ASSERT_THAT(result.violations, SizeIs(1)) << Listing(result);
    EXPECT_THAT(result.violations[0].field,
                HasSubstr(fmt::format("evidence.{}[1]", field->name())));
    EXPECT_THAT(result.violations[0].expected,
                HasSubstr(fmt::format("evidence.{}[0]", field->name())));
    ++lists;
  }
  EXPECT_EQ(lists, 17);
}

TEST(CheckEvidence, KnowsOneApplicationInTwoSpellings) {
  v1::Evidence evidence = Sound();
  v1::Patent& second = *evidence.add_patents();
  second = evidence.patents(0);
  second.set_application_number("ZL95115608X");
  const CheckResult result = CheckEvidence(evidence);
  ASSERT_THAT(result.violations, SizeIs(1)) << Listing(result);
  EXPECT_EQ(result.violations[0].field,
            "evidence.patents[1].application_number");
}

TEST(CheckEvidence, LetsTwoExpertsAnswerOnOneDayAndNoneTwice) {
  v1::Evidence evidence = Sound();
  v1::Attestation& second = *evidence.add_attestations();
  second = evidence.attestations(0);
  second.mutable_points()->set_value("7");
  CheckResult result = CheckEvidence(evidence);
  ASSERT_THAT(result.violations, SizeIs(1)) << Listing(result);
  EXPECT_EQ(result.violations[0].field, "evidence.attestations[1].question");
  second.mutable_source()->set_document("opinion 2");
  result = CheckEvidence(evidence);
  EXPECT_TRUE(result.ok()) << Listing(result);
}

TEST(CheckEvidence, AcceptsAnyOneAnswerOfAnAttestation) {
  for (const std::string_view answer :
       {"holds: false", "level: 'E'", "points: N(0)", "points: N(100)"}) {
    const CheckResult result = CheckEvidence(
        With("holds: true level: 'A'\n                 points: N(8)", answer));
    EXPECT_TRUE(result.ok()) << Listing(result);
  }
}

TEST(CheckEvidence, AcceptsInternationalApplications) {
  for (const std::string_view number : {"PCT/CN2020/123456", "WO1995123456"}) {
    const CheckResult result =
        CheckEvidence(With("'CN95115608.X' office: 'CN'",
                           fmt::format("'{}' office: 'WO'", number)));
    EXPECT_TRUE(result.ok()) << Listing(result);
  }
}

TEST(CheckEvidence, WarnsOfSharesThatAddUpToMoreThanOne) {
  v1::Evidence evidence = Sound();
  evidence.mutable_key_people(0)->clear_left_on();
  v1::KeyPerson& second = *evidence.add_key_people();
  second = evidence.key_people(0);
  second.set_name("乙");
  second.mutable_shareholding()->set_value("0.8");
  const CheckResult result = CheckEvidence(evidence);
  EXPECT_TRUE(result.ok()) << Listing(result);
  ASSERT_THAT(result.warnings, SizeIs(1)) << Listing(result);
  EXPECT_EQ(result.warnings[0].value(), "1.1");
}

TEST(CheckEvidence, WarnsOfSeveralCurrencies) {
  v1::Evidence evidence = Sound();
  v1::FiscalYear& year = *evidence.add_fiscal_years();
  year = evidence.fiscal_years(0);
  year.set_year(1998);
  year.mutable_period_end()->set_year(1998);
  year.set_currency("USD");
  const CheckResult result = CheckEvidence(evidence);
  EXPECT_TRUE(result.ok()) << Listing(result);
  ASSERT_THAT(result.warnings, SizeIs(1)) << Listing(result);
  EXPECT_EQ(result.warnings[0].field(), "evidence.fiscal_years[1].currency");
}

TEST(CheckEvidence, RefusesEnumNumbersThatAreNotKnown) {
  v1::Evidence evidence = Sound();
  evidence.mutable_patents(0)->set_acquisition(
      static_cast<v1::Acquisition>(99));
  evidence.mutable_profile()->set_technology_field(
      static_cast<v1::TechnologyField>(-5));
  const CheckResult result = CheckEvidence(evidence);
  ASSERT_THAT(result.violations, SizeIs(2)) << Listing(result);
  EXPECT_EQ(result.violations[0].value, "-5");
  EXPECT_EQ(result.violations[1].field, "evidence.patents[0].acquisition");
  EXPECT_THAT(result.violations[1].expected,
              HasSubstr("one of self developed"));
}

TEST(CheckEvidence, RefusesListsThatAreTooLong) {
  v1::Evidence evidence = Sound();
  for (int i = 0; i < kMaxItems; ++i) evidence.add_incidents();
  for (int i = 0; i < kMaxItemsInside; ++i) {
    evidence.mutable_patents(0)->add_inventors("name");
  }
  const CheckResult result = CheckEvidence(evidence);
  ASSERT_THAT(result.violations, SizeIs(2)) << Listing(result);
  EXPECT_EQ(result.violations[0].field, "evidence.patents[0].inventors");
  EXPECT_EQ(result.violations[0].value, "501 items");
  EXPECT_EQ(result.violations[1].field, "evidence.incidents");
  EXPECT_EQ(result.violations[1].expected, "a list of 2000 items at most");
}

TEST(CheckEvidence, RefusesTextsThatAreTooLongAndShowsTheirBeginning) {
  v1::Evidence evidence = Sound();
  std::string text;
  while (text.size() <= kMaxTextBytes) text += "长";
  evidence.mutable_profile()->set_main_product(text);
  const CheckResult result = CheckEvidence(evidence);
  ASSERT_THAT(result.violations, SizeIs(1));
  EXPECT_EQ(result.violations[0].field, "evidence.profile.main_product");
  EXPECT_EQ(result.violations[0].value, text.substr(0, 120) + "…");
}

TEST(CheckEvidence, ListsAsManyFindingsAsAPersonReadsAndCountsTheRest) {
  v1::Evidence evidence = Sound();
  for (int i = 0; i < 60; ++i) {
    v1::Coverage& coverage = *evidence.add_coverage();
    *coverage.mutable_source() = evidence.incidents(0).source();
    coverage.mutable_source()->clear_system();
  }
  const CheckResult result = CheckEvidence(evidence);
  EXPECT_THAT(result.violations, SizeIs(kMaxFindings));
  EXPECT_EQ(result.more_violations, 20);
}

TEST(CheckEvidence, ReportsEverythingAtOnce) {
  v1::Evidence evidence = Sound();
  evidence.mutable_profile()->set_region_code("1");
  evidence.mutable_patents(0)->clear_office();
  evidence.mutable_fiscal_years(0)->clear_source();
  evidence.mutable_incidents(0)->clear_kind();
  EXPECT_THAT(CheckEvidence(evidence).violations, SizeIs(4));
}

}  // namespace
}  // namespace techflow::evidence
