#include "clients/cli/models/report_command.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/input_file.h"
#include "clients/cli/models/local_model.h"
#include "clients/cli/models/panel_report.h"
#include "clients/cli/models/panel_report_view.h"
#include "clients/cli/output.h"
#include "clients/cli/panel.h"

namespace techflow::cli {
namespace {

constexpr char kPanelFile[] = "inst-innovation.csv";

constexpr Text kFooter = {
    "示例：\n"
    "  techflow model report rating/models/techflow --data ../shared/data\n"
    "  techflow model report rating/models/techflow --from 1992 --until 1993 "
    "-o csv\n"
    "\n"
    "用面板每年年末当时已知的资料评级，对照其后各年的专利和被引数，并与只看\n"
    "“研发/销售”的简单规则比较。-o csv 逐家·年列出。研发投入由存量推算；\n"
    "1998 年起的专利不完整，不用。",
    "Examples:\n"
    "  techflow model report rating/models/techflow --data ../shared/data\n"
    "  techflow model report rating/models/techflow --from 1992 --until 1993 "
    "-o csv\n"
    "\n"
    "Rates the companies of the panel at the end of each year from what was "
    "known\n"
    "then, and holds the ratings against patents and citations of the years "
    "after,\n"
    "beside the naive rule \"R&D over sales\". With -o csv a row for each "
    "company-year.\n"
    "R&D is implied from a stock; patents from 1998 on are cut off and not "
    "used."};

struct ReportFlags {
  std::string folder;
  std::string data;
  ReportPeriod period{1994, 1995, 2};
};

// --data, or TECHFLOW_DATA_DIR, or where the project keeps it.
std::string PanelPath(const std::string& data) {
  const char* variable = std::getenv("TECHFLOW_DATA_DIR");
  const std::string folder = !data.empty()         ? data
                             : variable != nullptr ? variable
                                                   : "../shared/data";
  return (std::filesystem::path(folder) / kPanelFile).string();
}

absl::StatusOr<int> Report(Session& session, const ReportFlags& flags) {
  const ReportPeriod& period = flags.period;
  if (period.from > period.until ||
      period.until + period.years_after > kLastWholePatentYear) {
    return UsageError(absl::StrCat(
        "--from ", period.from, " --until ", period.until, " --years-after ",
        period.years_after, ": expected years that end by ",
        kLastWholePatentYear, ", after which patents are cut off"));
  }
  const auto local = ReadLocalModel(flags.folder);
  if (!local.ok()) return local.status();
  if (local->model == nullptr) {
    session.err << ProblemsText(local->folder, local->diagnostics);
    return kExitFindings;
  }
  const auto text = ReadFile(PanelPath(flags.data));
  if (!text.ok()) return text.status();
  const auto panel = ReadPanel(*text);
  if (!panel.ok()) return panel.status();
  const auto report = MakePanelReport(*local->model, *panel, period);
  if (!report.ok()) return report.status();
  Print(session, ReportJson(*report),
        {[&] { return ReportCsv(*report); },
         [&] {
           return ReportText(session.settings.language, *report,
                             session.colour());
         }});
  return kExitOk;
}

}  // namespace

void AddReportCommand(CLI::App& model, Session& session) {
  auto flags = std::make_shared<ReportFlags>();
  CLI::App* command = model.add_subcommand(
      "report",
      session.In({"用公开面板回看模型：等级与后来的专利（不需要服务器）",
                  "Grades against what followed, on a panel; no server"}));
  command->footer(session.In(kFooter));
  command
      ->add_option("folder", flags->folder,
                   session.In({"模型文件夹", "The model's folder"}))
      ->required()
      ->type_name("FOLDER");
  command
      ->add_option("--data", flags->data,
                   session.In({"inst-innovation.csv 所在文件夹（默认 "
                               "TECHFLOW_DATA_DIR，再默认 ../shared/data）",
                               "Where inst-innovation.csv is (default: "
                               "TECHFLOW_DATA_DIR, else ../shared/data)"}))
      ->type_name("DIR");
  command
      ->add_option("--from", flags->period.from,
                   session.In({"首个评级年度（默认 1994，晚于 techflow "
                               "分界值所用的年度）",
                               "First year of rating (default: 1994, after "
                               "those that techflow's cut-offs come from)"}))
      ->type_name("YEAR");
  command
      ->add_option("--until", flags->period.until,
                   session.In({"最后评级年度（默认 1995）",
                               "Last year of rating (default: 1995)"}))
      ->type_name("YEAR");
  command
      ->add_option("--years-after", flags->period.years_after,
                   session.In({"对照其后几年（默认 2）",
                               "How many years after count (default: 2)"}))
      ->type_name("N")
      ->check(CLI::Range(1, 10));
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return Report(run, *flags); };
  });
}

}  // namespace techflow::cli
