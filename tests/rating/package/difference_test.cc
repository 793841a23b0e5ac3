#include "rating/package/difference.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/package/authors_package.h"

namespace techflow::package {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

ModelDifference Differ(const AuthorsPackage& older, AuthorsPackage& newer) {
  return Difference({older.files, *older.model}, {newer.files, *newer.model},
                    newer.diagnostics);
}

TEST(Difference, OfAPackageAndItselfIsNothing) {
  AuthorsPackage authors;
  const ModelDifference difference = Differ(authors, authors);
  EXPECT_THAT(difference.changes, IsEmpty());
  EXPECT_THAT(difference.cases, IsEmpty());
}

TEST(Difference, SaysWhichPointsChangedAndWhichCaseWithThem) {
  const AuthorsPackage older;
  AuthorsPackage newer("when: '[0.03..0.06)' points { value: '60' }",
                       "when: '[0.03..0.06)' points { value: '90' }");
  const ModelDifference difference = Differ(older, newer);
  ASSERT_EQ(difference.changes.size(), 1U);
  const ModelChange& change = difference.changes[0];
  EXPECT_EQ(change.sort, "scoring");
  EXPECT_EQ(change.what,
            "dimensions[research].indicators[rd_intensity].scoring."
            "bands[[0.03..0.06)].points.value");
  EXPECT_EQ(change.before, "60");
  EXPECT_EQ(change.after, "90");
  EXPECT_THAT(difference.cases,
              Contains(AllOf(Field(&CaseChange::path, "cases/plain.txtpb"),
                             Field(&CaseChange::what, "grade"),
                             Field(&CaseChange::before, "B"),
                             Field(&CaseChange::after, "A"))));
}

TEST(Difference, SeesDecisionsButNotTheirBlanks) {
  const AuthorsPackage older;
  AuthorsPackage same("<literalExpression><text>count(",
                      "<literalExpression>\n  <text>count(");
  EXPECT_THAT(Differ(older, same).changes, IsEmpty());
  AuthorsPackage other("status = \"in force\"", "status = \"pending\"");
  EXPECT_THAT(
      Differ(older, other).changes,
      ElementsAre(AllOf(Field(&ModelChange::sort, "rules"),
                        Field(&ModelChange::what, "inventions"),
                        Field(&ModelChange::after, HasSubstr("pending")))));
}

TEST(Difference, TellsWeightsAndTextsApart) {
  const AuthorsPackage older;
  AuthorsPackage newer("zh: '研发强度' en: 'R&D intensity'",
                       "zh: '研发强度' en: 'R&D over sales'");
  EXPECT_THAT(Differ(older, newer).changes,
              ElementsAre(Field(&ModelChange::sort, "texts")));
  AuthorsPackage weighed(
      "weights { id: 'research' value { value: '0.6' } }\n  weights { id: "
      "'rd_intensity' value { value: '1' } }\n  weights { id: 'patents' value "
      "{ value: '0.4' } }",
      "weights { id: 'research' value { value: '0.5' } }\n  weights { id: "
      "'rd_intensity' value { value: '1' } }\n  weights { id: 'patents' value "
      "{ value: '0.5' } }");
  EXPECT_THAT(Differ(older, weighed).changes,
              ElementsAre(Field(&ModelChange::sort, "weights"),
                          Field(&ModelChange::sort, "weights")));
}

}  // namespace
}  // namespace techflow::package
