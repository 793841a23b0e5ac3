#include "rating/insight/comparison.h"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rating/evidence/view.h"
#include "rating/insight/changed_fields.h"
#include "rating/insight/shown_number.h"
#include "rating/insight/waterfall.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::insight {
namespace {

using scorecard::Minus;

enum Stage : size_t { kBefore, kAfterTime, kAfterEvidence, kAfter, kStages };

using Assessments = std::array<v1::Assessment, kStages>;

absl::StatusOr<v1::Assessment> Rate(const rating::RatingModel& model,
                                    const v1::Evidence& evidence,
                                    const v1::Date& as_of) {
  return model.Assess(evidence::ViewAsOf(evidence, as_of), as_of);
}

absl::StatusOr<Assessments> RateAll(const ComparedRating& before,
                                    const ComparedRating& after) {
  const std::array<ComparedRating, kStages> sides = {
      before,
      ComparedRating{before.model, before.evidence, after.as_of},
      ComparedRating{before.model, after.evidence, after.as_of},
      after,
  };
  Assessments assessments;
  for (size_t i = 0; i < kStages; ++i) {
    auto assessment = Rate(sides[i].model, sides[i].evidence, sides[i].as_of);
    if (!assessment.ok()) return assessment.status();
    assessments[i] = *std::move(assessment);
  }
  return assessments;
}

// A line in one of the four ratings.
struct Amount {
  std::string id;
  v1::LocalizedText title;
  Decimal amount;
  std::optional<v1::Decimal> measure;
  // Where it is 0 in all four it is not shown.
  bool is_optional = false;
};

std::vector<Amount> AmountsOf(const v1::Assessment& assessment) {
  std::vector<Amount> amounts;
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    for (const v1::IndicatorResult& line : dimension.indicators()) {
      Amount amount{line.id(), line.title(), NumberOf(line.contribution()),
                    std::nullopt, false};
      if (line.has_measure()) amount.measure = line.measure();
      amounts.push_back(std::move(amount));
    }
    amounts.push_back({dimension.id(), dimension.title(),
                       NumberOf(dimension.adjustment()), std::nullopt, true});
  }
  amounts.push_back({kFoldAdjustment, FoldAdjustmentTitle(),
                     NumberOf(assessment.fold_adjustment()), std::nullopt,
                     true});
  for (const v1::CorrectionResult& correction : assessment.corrections()) {
    amounts.push_back({correction.id(), correction.title(),
                       Minus(NumberOf(correction.score_after()),
                             NumberOf(correction.score_before())),
                       std::nullopt, false});
  }
  return amounts;
}

// Corrections have ids of their own, which an indicator may have too.
using Key = std::pair<bool, std::string>;

class Lines {
 public:
  explicit Lines(const Assessments& assessments) {
    for (size_t i = 0; i < kStages; ++i) {
      has_score_[i] = assessments[i].has_score();
      amounts_[i] = AmountsOf(assessments[i]);
      const int corrections = assessments[i].corrections_size();
      corrections_from_[i] =
          amounts_[i].size() - static_cast<size_t>(corrections);
      for (size_t j = 0; j < amounts_[i].size(); ++j) {
        by_key_[i].emplace(KeyOf(i, j), &amounts_[i][j]);
      }
    }
  }

  void AddTo(v1::RatingComparison& comparison) const {
    std::set<Key> seen;
    // The ratings by the later model have the same lines, and so have those by
    // the earlier, except that an unratable one has no corrections.
    for (const Stage stage : {kAfter, kAfterEvidence, kAfterTime, kBefore}) {
      for (size_t j = 0; j < amounts_[stage].size(); ++j) {
        const Key key = KeyOf(stage, j);
        if (!seen.insert(key).second || IsLeftOut(key)) continue;
        v1::ComparedLine& line = *comparison.add_lines();
        line.set_id(amounts_[stage][j].id);
        *line.mutable_title() = amounts_[stage][j].title;
        Fill(key, line);
      }
    }
  }

 private:
  Key KeyOf(size_t stage, size_t index) const {
    return {index >= corrections_from_[stage], amounts_[stage][index].id};
  }
  const Amount* Find(size_t stage, const Key& key) const {
    const auto found = by_key_[stage].find(key);
    return found == by_key_[stage].end() ? nullptr : found->second;
  }
  bool IsLeftOut(const Key& key) const {
    for (size_t i = 0; i < kStages; ++i) {
      const Amount* const amount = Find(i, key);
      if (amount == nullptr) continue;
      if (!amount->is_optional || !amount->amount.is_zero()) return false;
    }
    return true;
  }
  void Fill(const Key& key, v1::ComparedLine& line) const;

  std::array<bool, kStages> has_score_ = {};
  std::array<std::vector<Amount>, kStages> amounts_;
  std::array<size_t, kStages> corrections_from_ = {};
  std::array<std::map<Key, const Amount*>, kStages> by_key_;
};

// The amounts of a line in the four ratings, where they have a score.
using StageAmounts = std::array<std::optional<Decimal>, kStages>;

void SetAmounts(const StageAmounts& amounts, v1::ComparedLine& line) {
  if (amounts[kBefore].has_value()) {
    line.mutable_amount_before()->set_value(amounts[kBefore]->ToString());
  }
  if (amounts[kAfter].has_value()) {
    line.mutable_amount_after()->set_value(amounts[kAfter]->ToString());
  }
  const auto set_part = [&amounts](Stage from, Stage to, auto&& mutable_part) {
    if (!amounts[from].has_value() || !amounts[to].has_value()) return;
    mutable_part()->set_value(Minus(*amounts[to], *amounts[from]).ToString());
  };
  set_part(kBefore, kAfterTime, [&] { return line.mutable_time_passed(); });
  set_part(kAfterTime, kAfterEvidence,
           [&] { return line.mutable_evidence_changed(); });
  set_part(kAfterEvidence, kAfter,
           [&] { return line.mutable_model_changed(); });
}

void Lines::Fill(const Key& key, v1::ComparedLine& line) const {
  StageAmounts amounts;
  for (size_t i = 0; i < kStages; ++i) {
    const Amount* const amount = Find(i, key);
    if (has_score_[i]) {
      amounts[i] = amount == nullptr ? Decimal() : amount->amount;
    }
    if (amount == nullptr || !amount->measure.has_value()) continue;
    if (i == kBefore) *line.mutable_measure_before() = *amount->measure;
    if (i == kAfter) *line.mutable_measure_after() = *amount->measure;
  }
  SetAmounts(amounts, line);
}

void SetTotal(const Assessments& assessments, v1::ComparedLine& total) {
  total.set_id("score");
  total.mutable_title()->set_zh("得分");
  total.mutable_title()->set_en("Score");
  StageAmounts scores;
  for (size_t i = 0; i < kStages; ++i) {
    if (!assessments[i].has_score()) continue;
    scores[i] = NumberOf(assessments[i].score());
  }
  SetAmounts(scores, total);
}

}  // namespace

absl::StatusOr<v1::RatingComparison> Compare(const ComparedRating& before,
                                             const ComparedRating& after) {
  const absl::StatusOr<Assessments> assessments = RateAll(before, after);
  if (!assessments.ok()) return assessments.status();
  v1::RatingComparison comparison;
  SetTotal(*assessments, *comparison.mutable_total());
  Lines(*assessments).AddTo(comparison);
  comparison.set_grade_before((*assessments)[kBefore].grade());
  comparison.set_grade_after_time((*assessments)[kAfterTime].grade());
  comparison.set_grade_after_evidence((*assessments)[kAfterEvidence].grade());
  comparison.set_grade_after((*assessments)[kAfter].grade());
  for (std::string& path : ChangedFields(before.evidence, after.evidence)) {
    *comparison.add_changed_fields() = std::move(path);
  }
  return comparison;
}

}  // namespace techflow::insight
