#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/arguments.h"
#include "clients/cli/commands.h"
#include "clients/cli/connection.h"
#include "clients/cli/history.h"
#include "clients/cli/output.h"
#include "clients/cli/rating_table.h"
#include "clients/cli/rating_view.h"

// rating list, get and explain.
namespace techflow::cli {
namespace {

struct ListFlags {
  std::string enterprise;
  std::string from;
  std::string until;
  std::vector<std::string> grades;
  std::string known_at;
  size_t limit = 0;
};

constexpr Text kKnownAt = {
    "按当时的记录（RFC 3339 时刻，或 #日志条数）",
    "As the log stood then: an RFC 3339 time, or #SIZE of the log"};

absl::StatusOr<v1::ListRatingsRequest> ListRequest(const ListFlags& flags) {
  v1::ListRatingsRequest request;
  request.set_parent(
      EnterpriseName(flags.enterprise.empty() ? "-" : flags.enterprise));
  if (!flags.from.empty()) {
    auto day = ParseDate("--as-of-from", flags.from);
    if (!day.ok()) return day.status();
    *request.mutable_as_of_from() = *std::move(day);
  }
  if (!flags.until.empty()) {
    auto day = ParseDate("--as-of-until", flags.until);
    if (!day.ok()) return day.status();
    *request.mutable_as_of_until() = *std::move(day);
  }
  for (const std::string& grade : flags.grades) request.add_grades(grade);
  if (!flags.known_at.empty()) {
    auto moment = ParseLogMoment("--known-at", flags.known_at);
    if (!moment.ok()) return moment.status();
    *request.mutable_known_at() = *std::move(moment);
  }
  return request;
}

absl::StatusOr<int> List(Session& session, const ListFlags& flags) {
  const auto request = ListRequest(flags);
  if (!request.ok()) return request.status();
  const Connection connection(session.settings);
  v1::ListRatingsResponse all;
  const absl::Status status = VisitRatings(connection, *request, flags.limit,
                                           [&all](const v1::Rating& rating) {
                                             *all.add_ratings() = rating;
                                             return absl::OkStatus();
                                           });
  if (!status.ok()) return status;
  const std::vector<const v1::Rating*> ratings = Pointers(all.ratings());
  Print(session, all,
        {[&] { return RatingsCsv(ratings); },
         [&] {
           return TableText(
               RatingsTable(session, ratings, !flags.grades.empty()),
               session.colour());
         }});
  if (ratings.empty()) {
    session.err << session.In({"没有评级。\n", "no ratings.\n"});
  }
  return kExitOk;
}

void AddList(CLI::App& rating, Session& session) {
  auto flags = std::make_shared<ListFlags>();
  CLI::App* command = rating.add_subcommand(
      "list", session.In({"列出已存评级", "List stored ratings"}));
  command
      ->add_option("enterprise", flags->enterprise,
                   session.In({"只看一家企业", "Of one enterprise only"}))
      ->type_name("ID");
  command
      ->add_option("--as-of-from", flags->from,
                   session.In({"评级日不早于", "As of this day or later"}))
      ->type_name("YYYY-MM-DD");
  command
      ->add_option("--as-of-until", flags->until,
                   session.In({"评级日不晚于", "As of this day or earlier"}))
      ->type_name("YYYY-MM-DD");
  command
      ->add_option(
          "--grade", flags->grades,
          session.In({"只看此等级，可多次给出", "Only this grade; repeatable"}))
      ->type_name("GRADE")
      ->allow_extra_args(false);
  command->add_option("--known-at", flags->known_at, session.In(kKnownAt))
      ->type_name("TIME|#SIZE");
  command
      ->add_option("--limit", flags->limit,
                   session.In({"最多列出几条（默认全部）",
                               "At most so many (default: all)"}))
      ->type_name("N");
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return List(run, *flags); };
  });
}

struct GetFlags {
  std::string rating;
  std::string known_at;
  std::string as_of;
};

// Of an enterprise, the server itself finds the newest of that day and moment.
absl::StatusOr<v1::GetRatingRequest> GetRequest(const Connection& connection,
                                                const GetFlags& flags) {
  v1::GetRatingRequest request;
  const std::string exact = RatingName(flags.rating);
  if (!flags.as_of.empty()) {
    if (!exact.empty()) {
      return UsageError("--as-of finds a rating of an enterprise; `" +
                        flags.rating + "` is a rating already");
    }
    auto day = ParseDate("--as-of", flags.as_of);
    if (!day.ok()) return day.status();
    *request.mutable_as_of_date() = *std::move(day);
  }
  if (!flags.known_at.empty()) {
    auto moment = ParseLogMoment("--known-at", flags.known_at);
    if (!moment.ok()) return moment.status();
    *request.mutable_known_at() = *std::move(moment);
  }
  if (exact.empty() && (request.has_as_of_date() || request.has_known_at())) {
    request.set_name(EnterpriseName(flags.rating) + "/ratings/-");
    return request;
  }
  auto name = FindRating(connection, flags.rating);
  if (!name.ok()) return name.status();
  request.set_name(*std::move(name));
  return request;
}

absl::StatusOr<int> Get(Session& session, const GetFlags& flags) {
  const Connection connection(session.settings);
  const auto request = GetRequest(connection, flags);
  if (!request.ok()) return request.status();
  const auto answer = connection.Call(
      connection.ratings(), &v1::RatingService::Stub::GetRating, *request);
  if (!answer.ok()) return answer.status();
  Print(session, *answer,
        {[&] { return RatingsCsv({&answer->rating()}); },
         [&] { return HeaderText(session, answer->rating()); }});
  return kExitOk;
}

void AddGetRating(CLI::App& rating, Session& session) {
  auto flags = std::make_shared<GetFlags>();
  CLI::App* command = rating.add_subcommand(
      "get", session.In({"查看一个评级", "Show a rating in short"}));
  command->add_option("rating", flags->rating, session.In(kRatingArgument))
      ->required()
      ->type_name("RATING");
  command->add_option("--known-at", flags->known_at, session.In(kKnownAt))
      ->type_name("TIME|#SIZE");
  command
      ->add_option("--as-of", flags->as_of,
                   session.In({"企业在该日或之前的最新评级",
                               "Of an enterprise: its newest as of this day or "
                               "earlier"}))
      ->type_name("YYYY-MM-DD");
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return Get(run, *flags); };
  });
}

struct ExplainFlags {
  std::string rating;
  bool trace = false;
  bool evidence = false;
  bool sensitivity = false;
  bool missing = false;
};

absl::StatusOr<int> Explain(Session& session, const ExplainFlags& flags) {
  const Connection connection(session.settings);
  auto name = FindRating(connection, flags.rating);
  if (!name.ok()) return name.status();
  v1::ExplainRatingRequest request;
  request.set_name(*std::move(name));
  request.set_include_trace(flags.trace);
  request.set_include_evidence(flags.evidence);
  request.set_include_sensitivity(flags.sensitivity);
  request.set_include_missing_impact(flags.missing);
  const auto answer = connection.Call(
      connection.ratings(), &v1::RatingService::Stub::ExplainRating, request);
  if (!answer.ok()) return answer.status();
  Print(session, *answer,
        {[&] { return IndicatorsCsv(answer->rating().assessment()); },
         [&] {
           std::string text =
               RatingText(session, answer->rating(), answer->explanation());
           if (flags.evidence) {
             absl::StrAppend(&text, "\n",
                             JsonText(answer->explanation().evidence_view()));
           }
           return text;
         }});
  return kExitOk;
}

void AddExplain(CLI::App& rating, Session& session) {
  auto flags = std::make_shared<ExplainFlags>();
  CLI::App* command = rating.add_subcommand(
      "explain",
      session.In({"解释评级的由来", "Tell why a rating is what it is"}));
  command->add_option("rating", flags->rating, session.In(kRatingArgument))
      ->required()
      ->type_name("RATING");
  command->add_flag("--trace", flags->trace,
                    session.In({"列出每一步判断", "Show every decision"}));
  command->add_flag(
      "--evidence", flags->evidence,
      session.In({"列出评级日所见的资料", "Show the evidence of that day"}));
  command->add_flag("--sensitivity", flags->sensitivity,
                    session.In({"得分和等级对各指标、权重的敏感度",
                                "How it hangs on each measure and weight"}));
  command->add_flag("--missing", flags->missing,
                    session.In({"补齐缺少资料可能带来的变化",
                                "What the missing could still move"}));
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return Explain(run, *flags); };
  });
}

}  // namespace

void AddHistoryCommands(CLI::App& rating, Session& session) {
  AddList(rating, session);
  AddGetRating(rating, session);
  AddExplain(rating, session);
}

}  // namespace techflow::cli
