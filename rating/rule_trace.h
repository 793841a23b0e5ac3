#ifndef TECHFLOW_RATING_RULE_TRACE_H_
#define TECHFLOW_RATING_RULE_TRACE_H_

#include <cstddef>

#include "rating/dmn/decision_graph.h"
#include "rating/dmn/decision_trace.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/value.h"
#include "rating/scorecard/rule.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::rating {

// Writes down what was evaluated, in order: each rule of model.txtpb after the
// decisions that it asked for. One thread, one assessment.
class RuleTrace {
 public:
  // All outlive this.
  RuleTrace(v1::Explanation& explanation, const dmn::DecisionGraph& graph,
            const feel::Evaluation& evaluation);

  // What the graph's run writes to; read here after every rule.
  dmn::DecisionTrace& decisions() { return decisions_; }

  // `rule` was just evaluated.
  void Record(const scorecard::Rule& rule, const feel::Value& result);
  // Writes down decisions made since the last rule.
  void Flush();

 private:
  v1::Explanation& explanation_;
  const dmn::DecisionGraph& graph_;
  const feel::Evaluation& evaluation_;
  dmn::DecisionTrace decisions_;
  size_t flushed_ = 0;
};

}  // namespace techflow::rating

#endif  // TECHFLOW_RATING_RULE_TRACE_H_
