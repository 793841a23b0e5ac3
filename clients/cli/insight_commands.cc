#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/arguments.h"
#include "clients/cli/commands.h"
#include "clients/cli/connection.h"
#include "clients/cli/history.h"
#include "clients/cli/insight_view.h"
#include "clients/cli/output.h"

// rating advise, compare and peers.
namespace techflow::cli {
namespace {

struct AdviseFlags {
  std::string rating;
  std::string grade;
  int months = 0;
  std::vector<std::string> fixed;
};

absl::StatusOr<int> Advise(Session& session, const AdviseFlags& flags) {
  const Connection connection(session.settings);
  auto name = FindRating(connection, flags.rating);
  if (!name.ok()) return name.status();
  v1::AdviseRatingRequest request;
  request.set_name(*std::move(name));
  request.set_target_grade(flags.grade);
  request.set_within_months(flags.months);
  for (const std::string& id : flags.fixed) request.add_fixed_indicators(id);
  const auto answer = connection.Call(
      connection.ratings(), &v1::RatingService::Stub::AdviseRating, request);
  if (!answer.ok()) return answer.status();
  Print(session, *answer,
        {[&] { return AdviceCsv(answer->advice()); },
         [&] { return AdviceText(session, *answer); }});
  return answer->advice().reachable() ? kExitOk : kExitFindings;
}

void AddAdvise(CLI::App& rating, Session& session) {
  auto flags = std::make_shared<AdviseFlags>();
  CLI::App* command = rating.add_subcommand(
      "advise",
      session.In({"怎样最省地升一级", "The cheapest way to a better grade"}));
  command->add_option("rating", flags->rating, session.In(kRatingArgument))
      ->required()
      ->type_name("RATING");
  command
      ->add_option("--grade", flags->grade,
                   session.In({"目标等级（默认高一级）",
                               "The grade to reach (default: the next)"}))
      ->type_name("GRADE");
  command
      ->add_option("--within-months", flags->months,
                   session.In({"只看这么多个月内能做到的",
                               "Only what can be done in so many months"}))
      ->type_name("N");
  command
      ->add_option("--keep", flags->fixed,
                   session.In({"不改变的指标，可多次给出",
                               "An indicator to leave as it is; repeatable"}))
      ->type_name("INDICATOR")
      ->allow_extra_args(false);
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return Advise(run, *flags); };
  });
}

struct CompareFlags {
  std::string before;
  std::string after;
};

absl::StatusOr<int> Compare(Session& session, const CompareFlags& flags) {
  const Connection connection(session.settings);
  auto before = FindRating(connection, flags.before);
  if (!before.ok()) return before.status();
  auto after = FindRating(connection, flags.after);
  if (!after.ok()) return after.status();
  v1::CompareRatingsRequest request;
  request.set_before(*std::move(before));
  request.set_after(*std::move(after));
  const auto answer = connection.Call(
      connection.ratings(), &v1::RatingService::Stub::CompareRatings, request);
  if (!answer.ok()) return answer.status();
  Print(session, *answer,
        {[&] { return ComparisonCsv(answer->comparison()); },
         [&] { return ComparisonText(session, *answer); }});
  return kExitOk;
}

void AddCompare(CLI::App& rating, Session& session) {
  auto flags = std::make_shared<CompareFlags>();
  CLI::App* command = rating.add_subcommand(
      "compare",
      session.In({"两个评级的差别：时间、资料、模型",
                  "What changed between two ratings: time, evidence, model"}));
  command->add_option("before", flags->before, session.In(kRatingArgument))
      ->required()
      ->type_name("RATING");
  command->add_option("after", flags->after, session.In(kRatingArgument))
      ->required()
      ->type_name("RATING");
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return Compare(run, *flags); };
  });
}

absl::StatusOr<int> Peers(Session& session, const std::string& text) {
  const Connection connection(session.settings);
  auto name = FindRating(connection, text);
  if (!name.ok()) return name.status();
  v1::GetPeerStandingRequest request;
  request.set_name(*std::move(name));
  const auto answer = connection.Call(
      connection.ratings(), &v1::RatingService::Stub::GetPeerStanding, request);
  if (!answer.ok()) return answer.status();
  Print(session, *answer,
        {[&] { return StandingCsv(answer->standing()); },
         [&] { return StandingText(session, *answer); }});
  return kExitOk;
}

void AddPeers(CLI::App& rating, Session& session) {
  auto name = std::make_shared<std::string>();
  CLI::App* command = rating.add_subcommand(
      "peers", session.In({"在同组企业中的位置",
                           "Where it stands among others of its segment"}));
  command->add_option("rating", *name, session.In(kRatingArgument))
      ->required()
      ->type_name("RATING");
  command->callback([name, &session] {
    session.action = [name](Session& run) { return Peers(run, *name); };
  });
}

}  // namespace

void AddInsightCommands(CLI::App& rating, Session& session) {
  AddAdvise(rating, session);
  AddCompare(rating, session);
  AddPeers(rating, session);
}

}  // namespace techflow::cli
