#ifndef TECHFLOW_CLIENTS_CLI_RATING_CHANGES_H_
#define TECHFLOW_CLIENTS_CLI_RATING_CHANGES_H_

#include <string>

#include "clients/cli/session.h"
#include "clients/cli/table.h"
#include "techflow/v1/rating.pb.h"

// What a simulation changed. Pure functions.
namespace techflow::cli {

// For people: score, grade and policy before and after, then a row for each
// indicator that moved. Ends in a line feed.
std::string ChangesText(const Session& session, const v1::Assessment& before,
                        const v1::Assessment& after);

// Every indicator that moved, and the score, with exact figures under fixed
// English titles.
Table ChangesCsv(const v1::Assessment& before, const v1::Assessment& after);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RATING_CHANGES_H_
