#include "clients/cli/models/panel_report.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "rating/evidence/view.h"
#include "rating/statistics/rank_agreement.h"

namespace techflow::cli {
namespace {

v1::Date LastDayOf(int year) {
  v1::Date day;
  day.set_year(year);
  day.set_month(12);
  day.set_day(31);
  return day;
}

std::optional<Decimal> NumberIn(const v1::Decimal& decimal) {
  const absl::StatusOr<Decimal> number = Decimal::Parse(decimal.value());
  if (!number.ok()) return std::nullopt;
  return *number;
}

// Nothing where a part is unknown or the whole is 0.
std::optional<Decimal> Ratio(const std::optional<Decimal>& part,
                             const std::optional<Decimal>& whole) {
  if (!part.has_value() || !whole.has_value()) return std::nullopt;
  return Divide(*part, *whole);
}

// The accounts of a year; null where there are none.
const v1::FiscalYear* AccountsOf(const PanelCompany& company, int year) {
  for (const v1::FiscalYear& accounts : company.evidence.fiscal_years()) {
    if (accounts.year() == year) return &accounts;
  }
  return nullptr;
}

// Patents or citations of the years after; nothing where one is not known.
std::optional<Decimal> SumAfter(const PanelCompany& company, int year,
                                int years_after, bool citations) {
  int64_t sum = 0;
  int known = 0;
  for (const PanelOutcome& outcome : company.outcomes) {
    if (outcome.year <= year || outcome.year > year + years_after) continue;
    if (citations && !outcome.citations) return std::nullopt;
    sum += citations ? *outcome.citations : outcome.patents;
    ++known;
  }
  if (known != years_after) return std::nullopt;
  return Decimal(sum);
}

void FillFollowing(const PanelCompany& company, int years_after,
                   CompanyYear& line) {
  const v1::FiscalYear* accounts = AccountsOf(company, line.year);
  if (accounts == nullptr) return;
  line.research_over_sales =
      Ratio(NumberIn(accounts->rd_spend()), NumberIn(accounts->revenue()));
  const std::optional<Decimal> staff = NumberIn(accounts->headcount());
  const auto patents = SumAfter(company, line.year, years_after, false);
  const auto citations = SumAfter(company, line.year, years_after, true);
  line.patents_per_head =
      Ratio(SumAfter(company, line.year - 1, 1, false), staff);
  line.outcomes = {patents, citations, Ratio(patents, staff),
                   Ratio(citations, staff)};
}

// From 1 for the best; 0 for none.
int RankOf(const PanelReport& report, const std::string& grade) {
  const auto found =
      std::find(report.grades.begin(), report.grades.end(), grade);
  if (found == report.grades.end()) return 0;
  return static_cast<int>(found - report.grades.begin()) + 1;
}

int RankByScore(const v1::Model& model, const Decimal& score) {
  int rank = 1;
  for (const v1::GradeBand& band : model.grade_scale().grades()) {
    if (score >= NumberIn(band.from()).value_or(Decimal())) break;
    ++rank;
  }
  return std::min(rank, model.grade_scale().grades_size());
}

// What each predictor says of a company-year; nothing where one is unknown.
std::optional<std::array<Decimal, kPredictorCount>> Foretold(
    const CompanyYear& line) {
  const auto score = NumberIn(line.assessment.score());
  if (!score.has_value() || !line.research_over_sales.has_value() ||
      !line.patents_per_head.has_value()) {
    return std::nullopt;
  }
  // A better grade has a lower rank.
  return std::array<Decimal, kPredictorCount>{
      *score, Decimal(-line.assessment.grade_rank()), *line.research_over_sales,
      *line.patents_per_head};
}

constexpr int kFifths = 5;

void Compare(size_t outcome, PanelReport& report) {
  std::vector<Decimal> followed;
  std::array<std::vector<Decimal>, kPredictorCount> foretold;
  for (const CompanyYear& line : report.company_years) {
    const auto predictions = Foretold(line);
    if (!predictions.has_value() || !line.outcomes[outcome].has_value()) {
      continue;
    }
    followed.push_back(*line.outcomes[outcome]);
    for (size_t i = 0; i < kPredictorCount; ++i) {
      foretold[i].push_back((*predictions)[i]);
    }
  }
  report.compared[outcome] = static_cast<int64_t>(followed.size());
  const std::vector<bool> is_top = statistics::TopPart(followed, kFifths);
  for (size_t i = 0; i < kPredictorCount; ++i) {
    report.agreements[outcome][i] = {
        statistics::KendallTauB(foretold[i], followed),
        statistics::AreaUnderCurve(foretold[i], is_top)};
  }
}

// Both ranks of a company-year that has a grade.
struct Ranks {
  int by_grade = 0;
  int by_score = 0;
};

std::optional<Ranks> RanksOf(const v1::Model& model, const PanelReport& report,
                             const CompanyYear& line) {
  const int rank = RankOf(report, line.assessment.grade());
  const auto score = NumberIn(line.assessment.score());
  if (rank == 0 || !score.has_value()) return std::nullopt;
  return Ranks{rank, RankByScore(model, *score)};
}

void CountGrades(const v1::Model& model, PanelReport& report) {
  report.by_grade.assign(report.grades.size(), 0);
  report.by_score.assign(report.grades.size(), 0);
  const CompanyYear* before = nullptr;
  std::optional<Ranks> ranks_before;
  for (const CompanyYear& line : report.company_years) {
    const std::optional<Ranks> ranks = RanksOf(model, report, line);
    if (!ranks.has_value()) {
      ++report.ungraded;
    } else {
      ++report.by_grade[static_cast<size_t>(ranks->by_grade) - 1];
      ++report.by_score[static_cast<size_t>(ranks->by_score) - 1];
    }
    const bool follows = before != nullptr &&
                         before->enterprise == line.enterprise &&
                         before->year + 1 == line.year;
    if (follows && ranks.has_value() && ranks_before.has_value()) {
      report.migration.Add(ranks_before->by_grade, ranks->by_grade);
      report.migration_by_score.Add(ranks_before->by_score, ranks->by_score);
    }
    before = &line;
    ranks_before = ranks;
  }
}

}  // namespace

absl::StatusOr<PanelReport> MakePanelReport(
    const rating::RatingModel& model, const std::vector<PanelCompany>& panel,
    const ReportPeriod& period) {
  const v1::Model& definition = model.definition();
  PanelReport report(
      static_cast<size_t>(definition.grade_scale().grades_size()));
  if (definition.grade_scale().grades().empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("model `", definition.id(),
                     "` has no grades; expected one that rates"));
  }
  report.period = period;
  for (const v1::GradeBand& band : definition.grade_scale().grades()) {
    report.grades.push_back(band.id());
  }
  for (const PanelCompany& company : panel) {
    for (const int year : company.years) {
      if (year < period.from || year > period.until) continue;
      const v1::Date day = LastDayOf(year);
      absl::StatusOr<v1::Assessment> assessment =
          model.Assess(evidence::ViewAsOf(company.evidence, day), day);
      if (!assessment.ok()) {
        return absl::Status(assessment.status().code(),
                            absl::StrCat(company.enterprise, " ", year, ": ",
                                         assessment.status().message()));
      }
      CompanyYear line;
      line.enterprise = company.enterprise;
      line.year = year;
      line.assessment = *std::move(assessment);
      FillFollowing(company, period.years_after, line);
      report.company_years.push_back(std::move(line));
    }
  }
  CountGrades(definition, report);
  for (size_t i = 0; i < kOutcomeCount; ++i) Compare(i, report);
  return report;
}

}  // namespace techflow::cli
