#include "clients/cli/rules/model_files.h"

#include <utility>

#include "clients/cli/input_file.h"

namespace techflow::cli {

void AddModelFlags(CLI::App& command, Session& session, ModelFlags& flags) {
  command
      .add_option(
          "model", flags.path,
          session.In({"DMN 文件", "A DMN file of version 1.1 or newer"}))
      ->required()
      ->type_name("MODEL.dmn");
  command
      .add_option("--import", flags.imports,
                  session.In({"它所导入的 DMN 文件（可重复）",
                              "A DMN file that it imports (repeatable)"}))
      ->type_name("FILE")
      ->expected(1)
      ->take_all();
  command
      .add_option("--input", flags.input,
                  session.In({"JSON 对象的文件，或 -",
                              "A file with a JSON object, or -"}))
      ->type_name("FILE");
  AddDialectFlags(command, session, flags.rules);
}

absl::StatusOr<ModelFiles> ModelFiles::Read(const ModelFlags& flags) {
  ModelFiles files;
  absl::StatusOr<std::string> xml = ReadFile(flags.path);
  if (!xml.ok()) return xml.status();
  files.main_ = {flags.path, *std::move(xml)};
  for (const std::string& path : flags.imports) {
    xml = ReadFile(path);
    if (!xml.ok()) return xml.status();
    files.imported_.push_back({path, *std::move(xml)});
  }
  return files;
}

std::vector<dmn::ModelText> ModelFiles::importable() const {
  std::vector<dmn::ModelText> texts;
  for (const File& file : imported_) texts.push_back({file.path, file.xml});
  return texts;
}

}  // namespace techflow::cli
