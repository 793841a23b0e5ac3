#include "clients/cli/rules/rule_flags.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/cli/input_file.h"
#include "rating/feel/calendar_text.h"

namespace techflow::cli {
namespace {

// To the second, in the computer's own zone.
feel::DateAndTime Now() {
  const absl::TimeZone::CivilInfo now = absl::LocalTimeZone().At(absl::Now());
  feel::DateAndTime result;
  result.date = {static_cast<int32_t>(now.cs.year()),
                 static_cast<uint8_t>(now.cs.month()),
                 static_cast<uint8_t>(now.cs.day())};
  result.clock = {static_cast<uint8_t>(now.cs.hour()),
                  static_cast<uint8_t>(now.cs.minute()),
                  static_cast<uint8_t>(now.cs.second()), 0};
  result.zone = feel::Zone::Offset(now.offset);
  return result;
}

// To the end; at most kMaxFileBytes.
absl::StatusOr<std::string> ReadStream(std::istream& stream,
                                       const std::string& name) {
  constexpr size_t kBlockBytes = size_t{1} << 16;
  std::string text;
  while (stream && text.size() <= kMaxFileBytes) {
    const size_t size = text.size();
    text.resize(size + kBlockBytes);
    stream.read(text.data() + size, kBlockBytes);
    text.resize(size + static_cast<size_t>(stream.gcount()));
  }
  if (text.size() > kMaxFileBytes) {
    return absl::OutOfRangeError(
        absl::StrCat(name, " is larger than ", kMaxFileBytes, " bytes"));
  }
  return text;
}

}  // namespace

void AddDialectFlags(CLI::App& command, Session& session, RuleFlags& flags) {
  const bool is_strict = flags.dialect == feel::Dialect::kStrict;
  const std::string is_default = session.In({"（默认）", " (default)"});
  CLI::Option* strict = command.add_flag_callback(
      "--strict", [&flags] { flags.dialect = feel::Dialect::kStrict; },
      session.In({"严格：错误在求值前报出，如服务端对模型",
                  "Mistakes are errors, as for the service"}) +
          (is_strict ? is_default : ""));
  CLI::Option* conformance = command.add_flag_callback(
      "--conformance",
      [&flags] { flags.dialect = feel::Dialect::kConformance; },
      session.In({"按标准：错误在求值时成为 null",
                  "Mistakes become null, as the standard says"}) +
          (is_strict ? "" : is_default));
  strict->excludes(conformance);
}

void AddAsOfFlag(CLI::App& command, Session& session, RuleFlags& flags) {
  command
      .add_option("--as-of", flags.as_of,
                  session.In({"today() 和 now() 的取值（默认此刻）",
                              "What today() and now() answer (default: this "
                              "moment)"}))
      ->type_name("DATE-AND-TIME");
}

void AddTraceFlag(CLI::App& command, Session& session, RuleFlags& flags) {
  command.add_flag(
      "--trace", flags.trace,
      session.In({"连同计算过程", "Show how it was computed as well"}));
}

absl::StatusOr<feel::DateAndTime> ParseAsOf(const std::string& text) {
  if (text.empty()) return Now();
  const std::optional<feel::DateAndTime> parsed =
      feel::ParseDateAndTime(text, /*allow_date_only=*/true);
  if (parsed) return *parsed;
  return UsageError(absl::StrCat(
      "--as-of `", text,
      "`: expected a day or an instant, as 2026-12-31, 2026-12-31T15:04:05, "
      "2026-12-31T15:04:05+08:00 or 2026-12-31T15:04:05@Asia/Shanghai"));
}

absl::StatusOr<std::string> ReadFileOrInput(const std::string& path) {
  if (path == kStandardInput) return ReadStream(std::cin, ShownPath(path));
  std::error_code error;
  if (!std::filesystem::is_fifo(path, error)) return ReadFile(path);
  // What a shell makes of <(command).
  std::ifstream pipe(path, std::ios::binary);
  return ReadStream(pipe, path);
}

std::string ShownPath(const std::string& path) {
  return path == kStandardInput ? "stdin" : path;
}

absl::StatusOr<JsonValue> ReadJsonObject(const std::string& path) {
  const absl::StatusOr<std::string> text = ReadFileOrInput(path);
  if (!text.ok()) return text.status();
  absl::StatusOr<JsonValue> json = ReadJson(ShownPath(path), *text);
  if (json.ok() && json->kind != JsonValue::Kind::kObject) {
    return absl::DataLossError(absl::StrCat(
        ShownPath(path), ":", json->place.line, ":", json->place.column,
        ": this is ", Described(*json),
        "; expected an object with a value for each name, as {\"revenue\": "
        "120}"));
  }
  return json;
}

}  // namespace techflow::cli
