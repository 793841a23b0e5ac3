#include "clients/cli/models/author_commands.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/models/local_model.h"
#include "clients/cli/output.h"
#include "clients/cli/table.h"
#include "google/protobuf/struct.pb.h"
#include "rating/package/cases.h"
#include "rating/package/coverage.h"
#include "rating/package/dmn_export.h"
#include "rating/package/validation.h"
#include "rating/scorecard/catalog.h"
#include "techflow/v1/model_service.pb.h"

namespace techflow::cli {
namespace {

constexpr Text kFolders = {"模型文件夹，可多个", "The models' folders"};
constexpr Text kFolder = {"模型文件夹", "The model's folder"};

v1::ValidateModelResponse ValidationOf(const LocalModel& local,
                                       size_t case_count, bool is_valid) {
  v1::ValidateModelResponse answer;
  answer.set_valid(is_valid);
  answer.set_case_count(static_cast<int32_t>(case_count));
  for (const feel::Diagnostic& problem : local.diagnostics.all()) {
    v1::Diagnostic& diagnostic = *answer.add_diagnostics();
    diagnostic.set_severity(problem.severity == feel::Severity::kError
                                ? v1::Diagnostic::SEVERITY_ERROR
                                : v1::Diagnostic::SEVERITY_WARNING);
    diagnostic.set_file(problem.file);
    diagnostic.set_line(problem.line);
    diagnostic.set_column(problem.column);
    diagnostic.set_message(problem.message);
  }
  return answer;
}

Table ProblemsCsv(const v1::ValidateModelResponse& answer) {
  Table table{{{"severity"}, {"file"}, {"line"}, {"column"}, {"message"}}, {}};
  for (const v1::Diagnostic& problem : answer.diagnostics()) {
    table.rows.push_back({{v1::Diagnostic::Severity_Name(problem.severity())},
                          {problem.file()},
                          {absl::StrCat(problem.line())},
                          {absl::StrCat(problem.column())},
                          {problem.message()}});
  }
  return table;
}

// What readers may be shown and no case ever shows: a warning for each. Curves,
// rules and branches show nothing of their own and are for `coverage`.
std::string Untried(const LocalModel& local) {
  feel::Diagnostics ignored;  // Told before.
  std::string text;
  for (const package::CoverageGroup& group :
       package::CoverageOf(local.package, *local.model, ignored)) {
    if (group.sort == "curves" || group.sort == "rules" ||
        group.sort == "branches") {
      continue;
    }
    for (const std::string& thing : group.untouched) {
      absl::StrAppend(&text, local.folder, ": warning: no case shows ",
                      group.sort, ": ", Printable(thing), "\n");
    }
  }
  return text;
}

absl::StatusOr<bool> ValidateFolder(Session& session,
                                    const std::string& folder) {
  auto local = ReadLocalModel(folder);
  if (!local.ok()) return local.status();
  size_t case_count = 0;
  bool is_valid = false;
  if (local->model != nullptr) {
    feel::Diagnostics all;
    is_valid =
        package::ValidatePackage(
            local->package, scorecard::BuildStandardCatalog(), all) != nullptr;
    feel::Diagnostics told;  // The same again; only the count is wanted.
    case_count = package::RunCases(local->package, *local->model, told).size();
    local->diagnostics = std::move(all);
  }
  if (is_valid) session.err << Untried(*local);
  const v1::ValidateModelResponse answer =
      ValidationOf(*local, case_count, is_valid);
  Print(session, answer,
        {[&] { return ProblemsCsv(answer); },
         [&] {
           return absl::StrCat(
               ProblemsText(folder, local->diagnostics), folder, ": ",
               Styled(session.In(is_valid ? Text{"模型有效", "valid"}
                                          : Text{"模型无效", "not valid"}),
                      is_valid ? Style::kGood : Style::kBad, session.colour()),
               session.In({"，运行案例 ", ", cases run: "}), case_count, "\n");
         }});
  return is_valid;
}

// The cases of a folder as they came out.
struct TestRun {
  LocalModel local;
  std::vector<package::CaseOutcome> outcomes;
  size_t failed = 0;
};

absl::StatusOr<TestRun> RunFolder(const std::string& folder) {
  auto local = ReadLocalModel(folder);
  if (!local.ok()) return local.status();
  TestRun run{*std::move(local), {}, 0};
  if (run.local.model == nullptr) return run;
  run.outcomes = package::RunCases(run.local.package, *run.local.model,
                                   run.local.diagnostics);
  for (const package::CaseOutcome& outcome : run.outcomes) {
    if (!outcome.passed) ++run.failed;
  }
  return run;
}

google::protobuf::Struct TestJson(const TestRun& run) {
  google::protobuf::Struct json;
  auto& fields = *json.mutable_fields();
  fields["folder"].set_string_value(run.local.folder);
  fields["compiles"].set_bool_value(run.local.model != nullptr);
  auto& cases = *fields["cases"].mutable_list_value();
  for (const package::CaseOutcome& outcome : run.outcomes) {
    auto& item = *cases.add_values()->mutable_struct_value()->mutable_fields();
    item["path"].set_string_value(outcome.path);
    item["passed"].set_bool_value(outcome.passed);
  }
  auto& problems = *fields["problems"].mutable_list_value();
  for (const feel::Diagnostic& problem : run.local.diagnostics.all()) {
    problems.add_values()->set_string_value(problem.ToString());
  }
  return json;
}

std::string TestText(const Session& session, const TestRun& run,
                     bool is_verbose) {
  std::string text = ProblemsText(run.local.folder, run.local.diagnostics);
  for (const package::CaseOutcome& outcome : run.outcomes) {
    if (outcome.passed && !is_verbose) continue;
    absl::StrAppend(&text, outcome.passed ? "✓ " : "✗ ",
                    Printable(outcome.path), "  ",
                    Printable(session.In(outcome.title)), "\n");
  }
  const bool is_good =
      run.local.model != nullptr && run.failed == 0 && !run.outcomes.empty();
  return absl::StrCat(
      text, run.local.folder, ": ",
      Styled(absl::StrCat(run.outcomes.size() - run.failed,
                          session.In({" 个案例通过", " passed"}), ", ",
                          run.failed, session.In({" 个失败", " failed"})),
             is_good ? Style::kGood : Style::kBad, session.colour()),
      "\n");
}

absl::StatusOr<bool> TestFolder(Session& session, const std::string& folder,
                                bool is_verbose) {
  const auto run = RunFolder(folder);
  if (!run.ok()) return run.status();
  Print(session, TestJson(*run),
        {[&] {
           Table table{{{"path"}, {"passed"}}, {}};
           for (const package::CaseOutcome& outcome : run->outcomes) {
             table.rows.push_back(
                 {{outcome.path}, {outcome.passed ? "true" : "false"}});
           }
           return table;
         },
         [&] { return TestText(session, *run, is_verbose); }});
  return run->local.model != nullptr && run->failed == 0 &&
         !run->outcomes.empty();
}

std::string PercentOf(int part, int whole) {
  return whole == 0 ? "" : absl::StrCat(part * 100 / whole, " %");
}

google::protobuf::Struct CoverageJson(
    const std::string& folder,
    const std::vector<package::CoverageGroup>& groups) {
  google::protobuf::Struct json;
  auto& fields = *json.mutable_fields();
  fields["folder"].set_string_value(folder);
  auto& list = *fields["groups"].mutable_list_value();
  for (const package::CoverageGroup& group : groups) {
    auto& item = *list.add_values()->mutable_struct_value()->mutable_fields();
    item["sort"].set_string_value(group.sort);
    item["total"].set_number_value(group.total);
    auto& untouched = *item["untouched"].mutable_list_value();
    for (const std::string& thing : group.untouched) {
      untouched.add_values()->set_string_value(thing);
    }
  }
  return json;
}

absl::StatusOr<bool> CoverFolder(Session& session, const std::string& folder) {
  auto local = ReadLocalModel(folder);
  if (!local.ok()) return local.status();
  std::vector<package::CoverageGroup> groups;
  if (local->model != nullptr) {
    groups =
        package::CoverageOf(local->package, *local->model, local->diagnostics);
  }
  session.err << ProblemsText(folder, local->diagnostics);
  if (local->model == nullptr) return false;
  Print(session, CoverageJson(folder, groups),
        {[&] {
           Table table{{{"sort"}, {"untouched"}}, {}};
           for (const package::CoverageGroup& group : groups) {
             for (const std::string& thing : group.untouched) {
               table.rows.push_back({{group.sort}, {thing}});
             }
           }
           return table;
         },
         [&] {
           std::string text;
           Table table{{{session.In({"种类", "SORT"})},
                        {session.In({"触及", "TOUCHED"}), true},
                        {session.In({"总数", "OF"}), true},
                        {"", true}},
                       {}};
           for (const package::CoverageGroup& group : groups) {
             const int touched =
                 group.total - static_cast<int>(group.untouched.size());
             table.rows.push_back({{group.sort},
                                   {absl::StrCat(touched)},
                                   {absl::StrCat(group.total)},
                                   {PercentOf(touched, group.total)}});
             for (const std::string& thing : group.untouched) {
               absl::StrAppend(&text, "  ", Printable(thing), "\n");
             }
           }
           const std::string title =
               text.empty()
                   ? ""
                   : session.In({"没有案例触及：\n", "touched by no case:\n"});
           return absl::StrCat(title, text, folder, "\n",
                               TableText(table, session.colour(), "  "));
         }});
  return true;
}

absl::StatusOr<bool> ExportFolder(Session& session, const std::string& folder) {
  const auto local = ReadLocalModel(folder);
  if (!local.ok()) return local.status();
  feel::Diagnostics diagnostics;
  const auto xml = package::ExportDmn(
      local->package, scorecard::BuildStandardCatalog(), diagnostics);
  session.err << ProblemsText(folder, diagnostics);
  if (!xml.has_value()) return false;
  session.out << *xml;
  return true;
}

using FolderAction =
    std::function<absl::StatusOr<bool>(Session&, const std::string&)>;

// A command over one or more folders: exit code 3 where one is not as it
// should be.
CLI::App* AddFolderCommand(CLI::App& model, Session& session, const char* name,
                           const Text& help, const FolderAction& act) {
  auto folders = std::make_shared<std::vector<std::string>>();
  CLI::App* command = model.add_subcommand(name, session.In(help));
  command->add_option("folder", *folders, session.In(kFolders))
      ->required()
      ->type_name("FOLDER");
  command->callback([folders, act, &session] {
    session.action = [folders, act](Session& run) -> absl::StatusOr<int> {
      int code = kExitOk;
      for (const std::string& folder : *folders) {
        const absl::StatusOr<bool> is_good = act(run, folder);
        if (!is_good.ok()) return is_good.status();
        if (!*is_good) code = kExitFindings;
      }
      return code;
    };
  });
  return command;
}

}  // namespace

void AddAuthorCommands(CLI::App& model, Session& session) {
  AddFolderCommand(model, session, "validate",
                   {"检查模型文件夹并运行其案例（不需要服务器）",
                    "Check folders and run their cases; no server"},
                   ValidateFolder);
  auto is_verbose = std::make_shared<bool>(false);
  AddFolderCommand(model, session, "test",
                   {"运行案例，列出不符之处（不需要服务器）",
                    "Run the cases, tell what differs; no server"},
                   [is_verbose](Session& run, const std::string& folder) {
                     return TestFolder(run, folder, *is_verbose);
                   })
      ->add_flag("--verbose", *is_verbose,
                 session.In({"也列出通过的案例", "Passing cases too"}));
  AddFolderCommand(model, session, "coverage",
                   {"哪些档位、规则和分支没有案例触及（不需要服务器）",
                    "Which bands, rules and branches no case touches; no "
                    "server"},
                   CoverFolder);
  auto folder = std::make_shared<std::string>();
  CLI::App* command = model.add_subcommand(
      "export-dmn",
      session.In({"导出为任何合规引擎可计算的 DMN 1.5 文件（不需要服务器）",
                  "Write it as plain DMN 1.5 that any conforming engine "
                  "evaluates; no server"}));
  command->add_option("folder", *folder, session.In(kFolder))
      ->required()
      ->type_name("FOLDER");
  command->callback([folder, &session] {
    session.action = [folder](Session& run) -> absl::StatusOr<int> {
      const absl::StatusOr<bool> is_good = ExportFolder(run, *folder);
      if (!is_good.ok()) return is_good.status();
      return *is_good ? kExitOk : kExitFindings;
    };
  });
}

}  // namespace techflow::cli
