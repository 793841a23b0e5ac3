#ifndef TECHFLOW_CLIENTS_CLI_RULES_TRACE_VIEW_H_
#define TECHFLOW_CLIENTS_CLI_RULES_TRACE_VIEW_H_

#include <string>

#include "clients/cli/rules/json_writer.h"
#include "clients/cli/rules/traced_run.h"
#include "clients/cli/session.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/value.h"

namespace techflow::cli {

// Step by step under a title: each decision with its result, the values it
// used, the rules of its tables, and what its expressions did.
std::string TraceText(const Session& session, const Traced& traced);

// The same as a list of steps, with the members of techflow.v1.TraceStep but
// for the tables, which have one each. Values are FEEL text, cut where they are
// long.
void WriteTrace(const Traced& traced, JsonWriter& json);

// The members of a null's reason: cause, message, and file, line and column
// where it has a place.
void WriteReason(const feel::NullReason& reason, const feel::SourcePlace& place,
                 JsonWriter& json);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_TRACE_VIEW_H_
