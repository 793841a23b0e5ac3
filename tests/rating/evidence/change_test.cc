#include "rating/evidence/change.h"

#include <string>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/evidence/field_path.h"
#include "tests/rating/evidence/evidence_text.h"

namespace techflow::evidence {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

v1::Evidence Example() {
  return ParseEvidence(R"(
    profile { name { zh: '示例' } on_negative_list: true }
    patents { application_number: 'CN95115608.X' inventors: '甲' inventors: '乙'
              lapse_date: D(2010-06-01) }
    patents { application_number: 'CN97101765.4' type: PATENT_TYPE_INVENTION
              citations { counted_on: D(1999-01-01) forward: 1 } }
    fiscal_years { year: 2024 rd_spend: N(1) }
    fiscal_years { year: 2025 rd_spend: N(2) }
    key_people { name: '甲' } key_people { name: '甲' }
    standards { number: 'GB/T 1.1-2020' }
    funding_rounds { amount { amount: N(5) currency: 'CNY' } })");
}

v1::EvidenceChange Change(std::string_view field, std::string_view value) {
  v1::EvidenceChange change;
  change.set_field(std::string(field));
  change.set_value(std::string(value));
  return change;
}

v1::Evidence Changed(std::string_view field, std::string_view value) {
  v1::Evidence evidence = Example();
  const std::optional<Violation> wrong =
      ApplyChange(Change(field, value), evidence);
  EXPECT_FALSE(wrong.has_value())
      << field << ": " << (wrong ? wrong->expected : "");
  return evidence;
}

TEST(ApplyChange, SetsEveryKindOfField) {
  EXPECT_FALSE(Changed("profile.on_negative_list", "false")
                   .profile()
                   .on_negative_list());
  EXPECT_EQ(Changed("fiscal_years[year=2025].rd_spend", "12.50")
                .fiscal_years(1)
                .rd_spend()
                .value(),
            "12.5");
  EXPECT_EQ(DayText(Changed("patents[0].lapse_date", "2011-02-28")
                        .patents(0)
                        .lapse_date()),
            "2011-02-28");
  EXPECT_EQ(Changed("patents[0].claims", "7").patents(0).claims(), 7);
  EXPECT_EQ(Changed("profile.name.en", "Example").profile().name().en(),
            "Example");
  EXPECT_EQ(Changed("patents[0].inventors[1]", "丙").patents(0).inventors(1),
            "丙");
  EXPECT_EQ(Changed("funding_rounds[0].amount.amount", "6")
                .funding_rounds(0)
                .amount()
                .amount()
                .value(),
            "6");
  EXPECT_EQ(Changed("patents[1].citations[0].forward", "9")
                .patents(1)
                .citations(0)
                .forward(),
            9);
}

TEST(ApplyChange, TakesEnumValuesInWordsOrAsTheProtoHasThem) {
  for (const std::string_view value :
       {"utility model", "utility_model", "PATENT_TYPE_UTILITY_MODEL"}) {
    EXPECT_EQ(Changed("patents[1].type", value).patents(1).type(),
              v1::PATENT_TYPE_UTILITY_MODEL);
  }
}

TEST(ApplyChange, FindsItemsByTheValueOfAField) {
  EXPECT_EQ(Changed("patents[application_number=CN97101765.4].office", "CN")
                .patents(1)
                .office(),
            "CN");
  EXPECT_EQ(Changed("patents[type=invention].office", "CN").patents(1).office(),
            "CN");
  EXPECT_EQ(Changed("patents[lapse_date=2010-06-01].office", "CN")
                .patents(0)
                .office(),
            "CN");
  EXPECT_EQ(
      Changed("standards[number=GB/T 1.1-2020].rank", "2").standards(0).rank(),
      2);
}

TEST(ApplyChange, MakesAFieldUnknownWhereTheValueIsEmpty) {
  EXPECT_FALSE(
      Changed("profile.on_negative_list", "").profile().has_on_negative_list());
  EXPECT_FALSE(
      Changed("fiscal_years[0].rd_spend", "").fiscal_years(0).has_rd_spend());
  EXPECT_FALSE(
      Changed("patents[0].lapse_date", "").patents(0).has_lapse_date());
  EXPECT_FALSE(Changed("profile.name", "").profile().has_name());
  EXPECT_EQ(Changed("patents", "").patents_size(), 0);
  EXPECT_EQ(Changed("patents[0].inventors", "").patents(0).inventors_size(), 0);
  EXPECT_EQ(Changed("patents[1].type", "").patents(1).type(), 0);
}

TEST(ApplyChange, TakesAnItemOutWhereTheValueIsEmpty) {
  const v1::Evidence before = Changed("profile.name.en", "Example");
  const v1::Evidence one_less = Changed("patents[0]", "");
  ASSERT_EQ(one_less.patents_size(), before.patents_size() - 1);
  EXPECT_EQ(one_less.patents(0).SerializeAsString(),
            before.patents(1).SerializeAsString());
  EXPECT_EQ(Changed("fiscal_years[year=2025]", "").fiscal_years_size(),
            before.fiscal_years_size() - 1);
  const v1::Evidence without_inventor = Changed("patents[0].inventors[0]", "");
  ASSERT_EQ(without_inventor.patents(0).inventors_size(),
            before.patents(0).inventors_size() - 1);
  EXPECT_EQ(without_inventor.patents(0).inventors(0),
            before.patents(0).inventors(1));
}

TEST(ApplyChange, MakesMessagesThatWereNotThere) {
  v1::Evidence evidence;
  EXPECT_FALSE(ApplyChange(Change("profile.name.zh", "示例"), evidence));
  EXPECT_EQ(evidence.profile().name().zh(), "示例");
}

TEST(ApplyChange, SaysWhatIsWrongAndChangesNothing) {
  struct Case {
    std::string_view field;
    std::string_view value;
    std::string_view wrong;
    std::string_view phrase;
  };
  for (const Case& c : {
           Case{"profil.name", "x", "field", "did you mean profile?"},
           Case{"fiscal_years[0].rd_spent", "1", "field",
                "a field of fiscal year instead of rd_spent (did you mean "
                "rd_spend?): year, period_end"},
           Case{"patents[0].colour_of_hat", "1", "field", "application_number"},
           Case{"", "1", "field", "names of fields"},
           Case{"patents[0]..type", "1", "field", "names of fields"},
           Case{"patents[0].", "1", "field", "names of fields"},
           Case{"patents[0", "1", "field", "closing bracket"},
           Case{"patents[-1].type", "1", "field", "index from 0"},
           Case{"patents[x].type", "1", "field", "index from 0"},
           Case{"patents[99999999999].type", "1", "field", "index from 0"},
           Case{"patents[year=].type", "1", "field", "[year=2025]"},
           Case{"patents[0]type", "1", "field", "dot"},
           Case{"patents[2].type", "invention", "field", "below 2"},
           Case{"patents.type", "invention", "field", "patents[0]"},
           Case{"patents[0]", "x", "field", "patents[0].application_number"},
           Case{"profile[0].name", "x", "field", "no list"},
           Case{"patents[0].type.x", "x", "field", "no fields"},
           Case{"fiscal_years[0].rd_spend.value", "1", "field", "no fields"},
           Case{"fiscal_years[year=2023].rd_spend", "1", "field",
                "there are 0"},
           Case{"key_people[name=甲].degree", "doctor", "field", "there are 2"},
           Case{"key_people[nam=甲].degree", "doctor", "field",
                "did you mean name?"},
           Case{"patents[0].inventors[a=b]", "x", "field", "an index"},
           Case{"patents[0].inventors[2]", "x", "field", "below 2"},
           Case{"patents[0].inventors", "x", "value", "items"},
           Case{"profile.name", "x", "value", "fields"},
           Case{"patents[0].status", "in force", "field", "computed"},
           Case{"profile.on_negative_list", "yes", "value", "true or false"},
           Case{"patents[0].claims", "7.5", "value", "whole number"},
           Case{"patents[0].claims", "99999999999", "value", "whole number"},
           Case{"patents[0].lapse_date", "2011-02-29", "value", "YYYY-MM-DD"},
           Case{"fiscal_years[0].rd_spend", "1,000", "value", "decimal"},
           Case{"patents[0].type", "patent", "value",
                "one of invention, utility model, design"},
           Case{"a.b.c.d.e.f.g.h.i", "x", "field", "at most eight"},
       }) {
    v1::Evidence evidence = Example();
    const std::optional<Violation> wrong =
        ApplyChange(Change(c.field, c.value), evidence);
    ASSERT_TRUE(wrong.has_value()) << c.field;
    EXPECT_EQ(wrong->field, c.wrong) << c.field << ": " << wrong->expected;
    EXPECT_EQ(wrong->value, c.wrong == "field" ? c.field : c.value);
    EXPECT_THAT(wrong->expected, HasSubstr(std::string(c.phrase))) << c.field;
    EXPECT_EQ(evidence.SerializeAsString(), Example().SerializeAsString())
        << c.field;
  }
}

TEST(ApplyChange, MakesNothingOnItsWayToAWrongField) {
  v1::Evidence evidence;
  EXPECT_TRUE(
      ApplyChange(Change("profile.name.fr", "x"), evidence).has_value());
  EXPECT_FALSE(evidence.has_profile());
}

TEST(ApplyChanges, AppliesWhatIsRightAndListsTheRest) {
  google::protobuf::RepeatedPtrField<v1::EvidenceChange> changes;
  *changes.Add() = Change("profile.on_negative_list", "maybe");
  *changes.Add() = Change("fiscal_years[0].rd_spend", "3");
  *changes.Add() = Change("fiscal_years[9].rd_spend", "3");
  v1::Evidence evidence = Example();
  const std::vector<Violation> violations = ApplyChanges(changes, evidence);
  ASSERT_THAT(violations, SizeIs(2));
  EXPECT_EQ(violations[0].field, "changes[0].value");
  EXPECT_EQ(violations[1].field, "changes[2].field");
  EXPECT_EQ(evidence.fiscal_years(0).rd_spend().value(), "3");
}

TEST(NearestName, IsNearOrNone) {
  const std::vector<std::string> names = {"rd_spend", "rd_staff", "revenue"};
  EXPECT_EQ(NearestName("rd_spent", names), "rd_spend");
  EXPECT_EQ(NearestName("revenu", names), "revenue");
  EXPECT_EQ(NearestName("headcount", names), "");
  EXPECT_EQ(NearestName("", names), "");
  EXPECT_EQ(NearestName(std::string(1000, 'r'), names), "");
}

}  // namespace
}  // namespace techflow::evidence
