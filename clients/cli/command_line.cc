#include "clients/cli/command_line.h"

#include <cstdlib>
#include <map>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "clients/cli/audit/commands.h"
#include "clients/cli/commands.h"
#include "clients/cli/models/author_commands.h"
#include "clients/cli/models/report_command.h"
#include "clients/cli/rules/commands.h"
#include "clients/cli/suggestions.h"

namespace techflow::cli {
namespace {

constexpr Text kFooter = {
    "示例：\n"
    "  techflow import evidence clients/examples\n"
    "  techflow rating list\n"
    "  techflow rating explain intel --lang zh\n"
    "  techflow rating simulate intel --set "
    "'fiscal_years[year=1997].rd_spend=4000000000'\n"
    "\n"
    "退出码：0 成功；1 本地失败；2 用法错误；3 已完成但有发现；64+N 服务端 "
    "gRPC "
    "状态 N。\n"
    "数据写到标准输出，其余写到标准错误。",
    "Examples:\n"
    "  techflow import evidence clients/examples\n"
    "  techflow rating list\n"
    "  techflow rating explain intel\n"
    "  techflow rating simulate intel --set "
    "'fiscal_years[year=1997].rd_spend=4000000000'\n"
    "\n"
    "Exit codes: 0 done; 1 failed here; 2 wrong usage; 3 done, with findings;\n"
    "64+N the server answered with gRPC status N.\n"
    "Data goes to stdout, everything else to stderr."};

const std::map<std::string, Format> kFormats = {{"table", Format::kTable},
                                                {"text", Format::kTable},
                                                {"json", Format::kJson},
                                                {"yaml", Format::kYaml},
                                                {"csv", Format::kCsv}};

// A flag wins over its environment variable, that over the default.
void AddGlobalFlags(CLI::App& app, Session& session) {
  Settings& settings = session.settings;
  app.add_option(
         "--server", settings.server,
         session.In({"服务器地址（默认 127.0.0.1:50051）",
                     "Where techflowd listens (default: 127.0.0.1:50051)"}))
      ->envname("TECHFLOW_SERVER")
      ->type_name("HOST:PORT");
  app.add_option_function<std::string>(
         "-o,--output",
         [&settings](const std::string& name) {
           settings.format = kFormats.at(name);
         },
         session.In(
             {"输出格式（默认 table）", "Output format (default: table)"}))
      ->envname("TECHFLOW_OUTPUT")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"table", "text", "json", "yaml", "csv"}));
  app.add_option_function<std::string>(
         "--lang",
         [&settings](const std::string& name) {
           settings.language = LanguageOf(name);
         },
         session.In({"语言（默认按系统语言）",
                     "Language (default: that of the locale)"}))
      ->envname("TECHFLOW_LANG")
      ->type_name("LANGUAGE")
      ->check(CLI::IsMember({"zh", "en"}));
  app.add_option_function<std::string>(
         "--timeout",
         [&settings](const std::string& text) {
           absl::ParseDuration(text, &settings.timeout);
         },
         session.In({"每次调用最长等待时间（默认 60s）",
                     "How long a call may take (default: 60s)"}))
      ->envname("TECHFLOW_TIMEOUT")
      ->type_name("DURATION")
      ->check([](const std::string& text) -> std::string {
        absl::Duration duration;
        const bool valid = absl::ParseDuration(text, &duration) &&
                           duration > absl::ZeroDuration();
        return valid ? "" : "expected a duration above zero, as 30s or 500ms";
      });
  app.add_flag("--no-color", settings.no_color,
               session.In({"不使用颜色（也可设 NO_COLOR）",
                           "No colour (as does NO_COLOR)"}));
}

CLI::App* AddNoun(CLI::App& app, Session& session, const char* name,
                  const Text& description) {
  CLI::App* noun = app.add_subcommand(name, session.In(description));
  noun->require_subcommand(1);
  return noun;
}

void AddAuditCommands(CLI::App& audit, Session& session) {
  AddLogCommands(audit, session);
  AddConsistencyCommand(audit, session);
  AddTilesCommand(audit, session);
  CLI::App* replay =
      AddNoun(audit, session, "replay",
              {"批量重算任务：开始、列出、查看、取消、发现",
               "Jobs that compute many ratings again, and compare"});
  AddReplayJobCommands(*replay, session);
  AddStoreCommands(audit, session);
}

// "techflow rating list": the command that was reached.
std::string ReachedCommand(const CLI::App& app) {
  const std::vector<CLI::App*> chosen = app.get_subcommands();
  return chosen.empty() ? app.get_name()
                        : absl::StrCat(app.get_name(), " ",
                                       ReachedCommand(*chosen.front()));
}

// The parser's own code for help and version is 0, and its codes for mistakes
// are above 100; ours is 2 for all of them.
int ReportParse(Session& session, const CLI::App& app,
                const std::vector<std::string>& arguments,
                const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) {
    app.exit(error, session.out, session.err);
    return kExitOk;
  }
  const std::optional<std::string> unknown = UnknownCommand(app, arguments);
  const std::string message =
      unknown ? *unknown
              : absl::StrCat(error.what(), ".", SuggestOption(app, arguments));
  // What is missing after a noun is a command, which the help below lists.
  if (arguments.empty()) {
    session.err << app.help();
    return kExitUsage;
  }
  const int code = Report(session, UsageError(message));
  session.err << session.In({"帮助：", "Help: "}) << ReachedCommand(app)
              << " --help\n";
  return code;
}

}  // namespace

Language ChooseLanguage(const std::vector<std::string>& arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].starts_with("--lang=")) {
      return LanguageOf(arguments[i].substr(7));
    }
    if (arguments[i] == "--lang" && i + 1 < arguments.size()) {
      return LanguageOf(arguments[i + 1]);
    }
  }
  for (const char* name : {"TECHFLOW_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return LanguageOf(value);
  }
  return Language::kEnglish;
}

std::unique_ptr<CLI::App> MakeCommandLine(Session& session) {
  auto app = std::make_unique<CLI::App>(
      session.In({"techflow：科技企业创新能力评级的命令行",
                  "techflow - rates how well technology companies innovate, "
                  "and tells why"}),
      "techflow");
  // Before the commands, which inherit them: global flags may stand anywhere.
  app->fallthrough();
  app->require_subcommand(1);
  AddGlobalFlags(*app, session);
  CLI::App* rating = AddNoun(*app, session, "rating",
                             {"评级：评定、模拟、查询、解释、重算",
                              "Rate, simulate, look up, explain, replay"});
  AddRatingCommands(*rating, session);
  AddHistoryCommands(*rating, session);
  AddInsightCommands(*rating, session);
  AddReplayCommand(*rating, session);
  CLI::App* model = AddNoun(*app, session, "model",
                            {"模型：列出、查看、检查、发布、回看",
                             "List, show, check, publish and judge models"});
  AddModelCommands(*model, session);
  AddAuthorCommands(*model, session);
  AddDifferenceCommand(*model, session);
  AddWeightCommands(*model, session);
  AddReportCommand(*model, session);
  AddImportCommands(
      *AddNoun(*app, session, "import",
               {"批量评级：资料文件或公开面板数据",
                "Rate many: evidence files, or a published panel"}),
      session);
  AddAuditCommands(*AddNoun(*app, session, "audit",
                            {"审计：检查点、证明、导出、批量重算、备份",
                             "Checkpoints, proofs, exports, replays of many, "
                             "backups"}),
                   session);
  AddFeelCommand(*app, session);
  AddDmnCommands(*AddNoun(*app, session, "dmn",
                          {"DMN 文件：计算、检查（不需要服务器）",
                           "Evaluate and check DMN files, without a server"}),
                 session);
  AddProgramCommands(*app, session);
  // After the commands, which would inherit it.
  app->footer(session.In(kFooter));
  return app;
}

int Run(Session& session, const std::vector<std::string>& arguments) {
  session.settings.language = ChooseLanguage(arguments);
  const char* no_color = std::getenv("NO_COLOR");
  session.settings.no_color = no_color != nullptr && *no_color != '\0';
  const std::unique_ptr<CLI::App> app = MakeCommandLine(session);
  try {
    // The parser takes the arguments from the back.
    app->parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    return ReportParse(session, *app, arguments, error);
  }
  const absl::StatusOr<int> code = session.action(session);
  session.out.flush();
  if (!code.ok()) return Report(session, code.status());
  if (!session.out) {
    return Report(session, absl::DataLossError("cannot write the output"));
  }
  return *code;
}

}  // namespace techflow::cli
