#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/commands.h"
#include "clients/cli/connection.h"
#include "clients/cli/exact_number.h"
#include "clients/cli/history.h"
#include "clients/cli/output.h"

// rating replay.
namespace techflow::cli {
namespace {

struct ReplayFlags {
  std::vector<std::string> ratings;
  bool all = false;
};

// Replays rating after rating, writes answers as they come, and keeps a line of
// each for the table at the end.
class Replayer {
 public:
  Replayer(Session& session, const Connection& connection)
      : session_(session), connection_(connection), list_(session) {}

  absl::Status Replay(const std::string& name) {
    v1::ReplayRatingRequest request;
    request.set_name(name);
    const auto answer = connection_.Call(
        connection_.audit(), &v1::AuditService::Stub::ReplayRating, request);
    if (!answer.ok()) return answer.status();
    list_.Add(*answer);
    const v1::Rating& stored = answer->stored();
    verdicts_.push_back({name, stored.assessment().grade(), answer->verdict(),
                         stored.assessment_digest(),
                         answer->recomputed_digest(), answer->reason()});
    for (const v1::ReplayDifference& difference : answer->differences()) {
      session_.err << name << " " << Printable(difference.field()) << ": "
                   << Printable(difference.stored()) << " → "
                   << Printable(difference.recomputed()) << "\n";
    }
    return absl::OkStatus();
  }

  // With `only_findings`, the table leaves out ratings that match.
  int Finish(bool only_findings) {
    list_.Finish();
    const bool matches = Matching() == verdicts_.size();
    if (session_.settings.format == Format::kCsv)
      session_.out << CsvText(Csv());
    if (session_.settings.format == Format::kTable) {
      if (!only_findings || !matches) {
        session_.out << TableText(Details(only_findings), session_.colour())
                     << "\n";
      }
      session_.out << TableText(Counts(), session_.colour());
    }
    return matches ? kExitOk : kExitFindings;
  }

 private:
  struct Verdict {
    std::string name;
    std::string grade;
    v1::ReplayVerdict verdict;
    std::string stored_digest;
    std::string recomputed_digest;
    std::string reason;
  };

  static bool IsMatch(const Verdict& verdict) {
    return verdict.verdict == v1::REPLAY_VERDICT_MATCH;
  }

  size_t Matching() const {
    size_t matching = 0;
    for (const Verdict& verdict : verdicts_) matching += IsMatch(verdict);
    return matching;
  }

  Table Csv() const {
    Table table;
    for (const char* title :
         {"name", "verdict", "stored_digest", "recomputed_digest", "reason"}) {
      table.columns.push_back({title});
    }
    for (const Verdict& verdict : verdicts_) {
      table.rows.push_back({{verdict.name},
                            {v1::ReplayVerdict_Name(verdict.verdict)},
                            {verdict.stored_digest},
                            {verdict.recomputed_digest},
                            {verdict.reason}});
    }
    return table;
  }

  Table Details(bool only_findings) const {
    Table table{{{session_.In({"评级编号", "RATING"})},
                 {session_.In({"等级", "GRADE"})},
                 {session_.In({"重算", "VERDICT"})},
                 {session_.In({"结果摘要", "DIGEST"})},
                 {session_.In({"原因", "REASON"})}},
                {}};
    for (const Verdict& verdict : verdicts_) {
      if (only_findings && IsMatch(verdict)) continue;
      table.rows.push_back(
          {{verdict.name},
           {verdict.grade},
           {VerdictText(session_.settings.language, verdict.verdict),
            IsMatch(verdict) ? Style::kGood : Style::kBad},
           {verdict.stored_digest.substr(0, kShortDigest)},
           {verdict.reason}});
    }
    return table;
  }

  Table Counts() const {
    Table table{{{session_.In({"重算", "VERDICT"})},
                 {session_.In({"个数", "COUNT"}), true}},
                {}};
    std::map<v1::ReplayVerdict, size_t> counts;
    for (const Verdict& verdict : verdicts_) ++counts[verdict.verdict];
    for (const auto& [verdict, count] : counts) {
      table.rows.push_back(
          {{VerdictText(session_.settings.language, verdict),
            verdict == v1::REPLAY_VERDICT_MATCH ? Style::kGood : Style::kBad},
           {WithThousands(absl::StrCat(count))}});
    }
    return table;
  }

  Session& session_;
  const Connection& connection_;
  ListPrinter list_;
  std::vector<Verdict> verdicts_;
};

absl::StatusOr<int> Replay(Session& session, const ReplayFlags& flags) {
  if (flags.all != flags.ratings.empty()) {
    return UsageError("expected either ratings or --all");
  }
  const Connection connection(session.settings);
  Replayer replayer(session, connection);
  for (const std::string& text : flags.ratings) {
    const absl::StatusOr<std::string> name = FindRating(connection, text);
    if (!name.ok()) return name.status();
    if (absl::Status status = replayer.Replay(*name); !status.ok()) {
      return status;
    }
  }
  if (flags.all) {
    v1::ListRatingsRequest everything;
    everything.set_parent("enterprises/-");
    const absl::Status status =
        VisitRatings(connection, everything, 0, [&](const v1::Rating& rating) {
          return replayer.Replay(rating.name());
        });
    if (!status.ok()) return status;
  }
  return replayer.Finish(flags.all);
}

}  // namespace

void AddReplayCommand(CLI::App& rating, Session& session) {
  auto flags = std::make_shared<ReplayFlags>();
  CLI::App* command = rating.add_subcommand(
      "replay", session.In({"按保存的资料和模型重算并比对",
                            "Compute again from what is stored, and compare"}));
  command
      ->add_option("ratings", flags->ratings,
                   session.In({"评级：企业/编号，或企业（取最新）",
                               "Ratings: ID/N, or ID for its newest"}))
      ->type_name("RATING...");
  command->add_flag("--all", flags->all,
                    session.In({"全部已存评级", "Every stored rating"}));
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return Replay(run, *flags); };
  });
}

}  // namespace techflow::cli
