#include "clients/verify/command_line.h"

#include <cstdlib>
#include <optional>
#include <utility>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "clients/verify/bundle_check.h"
#include "clients/verify/input_bytes.h"
#include "clients/verify/verdict_text.h"
#include "fmt/format.h"
#include "rating/scorecard/catalog.h"

namespace techflow::verify {
namespace {

constexpr char kProgram[] = "techflow-verify " TECHFLOW_VERSION;

struct Flags {
  std::string file;
  std::vector<std::string> keys;
  std::string checkpoint;
  std::string language;
  bool json = false;
};

bool IsChinese(const std::string& flag) {
  if (!flag.empty()) return flag == "zh";
  for (const char* name : {"TECHFLOW_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return std::string_view(value).starts_with("zh");
    }
  }
  return false;
}

// The parser's defaults for help are the words of the program; what it says of
// itself is in the language of the environment.
void AddFlags(CLI::App& app, Flags& flags, bool chinese) {
  const auto in = [chinese](const char* zh, const char* en) {
    return std::string(chinese ? zh : en);
  };
  app.add_option("file", flags.file,
                 in("审计包（techflow audit export 写出的文件）",
                    "The bundle, as techflow audit export writes it"))
      ->required()
      ->type_name("FILE");
  app.add_option(
         "--key", flags.keys,
         in("日志的公钥或存放公钥的文件；须从服务器以外得到；可多次给出",
            "The log's public key, or a file that holds it; from "
            "elsewhere than the server; repeatable"))
      ->required()
      ->type_name("VKEY|FILE")
      ->allow_extra_args(false);
  app.add_option("--checkpoint", flags.checkpoint,
                 in("所记的检查点；审计包须在此检查点下证明",
                    "A checkpoint that was noted; the bundle must be proved "
                    "under this one"))
      ->type_name("FILE");
  app.add_option("--lang", flags.language, in("语言", "Language"))
      ->type_name("LANGUAGE")
      ->check(CLI::IsMember({"zh", "en"}));
  app.add_flag("--json", flags.json, in("输出 JSON", "Print JSON"));
  app.footer(
      in("退出码：0 已核验；1 未通过；2 用法错误；3 无法重现。\n"
         "不联网，不读服务器的存储。",
         "Exit codes: 0 verified; 1 not verified; 2 wrong usage; 3 "
         "unreproducible.\nIt uses no network and no store."));
}

absl::Status Named(const std::string& flag, const absl::Status& status) {
  return absl::Status(
      status.code(),
      fmt::format("{}: {}", flag, std::string(status.message())));
}

absl::StatusOr<std::vector<ledger::VerifierKey>> Keys(const Flags& flags) {
  std::vector<ledger::VerifierKey> keys;
  for (const std::string& text : flags.keys) {
    auto some = ReadVerifierKeys(text);
    if (!some.ok()) return Named("--key", some.status());
    for (ledger::VerifierKey& key : *some) keys.push_back(std::move(key));
  }
  return keys;
}

absl::StatusOr<std::optional<ledger::Checkpoint>> Noted(
    const Flags& flags, const std::vector<ledger::VerifierKey>& keys) {
  if (flags.checkpoint.empty()) return std::nullopt;
  const auto note = ReadInput(flags.checkpoint);
  if (!note.ok()) return Named("--checkpoint", note.status());
  auto checkpoint = ledger::OpenCheckpoint(*note, keys);
  if (!checkpoint.ok()) return Named("--checkpoint", checkpoint.status());
  return *std::move(checkpoint);
}

int ExitCode(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::kVerified:
      return kExitVerified;
    case Conclusion::kNotVerified:
      return kExitNotVerified;
    case Conclusion::kUnreproducible:
      return kExitUnreproducible;
  }
  return kExitNotVerified;
}

absl::StatusOr<int> Verify(const Flags& flags, bool chinese,
                           std::ostream& out) {
  const auto keys = Keys(flags);
  if (!keys.ok()) return keys.status();
  const auto noted = Noted(flags, *keys);
  if (!noted.ok()) return noted.status();
  const auto file = ReadInput(flags.file);
  if (!file.ok()) return file.status();
  const Verdict verdict =
      CheckBundle(*file, *keys, *noted, scorecard::BuildStandardCatalog());
  out << (flags.json
              ? VerdictJson(verdict, flags.file, kProgram)
              : VerdictText(verdict,
                            chinese ? Language::kChinese : Language::kEnglish,
                            flags.file, kProgram));
  out.flush();
  if (!out) return absl::UnavailableError("cannot write the verdict");
  return ExitCode(verdict.conclusion);
}

}  // namespace

int Run(const std::vector<std::string>& arguments, std::ostream& out,
        std::ostream& err) {
  Flags flags;
  const bool by_environment = IsChinese("");
  CLI::App app(by_environment
                   ? "techflow-verify：不依赖服务器核验一个评级"
                   : "techflow-verify - checks a rating without its server",
               "techflow-verify");
  AddFlags(app, flags, by_environment);
  try {
    // The parser takes the arguments from the back.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    // Its own codes for mistakes are above 100.
    return app.exit(error, out, err) == 0 ? 0 : kExitUsage;
  }
  const bool chinese = IsChinese(flags.language);
  const auto code = Verify(flags, chinese, out);
  if (code.ok()) return *code;
  err << (chinese ? "错误：" : "error: ")
      << std::string(code.status().message()) << "\n";
  return kExitUsage;
}

}  // namespace techflow::verify
