#include "rating/scorecard/grade_scale.h"

#include <optional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

std::string Grade(const std::string& id, const std::string& from) {
  return "grades { id: '" + id + "' from { value: '" + from +
         "' } text { zh: '级' en: 'grade' } }\n";
}

TEST(GradeScale, HoldsEveryScoreOnce) {
  DefinitionText<v1::GradeScale> definition(
      Grade("A", "80") + Grade("B", "50.5") + Grade("C", "0"));
  const std::optional<GradeScale> scale =
      GradeScale::Compile(definition.message, *definition.reader);
  ASSERT_TRUE(scale.has_value()) << definition.diagnostics.ToString();
  EXPECT_EQ(scale->IdOf(scale->RankOf(D("100"))), "A");
  EXPECT_EQ(scale->IdOf(scale->RankOf(D("80"))), "A");
  EXPECT_EQ(scale->IdOf(scale->RankOf(D("79.999999"))), "B");
  EXPECT_EQ(scale->IdOf(scale->RankOf(D("50.5"))), "B");
  EXPECT_EQ(scale->IdOf(scale->RankOf(D("50.499999"))), "C");
  EXPECT_EQ(scale->IdOf(scale->RankOf(D("0"))), "C");
  EXPECT_EQ(scale->worst_rank(), 3);
  EXPECT_EQ(scale->RankOf("B"), 2);
  EXPECT_EQ(scale->RankOf("D"), std::nullopt);
  EXPECT_EQ(scale->Nearest(-5), 1);
  EXPECT_EQ(scale->Nearest(9), 3);
}

TEST(GradeScale, RefusesGradesThatDoNotFall) {
  DefinitionText<v1::GradeScale> definition(Grade("A", "80") +
                                            Grade("B", "80") + Grade("A", "0"));
  EXPECT_FALSE(GradeScale::Compile(definition.message, *definition.reader));
  EXPECT_THAT(definition.diagnostics.ToString(),
              HasSubstr("expected less than 80"));
  EXPECT_THAT(definition.diagnostics.ToString(),
              HasSubstr("model.txtpb:3:10: error: there are two grades `A`"));
}

TEST(GradeScale, RefusesAWorstGradeThatLeavesAGap) {
  DefinitionText<v1::GradeScale> definition(Grade("A", "80") +
                                            Grade("B", "10"));
  EXPECT_FALSE(GradeScale::Compile(definition.message, *definition.reader));
  EXPECT_THAT(definition.diagnostics.ToString(),
              HasSubstr("the worst grade `B` begins at 10; expected 0"));
}

}  // namespace
}  // namespace techflow::scorecard
