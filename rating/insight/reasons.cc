#include "rating/insight/reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "rating/insight/shown_number.h"

namespace techflow::insight {
namespace {

constexpr int kScoreDecimals = 6;

// What cost points: a line of the assessment.
struct Candidate {
  const v1::IndicatorResult* line = nullptr;
  const v1::CorrectionResult* correction = nullptr;
  Decimal points_lost;
  bool lowers_grade_only = false;
};

std::string KnownInChinese(const v1::IndicatorResult& line,
                           const ShownMeasures& shown) {
  std::string text =
      fmt::format("{}为 {}，处于区间 {}", line.title().zh(),
                  WithUnit(shown.measure, line.unit()).zh(), line.band());
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
      fmt::format("{} is {}, in the band {}", line.title().en(),
                  WithUnit(shown.measure, line.unit()).en(), line.band());
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

v1::Reason ToReason(const Candidate& candidate) {
  v1::Reason reason;
  reason.mutable_points_lost()->set_value(candidate.points_lost.ToString());
  if (candidate.line != nullptr) {
    Describe(*candidate.line, reason);
    SetStanding(*candidate.line, reason);
  } else {
    Describe(*candidate.correction, reason);
  }
  return reason;
}

Decimal PointsLost(const v1::IndicatorResult& line) {
  // Reallocated: what is not counted costs nothing.
  if (!line.has_points()) return Decimal();
  const Decimal gap =
      Difference(NumberOf(line.highest_points()), NumberOf(line.points()));
  const Decimal lost =
      Multiply(NumberOf(line.effective_weight()), gap).value_or(Decimal());
  return Round(lost, kScoreDecimals, Rounding::kHalfEven).value_or(Decimal());
}

// Grades stand from the best to the worst.
int RankOf(const v1::GradeScale& scale, const std::string& grade) {
  int rank = 0;
  while (rank < scale.grades_size() && scale.grades(rank).id() != grade) {
    ++rank;
  }
  return rank;
}

bool LowersGrade(const v1::GradeScale& scale,
                 const v1::CorrectionResult& correction) {
  return RankOf(scale, correction.grade_after()) >
         RankOf(scale, correction.grade_before());
}

void AddCorrections(const v1::Assessment& assessment,
                    const v1::GradeScale& scale,
                    std::vector<Candidate>& candidates) {
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

}  // namespace

google::protobuf::RepeatedPtrField<v1::Reason> Reasons(
    const v1::Assessment& assessment, const v1::GradeScale& scale,
    size_t max_reasons) {
  google::protobuf::RepeatedPtrField<v1::Reason> reasons;
  if (!assessment.has_score()) return reasons;
  std::vector<Candidate> candidates;
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    for (const v1::IndicatorResult& line : dimension.indicators()) {
      const Decimal lost = PointsLost(line);
      if (lost > Decimal(0))
        candidates.push_back({&line, nullptr, lost, false});
    }
  }
  AddCorrections(assessment, scale, candidates);
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) {
                     if (a.lowers_grade_only != b.lowers_grade_only) {
                       return a.lowers_grade_only;
                     }
                     return a.points_lost > b.points_lost;
                   });
  if (candidates.size() > max_reasons) candidates.resize(max_reasons);
  for (const Candidate& candidate : candidates) {
    *reasons.Add() = ToReason(candidate);
  }
  return reasons;
}

}  // namespace techflow::insight
