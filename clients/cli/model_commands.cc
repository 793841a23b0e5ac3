#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/arguments.h"
#include "clients/cli/commands.h"
#include "clients/cli/connection.h"
#include "clients/cli/input_file.h"
#include "clients/cli/output.h"
#include "google/protobuf/util/time_util.h"

// model list, get and add.
namespace techflow::cli {
namespace {

std::string OrAlways(const Session& session, const v1::Date& date) {
  const std::string text = DateText(date);
  return text.empty() ? session.In({"不限", "no bound"}) : text;
}

Table ModelsTable(const Session& session,
                  const std::vector<const v1::ModelVersion*>& models) {
  Table table{{{session.In({"模型版本", "MODEL VERSION"})},
               {session.In({"名称", "TITLE"})},
               {session.In({"适用自", "FROM"})},
               {session.In({"适用至", "UNTIL"})},
               {session.In({"指标数", "INDICATORS"}), true},
               {session.In({"摘要", "DIGEST"})}},
              {}};
  for (const v1::ModelVersion* model : models) {
    table.rows.push_back(
        {{model->name()},
         {session.In(model->title())},
         {OrAlways(session, model->effective_from())},
         {OrAlways(session, model->effective_until())},
         {absl::StrCat(model->indicator_count())},
         {model->digest().substr(0, kShortDigest), Style::kDim}});
  }
  return table;
}

Table ModelsCsv(const std::vector<const v1::ModelVersion*>& models) {
  Table table;
  for (const char* title :
       {"name", "title_zh", "title_en", "effective_from", "effective_until",
        "indicator_count", "digest", "create_time", "log_position"}) {
    table.columns.push_back({title});
  }
  for (const v1::ModelVersion* model : models) {
    table.rows.push_back(
        {{model->name()},
         {model->title().zh()},
         {model->title().en()},
         {DateText(model->effective_from())},
         {DateText(model->effective_until())},
         {absl::StrCat(model->indicator_count())},
         {model->digest()},
         {google::protobuf::util::TimeUtil::ToString(model->create_time())},
         {absl::StrCat(model->log_position())}});
  }
  return table;
}

absl::StatusOr<int> ListModels(Session& session) {
  const Connection connection(session.settings);
  v1::ListModelsRequest request;
  v1::ListModelsResponse all;
  do {
    auto page = connection.Call(connection.models(),
                                &v1::ModelService::Stub::ListModels, request);
    if (!page.ok()) return page.status();
    request.set_page_token(page->next_page_token());
    page->clear_next_page_token();
    all.MergeFrom(*page);
  } while (!request.page_token().empty());
  std::vector<const v1::ModelVersion*> models;
  for (const v1::ModelVersion& model : all.models()) models.push_back(&model);
  Print(session, all,
        {[&] { return ModelsCsv(models); },
         [&] {
           return TableText(ModelsTable(session, models), session.colour());
         }});
  if (models.empty()) {
    session.err << session.In({"没有模型。\n", "no models.\n"});
  }
  return kExitOk;
}

// A model without a version is its newest.
absl::StatusOr<std::string> FindVersion(const Connection& connection,
                                        const std::string& text) {
  const std::string name = ModelName(text);
  if (name.find("/versions/") != std::string::npos) return name;
  v1::ListModelVersionsRequest request;
  request.set_parent(name);
  request.set_page_size(1);
  const auto page = connection.Call(
      connection.models(), &v1::ModelService::Stub::ListModelVersions, request);
  if (!page.ok()) return page.status();
  if (page->model_versions().empty()) {
    return FromServer(
        grpc::Status(grpc::NOT_FOUND, absl::StrCat("there is no ", name)), "");
  }
  return page->model_versions(0).name();
}

absl::StatusOr<int> Get(Session& session, const std::string& text, bool files) {
  const Connection connection(session.settings);
  auto name = FindVersion(connection, text);
  if (!name.ok()) return name.status();
  v1::GetModelVersionRequest request;
  request.set_name(*std::move(name));
  request.set_include_package(files);
  const auto answer = connection.Call(
      connection.models(), &v1::ModelService::Stub::GetModelVersion, request);
  if (!answer.ok()) return answer.status();
  const v1::ModelVersion& model = answer->model_version();
  Print(session, *answer,
        {[&] { return ModelsCsv({&model}); },
         [&] {
           std::string shown = absl::StrCat(
               TableText(ModelsTable(session, {&model}), session.colour()),
               "\n", Printable(session.In(model.notes())), "\n");
           for (const v1::ModelFile& file : model.package().files()) {
             absl::StrAppend(&shown, "\n==> ", Printable(file.path()), " <==\n",
                             file.content());
           }
           return shown;
         }});
  return kExitOk;
}

// "rules.dmn:12:5: error: ..." as compilers write it.
template <typename Diagnostics>
std::string DiagnosticsText(const std::string& folder,
                            const Diagnostics& diagnostics) {
  std::string text;
  for (const v1::Diagnostic& problem : diagnostics) {
    const std::filesystem::path file =
        std::filesystem::path(folder) / Printable(problem.file());
    absl::StrAppend(&text, file.string(), ":");
    if (problem.line() > 0) absl::StrAppend(&text, problem.line(), ":");
    if (problem.column() > 0) absl::StrAppend(&text, problem.column(), ":");
    const bool error = problem.severity() == v1::Diagnostic::SEVERITY_ERROR;
    absl::StrAppend(&text, error ? " error: " : " warning: ",
                    Printable(problem.message()), "\n");
  }
  return text;
}

struct AddFlags {
  std::string folder;
  std::string request_id;
  std::string requested_by;
};

absl::StatusOr<int> Add(Session& session, const AddFlags& flags) {
  auto package = ReadModelFolder(flags.folder);
  if (!package.ok()) return package.status();
  v1::CreateModelVersionRequest request;
  std::string id = ModelId(*package);
  if (id.empty()) {  // The server will say what is wrong with it.
    id = std::filesystem::absolute(flags.folder)
             .lexically_normal()
             .filename()
             .string();
  }
  request.set_parent(absl::StrCat("models/", id));
  *request.mutable_package() = *std::move(package);
  request.set_request_id(flags.request_id);
  request.set_requested_by(flags.requested_by);
  const Connection connection(session.settings);
  const auto answer =
      connection.Call(connection.models(),
                      &v1::ModelService::Stub::CreateModelVersion, request);
  if (!answer.ok()) return answer.status();
  session.err << DiagnosticsText(flags.folder, answer->diagnostics());
  const v1::ModelVersion& model = answer->model_version();
  Print(session, *answer,
        {[&] { return ModelsCsv({&model}); },
         [&] {
           return TableText(ModelsTable(session, {&model}), session.colour());
         }});
  return kExitOk;
}

void AddGetModel(CLI::App& model, Session& session) {
  auto name = std::make_shared<std::string>();
  auto files = std::make_shared<bool>(false);
  CLI::App* command = model.add_subcommand(
      "get", session.In({"查看模型版本", "Show a model version"}));
  command
      ->add_option("model", *name,
                   session.In({"模型（取最新）或版本",
                               "A model, for its newest, or a version"}))
      ->required()
      ->type_name("MODEL[/N]");
  command->add_flag("--files", *files,
                    session.In({"连同文件", "With its files"}));
  command->callback([name, files, &session] {
    session.action = [name, files](Session& run) {
      return Get(run, *name, *files);
    };
  });
}

void AddAdd(CLI::App& model, Session& session) {
  auto flags = std::make_shared<AddFlags>();
  flags->requested_by = LoginName();
  CLI::App* command = model.add_subcommand(
      "add", session.In({"发布模型文件夹为下一版本",
                         "Publish a folder as the next version"}));
  command
      ->add_option("folder", flags->folder,
                   session.In({"模型文件夹", "The model's folder"}))
      ->required()
      ->type_name("FOLDER");
  command
      ->add_option("--request-id", flags->request_id,
                   session.In({"重试用的请求编号", "To retry safely"}))
      ->type_name("KEY");
  command
      ->add_option("--requested-by", flags->requested_by,
                   session.In({"由谁发布（默认登录名）",
                               "Who publishes (default: the login name)"}))
      ->type_name("NAME");
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return Add(run, *flags); };
  });
}

}  // namespace

void AddModelCommands(CLI::App& model, Session& session) {
  model.add_subcommand("list", session.In({"列出模型", "List the models"}))
      ->callback([&session] { session.action = ListModels; });
  AddGetModel(model, session);
  AddAdd(model, session);
}

}  // namespace techflow::cli
