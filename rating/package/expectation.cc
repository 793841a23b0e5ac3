#include "rating/package/expectation.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "rating/decimal/decimal.h"

namespace techflow::package {
namespace {

// Null pointer where there is none.
template <typename Item>
const Item* FindById(const google::protobuf::RepeatedPtrField<Item>& items,
                     const std::string& id) {
  for (const Item& item : items) {
    if (item.id() == id) return &item;
  }
  return nullptr;
}

const v1::IndicatorResult* FindIndicator(const v1::Assessment& assessment,
                                         const std::string& id) {
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    const auto* found = FindById(dimension.indicators(), id);
    if (found != nullptr) return found;
  }
  return nullptr;
}

bool AreEqual(const v1::Decimal& a, const v1::Decimal& b) {
  const absl::StatusOr<Decimal> left = Decimal::Parse(a.value());
  const absl::StatusOr<Decimal> right = Decimal::Parse(b.value());
  return left.ok() && right.ok() && *left == *right;
}

std::string InQuotes(const std::string& text) {
  return text.empty() ? "nothing" : fmt::format("`{}`", text);
}

// Compares one case with its outcome, and reports the differences.
class Comparison {
 public:
  Comparison(const v1::ExpectedOutcome& expected,
             const v1::Assessment& assessment,
             const textproto::FieldPlaces& places,
             feel::Diagnostics& diagnostics)
      : expected_(expected),
        assessment_(assessment),
        places_(places),
        diagnostics_(diagnostics) {}

  bool Run() {
    CompareResult();
    for (int i = 0; i < expected_.points_size(); ++i) ComparePoints(i);
    for (int i = 0; i < expected_.missing_size(); ++i) CompareMissing(i);
    for (int i = 0; i < expected_.corrections_size(); ++i) CompareCorrection(i);
    for (int i = 0; i < expected_.flags_size(); ++i) CompareFlag(i);
    for (int i = 0; i < expected_.policy_outputs_size(); ++i) CompareOutput(i);
    for (int i = 0; i < expected_.answers_size(); ++i) CompareAnswer(i);
    for (int i = 0; i < expected_.policy_outputs_without_grade_size(); ++i) {
      CompareOutputWithoutGrade(i);
    }
    return is_equal_;
  }

 private:
  void CompareResult() {
    if (expected_.status() != v1::RATING_STATUS_UNSPECIFIED &&
        expected_.status() != assessment_.status()) {
      Report("status", fmt::format("expected {}, got {} {}",
                                   v1::RatingStatus_Name(expected_.status()),
                                   v1::RatingStatus_Name(assessment_.status()),
                                   assessment_.unratable_reason()));
    }
    CompareGrade("grade", "grade", expected_.grade(), assessment_.grade());
    CompareGrade("worst_grade", "worst grade", expected_.worst_grade(),
                 assessment_.worst_grade());
    CompareGrade("best_grade", "best grade", expected_.best_grade(),
                 assessment_.best_grade());
    CompareScore("score", "score", expected_.score(), assessment_.score());
    CompareScore("lowest_score", "lowest score", expected_.lowest_score(),
                 assessment_.lowest_score());
    CompareScore("highest_score", "highest score", expected_.highest_score(),
                 assessment_.highest_score());
    if (!expected_.segment().empty() &&
        expected_.segment() != assessment_.segment()) {
      Report("segment",
             fmt::format("expected segment `{}`, got `{}`", expected_.segment(),
                         assessment_.segment()));
    }
    if (expected_.verdict() != v1::VERDICT_UNSPECIFIED &&
        expected_.verdict() != assessment_.rubric().verdict()) {
      Report("verdict",
             fmt::format("expected {}, got {}",
                         v1::Verdict_Name(expected_.verdict()),
                         v1::Verdict_Name(assessment_.rubric().verdict())));
    }
  }

  void CompareGrade(std::string_view field, std::string_view what,
                    const std::string& expected, const std::string& grade) {
    if (expected.empty() || expected == grade) return;
    Report(field,
           fmt::format("expected {} `{}`, got {} (score {})", what, expected,
                       InQuotes(grade), InQuotes(assessment_.score().value())));
  }

  void CompareScore(std::string_view field, std::string_view what,
                    const v1::Decimal& expected, const v1::Decimal& score) {
    if (expected.value().empty() || AreEqual(expected, score)) return;
    Report(field, fmt::format("expected {} `{}`, got {}", what,
                              expected.value(), InQuotes(score.value())));
  }

  void CompareAnswer(int index) {
    const v1::ExpectedAnswer& answer = expected_.answers(index);
    const v1::ClauseResult* line =
        FindById(assessment_.rubric().clauses(), answer.id());
    if (line == nullptr) {
      ReportUnknownId("answers", "clause or group", answer.id(), index);
    } else if (line->answer() != answer.answer()) {
      Report("answers",
             fmt::format("expected {} of `{}`, got {} (value {}) {}",
                         v1::Verdict_Name(answer.answer()), answer.id(),
                         v1::Verdict_Name(line->answer()),
                         InQuotes(line->value()), line->missing_reason()),
             index);
    }
  }

  void ComparePoints(int index) {
    const v1::Weight& points = expected_.points(index);
    const v1::IndicatorResult* line = FindIndicator(assessment_, points.id());
    if (line == nullptr) {
      ReportUnknownId("points", "indicator", points.id(), index);
    } else if (points.value().value().empty()) {
      if (line->missing()) return;
      Report("points",
             fmt::format("expected `{}` to be unknown, got {} points",
                         points.id(), line->points().value()),
             index);
    } else if (!AreEqual(points.value(), line->points())) {
      Report("points",
             fmt::format("expected {} points for `{}`, got {} (measure {})",
                         points.value().value(), points.id(),
                         InQuotes(line->points().value()),
                         InQuotes(line->measure().value())),
             index);
    }
  }

  void CompareMissing(int index) {
    const std::string& id = expected_.missing(index);
    const v1::IndicatorResult* line = FindIndicator(assessment_, id);
    if (line == nullptr) {
      ReportUnknownId("missing", "indicator", id, index);
    } else if (!line->missing()) {
      Report("missing",
             fmt::format("expected `{}` to be unknown, got the measure {}", id,
                         line->measure().value()),
             index);
    }
  }

  void CompareCorrection(int index) {
    const std::string& id = expected_.corrections(index);
    const auto* correction = FindById(assessment_.corrections(), id);
    if (correction == nullptr) {
      ReportUnknownId("corrections", "correction", id, index);
    } else if (!correction->applied()) {
      Report("corrections",
             fmt::format("expected correction `{}` to apply, which it did not "
                         "{}",
                         id, correction->missing_reason()),
             index);
    }
  }

  void CompareFlag(int index) {
    const std::string& id = expected_.flags(index);
    if (FindById(assessment_.flags(), id) != nullptr) return;
    Report("flags", fmt::format("expected flag `{}`, which is not raised", id),
           index);
  }

  void CompareOutput(int index) {
    const v1::Parameter& output = expected_.policy_outputs(index);
    const auto* result = FindById(assessment_.policy_outputs(), output.name());
    CompareDecision("policy_outputs", output, result,
                    result == nullptr ? "" : result->value(), index);
  }

  void CompareOutputWithoutGrade(int index) {
    const v1::Parameter& output = expected_.policy_outputs_without_grade(index);
    const auto* result = FindById(assessment_.policy_outputs(), output.name());
    CompareDecision("policy_outputs_without_grade", output, result,
                    result == nullptr ? "" : result->value_without_grade(),
                    index);
  }

  void CompareDecision(std::string_view field, const v1::Parameter& expected,
                       const v1::PolicyResult* result, const std::string& value,
                       int index) {
    if (result == nullptr) {
      ReportUnknownId(field, "policy output", expected.name(), index);
    } else if (value != expected.value()) {
      Report(field,
             fmt::format("expected `{}` to be {}, got {}", expected.name(),
                         InQuotes(expected.value()), InQuotes(value)),
             index);
    }
  }

  void ReportUnknownId(std::string_view field, std::string_view what,
                       const std::string& id, int index) {
    Report(field, fmt::format("the assessment has no {} `{}`", what, id),
           index);
  }

  void Report(std::string_view field, std::string message, int index = -1) {
    diagnostics_.AddError(places_.Field(field, index), std::move(message));
    is_equal_ = false;
  }

  const v1::ExpectedOutcome& expected_;
  const v1::Assessment& assessment_;
  textproto::FieldPlaces places_;
  feel::Diagnostics& diagnostics_;
  bool is_equal_ = true;
};

}  // namespace

bool CheckExpectation(const v1::ExpectedOutcome& expected,
                      const v1::Assessment& assessment,
                      const textproto::FieldPlaces& places,
                      feel::Diagnostics& diagnostics) {
  return Comparison(expected, assessment, places, diagnostics).Run();
}

}  // namespace techflow::package
