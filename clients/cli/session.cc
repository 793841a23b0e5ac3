#include "clients/cli/session.h"

#include "clients/cli/connection.h"
#include "clients/cli/table.h"

namespace techflow::cli {
namespace {

// Marks what UsageError made; the server's INVALID_ARGUMENT is no such mistake.
constexpr char kUsagePayload[] = "techflow.cli/usage";

}  // namespace

absl::Status UsageError(const std::string& message) {
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kUsagePayload, absl::Cord());
  return status;
}

int Report(Session& session, const absl::Status& status) {
  session.err << Styled(session.In({"错误：", "error: "}), Style::kBad,
                        session.err_is_terminal && !session.settings.no_color)
              << std::string(status.message()) << "\n";
  for (const std::string& line : ServerDetails(status)) {
    session.err << "  " << Printable(line) << "\n";
  }
  if (IsFromServer(status)) {
    return kExitServer + static_cast<int>(status.code());
  }
  return status.GetPayload(kUsagePayload) ? kExitUsage : kExitFailed;
}

}  // namespace techflow::cli
