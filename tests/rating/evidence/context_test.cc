#include "rating/evidence/context.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "rating/evidence/words.h"
#include "rating/feel/column_keys.h"
#include "rating/feel/record.h"
#include "rating/feel/value_text.h"

namespace techflow::evidence {
namespace {

using ::testing::ElementsAre;

v1::Evidence Parse(const std::string& text) {
  v1::Evidence evidence;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &evidence));
  return evidence;
}

class EvidenceLayoutTest : public ::testing::Test {
 protected:
  // The value at a path of names and indexes, such as "patents", 0, "office".
  feel::Value Top(std::string_view name) {
    for (size_t i = 0; i < layout_.names().size(); ++i) {
      if (layout_.names()[i].name == name) {
        return layout_.ValuesOf(view_, as_of_, arena_)[i];
      }
    }
    ADD_FAILURE() << "no name " << name;
    return {};
  }
  static feel::Value In(const feel::Value& context, std::string_view name) {
    const feel::Value* value = context.context().Find(name);
    if (value == nullptr) ADD_FAILURE() << "no entry " << name;
    return value == nullptr ? feel::Value() : *value;
  }
  static std::string Reason(const feel::Value& value) {
    EXPECT_TRUE(value.is_missing());
    return std::string(value.is_null() ? value.reason().message : "not null");
  }
  EvidenceLayoutTest() {
    as_of_.set_year(2026);
    as_of_.set_month(11);
    as_of_.set_day(23);
  }

  EvidenceLayout layout_;
  v1::Evidence view_;
  v1::Date as_of_;
  feel::Arena arena_;
};

TEST_F(EvidenceLayoutTest, NamesTheFieldsOfEvidenceAndTheDate) {
  std::vector<std::string> names;
  for (const feel::Member& member : layout_.names()) {
    names.push_back(member.name);
  }
  EXPECT_THAT(
      names,
      ElementsAre("profile", "patents", "patent counts", "other ip",
                  "fiscal years", "team snapshots", "key people", "conversions",
                  "qualifications", "awards", "platforms", "projects",
                  "standards", "funding rounds", "procurement contracts",
                  "incidents", "coverage", "attestations", "as of date"));
  const feel::Value date = Top("as of date");
  EXPECT_EQ(date.date(), (feel::Date{2026, 11, 23}));
}

TEST_F(EvidenceLayoutTest, TypesEveryFieldByItsDescriptor) {
  const auto type_of = [this](std::string_view top, std::string_view name) {
    for (const feel::Member& member : layout_.names()) {
      if (member.name != top) continue;
      const feel::Type& type = member.type.is(feel::TypeKind::kList)
                                   ? member.type.element()
                                   : member.type;
      const feel::Member* field = type.FindMember(name);
      return field == nullptr ? "none" : field->type.ToString();
    }
    return std::string("none");
  };
  EXPECT_EQ(type_of("fiscal years", "rd spend"), "number");
  EXPECT_EQ(type_of("fiscal years", "year"), "number");
  EXPECT_EQ(type_of("fiscal years", "period end"), "date");
  EXPECT_EQ(type_of("fiscal years", "audited"), "boolean");
  EXPECT_EQ(type_of("patents", "status"), "string");
  EXPECT_EQ(type_of("patents", "ipc classes"), "list<string>");
  EXPECT_EQ(type_of("funding rounds", "amount"),
            "context<amount: number, currency: string>");
  EXPECT_EQ(type_of("profile", "registration date"), "date");
}

TEST_F(EvidenceLayoutTest, HasTheTypesOfItsOwnValues) {
  view_ = Parse(R"pb(
    patents {
      application_number: "CN1"
      type: PATENT_TYPE_INVENTION
      citations {
        counted_on { year: 2025 month: 1 day: 2 }
        forward: 3
      }
    }
    fiscal_years {
      year: 2025
      rd_spend { value: "1" }
    }
  )pb");
  for (size_t i = 0; i < layout_.names().size(); ++i) {
    const feel::Value value = layout_.ValuesOf(view_, as_of_, arena_)[i];
    if (value.is(feel::ValueKind::kList)) {
      ASSERT_TRUE(layout_.names()[i].type.is(feel::TypeKind::kList));
    }
  }
  const feel::Value patent = Top("patents").list()[0];
  EXPECT_EQ(patent.context().size(),
            layout_.names()[1].type.element().members().size());
}

TEST_F(EvidenceLayoutTest, ReadsAnItemOnceAndOnlyWhenAsked) {
  view_ = Parse(R"pb(
    patents {
      citations { forward: 3 }
      citations { forward: 5 }
    }
  )pb");
  const feel::Value patent = Top("patents").list()[0];
  EXPECT_TRUE(patent.is_record());
  const size_t unread_bytes = arena_.bytes_used();
  EXPECT_EQ(In(In(patent, "citations").list()[1], "forward").number(),
            Decimal(5));
  const size_t read_bytes = arena_.bytes_used();
  EXPECT_GT(read_bytes, unread_bytes);
  EXPECT_EQ(In(In(patent, "citations").list()[1], "forward").number(),
            Decimal(5));
  EXPECT_EQ(arena_.bytes_used(), read_bytes);
}

TEST_F(EvidenceLayoutTest, ReadsScalarsAsFeelDoes) {
  view_ = Parse(R"pb(
    profile {
      on_negative_list: false
      technology_field: TECHNOLOGY_FIELD_NEW_MATERIALS
      registration_date { year: 2015 month: 6 day: 1 }
      name { en: "Example" }
    }
    fiscal_years {
      year: 2025
      rd_spend { value: "1234567890123456789012345678.900001" }
      implied_fields: "rd_spend"
    }
    funding_rounds {
      amount {
        amount { value: "5e6" }
        currency: "CNY"
      }
    }
  )pb");
  const feel::Value profile = Top("profile");
  EXPECT_TRUE(In(profile, "on negative list").is_false());
  EXPECT_EQ(In(profile, "technology field").string(), "new materials");
  EXPECT_EQ(In(profile, "registration date").date(), (feel::Date{2015, 6, 1}));
  EXPECT_EQ(In(In(profile, "name"), "en").string(), "Example");
  const feel::Value year = Top("fiscal years").list()[0];
  EXPECT_EQ(In(year, "rd spend").number().ToString(),
            "1234567890123456789012345678.900001");
  EXPECT_EQ(In(year, "year").number(), Decimal(2025));
  EXPECT_EQ(In(year, "implied fields").list()[0].string(), "rd_spend");
  const feel::Value round = Top("funding rounds").list()[0];
  EXPECT_EQ(In(In(round, "amount"), "amount").number(), Decimal(5'000'000));
  EXPECT_EQ(In(In(round, "amount"), "currency").string(), "CNY");
}

TEST_F(EvidenceLayoutTest, SaysInWordsWhatIsNotKnown) {
  view_ = Parse(R"pb(
    profile { name { en: "Example" } }
    patents {
      title { en: "Thing" }
      pledges {}
    }
    fiscal_years { year: 2025 }
  )pb");
  const feel::Value profile = Top("profile");
  EXPECT_EQ(Reason(In(profile, "technology field")),
            "technology field of the profile is not known");
  EXPECT_EQ(Reason(In(profile, "industry code")),
            "industry code of the profile is not known");
  EXPECT_EQ(Reason(In(In(profile, "name"), "zh")),
            "zh of name of the profile is not known");
  const feel::Value patent = Top("patents").list()[0];
  EXPECT_EQ(Reason(In(patent, "grant date")),
            "grant date of a patent is not known");
  EXPECT_EQ(Reason(In(In(patent, "pledges").list()[0], "pledgee")),
            "pledgee of a pledge of a patent is not known");
  const feel::Value year = Top("fiscal years").list()[0];
  EXPECT_EQ(Reason(In(year, "rd spend")),
            "rd spend of fiscal year 2025 is not known");
}

TEST_F(EvidenceLayoutTest, ListsWithoutItemsAreUnknownUnlessCovered) {
  EXPECT_EQ(Reason(Top("patents")),
            "patents are not known: none is given, and coverage does not say "
            "that there are none");
  view_ = Parse("coverage { section: SECTION_PATENTS }");
  const feel::Value patents = Top("patents");
  ASSERT_TRUE(patents.is(feel::ValueKind::kList));
  EXPECT_TRUE(patents.list().empty());
  EXPECT_TRUE(Top("awards").is_missing());
}

TEST_F(EvidenceLayoutTest, EverySectionCoversTheListOfItsName) {
  for (int number = v1::SECTION_PATENTS; v1::Section_IsValid(number);
       ++number) {
    view_.clear_coverage();
    const auto section = static_cast<v1::Section>(number);
    view_.add_coverage()->set_section(section);
    const std::string name =
        EnumWords(*v1::Section_descriptor()->FindValueByNumber(number));
    EXPECT_TRUE(Top(name).is(feel::ValueKind::kList)) << name;
  }
}

TEST_F(EvidenceLayoutTest, ListsInsideItemsAreEmptyOrUnknownByTheirKind) {
  view_ = Parse("patents {} fiscal_years { year: 2025 }");
  const feel::Value patent = Top("patents").list()[0];
  EXPECT_TRUE(In(patent, "pledges").list().empty());
  EXPECT_TRUE(In(patent, "citations").list().empty());
  EXPECT_TRUE(In(patent, "inventors").is_missing());
  EXPECT_TRUE(In(patent, "ipc classes").is_missing());
  const feel::Value year = Top("fiscal years").list()[0];
  EXPECT_TRUE(In(year, "implied fields").list().empty());
}

TEST_F(EvidenceLayoutTest, MalformedValuesAreErrorsAndNotUnknown) {
  view_ = Parse(R"pb(
    profile { registration_date { year: 2025 month: 2 day: 30 } }
    fiscal_years {
      year: 2025
      rd_spend { value: "1,5" }
    }
  )pb");
  EXPECT_TRUE(In(Top("profile"), "registration date").is_error());
  EXPECT_TRUE(In(Top("fiscal years").list()[0], "rd spend").is_error());
}

// What a key stands for, against the value that it is the key of.
void ExpectSaysWhatItHolds(const feel::ColumnKeys& keys, size_t row,
                           const feel::Value& value) {
  using Form = feel::ColumnKeys::Form;
  if (keys.form == Form::kWords) {
    const feel::Value& word = keys.words[keys.places[row]];
    EXPECT_EQ(feel::ToText(word), feel::ToText(value));
    EXPECT_EQ(word.is_missing(), value.is_missing());
    return;
  }
  ASSERT_EQ(keys.form, Form::kDays);
  if (value.is_null()) {
    EXPECT_EQ(keys.days[row], feel::ColumnKeys::kNoDay);
    EXPECT_TRUE(value.is_missing() && keys.no_day.is_missing());
  } else {
    EXPECT_EQ(keys.days[row], feel::ColumnKeys::KeyOf(value.date()));
  }
}

TEST_F(EvidenceLayoutTest, TheKeysOfAColumnSayWhatItHolds) {
  view_ = Parse(R"pb(
    patents {
      type: PATENT_TYPE_INVENTION
      filing_date { year: 2020 month: 2 day: 29 }
      related_to_main_product: true
    }
    patents {}
    patents {
      type: PATENT_TYPE_DESIGN
      filing_date { year: 2019 month: 12 day: 31 }
      related_to_main_product: false
    })pb");
  const feel::Value patents = Top("patents");
  const feel::RecordTable& table = *patents.list()[0].record().table;
  size_t columns_with_keys = 0;
  for (size_t index = 0; index < table.members().size(); ++index) {
    const feel::Value* column = table.Column(index);
    const feel::ColumnKeys* keys = table.Keys(index);
    if (keys == nullptr) continue;
    ++columns_with_keys;
    for (size_t row = 0; row < table.size(); ++row) {
      ExpectSaysWhatItHolds(*keys, row, column[row]);
    }
  }
  EXPECT_GE(columns_with_keys, 6u);
}

TEST_F(EvidenceLayoutTest, AColumnWithAnErrorHasNoKeys) {
  view_ = Parse(R"pb(
    patents { filing_date { year: 2021 month: 2 day: 29 } }
    patents { filing_date { year: 2020 month: 2 day: 29 } })pb");
  view_.mutable_patents(0)->set_type(static_cast<v1::PatentType>(-1));
  view_.mutable_patents(1)->set_type(static_cast<v1::PatentType>(99));
  const feel::Value patents = Top("patents");
  const feel::RecordTable& table = *patents.list()[0].record().table;
  for (const char* name : {"filing date", "type"}) {
    const size_t index = table.IndexOf(name);
    EXPECT_TRUE(table.Column(index)[0].is_error()) << name;
    EXPECT_EQ(table.Keys(index), nullptr) << name;
  }
}

TEST(Words, AreTheNamesWithoutUnderscoresAndEnumPrefixes) {
  EXPECT_EQ(FieldWords("rd_spend"), "rd spend");
  EXPECT_EQ(MessageWords(*v1::FiscalYear::descriptor()), "fiscal year");
  EXPECT_EQ(EnumWords(*v1::PatentStatus_descriptor()->FindValueByNumber(
                v1::PATENT_STATUS_IN_FORCE)),
            "in force");
  EXPECT_EQ(EnumWords(*v1::OtherIpKind_descriptor()->FindValueByNumber(
                v1::OTHER_IP_KIND_IC_LAYOUT)),
            "ic layout");
}

}  // namespace
}  // namespace techflow::evidence
