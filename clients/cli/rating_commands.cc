#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/arguments.h"
#include "clients/cli/commands.h"
#include "clients/cli/connection.h"
#include "clients/cli/history.h"
#include "clients/cli/input_file.h"
#include "clients/cli/output.h"
#include "clients/cli/rating_changes.h"
#include "clients/cli/rating_table.h"
#include "clients/cli/rating_view.h"

// rating evaluate and rating simulate.
namespace techflow::cli {
namespace {

// As many as one call rates.
constexpr size_t kMaxDays = 100;

struct EvaluateFlags {
  std::string evidence;
  std::string enterprise;
  std::vector<std::string> days;
  bool every_year = false;
  std::string model;
  std::string request_id;
  std::string requested_by;
  bool validate_only = false;
};

absl::StatusOr<std::vector<v1::Date>> DaysToRate(const EvaluateFlags& flags,
                                                 const v1::Evidence& evidence) {
  std::vector<v1::Date> days;
  for (const std::string& text : flags.days) {
    absl::StatusOr<v1::Date> day = ParseDate("--as-of", text);
    if (!day.ok()) return day.status();
    days.push_back(*std::move(day));
  }
  if (flags.every_year) {
    for (v1::Date& day : AccountDays(evidence)) {
      days.push_back(std::move(day));
    }
  }
  if (days.empty()) {
    return UsageError(
        flags.every_year
            ? "--every-year: the evidence has no fiscal year with a period_end"
            : "expected --as-of YYYY-MM-DD or --every-year");
  }
  if (days.size() > kMaxDays) {
    return UsageError(absl::StrCat(days.size(), " days: expected at most ",
                                   kMaxDays, " in one call"));
  }
  return days;
}

// One request for each day. With several, each day makes its own request id
// out of the one given.
absl::StatusOr<v1::BatchRateEnterprisesRequest> EvaluateRequests(
    Session& session, const EvaluateFlags& flags) {
  absl::StatusOr<v1::Evidence> evidence = ReadEvidence(flags.evidence);
  if (!evidence.ok()) return evidence.status();
  auto days = DaysToRate(flags, *evidence);
  if (!days.ok()) return days.status();
  std::string request_id = flags.request_id;
  if (request_id.empty() && !flags.validate_only) {
    request_id = RandomUuid();
    session.err << session.In({"请求编号：", "request id: "}) << request_id
                << session.In({"（重试时用 --request-id 带上，不会重复评级）\n",
                               " (to retry without a second rating: "
                               "--request-id)\n"});
  }
  v1::BatchRateEnterprisesRequest batch;
  for (const v1::Date& day : *days) {
    v1::RateEnterpriseRequest& request = *batch.add_requests();
    request.set_enterprise(EnterpriseName(
        flags.enterprise.empty() ? DefaultEnterprise(*evidence, flags.evidence)
                                 : flags.enterprise));
    *request.mutable_evidence() = *evidence;
    *request.mutable_as_of_date() = day;
    request.set_model(ModelName(flags.model));
    request.set_validate_only(flags.validate_only);
    request.set_requested_by(flags.requested_by);
    const std::string suffix =
        days->size() == 1 ? "" : absl::StrCat("-", DateText(day));
    if (!request_id.empty()) request.set_request_id(request_id + suffix);
  }
  return batch;
}

absl::StatusOr<int> EvaluateOne(Session& session,
                                const v1::RateEnterpriseRequest& request) {
  const Connection connection(session.settings);
  const auto answer = connection.Call(
      connection.ratings(), &v1::RatingService::Stub::RateEnterprise, request);
  if (!answer.ok()) return answer.status();
  if (answer->replayed_request()) {
    session.err << session.In(
        {"此请求编号已用过：以下是当时的评级，没有新增。\n",
         "this request id was used before: its rating follows, none was "
         "added.\n"});
  }
  Print(session, *answer,
        {[&] { return RatingsCsv({&answer->rating()}); },
         [&] {
           return RatingText(session, answer->rating(), v1::Explanation());
         }});
  return kExitOk;
}

absl::StatusOr<int> EvaluateMany(Session& session,
                                 const v1::BatchRateEnterprisesRequest& batch) {
  const Connection connection(session.settings);
  const auto answer =
      connection.Call(connection.ratings(),
                      &v1::RatingService::Stub::BatchRateEnterprises, batch);
  if (!answer.ok()) return answer.status();
  std::vector<const v1::Rating*> ratings;
  for (int i = 0; i < answer->results_size(); ++i) {
    const v1::BatchRatingResult& result = answer->results(i);
    if (result.has_rating()) {
      ratings.push_back(&result.rating());
    } else {
      ReportItem(session, batch.requests(i), result.error());
    }
  }
  Print(session, *answer,
        {[&] { return RatingsCsv(ratings); },
         [&] {
           return TableText(RatingsTable(session, ratings), session.colour());
         }});
  const bool all_rated =
      ratings.size() == static_cast<size_t>(answer->results_size());
  return all_rated ? kExitOk : kExitFindings;
}

void AddEvaluate(CLI::App& rating, Session& session) {
  auto flags = std::make_shared<EvaluateFlags>();
  flags->requested_by = LoginName();
  CLI::App* command = rating.add_subcommand(
      "evaluate",
      session.In({"按资料评级并保存", "Rate evidence and store it"}));
  command
      ->add_option("--evidence", flags->evidence,
                   session.In({"资料文件：.json 或 .txtpb",
                               "Evidence: .json (protojson) or .txtpb"}))
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--enterprise", flags->enterprise,
                   session.In({"企业编号（默认统一社会信用代码，否则用文件名）",
                               "Id (default: the credit code, else the file's "
                               "name)"}))
      ->type_name("ID");
  command
      ->add_option("--as-of", flags->days,
                   session.In({"评级日，可多次给出",
                               "The day the rating speaks of; repeatable"}))
      ->type_name("YYYY-MM-DD")
      ->allow_extra_args(false);
  command->add_flag("--every-year", flags->every_year,
                    session.In({"每个会计年度各评一次，以账目可知之日为评级日",
                                "Each fiscal year, on the day its accounts "
                                "were known"}));
  command
      ->add_option("--model", flags->model,
                   session.In({"模型或版本（默认 techflow）",
                               "Model or version (default: techflow)"}))
      ->type_name("MODEL[/N]");
  command
      ->add_option(
          "--request-id", flags->request_id,
          session.In({"重试用的请求编号（默认随机生成并显示）",
                      "To retry safely (default: a fresh one, shown)"}))
      ->type_name("KEY");
  command
      ->add_option("--requested-by", flags->requested_by,
                   session.In({"由谁提出（默认登录名）",
                               "Who asks (default: the login name)"}))
      ->type_name("NAME");
  command->add_flag(
      "--validate-only", flags->validate_only,
      session.In({"只检查和试算，不保存", "Check and compute, store nothing"}));
  command->callback([flags, &session] {
    session.action = [flags](Session& run) -> absl::StatusOr<int> {
      const auto batch = EvaluateRequests(run, *flags);
      if (!batch.ok()) return batch.status();
      return batch->requests_size() == 1 ? EvaluateOne(run, batch->requests(0))
                                         : EvaluateMany(run, *batch);
    };
  });
}

struct SimulateFlags {
  std::string rating;
  std::string evidence;
  std::vector<std::string> changes;
  std::string model;
  std::string day;
};

absl::StatusOr<v1::SimulateRatingRequest> SimulationRequest(
    const Connection& connection, const SimulateFlags& flags) {
  if (flags.rating.empty() == flags.evidence.empty()) {
    return UsageError("expected either a RATING or --evidence FILE");
  }
  v1::SimulateRatingRequest request;
  if (!flags.day.empty()) {
    absl::StatusOr<v1::Date> day = ParseDate("--as-of", flags.day);
    if (!day.ok()) return day.status();
    *request.mutable_as_of_date() = *std::move(day);
  }
  for (const std::string& text : flags.changes) {
    absl::StatusOr<v1::EvidenceChange> change = ParseChange(text);
    if (!change.ok()) return change.status();
    *request.add_changes() = *std::move(change);
  }
  request.set_model(ModelName(flags.model));
  if (!flags.evidence.empty()) {
    if (flags.day.empty()) {
      return UsageError("--evidence: expected --as-of YYYY-MM-DD with it");
    }
    absl::StatusOr<v1::Evidence> evidence = ReadEvidence(flags.evidence);
    if (!evidence.ok()) return evidence.status();
    *request.mutable_evidence() = *std::move(evidence);
    return request;
  }
  absl::StatusOr<std::string> name = FindRating(connection, flags.rating);
  if (!name.ok()) return name.status();
  request.set_rating(*std::move(name));
  return request;
}

// What the change is compared with: the stored rating, or the same evidence
// without the changes.
absl::StatusOr<v1::Rating> Before(const Connection& connection,
                                  const v1::SimulateRatingRequest& request,
                                  const v1::SimulateRatingResponse& after) {
  if (after.has_base_rating()) return after.base_rating();
  v1::SimulateRatingRequest unchanged = request;
  unchanged.clear_changes();
  auto answer =
      connection.Call(connection.ratings(),
                      &v1::RatingService::Stub::SimulateRating, unchanged);
  if (!answer.ok()) return answer.status();
  return answer->rating();
}

std::string SimulationText(const Session& session, const v1::Rating& before,
                           const v1::SimulateRatingResponse& after) {
  const std::string warning =
      session.In({"模拟结果：没有保存，不是评级。",
                  "SIMULATION: nothing was stored; this is "
                  "no rating."});
  return absl::StrCat(
      Styled(warning, Style::kMiddling, session.colour()), "\n\n",
      Styled(Printable(session.In(after.rating().enterprise_name())),
             Style::kBold, session.colour()),
      "  ", DateText(after.rating().as_of_date()), "  ",
      after.rating().model_version(), "\n",
      before.name().empty()
          ? ""
          : absl::StrCat(session.In({"起点：", "from "}), before.name(), "\n"),
      "\n",
      ChangesText(session, before.assessment(), after.rating().assessment()));
}

absl::StatusOr<int> Simulate(Session& session, const SimulateFlags& flags) {
  const Connection connection(session.settings);
  const auto request = SimulationRequest(connection, flags);
  if (!request.ok()) return request.status();
  const auto answer = connection.Call(
      connection.ratings(), &v1::RatingService::Stub::SimulateRating, *request);
  if (!answer.ok()) return answer.status();
  const auto before = Before(connection, *request, *answer);
  if (!before.ok()) return before.status();
  Print(session, *answer,
        {[&] {
           return ChangesCsv(before->assessment(),
                             answer->rating().assessment());
         },
         [&] { return SimulationText(session, *before, *answer); }});
  return kExitOk;
}

void AddSimulate(CLI::App& rating, Session& session) {
  auto flags = std::make_shared<SimulateFlags>();
  CLI::App* command = rating.add_subcommand(
      "simulate", session.In({"改动资料、模型或日期试算，不保存",
                              "Change evidence, model or day; store nothing"}));
  command
      ->add_option("rating", flags->rating,
                   session.In({"已存评级：企业/编号，或企业（取最新）",
                               "A stored rating: ID/N, or ID for its newest"}))
      ->type_name("RATING");
  command
      ->add_option("--evidence", flags->evidence,
                   session.In({"或资料文件", "Or evidence of your own"}))
      ->type_name("FILE");
  command
      ->add_option("--set", flags->changes,
                   session.In({"改动，可多次给出；值为空即未知",
                               "A change; repeatable; no value: unknown"}))
      ->type_name("FIELD=VALUE")
      ->allow_extra_args(false);
  command
      ->add_option("--model", flags->model,
                   session.In({"另一模型或版本", "Another model or version"}))
      ->type_name("MODEL[/N]");
  command
      ->add_option("--as-of", flags->day,
                   session.In({"另一评级日", "Another day"}))
      ->type_name("YYYY-MM-DD");
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return Simulate(run, *flags); };
  });
}

}  // namespace

void AddRatingCommands(CLI::App& rating, Session& session) {
  AddEvaluate(rating, session);
  AddSimulate(rating, session);
}

}  // namespace techflow::cli
