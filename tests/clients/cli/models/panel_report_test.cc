#include "clients/cli/models/panel_report.h"

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/input_file.h"
#include "clients/cli/models/panel_report_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/feel/diagnostics.h"
#include "rating/scorecard/catalog.h"

namespace techflow::cli {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

// R&D of 10 % of sales earns 100 points, half of it 50; A from 50 points.
constexpr char kModel[] = R"pb(
  id: "small"
  title { zh: "小" en: "Small" }
  notes { zh: "示例" en: "An example" }
  validity_months: 12
  segments {
    id: "all"
    title { zh: "全部" en: "All" }
  }
  dimensions {
    id: "research"
    title { zh: "研发" en: "Research" }
    indicators {
      id: "rd_share"
      title { zh: "研发占比" en: "R&D over sales" }
      measure: 'fiscal years[-1].rd spend / fiscal years[-1].revenue'
      scoring {
        kind: "curve"
        points {
          x { value: "0" }
          points { value: "0" }
        }
        points {
          x { value: "0.1" }
          points { value: "100" }
        }
      }
      missing: MISSING_POLICY_REALLOCATE
      supplied_by { zh: "年报" en: "Accounts" }
    }
  }
  weight_scheme { kind: "weighted_mean" }
  weight_sets {
    segment: "all"
    weights {
      id: "research"
      value { value: "1" }
    }
    weights {
      id: "rd_share"
      value { value: "1" }
    }
    provenance { zh: "示例" en: "An example" }
  }
  grade_scale {
    grades {
      id: "A"
      from { value: "50" }
      text { zh: "强" en: "strong" }
    }
    grades {
      id: "B"
      from { value: "0" }
      text { zh: "弱" en: "weak" }
    }
  }
  completeness {
    rated_from { value: "0.9" }
    provisional_from { value: "0.5" }
  }
)pb";

// Sales are 100. The stocks imply flows of 10 and 2 for A, 5 and 6 for B, 1 and
// 4 for C in 1992 and 1993; of 1991 nothing is implied.
constexpr char kPanel[] =
    "rownames,company,sales,patents,randd,employment,industry,year,cites\n"
    "1,A,100,9,100,1,3344,1991,9\n"
    "2,A,100,9,95,1,3344,1992,9\n"
    "3,A,100,5,82.75,1,3344,1993,50\n"
    "4,A,100,1,82,1,3344,1994,10\n"
    "5,B,100,9,100,1,3344,1991,9\n"
    "6,B,100,9,90,1,3344,1992,9\n"
    "7,B,100,3,82.5,1,3344,1993,30\n"
    "8,B,100,2,82,1,3344,1994,20\n"
    "9,C,100,9,100,1,3344,1991,9\n"
    "10,C,100,9,86,1,3344,1992,9\n"
    "11,C,100,3,77.1,1,3344,1993,30\n"
    "12,C,100,0,77,1,3344,1994,0\n";

std::shared_ptr<const rating::RatingModel> Compile(
    const v1::ModelPackage& package) {
  feel::Diagnostics diagnostics;
  auto model = rating::RatingModel::Compile(
      package, scorecard::BuildStandardCatalog(), diagnostics);
  EXPECT_NE(model, nullptr) << diagnostics.ToString();
  return model;
}

PanelReport MadeReport() {
  v1::ModelPackage package;
  package.add_files()->set_path("model.txtpb");
  package.mutable_files(0)->set_content(kModel);
  const auto panel = ReadPanel(kPanel);
  EXPECT_TRUE(panel.ok()) << panel.status();
  auto report = MakePanelReport(*Compile(package), *panel, {1991, 1993, 1});
  EXPECT_TRUE(report.ok()) << report.status();
  return *std::move(report);
}

std::string Six(const std::optional<Decimal>& value) {
  return value ? Round(*value, 6, Rounding::kHalfEven)->ToString() : "none";
}

TEST(PanelReport, CountsGradesAndWhatHasNone) {
  const PanelReport report = MadeReport();
  EXPECT_EQ(report.company_years.size(), 9u);
  EXPECT_EQ(report.ungraded, 3) << "1991, without R&D";
  EXPECT_THAT(report.grades, ElementsAre("A", "B"));
  EXPECT_THAT(report.by_grade, ElementsAre(3, 3));
  EXPECT_THAT(report.by_score, ElementsAre(3, 3));
}

// By score the patents of the year after are 3 (10 points), 1, 0, 3, 2, 5 (100
// points): of 15 pairs 9 are in order, 5 are not and one is tied, so that tau-b
// is 4 / sqrt(15 * 14). The top fifth of six are two, and the third that ties:
// those with 10, 50 and 100 points, who win 5 of 9 pairs.
TEST(PanelReport, HoldsScoresAgainstWhatFollowed) {
  const PanelReport report = MadeReport();
  const size_t patents = static_cast<size_t>(Outcome::kPatents);
  EXPECT_EQ(report.compared[patents], 6);
  const auto& agreements = report.agreements[patents];
  const Agreement& score = agreements[static_cast<size_t>(Predictor::kScore)];
  EXPECT_EQ(Six(score.kendall_tau_b), "0.276026");
  EXPECT_EQ(Six(score.top_fifth_auc), "0.555556");
  // Of the nine pairs the grade wins four, ties four and loses one.
  const Agreement& grade = agreements[static_cast<size_t>(Predictor::kGrade)];
  EXPECT_EQ(Six(grade.top_fifth_auc), "0.666667");
  // Here the score is R&D over sales.
  const Agreement& naive =
      agreements[static_cast<size_t>(Predictor::kResearchOverSales)];
  EXPECT_EQ(Six(naive.kendall_tau_b), "0.276026");
  // Patents of the year are 9 where 5, 3 and 3 followed, else 5, 3 and 3: ten
  // pairs in order, one not, four tied; 9 / sqrt(11 * 14).
  const Agreement& so_far =
      agreements[static_cast<size_t>(Predictor::kPatentsPerHead)];
  EXPECT_EQ(Six(so_far.kendall_tau_b), "0.725241");
  EXPECT_EQ(Six(so_far.top_fifth_auc), "1");
}

TEST(PanelReport, TellsOutcomesOfTheYearsAfterTheRatingOnly) {
  const PanelReport report = MadeReport();
  const CompanyYear& line = report.company_years[1];
  EXPECT_EQ(line.enterprise, "panel.a");
  EXPECT_EQ(line.year, 1992);
  EXPECT_EQ(Six(line.research_over_sales), "0.1");
  EXPECT_EQ(Six(line.outcomes[0]), "5");
  EXPECT_EQ(Six(line.outcomes[1]), "50");
  EXPECT_EQ(Six(line.outcomes[2]), "0.005");
}

TEST(PanelReport, FollowsGradesFromYearToYear) {
  const PanelReport report = MadeReport();
  EXPECT_THAT(report.migration.counts(),
              ElementsAre(ElementsAre(1, 1), ElementsAre(0, 1)));
  EXPECT_EQ(Six(report.migration.ShareWithin(0)), "0.666667");
}

TEST(PanelReport, LeavesOutWhatTheYearsAfterDoNotTell) {
  v1::ModelPackage package;
  package.add_files()->set_path("model.txtpb");
  package.mutable_files(0)->set_content(kModel);
  const auto panel = ReadPanel(kPanel);
  const auto report =
      MakePanelReport(*Compile(package), *panel, {1992, 1993, 2});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->compared[0], 3) << "1995 is not in the panel";
}

TEST(PanelReportView, ShowsBarsAndFiguresInBothLanguages) {
  const PanelReport report = MadeReport();
  const std::string english = ReportText(Language::kEnglish, report, false);
  EXPECT_THAT(english, HasSubstr("9 company-years, 3 of them without a grade"));
  EXPECT_THAT(english,
              HasSubstr("A          3  50.0 %         3  50.0 %  ███"));
  EXPECT_THAT(english, HasSubstr("0.276"));
  EXPECT_THAT(english,
              HasSubstr("grade by score alone       66.7 %           100.0 %"));
  const std::string chinese = ReportText(Language::kChinese, report, false);
  EXPECT_THAT(chinese, HasSubstr("共 9 家·年，其中 3 家·年资料不足"));
  EXPECT_THAT(chinese, HasSubstr("66.7 %"));
}

TEST(PanelReportView, GivesProgramsTheFigures) {
  const google::protobuf::Struct json = ReportJson(MadeReport());
  const auto& first =
      json.fields().at("agreements").list_value().values(0).struct_value();
  EXPECT_EQ(first.fields().at("outcome").string_value(), "patents");
  EXPECT_EQ(first.fields().at("predictor").string_value(), "score");
  EXPECT_EQ(first.fields().at("kendallTauB").string_value(), "0.276026224");
  EXPECT_EQ(json.fields().at("ungraded").number_value(), 3);
}

TEST(PanelReportView, ListsCompanyYearsWithEmptyCellsForTheUnknown) {
  const std::string csv = CsvText(ReportCsv(MadeReport()));
  EXPECT_THAT(
      csv, HasSubstr("panel.a,1991,RATING_STATUS_UNRATABLE,,,0,,0.009,9,9,"));
  EXPECT_THAT(
      csv, HasSubstr("panel.a,1992,RATING_STATUS_RATED,A,100,1,0.1,0.009,5,50,"
                     "0.005,0.05\n"));
}

// The model that is shipped, on the real panel, after the years on which its
// cut-offs were set.
TEST(PanelReport, FindsTechflowBetterThanTheNaiveRule) {
  const char* data = std::getenv("TECHFLOW_DATA_DIR");
  const fs::path root = TECHFLOW_SOURCE_DIR;
  const fs::path file =
      (data != nullptr ? fs::path(data) : root / ".." / "shared" / "data") /
      "inst-innovation.csv";
  if (!fs::exists(file)) {
    GTEST_SKIP() << "no inst-innovation.csv; see TECHFLOW_DATA_DIR";
  }
  const auto package = ReadModelFolder(root / "rating/models/techflow");
  ASSERT_TRUE(package.ok()) << package.status();
  const auto panel = ReadPanel(*ReadFile(file));
  ASSERT_TRUE(panel.ok()) << panel.status();
  const auto report =
      MakePanelReport(*Compile(*package), *panel, {1994, 1995, 2});
  ASSERT_TRUE(report.ok()) << report.status();
  for (const auto& agreements : report->agreements) {
    const Agreement& score = agreements[static_cast<size_t>(Predictor::kScore)];
    const Agreement& naive =
        agreements[static_cast<size_t>(Predictor::kResearchOverSales)];
    EXPECT_GT(*score.kendall_tau_b, *naive.kendall_tau_b);
    EXPECT_GT(*score.top_fifth_auc, *naive.top_fifth_auc);
  }
}

}  // namespace
}  // namespace techflow::cli
