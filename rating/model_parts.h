#ifndef TECHFLOW_RATING_MODEL_PARTS_H_
#define TECHFLOW_RATING_MODEL_PARTS_H_

#include <memory>
#include <string>
#include <vector>

#include "rating/dmn/decision_graph.h"
#include "rating/evidence/context.h"
#include "rating/grading_names.h"
#include "rating/rating_model.h"
#include "rating/scorecard/rubric.h"
#include "rating/scorecard/rule.h"
#include "rating/scorecard/scorecard.h"

namespace techflow::rating {

// What a compiled model consists of. Known to those alone that compile or run
// it.
struct RatingModel::Parts {
  struct Output {
    v1::PolicyResult blank_result;  // Id, title and unit.
    std::unique_ptr<const scorecard::Rule> rule;
    // Null where the model does not say.
    std::unique_ptr<const scorecard::Rule> without_grade;
  };
  struct Warning {
    v1::FlagResult result;
    std::unique_ptr<const scorecard::Rule> rule;
  };

  v1::Model definition;
  evidence::EvidenceLayout layout;
  std::shared_ptr<const dmn::DecisionGraph> graph;
  GradingNames grading_names{v1::Model()};
  // A model has one of these two or both.
  std::unique_ptr<const scorecard::Scorecard> scorecard;
  std::unique_ptr<const scorecard::Rubric> rubric;
  std::vector<Output> outputs;
  std::vector<Warning> flags;
};

}  // namespace techflow::rating

#endif  // TECHFLOW_RATING_MODEL_PARTS_H_
