#include "rating/dmn/table_check.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/feel/expression.h"
#include "tests/rating/dmn/dmn_text.h"
#include "tests/rating/dmn/run_model.h"

namespace techflow::dmn {
namespace {

using feel::TypeKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class TableCheck : public ::testing::Test {
 protected:
  TableCheck() {
    scope_.Add("limit", TypeKind::kNumber);
    table_.place = {1, 1};
  }

  // A column and its cells from the first row on.
  void AddColumn(const std::string& label, feel::Type type,
                 const std::vector<std::string>& cells,
                 const std::string& allowed = "") {
    CheckedTable::Column column;
    column.label = label;
    for (const std::string& cell : cells) {
      column.cells.push_back(Compile(cell, type));
    }
    if (!allowed.empty()) column.allowed_values = Compile(allowed, type);
    table_.columns.push_back(column);
    table_.rows.clear();
    for (size_t i = 0; i < cells.size(); ++i) {
      table_.rows.push_back(
          {{static_cast<int>(i) + 2, 1}, std::nullopt, std::nullopt});
    }
  }

  std::vector<std::string> Check(const CheckLimits& limits = {}) {
    std::vector<std::string> messages;
    for (const TableProblem& problem : CheckTable(table_, limits)) {
      messages.push_back(
          fmt::format("{}: {}", problem.place.line, problem.message));
    }
    return messages;
  }

  CheckedTable table_;

 private:
  const feel::UnaryTests* Compile(const std::string& text, feel::Type type) {
    feel::Diagnostics diagnostics;
    compiled_.push_back(
        feel::UnaryTests::Compile(text, scope_, type, {}, diagnostics));
    EXPECT_NE(compiled_.back(), nullptr) << diagnostics.ToString();
    return compiled_.back().get();
  }

  feel::Scope scope_;
  std::vector<std::shared_ptr<const feel::UnaryTests>> compiled_;
};

TEST_F(TableCheck, FindsNothingInACompleteTable) {
  AddColumn("revenue", TypeKind::kNumber, {"< 10", "[10..20)", ">= 20"});
  EXPECT_THAT(Check(), IsEmpty());
}

TEST_F(TableCheck, FindsTheGapAtABoundary) {
  AddColumn("revenue", TypeKind::kNumber, {"< 10", "> 10"});
  EXPECT_THAT(Check(),
              ElementsAre("1: no rule says what happens when `revenue` "
                          "is 10; add a rule or a default output"));
}

TEST_F(TableCheck, FindsGapsOfSeveralColumns) {
  AddColumn("revenue", TypeKind::kNumber, {"< 10", "[10..20)", "[10..20)"});
  AddColumn("region", TypeKind::kString, {"-", "\"CN\"", "\"US\""});
  EXPECT_THAT(
      Check(),
      ElementsAre(HasSubstr("`revenue` is from 10 below 20 and `region` is "
                            "anything else"),
                  HasSubstr("`revenue` is from 20;")));
}

TEST_F(TableCheck, LooksOnlyAtAllowedValues) {
  AddColumn("region", TypeKind::kString, {"\"CN\"", "\"US\""},
            "\"CN\", \"US\"");
  AddColumn("share", TypeKind::kNumber, {"<= 1", ">= 0"}, "[0..1]");
  EXPECT_THAT(Check(), IsEmpty());
}

TEST_F(TableCheck, KnowsThatThereAreTwoBooleans) {
  AddColumn("listed", TypeKind::kBoolean, {"true"});
  EXPECT_THAT(Check(), ElementsAre(HasSubstr("when `listed` is false")));
  table_.columns.clear();
  AddColumn("listed", TypeKind::kBoolean, {"true", "false"});
  EXPECT_THAT(Check(), IsEmpty());
}

TEST_F(TableCheck, FindsOverlapsUnderUniqueOnly) {
  AddColumn("revenue", TypeKind::kNumber, {"<= 10", "[10..20]", "> 15"});
  EXPECT_THAT(
      Check(),
      ElementsAre("3: rules 1 and 2 both match when `revenue` is 10, and the "
                  "hit policy is UNIQUE",
                  "4: rules 2 and 3 both match when `revenue` is above 15 up "
                  "to 20, and the hit policy is UNIQUE"));
  table_.hit_policy = HitPolicy::kAny;
  EXPECT_THAT(Check(), IsEmpty());
}

TEST_F(TableCheck, FindsRulesThatTheRulesAboveTakeOver) {
  table_.hit_policy = HitPolicy::kFirst;
  AddColumn("revenue", TypeKind::kNumber,
            {"< 10", "< 20", "[5..15]", "-", "30"});
  EXPECT_THAT(Check(),
              ElementsAre("4: rule 3 can never apply: the rules above it take "
                          "all of its cases",
                          HasSubstr("6: rule 5 can never apply")));
}

TEST_F(TableCheck, FindsConditionsThatNothingMeets) {
  table_.hit_policy = HitPolicy::kCollect;
  AddColumn("revenue", TypeKind::kNumber, {"[20..10]", "-"});
  EXPECT_THAT(Check(),
              ElementsAre(HasSubstr("rule 1 can never apply: nothing meets its "
                                    "condition on `revenue`")));
}

TEST_F(TableCheck, DoesNotJudgeConditionsThatAreNoIntervals) {
  AddColumn("revenue", TypeKind::kNumber, {"> limit", "<= limit"});
  EXPECT_THAT(Check(), IsEmpty());
}

TEST_F(TableCheck, ADefaultOutputFillsGaps) {
  table_.has_default = true;
  AddColumn("revenue", TypeKind::kNumber, {"< 10", "> 10"});
  EXPECT_THAT(Check(), IsEmpty());
}

TEST_F(TableCheck, ATableWithoutRulesIsAGap) {
  AddColumn("revenue", TypeKind::kNumber, {});
  EXPECT_THAT(Check(), ElementsAre(HasSubstr("the inputs are anything")));
}

TEST_F(TableCheck, SaysWhenItGaveUp) {
  AddColumn("revenue", TypeKind::kNumber, {"< 10", "> 10", "3"});
  CheckLimits limits;
  limits.rows = 2;
  EXPECT_THAT(Check(limits), ElementsAre(HasSubstr("too large to be checked")));
  limits = {};
  limits.work = 30;
  EXPECT_THAT(Check(limits), ElementsAre(HasSubstr("too large to be checked")));
}

TEST_F(TableCheck, StopsAfterEnoughProblems) {
  std::vector<std::string> points;
  for (int i = 0; i < 50; ++i) points.push_back(fmt::format("{}", i));
  AddColumn("revenue", TypeKind::kNumber, points);
  const auto messages = Check();
  EXPECT_THAT(messages, SizeIs(11));
  EXPECT_THAT(messages.back(), HasSubstr("more problems in this table"));
}

// The rules of `rules` rated under PRIORITY or ANY, as a whole model sees them.
std::string CheckedTogether(const TableText& table) {
  const Compiled compiled =
      CompileModel(Model(InputXml("x", "number") +
                         DecisionXml("d", {{"x"}, {}, {}}, TableXml(table))),
                   {{"x", TypeKind::kNumber}});
  return compiled.diagnostics;
}

TEST(TableCheckOfOutputs, UnderPriorityARuleMayBeMasked) {
  TableText table;
  table.attributes = "hitPolicy=\"PRIORITY\"";
  table.inputs = {"x"};
  table.output_values = "\"reject\",\"ask\",\"accept\"";
  table.rules = {
      {"> 10", "\"accept\""}, {"> 5", "\"reject\""}, {"<= 5", "\"ask\""}};
  EXPECT_THAT(CheckedTogether(table),
              HasSubstr("rule 1 can never apply: outputs that come first take "
                        "all of its cases"));
  table.rules[1][1] = "\"accept\"";
  EXPECT_EQ(CheckedTogether(table), "");
}

TEST(TableCheckOfOutputs, UnderAnyOverlapsMustSayTheSame) {
  TableText table;
  table.attributes = "hitPolicy=\"ANY\"";
  table.inputs = {"x"};
  table.rules = {{"> 5", "1"}, {"> 3", "1"}, {"<= 4", "2"}};
  EXPECT_THAT(CheckedTogether(table),
              HasSubstr("rules 2 and 3 both match when `x` is above 3 up to 4 "
                        "with different outputs, and the hit policy is ANY"));
  table.rules[2] = {"<= 3", "2"};
  EXPECT_EQ(CheckedTogether(table), "");
}

TEST(TableCheckOfOutputs, UnderAnyAComputedOutputHidesNoOverlapOfOthers) {
  TableText table;
  table.attributes = "hitPolicy=\"ANY\"";
  table.inputs = {"x"};
  table.rules = {{"-", "x + 1"}, {"> 3", "1"}, {"> 5", "2"}};
  EXPECT_THAT(CheckedTogether(table),
              HasSubstr("rules 2 and 3 both match when `x` is above 5"));
}

}  // namespace
}  // namespace techflow::dmn
