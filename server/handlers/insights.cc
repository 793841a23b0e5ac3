#include "server/handlers/insights.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "rating/insight/advice.h"
#include "rating/insight/comparison.h"
#include "rating/insight/explain.h"
#include "rating/rating_model.h"
#include "server/errors.h"
#include "server/handlers/model_choice.h"
#include "server/handlers/rating_record.h"
#include "server/handlers/recomputed_rating.h"
#include "server/limits.h"

namespace techflow::server {
namespace {

absl::Status NoScore(const v1::Rating& rating) {
  return FailedPrecondition(reason::kNoScore, rating.name(),
                            "the rating has no score");
}

// A rule that fails for measures that were tried is the model's author's
// business, as ever.
absl::Status RuleFailed(const v1::Rating& rating, const absl::Status& status) {
  return FailedPrecondition(reason::kRuleFailed, rating.model_version(),
                            status.message());
}

bool NeedsRating(const v1::ExplainRatingRequest& request) {
  return request.include_trace() || request.include_evidence() ||
         request.include_sensitivity() || request.include_missing_impact();
}

// The parts of an explanation that the stored assessment does not hold.
absl::Status ExplainInFull(const Environment& environment, Call& call,
                           const v1::ExplainRatingRequest& request,
                           v1::ExplainRatingResponse& response) {
  auto recomputed = RecomputeRating(environment, "name", request.name());
  if (!recomputed.ok()) return recomputed.status();
  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
  v1::Rating& rating = recomputed->rating;
  v1::Explanation& explanation = *response.mutable_explanation();
  insight::ExplanationParts parts;
  parts.measure_sensitivity = request.include_sensitivity();
  parts.weight_sensitivity = request.include_sensitivity();
  parts.missing_impact = request.include_missing_impact();
  absl::Status status = insight::Explain(
      *recomputed->model, recomputed->view, rating.as_of_date(),
      rating.assessment(), parts, explanation);
  if (!status.ok()) return RuleFailed(rating, status);
  if (request.include_trace()) {
    const auto traced = recomputed->model->Assess(
        recomputed->view, rating.as_of_date(), &explanation);
    if (!traced.ok()) return RuleFailed(rating, traced.status());
  }
  if (request.include_evidence()) {
    *explanation.mutable_evidence_view() = std::move(recomputed->view);
  }
  *response.mutable_rating() = std::move(rating);
  return absl::OkStatus();
}

void CheckAdviceRequest(const v1::AdviseRatingRequest& request,
                        Violations& violations) {
  if (request.within_months() < 0) {
    violations.Add("within_months", absl::StrCat(request.within_months()),
                   "0 (any) or more");
  }
  if (request.fixed_indicators_size() > kMaxFixedIndicators) {
    violations.Add("fixed_indicators",
                   absl::StrCat(request.fixed_indicators_size(), " ids"),
                   absl::StrCat("at most ", kMaxFixedIndicators));
  }
}

// Ids that the model does not have, all of them.
void CheckAdviceNames(const v1::AdviseRatingRequest& request,
                      const v1::Rating& rating, const v1::Model& model,
                      Violations& violations) {
  std::vector<std::string> better;
  bool is_known = request.target_grade().empty();
  for (const v1::GradeBand& grade : model.grade_scale().grades()) {
    if (grade.id() == rating.assessment().grade()) break;
    better.push_back(grade.id());
    if (grade.id() == request.target_grade()) is_known = true;
  }
  if (!is_known) {
    violations.Add(
        "target_grade", request.target_grade(),
        absl::StrCat("a grade better than ", rating.assessment().grade(), ": ",
                     absl::StrJoin(better, ", ")));
  }
  for (int i = 0; i < request.fixed_indicators_size(); ++i) {
    bool is_there = false;
    for (const v1::DimensionResult& dimension :
         rating.assessment().dimensions()) {
      for (const v1::IndicatorResult& line : dimension.indicators()) {
        if (line.id() == request.fixed_indicators(i)) is_there = true;
      }
    }
    if (!is_there) {
      violations.Add(
          absl::StrCat("fixed_indicators[", i, "]"),
          request.fixed_indicators(i),
          absl::StrCat("the id of an indicator of ", rating.model_version()));
    }
  }
}

}  // namespace

absl::StatusOr<v1::ExplainRatingResponse> ExplainRating(
    const Environment& environment, Call& call,
    const v1::ExplainRatingRequest& request) {
  call.AddNote("rating", request.name());
  v1::ExplainRatingResponse response;
  if (NeedsRating(request)) {
    absl::Status status = ExplainInFull(environment, call, request, response);
    if (!status.ok()) return status;
    return response;
  }
  // What is stored suffices, even where it cannot be computed any more.
  const auto record = FindRating(environment, "name", request.name());
  if (!record.ok()) return record.status();
  auto rating = ToRating(*record);
  if (!rating.ok()) return rating.status();
  const auto model =
      LoadModel(environment, record->entry.rating().model_digest());
  if (!model.ok()) return model.status();
  insight::ExplainByItself(**model, rating->assessment(),
                           *response.mutable_explanation());
  *response.mutable_rating() = *std::move(rating);
  return response;
}

absl::StatusOr<v1::AdviseRatingResponse> AdviseRating(
    const Environment& environment, Call& call,
    const v1::AdviseRatingRequest& request) {
  call.AddNote("rating", request.name());
  Violations violations;
  CheckAdviceRequest(request, violations);
  if (!violations.empty()) return violations.ToStatus();
  auto recomputed = RecomputeRating(environment, "name", request.name());
  if (!recomputed.ok()) return recomputed.status();
  v1::Rating& rating = recomputed->rating;
  if (rating.assessment().grade().empty()) return NoScore(rating);
  if (rating.assessment().grade_rank() == 1) {
    return FailedPrecondition(reason::kNoBetterGrade, rating.name(),
                              absl::StrCat("the rating has the best grade, ",
                                           rating.assessment().grade()));
  }
  CheckAdviceNames(request, rating, recomputed->model->definition(),
                   violations);
  if (!violations.empty()) return violations.ToStatus();
  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;

  insight::AdviceRequest wish;
  wish.target_grade = request.target_grade();
  wish.within_months = request.within_months();
  wish.fixed_indicators.assign(request.fixed_indicators().begin(),
                               request.fixed_indicators().end());
  wish.most_ratings = kMaxAdviceRatings;
  auto advice = insight::Advise(*recomputed->model, recomputed->view,
                                rating.as_of_date(), rating.assessment(), wish);
  if (!advice.ok()) return RuleFailed(rating, advice.status());
  v1::AdviseRatingResponse response;
  *response.mutable_advice() = *std::move(advice);
  *response.mutable_rating() = std::move(rating);
  return response;
}

absl::StatusOr<v1::CompareRatingsResponse> CompareRatings(
    const Environment& environment, Call& call,
    const v1::CompareRatingsRequest& request) {
  call.AddNote("before", request.before());
  call.AddNote("after", request.after());
  auto before = RecomputeRating(environment, "before", request.before());
  if (!before.ok()) return before.status();
  auto after = RecomputeRating(environment, "after", request.after());
  if (!after.ok()) return after.status();
  if (before->rating.enterprise() != after->rating.enterprise()) {
    Violations violations;
    violations.Add("after", request.after(),
                   absl::StrCat("a rating of ", before->rating.enterprise()));
    return violations.ToStatus();
  }
  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
  auto comparison = insight::Compare(
      {*before->model, before->evidence, before->rating.as_of_date()},
      {*after->model, after->evidence, after->rating.as_of_date()});
  if (!comparison.ok()) return RuleFailed(after->rating, comparison.status());
  v1::CompareRatingsResponse response;
  *response.mutable_comparison() = *std::move(comparison);
  *response.mutable_before() = std::move(before->rating);
  *response.mutable_after() = std::move(after->rating);
  return response;
}

}  // namespace techflow::server
