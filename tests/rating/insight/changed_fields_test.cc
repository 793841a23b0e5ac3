#include "rating/insight/changed_fields.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "rating/evidence/change.h"
#include "rating/evidence/field_path.h"
#include "tests/rating/small_package.h"

namespace techflow::insight {
namespace {

using rating::SmallEvidence;
using testing::ElementsAre;
using testing::IsEmpty;

v1::Evidence Changed(const std::string& field, const std::string& value) {
  v1::Evidence evidence = SmallEvidence();
  v1::EvidenceChange change;
  change.set_field(field);
  change.set_value(value);
  const auto problem = evidence::ApplyChange(change, evidence);
  EXPECT_FALSE(problem.has_value()) << field;
  return evidence;
}

TEST(ChangedFields, AreNoneWhereNothingDiffers) {
  EXPECT_THAT(ChangedFields(SmallEvidence(), SmallEvidence()), IsEmpty());
}

TEST(ChangedFields, AreThePathsThatChangesTake) {
  for (const std::string field :
       {"profile.main_product", "fiscal_years[year=2025].rd_spend",
        "patents[application_number=CN202010318818.3].lapse_date"}) {
    const std::string value =
        field.ends_with("lapse_date") ? "2025-01-01" : "7";
    EXPECT_THAT(ChangedFields(SmallEvidence(), Changed(field, value)),
                ElementsAre(field));
  }
}

TEST(ChangedFields, NameItemsOfOneSideOnly) {
  v1::Evidence more = SmallEvidence();
  more.add_patents()->set_application_number("CN202010318820.0");
  EXPECT_THAT(ChangedFields(SmallEvidence(), more),
              ElementsAre("patents[application_number=CN202010318820.0]"));
  EXPECT_THAT(ChangedFields(more, SmallEvidence()),
              ElementsAre("patents[application_number=CN202010318820.0]"));
}

TEST(ChangedFields, DoNotSeeTheOrderOfItemsWithNames) {
  v1::Evidence turned = SmallEvidence();
  turned.mutable_patents()->SwapElements(0, 1);
  EXPECT_THAT(ChangedFields(SmallEvidence(), turned), IsEmpty());
}

TEST(ChangedFields, CountItemsThatNothingTellsApart) {
  v1::Evidence before;
  before.add_patent_counts()->set_filed(3);
  before.add_patent_counts()->set_filed(3);
  v1::Evidence after = before;
  after.mutable_patent_counts(1)->set_filed(4);
  EXPECT_THAT(ChangedFields(before, after),
              ElementsAre("patent_counts[1].filed"));
}

TEST(ChangedFields, SeeAListOfTexts) {
  v1::Evidence after = SmallEvidence();
  after.mutable_patents(0)->add_inventors("Li");
  EXPECT_THAT(
      ChangedFields(SmallEvidence(), after),
      ElementsAre("patents[application_number=CN202010318818.3].inventors"));
}

TEST(ChangedFields, EndAtTheMost) {
  v1::Evidence after = SmallEvidence();
  after.mutable_profile()->set_main_product("m");
  after.mutable_profile()->set_industry_code("C39");
  EXPECT_EQ(ChangedFields(SmallEvidence(), after, 1).size(), 1u);
}

}  // namespace
}  // namespace techflow::insight
