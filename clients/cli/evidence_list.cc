#include "clients/cli/evidence_list.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/arguments.h"
#include "clients/cli/input_file.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace techflow::cli {
namespace {

namespace fs = std::filesystem;
using google::protobuf::Struct;
using google::protobuf::Value;

constexpr char kIndex[] = "companies.json";

// The member; an empty value where there is none.
const Value& Member(const Struct& object, const std::string& name) {
  const auto it = object.fields().find(name);
  return it == object.fields().end() ? Value::default_instance() : it->second;
}

absl::StatusOr<EvidenceEntry> ReadEntry(const fs::path& folder,
                                        const Struct& company) {
  EvidenceEntry entry;
  const std::string& file = Member(company, "file").string_value();
  if (file.empty()) return absl::DataLossError("a company without `file`");
  entry.file = (folder / file).string();
  entry.enterprise = Member(company, "enterprise").string_value();
  for (const Value& day :
       Member(company, "as_of_dates").list_value().values()) {
    absl::StatusOr<v1::Date> date =
        ParseDate("as_of_dates", day.string_value());
    if (!date.ok()) return absl::DataLossError(date.status().message());
    entry.days.push_back(*std::move(date));
  }
  return entry;
}

absl::Status AddIndex(const fs::path& folder,
                      std::vector<EvidenceEntry>& entries) {
  const std::string path = (folder / kIndex).string();
  const absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok()) return text.status();
  Struct index;
  const auto read = google::protobuf::util::JsonStringToMessage(*text, &index);
  if (!read.ok()) {
    return absl::DataLossError(
        absl::StrCat(path, ": ", read.message().ToString()));
  }
  for (const Value& company :
       Member(index, "companies").list_value().values()) {
    absl::StatusOr<EvidenceEntry> entry =
        ReadEntry(folder, company.struct_value());
    if (!entry.ok()) {
      return absl::DataLossError(
          absl::StrCat(path, ": ", entry.status().message()));
    }
    entries.push_back(*std::move(entry));
  }
  return absl::OkStatus();
}

absl::Status AddFolder(const std::string& folder,
                       std::vector<EvidenceEntry>& entries) {
  std::error_code error;
  std::vector<std::string> files;
  fs::recursive_directory_iterator it(folder, error);
  for (fs::recursive_directory_iterator end; !error && it != end;
       it.increment(error)) {
    const fs::path extension = it->path().extension();
    if (extension == ".json" || extension == ".txtpb") {
      files.push_back(it->path().string());
    }
  }
  if (error) {
    return absl::NotFoundError(
        absl::StrCat("cannot look into `", folder, "`: ", error.message()));
  }
  std::sort(files.begin(), files.end());
  for (std::string& file : files) entries.push_back({std::move(file), "", {}});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<EvidenceEntry>> ListEvidence(
    const std::vector<std::string>& paths) {
  std::vector<EvidenceEntry> entries;
  for (const std::string& path : paths) {
    std::error_code error;
    absl::Status status;
    if (!fs::is_directory(path, error)) {
      entries.push_back({path, "", {}});
    } else if (fs::exists(fs::path(path) / kIndex, error)) {
      status = AddIndex(path, entries);
    } else {
      status = AddFolder(path, entries);
    }
    if (!status.ok()) return status;
  }
  if (entries.empty()) return absl::NotFoundError("there is no evidence file");
  return entries;
}

}  // namespace techflow::cli
