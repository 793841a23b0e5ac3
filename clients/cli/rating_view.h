#ifndef TECHFLOW_CLIENTS_CLI_RATING_VIEW_H_
#define TECHFLOW_CLIENTS_CLI_RATING_VIEW_H_

#include <string>

#include "clients/cli/session.h"
#include "techflow/v1/rating.pb.h"

// A rating as a relationship manager reads it. Pure functions; all texts end
// in a line feed.
namespace techflow::cli {

// Who, which grade and score, how far to trust it, by which model.
std::string HeaderText(const Session& session, const v1::Rating& rating);

// The whole rating: header, waterfall from zero to the score, indicators by
// dimension with the next step, the rubric clause by clause, reasons, what is
// missing and who supplies it, corrections, policy, flags, and the trace where
// the explanation has one.
std::string RatingText(const Session& session, const v1::Rating& rating,
                       const v1::Explanation& explanation);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RATING_VIEW_H_
