#include "clients/cli/rules/traced_run.h"

#include "rating/dmn/trace_recorder.h"

namespace techflow::cli {

feel::Value RunTraced(std::string_view name, feel::Evaluation& evaluation,
                      dmn::DecisionTrace& trace,
                      const std::function<feel::Value()>& evaluate) {
  dmn::TracedDecision traced;
  feel::Value result;
  {
    dmn::TraceRecorder recorder(evaluation, trace);
    result = evaluate();
    traced = recorder.Heard();
  }
  traced.name = name;
  traced.is_finished = evaluation.ok();
  if (traced.is_finished) traced.result = result;
  trace.decisions.push_back(traced);
  return result;
}

}  // namespace techflow::cli
