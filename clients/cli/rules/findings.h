#ifndef TECHFLOW_CLIENTS_CLI_RULES_FINDINGS_H_
#define TECHFLOW_CLIENTS_CLI_RULES_FINDINGS_H_

#include <string>
#include <string_view>

#include "clients/cli/session.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/value.h"

// What is wrong with rules and values, told on session.err line by line, as
// compilers do: "rules.dmn:12:7: error: there is no name `turnover`".
namespace techflow::cli {

// Tells what the compiler found. Below what stands in `expression`, which is
// the text of the file that is called kExpressionFile, its line is shown.
void TellDiagnostics(Session& session, const feel::Diagnostics& diagnostics,
                     std::string_view expression = "");

// What the one expression of a command line is called in places.
inline constexpr char kExpressionFile[] = "expression";

// One line; a place with line 0 is left out.
void TellNull(Session& session, const feel::SourcePlace& place,
              std::string_view message, std::string_view expression = "");
void TellError(Session& session, std::string_view message);
void TellNote(Session& session, std::string_view message);

// The line of `text` and, below, a caret under the column, which counts code
// points from 1; of a long line the part around it. Two lines, or nothing where
// the line is empty or the text does not have it.
std::string CaretText(std::string_view text, int line, int column);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_FINDINGS_H_
