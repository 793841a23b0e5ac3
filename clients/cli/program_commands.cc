#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/commands.h"
#include "clients/cli/completion.h"
#include "clients/cli/connection.h"
#include "clients/cli/output.h"

// health, completion and version.
namespace techflow::cli {
namespace {

absl::StatusOr<int> Health(Session& session) {
  const Connection connection(session.settings);
  const auto answer = connection.Call(connection.health(),
                                      &grpc::health::v1::Health::Stub::Check,
                                      grpc::health::v1::HealthCheckRequest());
  if (!answer.ok()) return answer.status();
  const bool serving =
      answer->status() == grpc::health::v1::HealthCheckResponse::SERVING;
  const std::string status =
      grpc::health::v1::HealthCheckResponse::ServingStatus_Name(
          answer->status());
  Print(
      session, *answer,
      {[&] {
         return Table{{{"server"}, {"status"}},
                      {{{session.settings.server}, {status}}}};
       },
       [&] {
         const std::string text = serving
                                      ? session.In({"正常服务", "serving"})
                                      : session.In({"未在服务", "not serving"});
         return absl::StrCat(session.settings.server, "  ",
                             Styled(text, serving ? Style::kGood : Style::kBad,
                                    session.colour()),
                             "\n");
       }});
  return serving ? kExitOk : kExitFindings;
}

absl::StatusOr<int> Version(Session& session) {
  PrintJson(session,
            absl::StrCat("{\n \"version\": \"", TECHFLOW_VERSION,
                         "\",\n \"grpc\": \"", grpc::Version(), "\"\n}\n"),
            {[] {
               return Table{{{"version"}, {"grpc"}},
                            {{{TECHFLOW_VERSION}, {grpc::Version()}}}};
             },
             [] { return absl::StrCat("techflow ", TECHFLOW_VERSION, "\n"); }});
  return kExitOk;
}

absl::StatusOr<int> Complete(Session& session, const CLI::App& root,
                             const std::string& shell) {
  session.out << (shell == "bash"  ? BashCompletion(root)
                  : shell == "zsh" ? ZshCompletion(root)
                                   : FishCompletion(root));
  return kExitOk;
}

void AddCompletion(CLI::App& root, Session& session) {
  auto shell = std::make_shared<std::string>();
  CLI::App* command = root.add_subcommand(
      "completion",
      session.In({"输出命令补全脚本", "Print a completion script"}));
  command->footer(
      "bash:  source <(techflow completion bash)\n"
      "zsh:   source <(techflow completion zsh)\n"
      "fish:  techflow completion fish | source");
  command->add_option("shell", *shell, session.In({"外壳", "The shell"}))
      ->required()
      ->type_name("SHELL")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([shell, &root, &session] {
    session.action = [shell, &root](Session& run) {
      return Complete(run, root, *shell);
    };
  });
}

}  // namespace

void AddProgramCommands(CLI::App& root, Session& session) {
  root.add_subcommand("health", session.In({"服务器是否正常",
                                            "Ask whether the server serves"}))
      ->callback([&session] { session.action = Health; });
  AddCompletion(root, session);
  root.add_subcommand("version", session.In({"版本", "Print the version"}))
      ->callback([&session] { session.action = Version; });
}

}  // namespace techflow::cli
