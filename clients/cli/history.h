#ifndef TECHFLOW_CLIENTS_CLI_HISTORY_H_
#define TECHFLOW_CLIENTS_CLI_HISTORY_H_

#include <cstddef>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/connection.h"
#include "clients/cli/session.h"
#include "techflow/v1/rating_service.pb.h"

// Walks through stored ratings. From the main thread.
namespace techflow::cli {

// What the help says of an argument that FindRating() reads.
inline constexpr Text kRatingArgument = {
    "评级：企业/编号，或企业（取最新）",
    "A rating: ID/N, or ID for its newest"};

// The name of the rating that the user means: a full name, "ID/N", or the
// newest of an enterprise, which asks the server. NOT_FOUND where it has none.
absl::StatusOr<std::string> FindRating(const Connection& connection,
                                       const std::string& text);

// Calls `visit` for each rating of the list, page by page, until there are no
// more, `limit` were visited (0: no limit), or `visit` fails.
absl::Status VisitRatings(
    const Connection& connection, v1::ListRatingsRequest request, size_t limit,
    const std::function<absl::Status(const v1::Rating&)>& visit);

// Writes to session.err why an item of a batch was not rated, with all its
// violations.
void ReportItem(Session& session, const v1::RateEnterpriseRequest& request,
                const v1::ItemError& error);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_HISTORY_H_
