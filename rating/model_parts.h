#ifndef TECHFLOW_RATING_MODEL_PARTS_H_
#define TECHFLOW_RATING_MODEL_PARTS_H_

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "rating/dmn/decision_graph.h"
#include "rating/evidence/context.h"
#include "rating/rating_model.h"
#include "rating/scorecard/rule.h"
#include "rating/scorecard/scorecard.h"

namespace techflow::rating {

// What rules may use only once the grade is known, in the order of their slots,
// which follow those of the evidence.
enum GradingInput { kScore, kGrade, kGradeRank, kStatus };
inline const std::array<std::string, 4> kGradingNames = {
    "score", "grade", "grade rank", "status"};

// What a compiled model consists of. Known to rating_model*.cc only.
struct RatingModel::Parts {
  struct Output {
    v1::PolicyResult blank_result;  // Id, title and unit.
    std::unique_ptr<const scorecard::Rule> rule;
  };
  struct Warning {
    v1::FlagResult result;
    std::unique_ptr<const scorecard::Rule> rule;
  };

  v1::Model definition;
  evidence::EvidenceLayout layout;
  std::shared_ptr<const dmn::DecisionGraph> graph;
  std::unique_ptr<const scorecard::Scorecard> scorecard;
  std::vector<Output> outputs;
  std::vector<Warning> flags;
};

}  // namespace techflow::rating

#endif  // TECHFLOW_RATING_MODEL_PARTS_H_
