#ifndef TECHFLOW_CLIENTS_CLI_OUTPUT_H_
#define TECHFLOW_CLIENTS_CLI_OUTPUT_H_

#include <cstddef>
#include <functional>
#include <string>

#include "clients/cli/session.h"
#include "clients/cli/table.h"
#include "google/protobuf/message.h"

// The four formats of -o, which every command honours. From the main thread.
namespace techflow::cli {

// As much of a digest as tells two apart at a glance.
inline constexpr size_t kShortDigest = 12;

// The message in protojson's standard form (lowerCamelCase names), indented,
// ending in a line feed. An empty list prints as "{}".
std::string JsonText(const google::protobuf::Message& message);

// How a command shows its answer. JSON and YAML are the message itself.
struct Shown {
  // For csv: columns under fixed English names.
  std::function<Table()> csv;

  // For people, ending in a line feed.
  std::function<std::string()> text;
};

// Writes the answer to `out` in the format that was asked for.
void Print(Session& session, const google::protobuf::Message& message,
           const Shown& shown);

// The same for answers that are no message; `json` is one JSON document.
void PrintJson(Session& session, const std::string& json, const Shown& shown);

// Writes many answers, as they come, as one JSON array or YAML list. Csv and
// tables are the caller's. Finish() must be called last.
class ListPrinter {
 public:
  explicit ListPrinter(Session& session) : session_(session) {}
  void Add(const google::protobuf::Message& message);
  void Finish();

 private:
  bool is_json() const { return session_.settings.format == Format::kJson; }
  bool is_yaml() const { return session_.settings.format == Format::kYaml; }

  Session& session_;
  bool empty_ = true;
};

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_OUTPUT_H_
