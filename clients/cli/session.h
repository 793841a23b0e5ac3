#ifndef TECHFLOW_CLIENTS_CLI_SESSION_H_
#define TECHFLOW_CLIENTS_CLI_SESSION_H_

#include <functional>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cli/texts.h"

namespace techflow::cli {

enum class Format { kTable, kJson, kYaml, kCsv };

// What the flags that every command takes say.
struct Settings {
  std::string server = "127.0.0.1:50051";
  Format format = Format::kTable;
  Language language = Language::kEnglish;
  absl::Duration timeout = absl::Seconds(60);
  bool no_color = false;
};

// Exit codes below those of the server, which are 64 + the gRPC code.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;    // A file, a terminal, ourselves.
inline constexpr int kExitUsage = 2;     // The command line is wrong.
inline constexpr int kExitFindings = 3;  // Done, and something was found.
inline constexpr int kExitServer = 64;

// One run of the program: where it writes, how, and what it was asked to do.
// Used from the main thread.
struct Session {
  // Data goes to `out`, everything else to `err`.
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;

  Settings settings;

  // Whether `out` is coloured. NO_COLOR is read into settings.no_color.
  bool colour() const { return out_is_terminal && !settings.no_color; }

  std::string In(const Text& text) const {
    return cli::In(settings.language, text);
  }
  std::string In(const v1::LocalizedText& text) const {
    return cli::In(settings.language, text);
  }

  // Set by the parser: the chosen command. Its result is the exit code.
  std::function<absl::StatusOr<int>(Session&)> action;
};

// A mistake in the command line that only its command can see; exit code 2.
absl::Status UsageError(const std::string& message);

// Writes what is wrong to `err` and says which exit code that is.
int Report(Session& session, const absl::Status& status);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_SESSION_H_
