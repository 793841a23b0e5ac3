#include "rating/insight/comparison.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/insight/shown_number.h"
#include "tests/rating/small_package.h"

namespace techflow::insight {
namespace {

using rating::Changed;
using rating::Day;
using rating::SmallEvidence;
using rating::SmallPackage;
using testing::ElementsAre;

std::shared_ptr<const rating::RatingModel> Compile(
    const v1::ModelPackage& package) {
  feel::Diagnostics diagnostics;
  auto model = rating::RatingModel::Compile(
      package, scorecard::BuildStandardCatalog(), diagnostics);
  EXPECT_NE(model, nullptr) << diagnostics.ToString();
  return model;
}

// In 2027 intensity is 7 % instead of 4 %, and the second patent is granted.
v1::Evidence LaterEvidence() {
  v1::Evidence evidence = SmallEvidence();
  evidence.mutable_fiscal_years(0)->mutable_rd_spend()->set_value("70");
  return evidence;
}

// Weighs patents more, and has a coefficient.
v1::ModelPackage LaterPackage() {
  v1::ModelPackage package = Changed(
      SmallPackage(), "weights { id: 'research' value { value: '0.6' } }",
      "weights { id: 'research' value { value: '0.5' } }");
  package = Changed(package, "weights { id: 'patents' value { value: '0.4' } }",
                    "weights { id: 'patents' value { value: '0.5' } }");
  return Changed(package, "corrections {",
                 "corrections { id: 'less' title { zh: '减' en: 'Less' } kind: "
                 "'coefficient' value: '0.9' reason { zh: '试' en: 'test' } }\n"
                 "corrections {");
}

Decimal Sum(const google::protobuf::RepeatedPtrField<v1::ComparedLine>& lines,
            const v1::Decimal& (v1::ComparedLine::*part)() const) {
  Decimal sum;
  for (const v1::ComparedLine& line : lines) {
    sum = *Add(sum, NumberOf((line.*part)()));
  }
  return sum;
}

void ExpectLinesAddUp(const v1::RatingComparison& comparison) {
  for (const auto part :
       {&v1::ComparedLine::amount_before, &v1::ComparedLine::amount_after,
        &v1::ComparedLine::time_passed, &v1::ComparedLine::evidence_changed,
        &v1::ComparedLine::model_changed}) {
    EXPECT_EQ(Sum(comparison.lines(), part),
              NumberOf((comparison.total().*part)()));
  }
  for (const v1::ComparedLine& line : comparison.lines()) {
    const Decimal parts = *Add(
        *Add(NumberOf(line.time_passed()), NumberOf(line.evidence_changed())),
        NumberOf(line.model_changed()));
    EXPECT_EQ(*Subtract(NumberOf(line.amount_after()),
                        NumberOf(line.amount_before())),
              parts)
        << line.id();
  }
}

TEST(Compare, SplitsWhatChangedByItsCause) {
  const auto first = Compile(SmallPackage());
  const auto second = Compile(LaterPackage());
  ASSERT_TRUE(first != nullptr && second != nullptr);
  const v1::Evidence before = SmallEvidence();
  const v1::Evidence after = LaterEvidence();
  // On the first day the one patent was not granted yet.
  const v1::Date early = Day(2026, 3, 1);
  const v1::Date late = Day(2026, 6, 30);
  v1::Evidence granted_late = before;
  *granted_late.mutable_patents(0)->mutable_grant_date() = Day(2026, 4, 1);
  v1::Evidence granted_late_after = after;
  *granted_late_after.mutable_patents(0)->mutable_grant_date() =
      Day(2026, 4, 1);
  const auto comparison = Compare({*first, granted_late, early},
                                  {*second, granted_late_after, late});
  ASSERT_TRUE(comparison.ok()) << comparison.status();
  ExpectLinesAddUp(*comparison);
  // 0.6 × 60 + 0.4 × 0; then a patent, 0.4 × 33.333333; then 7 %, 0.6 × 40
  // more; then 0.9 × (0.5 × 100 + 16.666666).
  const v1::ComparedLine& total = comparison->total();
  EXPECT_EQ(total.amount_before().value(), "36");
  EXPECT_EQ(total.time_passed().value(), "13.333333");
  EXPECT_EQ(total.evidence_changed().value(), "24");
  EXPECT_EQ(total.amount_after().value(), "59.999999");
  ASSERT_EQ(comparison->lines_size(), 4);
  EXPECT_EQ(comparison->lines(0).id(), "rd_intensity");
  EXPECT_EQ(comparison->lines(0).measure_before().value(), "0.04");
  EXPECT_EQ(comparison->lines(0).measure_after().value(), "0.07");
  EXPECT_EQ(comparison->lines(0).time_passed().value(), "0");
  EXPECT_EQ(comparison->lines(0).evidence_changed().value(), "24");
  EXPECT_EQ(comparison->lines(0).model_changed().value(), "-10");
  EXPECT_EQ(comparison->lines(1).time_passed().value(), "13.333333");
  EXPECT_EQ(comparison->lines(2).id(), "less");
  EXPECT_EQ(comparison->lines(2).amount_before().value(), "0");
  EXPECT_EQ(comparison->lines(2).model_changed().value(), "-6.666667");
  EXPECT_EQ(comparison->grade_before(), "B");
  EXPECT_EQ(comparison->grade_after_time(), "B");
  EXPECT_EQ(comparison->grade_after_evidence(), "A");
  EXPECT_EQ(comparison->grade_after(), "A");
  EXPECT_THAT(comparison->changed_fields(),
              ElementsAre("fiscal_years[year=2025].rd_spend"));
}

TEST(Compare, ShowsNoChangeBetweenARatingAndItself) {
  const auto model = Compile(SmallPackage());
  ASSERT_NE(model, nullptr);
  const v1::Evidence evidence = SmallEvidence();
  const v1::Date day = Day(2026, 6, 30);
  const auto comparison =
      Compare({*model, evidence, day}, {*model, evidence, day});
  ASSERT_TRUE(comparison.ok()) << comparison.status();
  ExpectLinesAddUp(*comparison);
  EXPECT_EQ(comparison->total().evidence_changed().value(), "0");
  EXPECT_EQ(comparison->changed_fields_size(), 0);
}

TEST(Compare, KeepsLinesThatOnlyTheEarlierModelHas) {
  const auto first = Compile(LaterPackage());
  const auto second = Compile(SmallPackage());
  ASSERT_TRUE(first != nullptr && second != nullptr);
  const v1::Evidence evidence = SmallEvidence();
  const v1::Date day = Day(2026, 6, 30);
  const auto comparison =
      Compare({*first, evidence, day}, {*second, evidence, day});
  ASSERT_TRUE(comparison.ok()) << comparison.status();
  ExpectLinesAddUp(*comparison);
  EXPECT_EQ(comparison->lines(comparison->lines_size() - 1).id(), "less");
  EXPECT_EQ(
      comparison->lines(comparison->lines_size() - 1).amount_after().value(),
      "0");
}

TEST(Compare, LeavesAmountsUnsetWhereThereIsNoScore) {
  const auto model = Compile(SmallPackage());
  ASSERT_NE(model, nullptr);
  const v1::Evidence known = SmallEvidence();
  v1::Evidence unknown = known;
  unknown.clear_patents();
  unknown.clear_fiscal_years();
  const v1::Date day = Day(2026, 6, 30);
  const auto comparison = Compare({*model, unknown, day}, {*model, known, day});
  ASSERT_TRUE(comparison.ok()) << comparison.status();
  EXPECT_FALSE(comparison->total().has_amount_before());
  EXPECT_FALSE(comparison->total().has_time_passed());
  EXPECT_FALSE(comparison->total().has_evidence_changed());
  EXPECT_EQ(comparison->total().model_changed().value(), "0");
  EXPECT_EQ(comparison->total().amount_after().value(), "49.333333");
  EXPECT_EQ(comparison->grade_before(), "");
  EXPECT_FALSE(comparison->lines(0).has_measure_before());
  EXPECT_EQ(comparison->lines(0).measure_after().value(), "0.04");
}

}  // namespace
}  // namespace techflow::insight
