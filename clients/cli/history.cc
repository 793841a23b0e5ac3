#include "clients/cli/history.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "clients/cli/arguments.h"
#include "clients/cli/table.h"

namespace techflow::cli {
namespace {

// The most that the server gives in one page.
constexpr size_t kPageSize = 1000;

}  // namespace

absl::StatusOr<std::string> FindRating(const Connection& connection,
                                       const std::string& text) {
  if (std::string name = RatingName(text); !name.empty()) return name;
  v1::ListRatingsRequest request;
  request.set_parent(EnterpriseName(text));
  std::string newest;
  const absl::Status status =
      VisitRatings(connection, request, 1, [&newest](const v1::Rating& rating) {
        newest = rating.name();
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  if (newest.empty()) {
    return FromServer(
        grpc::Status(grpc::NOT_FOUND,
                     absl::StrCat(EnterpriseName(text), " has no rating")),
        "");
  }
  return newest;
}

absl::Status VisitRatings(
    const Connection& connection, v1::ListRatingsRequest request, size_t limit,
    const std::function<absl::Status(const v1::Rating&)>& visit) {
  size_t visited = 0;
  do {
    const size_t wanted =
        limit == 0 ? kPageSize : std::min(kPageSize, limit - visited);
    request.set_page_size(static_cast<int>(wanted));
    const auto page = connection.Call(
        connection.ratings(), &v1::RatingService::Stub::ListRatings, request);
    if (!page.ok()) return page.status();
    for (const v1::Rating& rating : page->ratings()) {
      if (absl::Status status = visit(rating); !status.ok()) return status;
      if (++visited == limit) return absl::OkStatus();
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

void ReportItem(Session& session, const v1::RateEnterpriseRequest& request,
                const v1::ItemError& error) {
  session.err << request.enterprise() << " " << DateText(request.as_of_date())
              << ": " << Printable(error.message());
  if (!error.reason().empty()) session.err << " (" << error.reason() << ")";
  session.err << "\n";
  for (const v1::Warning& violation : error.violations()) {
    session.err << "  " << Printable(violation.field()) << ": "
                << Printable(violation.message()) << "\n";
  }
}

}  // namespace techflow::cli
