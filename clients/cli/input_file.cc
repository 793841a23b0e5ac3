#include "clients/cli/input_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"

namespace techflow::cli {
namespace {

namespace fs = std::filesystem;

constexpr char kModelFile[] = "model.txtpb";

// Keeps the first error of a text, counting lines and columns from 1.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (!text_.empty()) return;
    text_ = absl::StrCat(line + 1, ":", column + 1, ": ", message);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

absl::Status BadFile(const std::string& path, const std::string& what) {
  return absl::DataLossError(absl::StrCat(path, ":", what));
}

// Names of the regular files in a folder with this extension.
std::vector<std::string> FilesWith(const fs::path& folder,
                                   const std::string& extension) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (it->is_regular_file(error) && it->path().extension() == extension) {
      names.push_back(it->path().filename().string());
    }
  }
  return names;
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return absl::NotFoundError(absl::StrCat("there is no file `", path, "`"));
  }
  if (fs::file_size(path, error) > kMaxFileBytes) {
    return absl::OutOfRangeError(
        absl::StrCat("`", path, "` is larger than ", kMaxFileBytes, " bytes"));
  }
  std::ifstream file(path, std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(file)),
                      std::istreambuf_iterator<char>());
  if (!file) {
    return absl::NotFoundError(absl::StrCat("cannot read `", path, "`"));
  }
  return content;
}

absl::StatusOr<v1::Evidence> ReadEvidence(const std::string& path) {
  absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok()) return text.status();
  v1::Evidence evidence;
  if (fs::path(path).extension() == ".json") {
    const auto status =
        google::protobuf::util::JsonStringToMessage(*text, &evidence);
    if (!status.ok()) {
      return BadFile(path, absl::StrCat(" not techflow.v1.Evidence as JSON: ",
                                        status.message().ToString()));
    }
    return evidence;
  }
  FirstError error;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  if (!parser.ParseFromString(*text, &evidence)) {
    return BadFile(path, error.text());
  }
  return evidence;
}

absl::StatusOr<v1::ModelPackage> ReadModelFolder(const std::string& folder) {
  std::vector<std::string> paths = FilesWith(folder, ".dmn");
  for (const std::string& name :
       FilesWith(fs::path(folder) / "cases", ".txtpb")) {
    paths.push_back(absl::StrCat("cases/", name));
  }
  paths.push_back(kModelFile);
  std::sort(paths.begin(), paths.end());
  v1::ModelPackage package;
  for (const std::string& path : paths) {
    absl::StatusOr<std::string> content =
        ReadFile((fs::path(folder) / path).string());
    if (!content.ok()) return content.status();
    v1::ModelFile& file = *package.add_files();
    file.set_path(path);
    file.set_content(*std::move(content));
  }
  return package;
}

std::string ModelId(const v1::ModelPackage& package) {
  for (const v1::ModelFile& file : package.files()) {
    if (file.path() != kModelFile) continue;
    v1::Model model;
    FirstError ignored;  // The server reports every problem, with its place.
    google::protobuf::TextFormat::Parser parser;
    parser.RecordErrorsTo(&ignored);
    parser.ParseFromString(file.content(), &model);
    return model.id();
  }
  return "";
}

}  // namespace techflow::cli
