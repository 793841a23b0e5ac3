#ifndef TECHFLOW_CLIENTS_CLI_MODELS_PANEL_REPORT_H_
#define TECHFLOW_CLIENTS_CLI_MODELS_PANEL_REPORT_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/panel.h"
#include "rating/decimal/decimal.h"
#include "rating/rating_model.h"
#include "rating/statistics/grade_migration.h"
#include "techflow/v1/rating.pb.h"

// A model looked at in retrospect: companies of the panel as they would have
// been rated at each year's end, from what was known then, against the patents
// and citations of the years that followed.
namespace techflow::cli {

struct ReportPeriod {
  int from = 0;         // The first year whose end is an as-of date.
  int until = 0;        // The last one.
  int years_after = 0;  // How many years the outcome covers; 1 or more.
};

// What followed a rating, summed over the years after it.
enum class Outcome {
  kPatents,
  kCitations,
  kPatentsPerStaff,  // Per head of the year of the rating.
  kCitationsPerStaff,
};
inline constexpr size_t kOutcomeCount = 4;

// What is held against an outcome; more foretells more.
enum class Predictor {
  kScore,
  kGrade,
  kResearchOverSales,  // R&D over sales of the year: the naive rule.
  kPatentsPerHead,     // Patents of the year for each head: what goes on.
};
inline constexpr size_t kPredictorCount = 4;

// A company at the end of a year.
struct CompanyYear {
  std::string enterprise;
  int year = 0;
  v1::Assessment assessment;
  // Nothing where it is unknown. Outcomes are unknown where a year after is not
  // in the panel or its patents are cut off.
  std::optional<Decimal> research_over_sales;
  std::optional<Decimal> patents_per_head;
  std::array<std::optional<Decimal>, kOutcomeCount> outcomes;
};

// How well a predictor foretold an outcome. Nothing where all were alike.
struct Agreement {
  std::optional<Decimal> kendall_tau_b;
  std::optional<Decimal> top_fifth_auc;
};

struct PanelReport {
  explicit PanelReport(size_t grade_count)
      : migration(grade_count), migration_by_score(grade_count) {}

  ReportPeriod period;
  std::vector<std::string> grades;  // From the best.
  // Every company-year of the period, by company and year.
  std::vector<CompanyYear> company_years;
  // How many have each grade, and how many would by their score alone, without
  // notches, caps and vetoes. The rest has none.
  std::vector<int64_t> by_grade;
  std::vector<int64_t> by_score;
  int64_t ungraded = 0;
  // Agreements are over company-years with a grade, with known R&D over
  // sales, patents per head and outcome: the same for each predictor.
  std::array<int64_t, kOutcomeCount> compared{};
  std::array<std::array<Agreement, kPredictorCount>, kOutcomeCount> agreements;
  // From one year of the period to the next, where both have a grade.
  statistics::GradeMigration migration;
  // The same of grades by score alone.
  statistics::GradeMigration migration_by_score;
};

// Rates and compares. Fails where the model does not rate a company, and where
// its scale has no grades. Pure; any thread.
absl::StatusOr<PanelReport> MakePanelReport(
    const rating::RatingModel& model, const std::vector<PanelCompany>& panel,
    const ReportPeriod& period);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_MODELS_PANEL_REPORT_H_
