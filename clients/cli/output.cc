#include "clients/cli/output.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/yaml.h"
#include "google/protobuf/util/json_util.h"

namespace techflow::cli {

std::string JsonText(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  // It fails for bytes that are not UTF-8, which the wire has refused before.
  const auto status =
      google::protobuf::util::MessageToJsonString(message, &json, options);
  return status.ok() ? json : "{}\n";
}

void PrintJson(Session& session, const std::string& json, const Shown& shown) {
  switch (session.settings.format) {
    case Format::kJson:
      session.out << json;
      break;
    case Format::kYaml:
      session.out << YamlText(json);
      break;
    case Format::kCsv:
      session.out << CsvText(shown.csv());
      break;
    case Format::kTable:
      session.out << shown.text();
      break;
  }
}

void Print(Session& session, const google::protobuf::Message& message,
           const Shown& shown) {
  const bool needs_json = session.settings.format == Format::kJson ||
                          session.settings.format == Format::kYaml;
  PrintJson(session, needs_json ? JsonText(message) : "", shown);
}

void ListPrinter::Add(const google::protobuf::Message& message) {
  if (is_json()) session_.out << (empty_ ? "[" : ",") << JsonText(message);
  if (is_yaml()) {
    session_.out << YamlText(absl::StrCat("[", JsonText(message), "]"));
  }
  empty_ = false;
}

void ListPrinter::Finish() {
  if (is_json()) session_.out << (empty_ ? "[]\n" : "]\n");
  if (is_yaml() && empty_) session_.out << "[]\n";
}

}  // namespace techflow::cli
