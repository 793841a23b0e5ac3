#ifndef TECHFLOW_CLIENTS_CLI_RULES_ANSWER_H_
#define TECHFLOW_CLIENTS_CLI_RULES_ANSWER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/rules/traced_run.h"
#include "clients/cli/session.h"
#include "rating/feel/value.h"

namespace techflow::cli {

struct NamedResult {
  std::string name;
  feel::Value value;
};

// What rules gave.
struct Answer {
  std::vector<NamedResult> results;
  // One result is shown as its value alone, not under its name.
  bool is_one = false;
  // Why the evaluation failed; RESOURCE_EXHAUSTED where a limit was passed,
  // after which the results mean nothing.
  absl::Status status;
  // What the one expression of the command line says; empty where there is
  // none.
  std::string_view expression;
  const Traced* traced = nullptr;  // Never null where it is printed.
  bool shows_trace = false;
};

// Prints the results, with the trace where it was asked for, and tells on
// session.err why results are null, but for what was told among `diagnostics`.
// The exit code: kExitFindings where a rule is wrong, which a null born of an
// error or a passed limit shows. OUT_OF_RANGE where a result is nested too deep
// or too long to be written.
absl::StatusOr<int> PrintAnswer(Session& session, const Answer& answer,
                                const feel::Diagnostics& diagnostics);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_ANSWER_H_
