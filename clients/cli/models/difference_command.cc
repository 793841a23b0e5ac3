#include <map>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/models/author_commands.h"
#include "clients/cli/models/local_model.h"
#include "clients/cli/output.h"
#include "clients/cli/table.h"
#include "google/protobuf/struct.pb.h"
#include "rating/package/difference.h"

// model diff.
namespace techflow::cli {
namespace {

// More of a text than fits beside another one.
constexpr size_t kShownCharacters = 60;

std::string Shortened(const std::string& text) {
  if (text.empty()) return "–";
  std::string shown = Printable(text);
  if (shown.size() <= kShownCharacters) return shown;
  size_t end = kShownCharacters;
  // Not within a character.
  while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0) == 0x80) {
    --end;
  }
  return shown.substr(0, end) + "…";
}

google::protobuf::Struct DifferenceJson(
    const package::ModelDifference& difference) {
  google::protobuf::Struct json;
  auto& fields = *json.mutable_fields();
  auto& changes = *fields["changes"].mutable_list_value();
  for (const package::ModelChange& change : difference.changes) {
    auto& item =
        *changes.add_values()->mutable_struct_value()->mutable_fields();
    item["sort"].set_string_value(change.sort);
    item["what"].set_string_value(change.what);
    item["before"].set_string_value(change.before);
    item["after"].set_string_value(change.after);
  }
  auto& cases = *fields["cases"].mutable_list_value();
  for (const package::CaseChange& change : difference.cases) {
    auto& item = *cases.add_values()->mutable_struct_value()->mutable_fields();
    item["path"].set_string_value(change.path);
    item["what"].set_string_value(change.what);
    item["before"].set_string_value(change.before);
    item["after"].set_string_value(change.after);
  }
  return json;
}

Table ChangesTable(const Session& session,
                   const package::ModelDifference& difference) {
  Table table{{{session.In({"种类", "SORT"})},
               {session.In({"内容", "WHAT"})},
               {session.In({"旧", "BEFORE"})},
               {session.In({"新", "AFTER"})}},
              {}};
  for (const package::ModelChange& change : difference.changes) {
    table.rows.push_back({{change.sort},
                          {Printable(change.what)},
                          {Shortened(change.before)},
                          {Shortened(change.after)}});
  }
  return table;
}

Table CasesTable(const Session& session,
                 const package::ModelDifference& difference) {
  Table table{{{session.In({"案例", "CASE"})},
               {session.In({"结果", "RESULT"})},
               {session.In({"旧", "BEFORE"})},
               {session.In({"新", "AFTER"})}},
              {}};
  for (const package::CaseChange& change : difference.cases) {
    table.rows.push_back({{Printable(change.path)},
                          {Printable(change.what)},
                          {Shortened(change.before)},
                          {Shortened(change.after)}});
  }
  return table;
}

std::string DifferenceText(const Session& session,
                           const package::ModelDifference& difference) {
  if (difference.changes.empty() && difference.cases.empty()) {
    return session.In({"没有差别\n", "no difference\n"});
  }
  std::map<std::string, int> counts;
  for (const package::ModelChange& change : difference.changes) {
    ++counts[change.sort];
  }
  std::string summary;
  for (const auto& [sort, count] : counts) {
    absl::StrAppend(&summary, summary.empty() ? "" : ", ", sort, " ", count);
  }
  std::string text =
      TableText(ChangesTable(session, difference), session.colour());
  if (!difference.cases.empty()) {
    absl::StrAppend(
        &text, "\n",
        TableText(CasesTable(session, difference), session.colour()));
  }
  return absl::StrCat(
      text, "\n", summary,
      session.In({"；结果改变的案例结果 ", "; results of cases that change: "}),
      difference.cases.size(), "\n");
}

absl::StatusOr<int> Diff(Session& session, const std::string& older_folder,
                         const std::string& newer_folder) {
  auto older = ReadLocalModel(older_folder);
  if (!older.ok()) return older.status();
  auto newer = ReadLocalModel(newer_folder);
  if (!newer.ok()) return newer.status();
  for (const LocalModel* local : {&*older, &*newer}) {
    session.err << ProblemsText(local->folder, local->diagnostics);
  }
  if (older->model == nullptr || newer->model == nullptr) return kExitFindings;
  feel::Diagnostics diagnostics;
  const package::ModelDifference difference =
      package::Difference({older->package, *older->model},
                          {newer->package, *newer->model}, diagnostics);
  session.err << ProblemsText(newer_folder, diagnostics);
  Print(
      session, DifferenceJson(difference),
      {[&] {
         Table table{{{"sort"}, {"what"}, {"before"}, {"after"}}, {}};
         for (const package::ModelChange& change : difference.changes) {
           table.rows.push_back(
               {{change.sort}, {change.what}, {change.before}, {change.after}});
         }
         for (const package::CaseChange& change : difference.cases) {
           table.rows.push_back({{"case " + change.path},
                                 {change.what},
                                 {change.before},
                                 {change.after}});
         }
         return table;
       },
       [&] { return DifferenceText(session, difference); }});
  return kExitOk;
}

}  // namespace

void AddDifferenceCommand(CLI::App& model, Session& session) {
  auto older = std::make_shared<std::string>();
  auto newer = std::make_shared<std::string>();
  CLI::App* command = model.add_subcommand(
      "diff", session.In({"两个模型文件夹在含义上的差别，及结果改变的案例",
                          "What two folders say differently, and the cases "
                          "that change; no server"}));
  command
      ->add_option("old", *older, session.In({"旧文件夹", "The older folder"}))
      ->required()
      ->type_name("FOLDER");
  command
      ->add_option("new", *newer, session.In({"新文件夹", "The newer folder"}))
      ->required()
      ->type_name("FOLDER");
  command->callback([older, newer, &session] {
    session.action = [older, newer](Session& run) {
      return Diff(run, *older, *newer);
    };
  });
}

}  // namespace techflow::cli
