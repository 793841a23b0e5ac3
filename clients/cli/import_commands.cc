#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/arguments.h"
#include "clients/cli/bulk_rating.h"
#include "clients/cli/commands.h"
#include "clients/cli/connection.h"
#include "clients/cli/evidence_list.h"
#include "clients/cli/import_tally.h"
#include "clients/cli/input_file.h"
#include "clients/cli/output.h"
#include "clients/cli/panel.h"
#include "clients/cli/rating_table.h"

// import evidence and import panel.
namespace techflow::cli {
namespace {

struct ImportFlags {
  std::vector<std::string> paths;  // For evidence.
  std::string file;                // For the panel.
  size_t limit = 0;                // For the panel; companies, 0 for all.
  std::string model;
  std::string run = "1";
};

// A request whose id follows from what is rated, so that the same import can
// run again after an interruption and adds nothing that is there.
v1::RateEnterpriseRequest MakeRequest(const ImportFlags& flags,
                                      const std::string& enterprise,
                                      const v1::Evidence& evidence,
                                      const v1::Date& day) {
  v1::RateEnterpriseRequest request;
  request.set_enterprise(EnterpriseName(enterprise));
  *request.mutable_evidence() = evidence;
  *request.mutable_as_of_date() = day;
  request.set_model(ModelName(flags.model));
  request.set_requested_by("techflow import");
  request.set_request_id(
      absl::StrCat("import-", flags.run, "-", enterprise, "-", DateText(day)));
  return request;
}

absl::StatusOr<std::vector<v1::RateEnterpriseRequest>> EvidenceRequests(
    const ImportFlags& flags) {
  const auto entries = ListEvidence(flags.paths);
  if (!entries.ok()) return entries.status();
  std::vector<v1::RateEnterpriseRequest> requests;
  for (const EvidenceEntry& entry : *entries) {
    const absl::StatusOr<v1::Evidence> evidence = ReadEvidence(entry.file);
    if (!evidence.ok()) return evidence.status();
    const std::string enterprise =
        entry.enterprise.empty() ? DefaultEnterprise(*evidence, entry.file)
                                 : entry.enterprise;
    for (const v1::Date& day :
         entry.days.empty() ? AccountDays(*evidence) : entry.days) {
      requests.push_back(MakeRequest(flags, enterprise, *evidence, day));
    }
  }
  return requests;
}

// In the order of the requests, which is by file and then by day.
v1::BatchRateEnterprisesResponse InOrder(
    const std::vector<v1::RateEnterpriseRequest>& requests,
    std::map<std::string, v1::BatchRatingResult> results) {
  v1::BatchRateEnterprisesResponse ordered;
  for (const v1::RateEnterpriseRequest& request : requests) {
    *ordered.add_results() = std::move(results[request.request_id()]);
  }
  return ordered;
}

absl::StatusOr<int> ImportEvidence(Session& session, const ImportFlags& flags) {
  const auto requests = EvidenceRequests(flags);
  if (!requests.ok()) return requests.status();
  const Connection connection(session.settings);
  ImportTally tally(session, requests->size());
  std::map<std::string, v1::BatchRatingResult> results;
  auto next = requests->begin();
  const absl::Status status = RateAll(
      connection,
      [&]() -> std::optional<v1::RateEnterpriseRequest> {
        if (next == requests->end()) return std::nullopt;
        return *next++;
      },
      [&](const v1::RateEnterpriseRequest& request,
          const v1::BatchRatingResult& result) {
        results[request.request_id()] = result;
        tally.Add(request, result);
      });
  tally.Finish();
  if (!status.ok()) return status;
  const v1::BatchRateEnterprisesResponse all =
      InOrder(*requests, std::move(results));
  std::vector<const v1::Rating*> ratings;
  for (const v1::BatchRatingResult& result : all.results()) {
    if (result.has_rating()) ratings.push_back(&result.rating());
  }
  Print(session, all,
        {[&] { return RatingsCsv(ratings); },
         [&] {
           return TableText(RatingsTable(session, ratings), session.colour());
         }});
  session.err << tally.SpeedText() << "\n";
  return tally.exit_code();
}

absl::StatusOr<int> ImportPanel(Session& session, const ImportFlags& flags) {
  const auto text = ReadFile(flags.file);
  if (!text.ok()) return text.status();
  auto panel = ReadPanel(*text);
  if (!panel.ok()) {
    return absl::DataLossError(
        absl::StrCat(flags.file, ": ", panel.status().message()));
  }
  if (flags.limit > 0 && flags.limit < panel->size()) {
    panel->erase(panel->begin() + static_cast<std::ptrdiff_t>(flags.limit),
                 panel->end());
  }
  size_t total = 0;
  for (const PanelCompany& company : *panel) total += company.years.size();
  const Connection connection(session.settings);
  ImportTally tally(session, total);
  size_t company = 0;
  size_t year = 0;
  const auto next = [&]() -> std::optional<v1::RateEnterpriseRequest> {
    if (company == panel->size()) return std::nullopt;
    const PanelCompany& rated = (*panel)[company];
    v1::Date day;
    day.set_year(rated.years[year]);
    day.set_month(12);
    day.set_day(31);
    if (++year == rated.years.size()) {
      ++company;
      year = 0;
    }
    return MakeRequest(flags, rated.enterprise, rated.evidence, day);
  };
  const absl::Status status =
      RateAll(connection, next,
              [&tally](const v1::RateEnterpriseRequest& request,
                       const v1::BatchRatingResult& result) {
                tally.Add(request, result);
              });
  tally.Finish();
  if (!status.ok()) return status;
  PrintJson(session, tally.Json(),
            {[&] { return tally.Csv(); }, [&] { return tally.SummaryText(); }});
  return tally.exit_code();
}

void AddSharedFlags(CLI::App& command, Session& session, ImportFlags& flags) {
  command
      .add_option("--model", flags.model,
                  session.In({"模型或版本（默认 techflow）",
                              "Model or version (default: techflow)"}))
      ->type_name("MODEL[/N]");
  command
      .add_option("--run", flags.run,
                  session.In({"批次名：同名重跑不重复评级（默认 1）",
                              "Names the run: the same again adds nothing "
                              "(default: 1)"}))
      ->type_name("LABEL");
}

}  // namespace

void AddImportCommands(CLI::App& import, Session& session) {
  auto evidence = std::make_shared<ImportFlags>();
  CLI::App* files = import.add_subcommand(
      "evidence", session.In({"对资料文件中的每个会计年度评级",
                              "Rate evidence files for every fiscal year"}));
  files
      ->add_option(
          "paths", evidence->paths,
          session.In({"资料文件或文件夹", "Evidence files or folders"}))
      ->required()
      ->type_name("PATH...");
  AddSharedFlags(*files, session, *evidence);
  files->callback([evidence, &session] {
    session.action = [evidence](Session& run) {
      return ImportEvidence(run, *evidence);
    };
  });

  auto panel = std::make_shared<ImportFlags>();
  CLI::App* csv = import.add_subcommand(
      "panel", session.In({"对 inst-innovation 面板的每家公司每年评级",
                           "Rate every company-year of the inst-innovation "
                           "panel"}));
  csv->add_option("--file", panel->file,
                  session.In({"面板的 CSV 文件", "The panel as CSV"}))
      ->required()
      ->type_name("FILE");
  csv->add_option("--limit", panel->limit,
                  session.In({"只取前几家公司", "Only so many companies"}))
      ->type_name("N");
  AddSharedFlags(*csv, session, *panel);
  csv->callback([panel, &session] {
    session.action = [panel](Session& run) { return ImportPanel(run, *panel); };
  });
}

}  // namespace techflow::cli
