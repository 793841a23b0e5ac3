#ifndef TECHFLOW_CLIENTS_CLI_INSIGHT_VIEW_H_
#define TECHFLOW_CLIENTS_CLI_INSIGHT_VIEW_H_

#include <string>

#include "clients/cli/session.h"
#include "clients/cli/table.h"
#include "techflow/v1/rating.pb.h"
#include "techflow/v1/rating_service.pb.h"

// What a rating means, as a relationship manager reads it: what would move it,
// what to do for a better grade, what changed, who else is there. Pure
// functions; texts end in a line feed, tables for programs have fixed English
// titles and exact figures.
namespace techflow::cli {

// The parts of an explanation that were asked for: what lies near an edge, what
// the missing could move, how score and grade hang on measures and weights.
// Empty where there is none of it.
std::string InsightsText(const Session& session, const v1::Rating& rating,
                         const v1::Explanation& explanation);

std::string AdviceText(const Session& session,
                       const v1::AdviseRatingResponse& answer);
Table AdviceCsv(const v1::Advice& advice);

std::string ComparisonText(const Session& session,
                           const v1::CompareRatingsResponse& answer);
Table ComparisonCsv(const v1::RatingComparison& comparison);

std::string StandingText(const Session& session,
                         const v1::GetPeerStandingResponse& answer);
Table StandingCsv(const v1::PeerStanding& standing);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_INSIGHT_VIEW_H_
