#include "rating/insight/advice_text.h"

#include <fmt/format.h>

#include "rating/insight/shown_number.h"

namespace techflow::insight {
namespace {

int RankOf(const v1::Model& model, const std::string& grade) {
  int rank = 0;
  for (const v1::GradeBand& band : model.grade_scale().grades()) {
    if (band.id() == grade) break;
    ++rank;
  }
  return rank;
}

void Append(const std::string& zh, const std::string& en,
            v1::LocalizedText& text) {
  text.set_zh(text.zh() + (text.zh().empty() ? "" : "；") + zh);
  text.set_en(text.en() + (text.en().empty() ? "" : "; ") + en);
}

// The corrections without which the grade would be reached or that are vetoes.
void AppendHolds(const v1::Model& model, const v1::Assessment& with_all,
                 const std::string& target, v1::LocalizedText& text) {
  const int target_rank = RankOf(model, target);
  for (const v1::CorrectionResult& correction : with_all.corrections()) {
    const bool crosses =
        RankOf(model, correction.grade_before()) <= target_rank &&
        RankOf(model, correction.grade_after()) > target_rank;
    if (!correction.applied() || !(crosses || correction.kind() == "veto")) {
      continue;
    }
    Append(fmt::format("{}使等级停在 {}：{}", correction.title().zh(),
                       correction.grade_after(), correction.reason().zh()),
           fmt::format("{} holds the grade at {}: {}", correction.title().en(),
                       correction.grade_after(), correction.reason().en()),
           text);
  }
}

void AppendLimit(const v1::Assessment& with_all, const Unreached& unreached,
                 v1::LocalizedText& text) {
  const int months = unreached.within_months;
  const std::string in_time_zh =
      months == 0 ? "" : fmt::format("在 {} 个月内", months);
  const std::string in_time_en =
      months == 0 ? "" : fmt::format(" within {} months", months);
  if (!unreached.has_changes) {
    Append(
        fmt::format("没有{}能够改变并得更多分的指标", in_time_zh),
        fmt::format("no indicator can be changed{} to earn more", in_time_en),
        text);
    return;
  }
  const std::string score = ShowPoints(NumberOf(with_all.score()));
  Append(
      fmt::format("{}能够改变的指标全部达到最好时，得分 {}，等级 {}",
                  in_time_zh, score, with_all.grade()),
      fmt::format("with all that can be changed{} at its best the score is {} "
                  "and the grade {}",
                  in_time_en, score, with_all.grade()),
      text);
  if (!unreached.is_proved) {
    Append("搜索在限度内没有找到其他办法",
           "the search found nothing else before its limit", text);
  }
}

}  // namespace

void DescribeChange(const ChangeableIndicator& indicator,
                    const ChangeOption& option, v1::AdvisedChange& change) {
  const v1::IndicatorResult& line = *indicator.line;
  change.set_indicator(line.id());
  *change.mutable_title() = line.title();
  *change.mutable_from() = line.measure();
  change.mutable_to()->set_value(option.measure.ToString());
  if (line.has_unit()) *change.mutable_unit() = line.unit();
  if (line.has_display_factor()) {
    *change.mutable_display_factor() = line.display_factor();
  }
  change.set_effort(option.effort);
  change.set_months(indicator.months);
  *change.mutable_points_before() = line.points();
  change.mutable_points_after()->set_value(option.points.ToString());
  const Decimal from = NumberOf(line.measure());
  const bool is_up = option.measure > from;
  const ShownMeasures shown =
      ShowMeasures(from, option.measure, DisplayFactorOf(line));
  const ShownText shown_from = WithUnit(shown.measure, line.unit());
  const ShownText shown_to = WithUnit(shown.next_at, line.unit());
  const std::string before = ShowPoints(NumberOf(line.points()));
  const std::string after = ShowPoints(option.points);
  change.mutable_text()->set_zh(
      fmt::format("{}由 {} {} {}，得分由 {} 分升到 {} 分，至少需 {} 个月",
                  line.title().zh(), shown_from.zh, is_up ? "提高到" : "降低到",
                  shown_to.zh, before, after, indicator.months));
  change.mutable_text()->set_en(fmt::format(
      "{} {} from {} to {}, which earns {} points instead of {}, in {} months "
      "at least",
      is_up ? "Raise" : "Lower", line.title().en(), shown_from.en, shown_to.en,
      after, before, indicator.months));
}

v1::LocalizedText WhyNot(const v1::Model& model, const v1::Assessment& with_all,
                         const Unreached& unreached) {
  v1::LocalizedText text;
  AppendHolds(model, with_all, unreached.target_grade, text);
  AppendLimit(with_all, unreached, text);
  if (with_all.missing_size() > 0) {
    Append(fmt::format("另有 {} 项指标未知，不计在内", with_all.missing_size()),
           fmt::format("{} indicators are unknown and not counted on",
                       with_all.missing_size()),
           text);
  }
  return text;
}

}  // namespace techflow::insight
