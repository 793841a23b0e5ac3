#include "rating/insight/reasons.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "rating/insight/shown_number.h"
#include "rating/insight/waterfall.h"

namespace techflow::insight {
namespace {

constexpr int kScoreDecimals = 6;
// Most texts are shorter.
constexpr size_t kTextBytes = 200;

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

// The numbers of a line as people read them.
struct ShownLine {
  ShownText measure;
  ShownText next_at;
  std::string points;
  std::string highest_points;
  std::string next_points;
};

ShownLine ShowLine(const v1::IndicatorResult& line) {
  ShownLine shown;
  shown.points = ShowPoints(NumberOf(line.points()));
  shown.highest_points = ShowPoints(NumberOf(line.highest_points()));
  const ShownMeasures measures = ShowMeasures(line);
  if (line.has_measure()) {
    shown.measure = WithUnit(measures.measure, line.unit());
  } else {
    shown.measure = {line.measure_text(), line.measure_text()};
  }
  if (line.has_next_at()) {
    shown.next_at = WithUnit(measures.next_at, line.unit());
    shown.next_points = ShowPoints(NumberOf(line.next_points()));
  }
  return shown;
}

std::string KnownInChinese(const v1::IndicatorResult& line,
                           const ShownLine& shown) {
  std::string text;
  text.reserve(kTextBytes);
  absl::StrAppend(&text, line.title().zh(), "为 ", shown.measure.zh);
  if (HasBand(line)) absl::StrAppend(&text, "，处于区间 ", line.band());
  if (!line.band_text().zh().empty()) {
    absl::StrAppend(&text, "（", line.band_text().zh(), "）");
  }
  absl::StrAppend(&text, "，得 ", shown.points, " 分，最高 ",
                  shown.highest_points, " 分");
  if (line.has_next_at()) {
    absl::StrAppend(&text, "；到 ", shown.next_at.zh, " 可得 ",
                    shown.next_points, " 分");
  }
  return text;
}

std::string KnownInEnglish(const v1::IndicatorResult& line,
                           const ShownLine& shown) {
  std::string text;
  text.reserve(kTextBytes);
  absl::StrAppend(&text, line.title().en(), " is ", shown.measure.en);
  if (HasBand(line)) absl::StrAppend(&text, ", in the band ", line.band());
  if (!line.band_text().en().empty()) {
    absl::StrAppend(&text, " (", line.band_text().en(), ")");
  }
  absl::StrAppend(&text, ", which earns ", shown.points, " of ",
                  shown.highest_points, " points");
  if (line.has_next_at()) {
    absl::StrAppend(&text, "; ", shown.next_at.en, " would earn ",
                    shown.next_points);
  }
  return text;
}

void SetText(const v1::IndicatorResult& line, v1::LocalizedText& text) {
  if (line.missing()) {
    const std::string points = ShowPoints(NumberOf(line.points()));
    text.set_zh(absl::StrCat(line.title().zh(), "未知，按 ", points, " 分计：",
                             line.missing_reason()));
    text.set_en(absl::StrCat(line.title().en(), " is unknown and counts as ",
                             points, " points: ", line.missing_reason()));
    return;
  }
  const ShownLine shown = ShowLine(line);
  text.set_zh(KnownInChinese(line, shown));
  text.set_en(KnownInEnglish(line, shown));
}

void SetText(const v1::CorrectionResult& correction, v1::LocalizedText& text) {
  const std::string before = ShowPoints(NumberOf(correction.score_before()));
  const std::string after = ShowPoints(NumberOf(correction.score_after()));
  std::string zh =
      absl::StrCat(correction.title().zh(), "：", correction.reason().zh());
  std::string en =
      absl::StrCat(correction.title().en(), ": ", correction.reason().en());
  if (before != after) {
    absl::StrAppend(&zh, "；得分由 ", before, " 变为 ", after);
    absl::StrAppend(&en, "; the score went from ", before, " to ", after);
  }
  if (correction.grade_before() != correction.grade_after()) {
    absl::StrAppend(&zh, "；等级由 ", correction.grade_before(), " 变为 ",
                    correction.grade_after());
    absl::StrAppend(&en, "; the grade went from ", correction.grade_before(),
                    " to ", correction.grade_after());
  }
  text.set_zh(std::move(zh));
  text.set_en(std::move(en));
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
  SetText(line, *reason.mutable_text());
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
      absl::StrCat(reason.title().zh(), "：弱项不能由强项完全弥补；得分由 ",
                   before, " 变为 ", after));
  reason.mutable_text()->set_en(absl::StrCat(
      reason.title().en(),
      ": strong parts do not fully make up for weak ones; the score went from ",
      before, " to ", after));
}

void Describe(const PossibleReason& candidate, const v1::Assessment& assessment,
              v1::Reason& reason) {
  reason.mutable_points_lost()->set_value(candidate.points_lost.ToString());
  if (candidate.line != nullptr) {
    Describe(*candidate.line, reason);
    SetStanding(*candidate.line, reason);
  } else if (candidate.correction != nullptr) {
    Describe(*candidate.correction, reason);
  } else {
    DescribeFold(assessment, reason);
  }
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
  // One text is one number; most lines that lose nothing are known by that.
  if (line.points().value() == line.highest_points().value()) return Decimal();
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

void AddReasons(const v1::Assessment& assessment, const v1::Model& model,
                google::protobuf::RepeatedPtrField<v1::Reason>& reasons,
                size_t max_reasons) {
  if (!assessment.has_score()) return;
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
    Describe(candidate, assessment, *reasons.Add());
  }
}

}  // namespace techflow::insight
