#ifndef TECHFLOW_CLIENTS_CLI_RUBRIC_VIEW_H_
#define TECHFLOW_CLIENTS_CLI_RUBRIC_VIEW_H_

#include <string>

#include "clients/cli/session.h"
#include "clients/cli/table.h"
#include "techflow/v1/rating.pb.h"

// The answer of a rubric as people read it. Pure functions.
namespace techflow::cli {

// "✓ met", "✗ not met", "? unknown".
Cell AnswerCell(Language language, v1::Verdict answer);

// The grade or, of an assessment that only answers a rubric, the verdict; with
// neither, empty.
Cell GradeOrVerdictCell(Language language, const v1::Assessment& assessment);

// The question, the verdict, and every group and clause with its value, where
// it stands in the document and, where it is unknown, why and who would settle
// it. Empty where the model has no rubric; else it ends in a line feed.
std::string RubricText(const Session& session,
                       const v1::Assessment& assessment);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RUBRIC_VIEW_H_
