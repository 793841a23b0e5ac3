#include "clients/cli/audit/replay_job_view.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/exact_number.h"
#include "clients/cli/figures.h"
#include "google/protobuf/util/time_util.h"

namespace techflow::cli {
namespace {

// As many decimals as scores are shown with elsewhere.
constexpr int kScoreDecimals = 2;

constexpr Text kCandidateWarning = {
    "这不是重算：按候选模型计算，只说明哪些等级会变。",
    "NOT A REPLAY: computed under a candidate model; it tells which grades "
    "would move."};

std::string Thousands(int64_t count) {
  return WithThousands(absl::StrCat(count));
}

std::string MomentText(const google::protobuf::Timestamp& time) {
  return google::protobuf::util::TimeUtil::ToString(time);
}

// Only what is set; "everything" where nothing is.
std::string FilterText(const Session& session, const v1::ReplayFilter& filter) {
  std::vector<std::string> parts;
  const auto add = [&](const Text& title, const std::string& value) {
    if (!value.empty()) {
      parts.push_back(absl::StrCat(session.In(title), " ", Printable(value)));
    }
  };
  add({"企业", "enterprise"}, filter.enterprise());
  add({"模型", "model"}, filter.model());
  if (filter.has_stored_from()) {
    add({"存入不早于", "stored from"}, MomentText(filter.stored_from()));
  }
  if (filter.has_stored_until()) {
    add({"存入早于", "stored before"}, MomentText(filter.stored_until()));
  }
  add({"评级日不早于", "as of from"}, DateText(filter.as_of_from()));
  add({"评级日不晚于", "as of until"}, DateText(filter.as_of_until()));
  if (!filter.grades().empty()) {
    add({"等级", "grades"}, absl::StrJoin(filter.grades(), " "));
  }
  return parts.empty() ? session.In({"全部评级", "every rating"})
                       : absl::StrJoin(parts, ", ");
}

std::string GradeText(const Session& session, const std::string& grade) {
  return grade.empty() ? session.In({"无等级", "none"}) : grade;
}

Table MovesTable(const Session& session, const v1::ReplayJob& job) {
  Table table{{{session.In({"原等级", "FROM"})},
               {session.In({"候选等级", "TO"})},
               {session.In({"个数", "COUNT"}), true}},
              {}};
  for (const v1::GradeMove& move : job.moves()) {
    const Style style = move.from() == move.to() ? Style::kDim : Style::kBold;
    table.rows.push_back({{GradeText(session, move.from()), style},
                          {GradeText(session, move.to()), style},
                          {Thousands(move.count())}});
  }
  return table;
}

Style StateStyle(v1::ReplayJobState state) {
  switch (state) {
    case v1::REPLAY_JOB_STATE_DONE:
      return Style::kGood;
    case v1::REPLAY_JOB_STATE_FAILED:
      return Style::kBad;
    default:
      return Style::kPlain;
  }
}

Table CountsTable(const Session& session, const v1::ReplayJob& job) {
  const auto bad = [](int64_t count) {
    return count > 0 ? Style::kBad : Style::kPlain;
  };
  Table table{
      {{session.In({"计数", "COUNT OF"})},
       {session.In({"个数", "NUMBER"}), true}},
      {{{session.In({"日志条数", "Entries of the log"})},
        {Thousands(job.log_size())}},
       {{session.In({"已查看", "Looked at"})}, {Thousands(job.looked_at())}},
       {{session.In({"已重算", "Computed again"})},
        {Thousands(job.replayed())}}}};
  if (job.candidate_model_version().empty()) {
    table.rows.push_back(
        {{session.In({"一致", "Matching"})}, {Thousands(job.matching())}});
    table.rows.push_back(
        {{session.In({"不一致", "Mismatching"})},
         {Thousands(job.mismatching()), bad(job.mismatching())}});
  }
  table.rows.push_back(
      {{session.In({"无法重现", "Unreproducible"})},
       {Thousands(job.unreproducible()), bad(job.unreproducible())}});
  return table;
}

// "T3 63.50"; empty where there is neither.
std::string ResultText(const std::string& grade, const v1::Decimal& score) {
  const std::string points = FixedText(score, kScoreDecimals);
  return grade.empty() || points.empty() ? grade + points
                                         : absl::StrCat(grade, " ", points);
}

std::string DifferenceText(const v1::ReplayDifference& difference) {
  return absl::StrCat(Printable(difference.field()), ": ",
                      Printable(difference.stored()), " → ",
                      Printable(difference.recomputed()));
}

// The reason, or the first of what differs and how many more there are.
std::string WhatText(const v1::ReplayFinding& finding) {
  if (!finding.reason().empty()) return Printable(finding.reason());
  if (finding.differences().empty()) return "";
  const std::string first = DifferenceText(finding.differences(0));
  const int more = finding.differences_size() - 1;
  return more == 0 ? first : absl::StrCat(first, " (+", more, ")");
}

}  // namespace

std::string JobStateText(Language language, v1::ReplayJobState state) {
  switch (state) {
    case v1::REPLAY_JOB_STATE_RUNNING:
      return In(language, Text{"进行中", "running"});
    case v1::REPLAY_JOB_STATE_DONE:
      return In(language, Text{"已完成", "done"});
    case v1::REPLAY_JOB_STATE_CANCELLED:
      return In(language, Text{"已取消", "cancelled"});
    case v1::REPLAY_JOB_STATE_FAILED:
      return In(language, Text{"失败", "failed"});
    default:
      return In(language, kUnknown);
  }
}

std::string JobText(const Session& session, const v1::ReplayJob& job) {
  std::string text =
      absl::StrCat(job.name(), "  ",
                   Styled(JobStateText(session.settings.language, job.state()),
                          StateStyle(job.state()), session.colour()),
                   "\n");
  if (!job.error().empty()) {
    absl::StrAppend(&text, Printable(job.error()), "\n");
  }
  absl::StrAppend(&text, FilterText(session, job.filter()), "\n");
  absl::StrAppend(&text, MomentText(job.create_time()));
  if (job.has_end_time()) {
    absl::StrAppend(&text, " – ", MomentText(job.end_time()));
  }
  if (!job.requested_by().empty()) {
    absl::StrAppend(&text, "  ", Printable(job.requested_by()));
  }
  absl::StrAppend(&text, "\n");
  if (!job.candidate_model_version().empty()) {
    absl::StrAppend(&text, "\n",
                    Styled(session.In(kCandidateWarning), Style::kMiddling,
                           session.colour()),
                    "\n", job.candidate_model_version(), "\n");
  }
  absl::StrAppend(&text, "\n",
                  TableText(CountsTable(session, job), session.colour()));
  if (!job.moves().empty()) {
    absl::StrAppend(&text, "\n",
                    TableText(MovesTable(session, job), session.colour()));
  }
  return text;
}

Table JobsTable(const Session& session,
                const std::vector<v1::ReplayJob>& jobs) {
  Table table{{{session.In({"任务", "JOB"})},
               {session.In({"状态", "STATE"})},
               {session.In({"候选模型", "CANDIDATE"})},
               {session.In({"已查看", "LOOKED AT"}), true},
               {session.In({"共", "OF"}), true},
               {session.In({"已重算", "COMPUTED"}), true},
               {session.In({"不一致", "MISMATCHING"}), true},
               {session.In({"无法重现", "UNREPRODUCIBLE"}), true},
               {session.In({"建立于", "MADE AT"})}},
              {}};
  for (const v1::ReplayJob& job : jobs) {
    table.rows.push_back({{job.name()},
                          {JobStateText(session.settings.language, job.state()),
                           StateStyle(job.state())},
                          {job.candidate_model_version()},
                          {Thousands(job.looked_at())},
                          {Thousands(job.log_size())},
                          {Thousands(job.replayed())},
                          {Thousands(job.mismatching())},
                          {Thousands(job.unreproducible())},
                          {MomentText(job.create_time())}});
  }
  return table;
}

Table JobsCsv(const std::vector<v1::ReplayJob>& jobs) {
  Table table;
  for (const char* title :
       {"name", "state", "candidate_model_version", "log_size", "looked_at",
        "replayed", "matching", "mismatching", "unreproducible", "create_time",
        "end_time", "requested_by", "error"}) {
    table.columns.push_back({title});
  }
  for (const v1::ReplayJob& job : jobs) {
    table.rows.push_back(
        {{job.name()},
         {v1::ReplayJobState_Name(job.state())},
         {job.candidate_model_version()},
         {absl::StrCat(job.log_size())},
         {absl::StrCat(job.looked_at())},
         {absl::StrCat(job.replayed())},
         {absl::StrCat(job.matching())},
         {absl::StrCat(job.mismatching())},
         {absl::StrCat(job.unreproducible())},
         {MomentText(job.create_time())},
         {job.has_end_time() ? MomentText(job.end_time()) : ""},
         {job.requested_by()},
         {job.error()}});
  }
  return table;
}

Table FindingsTable(const Session& session,
                    const std::vector<v1::ReplayFinding>& findings) {
  Table table{{{session.In({"评级编号", "RATING"})},
               {session.In({"日志位置", "POSITION"}), true},
               {session.In({"重算", "VERDICT"})},
               {session.In({"所存", "STORED"})},
               {session.In({"重算结果", "COMPUTED"})},
               {session.In({"差异或原因", "WHAT"})}},
              {}};
  for (const v1::ReplayFinding& finding : findings) {
    // Under a candidate there is no verdict: the rating moves.
    const bool moves = finding.verdict() == v1::REPLAY_VERDICT_UNSPECIFIED;
    table.rows.push_back(
        {{finding.rating()},
         {Thousands(finding.log_position())},
         {moves ? session.In({"会变", "moves"})
                : VerdictText(session.settings.language, finding.verdict()),
          moves ? Style::kMiddling : Style::kBad},
         {ResultText(finding.stored_grade(), finding.stored_score())},
         {ResultText(finding.computed_grade(), finding.computed_score())},
         {WhatText(finding)}});
  }
  return table;
}

Table FindingsCsv(const std::vector<v1::ReplayFinding>& findings) {
  Table table;
  for (const char* title :
       {"rating", "log_position", "verdict", "stored_grade", "computed_grade",
        "stored_score", "computed_score", "reason", "differences"}) {
    table.columns.push_back({title});
  }
  for (const v1::ReplayFinding& finding : findings) {
    std::vector<std::string> differences;
    for (const v1::ReplayDifference& difference : finding.differences()) {
      differences.push_back(DifferenceText(difference));
    }
    table.rows.push_back({{finding.rating()},
                          {absl::StrCat(finding.log_position())},
                          {v1::ReplayVerdict_Name(finding.verdict())},
                          {finding.stored_grade()},
                          {finding.computed_grade()},
                          {finding.stored_score().value()},
                          {finding.computed_score().value()},
                          {finding.reason()},
                          {absl::StrJoin(differences, "; ")}});
  }
  return table;
}

int JobExitCode(const v1::ReplayJob& job) {
  if (job.state() == v1::REPLAY_JOB_STATE_FAILED ||
      job.state() == v1::REPLAY_JOB_STATE_CANCELLED) {
    return kExitFailed;
  }
  return job.mismatching() + job.unreproducible() > 0 ? kExitFindings : kExitOk;
}

}  // namespace techflow::cli
