#include "rating/insight/reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "rating/insight/shown_number.h"
#include "rating/insight/waterfall.h"

namespace techflow::insight {
namespace {

constexpr int kScoreDecimals = 6;

// What cost points: a line of the assessment, a correction, or, where both are
// null, the weight scheme.
struct PossibleReason {
  const v1::IndicatorResult* line = nullptr;
  const v1::CorrectionResult* correction = nullptr;
  Decimal points_lost;
  bool lowers_grade_only = false;
};

// A word stands where it stands, and a formula has no bands.
bool HasBand(const v1::IndicatorResult& line) {
  return line.has_measure() && !line.band().empty();
}

// The measure as people read it.
v1::LocalizedText MeasureText(const v1::IndicatorResult& line,
                              const ShownMeasures& shown) {
  if (line.has_measure()) return WithUnit(shown.measure, line.unit());
  v1::LocalizedText text;
  text.set_zh(line.measure_text());
  text.set_en(line.measure_text());
  return text;
}

std::string KnownInChinese(const v1::IndicatorResult& line,
                           const ShownMeasures& shown) {
  std::string text =
      fmt::format("{}为 {}", line.title().zh(), MeasureText(line, shown).zh());
  if (HasBand(line)) text += fmt::format("，处于区间 {}", line.band());
  if (!line.band_text().zh().empty()) {
    text += fmt::format("（{}）", line.band_text().zh());
  }
  text +=
      fmt::format("，得 {} 分，最高 {} 分", ShowPoints(NumberOf(line.points())),
                  ShowPoints(NumberOf(line.highest_points())));
  if (line.has_next_at()) {
    text += fmt::format("；到 {} 可得 {} 分",
                        WithUnit(shown.next_at, line.unit()).zh(),
                        ShowPoints(NumberOf(line.next_points())));
  }
  return text;
}

std::string KnownInEnglish(const v1::IndicatorResult& line,
                           const ShownMeasures& shown) {
  std::string text =
      fmt::format("{} is {}", line.title().en(), MeasureText(line, shown).en());
  if (HasBand(line)) text += fmt::format(", in the band {}", line.band());
  if (!line.band_text().en().empty()) {
    text += fmt::format(" ({})", line.band_text().en());
  }
  text += fmt::format(", which earns {} of {} points",
                      ShowPoints(NumberOf(line.points())),
                      ShowPoints(NumberOf(line.highest_points())));
  if (line.has_next_at()) {
    text += fmt::format("; {} would earn {}",
                        WithUnit(shown.next_at, line.unit()).en(),
                        ShowPoints(NumberOf(line.next_points())));
  }
  return text;
}

v1::LocalizedText TextOf(const v1::IndicatorResult& line) {
  v1::LocalizedText text;
  if (line.missing()) {
    const std::string points = ShowPoints(NumberOf(line.points()));
    text.set_zh(fmt::format("{}未知，按 {} 分计：{}", line.title().zh(), points,
                            line.missing_reason()));
    text.set_en(fmt::format("{} is unknown and counts as {} points: {}",
                            line.title().en(), points, line.missing_reason()));
    return text;
  }
  const ShownMeasures shown = ShowMeasures(line);
  text.set_zh(KnownInChinese(line, shown));
  text.set_en(KnownInEnglish(line, shown));
  return text;
}

v1::LocalizedText TextOf(const v1::CorrectionResult& correction) {
  v1::LocalizedText text;
  const std::string before = ShowPoints(NumberOf(correction.score_before()));
  const std::string after = ShowPoints(NumberOf(correction.score_after()));
  std::string zh =
      fmt::format("{}：{}", correction.title().zh(), correction.reason().zh());
  std::string en =
      fmt::format("{}: {}", correction.title().en(), correction.reason().en());
  if (before != after) {
    zh += fmt::format("；得分由 {} 变为 {}", before, after);
    en += fmt::format("; the score went from {} to {}", before, after);
  }
  if (correction.grade_before() != correction.grade_after()) {
    zh += fmt::format("；等级由 {} 变为 {}", correction.grade_before(),
                      correction.grade_after());
    en += fmt::format("; the grade went from {} to {}",
                      correction.grade_before(), correction.grade_after());
  }
  text.set_zh(std::move(zh));
  text.set_en(std::move(en));
  return text;
}

Decimal Difference(const Decimal& a, const Decimal& b) {
  return Subtract(a, b).value_or(Decimal());
}

// Value, band, next band and gap of an indicator's line.
void SetStanding(const v1::IndicatorResult& line, v1::Reason& reason) {
  reason.set_band(line.band());
  if (!line.has_measure()) return;
  *reason.mutable_measure() = line.measure();
  if (!line.has_next_at()) return;
  *reason.mutable_next_at() = line.next_at();
  reason.mutable_gap()->set_value(
      Difference(NumberOf(line.next_at()), NumberOf(line.measure()))
          .ToString());
}

template <typename Line>
void Describe(const Line& line, v1::Reason& reason) {
  reason.set_id(line.id());
  *reason.mutable_title() = line.title();
  *reason.mutable_text() = TextOf(line);
}

// That of the weight scheme.
void DescribeFold(const v1::Assessment& assessment, v1::Reason& reason) {
  const Decimal score = NumberOf(assessment.base_score());
  const std::string after = ShowPoints(score);
  const std::string before =
      ShowPoints(Difference(score, NumberOf(assessment.fold_adjustment())));
  reason.set_id(kFoldAdjustment);
  *reason.mutable_title() = FoldAdjustmentTitle();
  reason.mutable_text()->set_zh(
      fmt::format("{}：弱项不能由强项完全弥补；得分由 {} 变为 {}",
                  reason.title().zh(), before, after));
  reason.mutable_text()->set_en(fmt::format(
      "{}: strong parts do not fully make up for weak ones; the score went "
      "from {} to {}",
      reason.title().en(), before, after));
}

v1::Reason ToReason(const PossibleReason& candidate,
                    const v1::Assessment& assessment) {
  v1::Reason reason;
  reason.mutable_points_lost()->set_value(candidate.points_lost.ToString());
  if (candidate.line != nullptr) {
    Describe(*candidate.line, reason);
    SetStanding(*candidate.line, reason);
  } else if (candidate.correction != nullptr) {
    Describe(*candidate.correction, reason);
  } else {
    DescribeFold(assessment, reason);
  }
  return reason;
}

// What an indicator alone could add to a sum of points, beyond what its
// dimension has and within its cap.
Decimal PointsLostOfSum(const v1::IndicatorResult& line,
                        const v1::DimensionResult& dimension,
                        const v1::Dimension& definition) {
  Decimal reached = NumberOf(line.points());
  if (definition.best_only()) {
    for (const v1::IndicatorResult& other : dimension.indicators()) {
      reached = std::max(reached, NumberOf(other.points()));
    }
  }
  Decimal lost = Difference(NumberOf(line.highest_points()), reached);
  if (definition.has_cap()) {
    lost = std::min(lost, Difference(NumberOf(definition.cap()),
                                     NumberOf(dimension.contribution())));
  }
  return std::max(lost, Decimal());
}

Decimal PointsLost(const v1::IndicatorResult& line,
                   const v1::DimensionResult& dimension,
                   const v1::Dimension* definition) {
  // Reallocated: what is not counted costs nothing.
  if (!line.has_points()) return Decimal();
  if (definition != nullptr) {
    return PointsLostOfSum(line, dimension, *definition);
  }
  const Decimal gap =
      Difference(NumberOf(line.highest_points()), NumberOf(line.points()));
  const Decimal lost =
      Multiply(NumberOf(line.effective_weight()), gap).value_or(Decimal());
  return Round(lost, kScoreDecimals, Rounding::kHalfEven).value_or(Decimal());
}

// Grades stand from the best to the worst.
int RankIn(const v1::GradeScale& scale, const std::string& grade) {
  int rank = 0;
  while (rank < scale.grades_size() && scale.grades(rank).id() != grade) {
    ++rank;
  }
  return rank;
}

bool LowersGrade(const v1::GradeScale& scale,
                 const v1::CorrectionResult& correction) {
  return RankIn(scale, correction.grade_after()) >
         RankIn(scale, correction.grade_before());
}

void AddCorrections(const v1::Assessment& assessment,
                    const v1::GradeScale& scale,
                    std::vector<PossibleReason>& candidates) {
  for (const v1::CorrectionResult& correction : assessment.corrections()) {
    if (!correction.applied()) continue;
    const Decimal lost = Difference(NumberOf(correction.score_before()),
                                    NumberOf(correction.score_after()));
    if (lost > Decimal(0)) {
      candidates.push_back({nullptr, &correction, lost, false});
    } else if (lost.is_zero() && LowersGrade(scale, correction)) {
      candidates.push_back({nullptr, &correction, Decimal(), true});
    }
  }
}

void AddIndicators(const v1::Assessment& assessment, const v1::Model& model,
                   std::vector<PossibleReason>& candidates) {
  const bool is_sum = model.weight_scheme().kind() == "sum_of_points";
  for (int i = 0; i < assessment.dimensions_size(); ++i) {
    const v1::DimensionResult& dimension = assessment.dimensions(i);
    // Results stand in the model's order.
    const v1::Dimension* definition =
        is_sum && i < model.dimensions_size() ? &model.dimensions(i) : nullptr;
    for (const v1::IndicatorResult& line : dimension.indicators()) {
      const Decimal lost = PointsLost(line, dimension, definition);
      if (lost > Decimal(0))
        candidates.push_back({&line, nullptr, lost, false});
    }
  }
}

}  // namespace

google::protobuf::RepeatedPtrField<v1::Reason> Reasons(
    const v1::Assessment& assessment, const v1::Model& model,
    size_t max_reasons) {
  google::protobuf::RepeatedPtrField<v1::Reason> reasons;
  if (!assessment.has_score()) return reasons;
  std::vector<PossibleReason> candidates;
  AddIndicators(assessment, model, candidates);
  const Decimal fold_lost = NumberOf(assessment.fold_adjustment()).Negated();
  if (fold_lost > Decimal(0)) {
    candidates.push_back({nullptr, nullptr, fold_lost, false});
  }
  AddCorrections(assessment, model.grade_scale(), candidates);
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const PossibleReason& a, const PossibleReason& b) {
                     if (a.lowers_grade_only != b.lowers_grade_only) {
                       return a.lowers_grade_only;
                     }
                     return a.points_lost > b.points_lost;
                   });
  if (candidates.size() > max_reasons) candidates.resize(max_reasons);
  for (const PossibleReason& candidate : candidates) {
    *reasons.Add() = ToReason(candidate, assessment);
  }
  return reasons;
}

}  // namespace techflow::insight
