#ifndef TECHFLOW_CLIENTS_CLI_RULES_RULE_FLAGS_H_
#define TECHFLOW_CLIENTS_CLI_RULES_RULE_FLAGS_H_

#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "clients/cli/rules/json_reader.h"
#include "clients/cli/session.h"
#include "rating/feel/calendar.h"
#include "rating/feel/expression.h"

// What the commands that run rules have in common. From the main thread.
namespace techflow::cli {

struct RuleFlags {
  feel::Dialect dialect = feel::Dialect::kStrict;
  std::string as_of;  // Empty for now.
  bool trace = false;
  bool unmatched = false;
};

// --strict and --conformance; without them what `flags` says counts.
void AddDialectFlags(CLI::App& command, Session& session, RuleFlags& flags);
// --as-of.
void AddAsOfFlag(CLI::App& command, Session& session, RuleFlags& flags);
// --trace.
void AddTraceFlag(CLI::App& command, Session& session, RuleFlags& flags);

// What today() and now() answer: "2026-12-31" is its midnight, without a zone,
// and the empty text is this moment in the computer's own zone. A usage error
// for other texts.
absl::StatusOr<feel::DateAndTime> ParseAsOf(const std::string& text);

// What the program calls its standard input where a file could stand.
inline constexpr char kStandardInput[] = "-";

// A whole file or, for `-`, the standard input; at most kMaxFileBytes.
absl::StatusOr<std::string> ReadFileOrInput(const std::string& path);

// "stdin" for `-`; else the path itself.
std::string ShownPath(const std::string& path);

// The object that a JSON file holds. DATA_LOSS, with the place, for any other
// value and for texts that are no JSON.
absl::StatusOr<JsonValue> ReadJsonObject(const std::string& path);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_RULE_FLAGS_H_
