#ifndef TECHFLOW_CLIENTS_CLI_RULES_TRACED_RUN_H_
#define TECHFLOW_CLIENTS_CLI_RULES_TRACED_RUN_H_

#include <functional>
#include <string>
#include <string_view>

#include "rating/dmn/decision_trace.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/value.h"

namespace techflow::cli {

// What a run leaves behind for its reader. Its values live as long as the run.
struct Traced {
  std::string as_of;  // What today() and now() answered.
  dmn::DecisionTrace trace;
  // Where in its file a place of the evaluation stands: there, unless a file
  // writes characters otherwise than its expressions have them.
  std::function<feel::SourcePlace(const feel::SourcePlace&)> in_file =
      [](const feel::SourcePlace& place) { return place; };
};

// What `evaluate` gives; what it does in the evaluation becomes a step of the
// trace. For functions, which are no decisions, and expressions, whose `name`
// is empty. The name lives as long as the trace.
feel::Value RunTraced(std::string_view name, feel::Evaluation& evaluation,
                      dmn::DecisionTrace& trace,
                      const std::function<feel::Value()>& evaluate);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_TRACED_RUN_H_
