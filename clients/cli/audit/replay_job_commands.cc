#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/cli/arguments.h"
#include "clients/cli/audit/commands.h"
#include "clients/cli/audit/replay_job_view.h"
#include "clients/cli/connection.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"

// audit replay start, list, status, cancel and findings.
namespace techflow::cli {
namespace {

using Audit = v1::AuditService::Stub;

// Between two questions how far a job is: soon enough for people to see it
// move, seldom enough for the server not to notice.
constexpr absl::Duration kPollInterval = absl::Milliseconds(250);

// The most that the server gives in one page.
constexpr size_t kMaxPage = 1000;

constexpr Text kJobArgument = {"任务：编号", "A job: its number"};
constexpr Text kWaitFlag = {"等到任务结束，进度写到标准错误",
                            "Wait for its end; progress goes to stderr"};

struct StartFlags {
  std::string enterprise;
  std::string model;
  std::string stored_from;
  std::string stored_until;
  std::string as_of_from;
  std::string as_of_until;
  std::vector<std::string> grades;
  std::string candidate;
  bool wait = false;
};

template <typename Parsed>
absl::Status Take(absl::StatusOr<Parsed> parsed, Parsed& place) {
  if (!parsed.ok()) return parsed.status();
  place = *std::move(parsed);
  return absl::OkStatus();
}

absl::StatusOr<v1::ReplayFilter> FilterOf(const StartFlags& flags) {
  v1::ReplayFilter filter;
  if (!flags.enterprise.empty()) {
    filter.set_enterprise(EnterpriseName(flags.enterprise));
  }
  filter.set_model(ModelName(flags.model));
  for (const std::string& grade : flags.grades) {
    filter.add_grades(grade == "none" ? "" : grade);
  }
  absl::Status status;
  if (!flags.stored_from.empty()) {
    status.Update(Take(ParseMoment("--stored-from", flags.stored_from),
                       *filter.mutable_stored_from()));
  }
  if (!flags.stored_until.empty()) {
    status.Update(Take(ParseMoment("--stored-until", flags.stored_until),
                       *filter.mutable_stored_until()));
  }
  if (!flags.as_of_from.empty()) {
    status.Update(Take(ParseDate("--as-of-from", flags.as_of_from),
                       *filter.mutable_as_of_from()));
  }
  if (!flags.as_of_until.empty()) {
    status.Update(Take(ParseDate("--as-of-until", flags.as_of_until),
                       *filter.mutable_as_of_until()));
  }
  if (!status.ok()) return status;
  return filter;
}

int ShowJob(Session& session, const v1::ReplayJob& job) {
  Print(
      session, job,
      {[&] { return JobsCsv({job}); }, [&] { return JobText(session, job); }});
  return JobExitCode(job);
}

absl::StatusOr<v1::ReplayJob> GetJob(const Connection& connection,
                                     const std::string& name) {
  v1::GetReplayJobRequest request;
  request.set_name(name);
  const auto answer =
      connection.Call(connection.audit(), &Audit::GetReplayJob, request);
  if (!answer.ok()) return answer.status();
  return answer->job();
}

// The job when it has ended. Interrupting the wait leaves the job running.
absl::StatusOr<v1::ReplayJob> AwaitJob(Session& session,
                                       const Connection& connection,
                                       v1::ReplayJob job) {
  Progress progress(session, static_cast<size_t>(job.log_size()), absl::Now());
  while (job.state() == v1::REPLAY_JOB_STATE_RUNNING) {
    absl::SleepFor(kPollInterval);
    auto newer = GetJob(connection, job.name());
    if (!newer.ok()) {
      progress.Finish();
      return newer.status();
    }
    job = *std::move(newer);
    progress.Show(static_cast<size_t>(job.looked_at()), absl::Now());
  }
  progress.Finish();
  return job;
}

absl::StatusOr<int> StartJob(Session& session, const StartFlags& flags) {
  const auto filter = FilterOf(flags);
  if (!filter.ok()) return filter.status();
  v1::CreateReplayJobRequest request;
  *request.mutable_filter() = *filter;
  request.set_candidate_model_version(ModelName(flags.candidate));
  request.set_requested_by(LoginName());
  const Connection connection(session.settings);
  const auto answer =
      connection.Call(connection.audit(), &Audit::CreateReplayJob, request);
  if (!answer.ok()) return answer.status();
  if (!flags.wait) return ShowJob(session, answer->job());
  session.err << answer->job().name() << "\n";
  const auto ended = AwaitJob(session, connection, answer->job());
  if (!ended.ok()) return ended.status();
  return ShowJob(session, *ended);
}

void AddMomentFlags(CLI::App& command, StartFlags& flags,
                    const Session& session) {
  command
      .add_option("--stored-from", flags.stored_from,
                  session.In({"存入不早于", "Stored at this moment or later"}))
      ->type_name("TIME");
  command
      .add_option("--stored-until", flags.stored_until,
                  session.In({"存入早于", "Stored before this moment"}))
      ->type_name("TIME");
  command
      .add_option("--as-of-from", flags.as_of_from,
                  session.In({"评级日不早于", "As of this day or later"}))
      ->type_name("YYYY-MM-DD");
  command
      .add_option("--as-of-until", flags.as_of_until,
                  session.In({"评级日不晚于", "As of this day or earlier"}))
      ->type_name("YYYY-MM-DD");
}

void AddStart(CLI::App& replay, Session& session) {
  auto flags = std::make_shared<StartFlags>();
  CLI::App* command = replay.add_subcommand(
      "start", session.In({"开始一个重算任务", "Start a job"}));
  command
      ->add_option("--enterprise", flags->enterprise,
                   session.In({"只看一家企业", "Of one enterprise only"}))
      ->type_name("ID");
  command
      ->add_option(
          "--model", flags->model,
          session.In({"只看此模型或版本评的", "Only by this model or version"}))
      ->type_name("MODEL[/N]");
  AddMomentFlags(*command, *flags, session);
  command
      ->add_option("--grade", flags->grades,
                   session.In({"只看此等级，可多次给出；none 为无等级",
                               "Only this grade; repeatable; none: without "
                               "one"}))
      ->type_name("GRADE")
      ->allow_extra_args(false);
  command
      ->add_option("--candidate", flags->candidate,
                   session.In({"按此模型版本计算，看哪些等级会变（不是重算）",
                               "Compute under this model version and tell what "
                               "would move; no replay"}))
      ->type_name("MODEL/N");
  command->add_flag("--wait", flags->wait, session.In(kWaitFlag));
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return StartJob(run, *flags); };
  });
}

absl::StatusOr<int> ListJobs(Session& session) {
  const Connection connection(session.settings);
  v1::ListReplayJobsRequest request;
  request.set_page_size(static_cast<int>(kMaxPage));
  v1::ListReplayJobsResponse all;
  do {
    const auto page =
        connection.Call(connection.audit(), &Audit::ListReplayJobs, request);
    if (!page.ok()) return page.status();
    all.mutable_jobs()->MergeFrom(page->jobs());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  const std::vector<v1::ReplayJob> jobs(all.jobs().begin(), all.jobs().end());
  Print(
      session, all,
      {[&] { return JobsCsv(jobs); },
       [&] { return TableText(JobsTable(session, jobs), session.colour()); }});
  if (jobs.empty()) session.err << session.In({"没有任务。\n", "no jobs.\n"});
  return kExitOk;
}

void AddListJobs(CLI::App& replay, Session& session) {
  replay
      .add_subcommand("list", session.In({"列出任务，最新在前",
                                          "List the jobs, newest first"}))
      ->callback([&session] { session.action = ListJobs; });
}

struct StatusFlags {
  std::string job;
  bool wait = false;
};

absl::StatusOr<int> ShowStatus(Session& session, const StatusFlags& flags) {
  const Connection connection(session.settings);
  auto job = GetJob(connection, ReplayJobName(flags.job));
  if (job.ok() && flags.wait) {
    job = AwaitJob(session, connection, *std::move(job));
  }
  if (!job.ok()) return job.status();
  return ShowJob(session, *job);
}

void AddStatus(CLI::App& replay, Session& session) {
  auto flags = std::make_shared<StatusFlags>();
  CLI::App* command = replay.add_subcommand(
      "status",
      session.In({"任务的进度和计数", "How far a job is, and what it counts"}));
  command->add_option("job", flags->job, session.In(kJobArgument))
      ->required()
      ->type_name("JOB");
  command->add_flag("--wait", flags->wait, session.In(kWaitFlag));
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return ShowStatus(run, *flags); };
  });
}

absl::StatusOr<int> CancelJob(Session& session, const std::string& job) {
  v1::CancelReplayJobRequest request;
  request.set_name(ReplayJobName(job));
  const Connection connection(session.settings);
  const auto answer =
      connection.Call(connection.audit(), &Audit::CancelReplayJob, request);
  if (!answer.ok()) return answer.status();
  ShowJob(session, answer->job());
  return kExitOk;
}

void AddCancel(CLI::App& replay, Session& session) {
  auto job = std::make_shared<std::string>();
  CLI::App* command = replay.add_subcommand(
      "cancel", session.In({"停止任务；已有发现保留",
                            "Stop a job; what it found stays"}));
  command->add_option("job", *job, session.In(kJobArgument))
      ->required()
      ->type_name("JOB");
  command->callback([job, &session] {
    session.action = [job](Session& run) { return CancelJob(run, *job); };
  });
}

struct FindingsFlags {
  std::string job;
  size_t limit = 0;
};

absl::StatusOr<int> ListFindings(Session& session, const FindingsFlags& flags) {
  const Connection connection(session.settings);
  v1::ListReplayFindingsRequest request;
  request.set_parent(ReplayJobName(flags.job));
  v1::ListReplayFindingsResponse all;
  do {
    const auto got = static_cast<size_t>(all.findings_size());
    request.set_page_size(static_cast<int>(
        flags.limit == 0 ? kMaxPage : std::min(kMaxPage, flags.limit - got)));
    const auto page = connection.Call(connection.audit(),
                                      &Audit::ListReplayFindings, request);
    if (!page.ok()) return page.status();
    all.mutable_findings()->MergeFrom(page->findings());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty() &&
           (flags.limit == 0 ||
            static_cast<size_t>(all.findings_size()) < flags.limit));
  const std::vector<v1::ReplayFinding> findings(all.findings().begin(),
                                                all.findings().end());
  Print(session, all,
        {[&] { return FindingsCsv(findings); },
         [&] {
           return TableText(FindingsTable(session, findings), session.colour());
         }});
  if (findings.empty()) {
    session.err << session.In({"没有发现。\n", "no findings.\n"});
  }
  return kExitOk;
}

void AddFindings(CLI::App& replay, Session& session) {
  auto flags = std::make_shared<FindingsFlags>();
  CLI::App* command = replay.add_subcommand(
      "findings", session.In({"列出任务的发现：不一致、无法重现或会变的评级",
                              "List what a job found: ratings that differ, "
                              "cannot be computed again, or would move"}));
  command->add_option("job", flags->job, session.In(kJobArgument))
      ->required()
      ->type_name("JOB");
  command
      ->add_option("--limit", flags->limit,
                   session.In({"最多列出几条（默认全部）",
                               "At most so many (default: all)"}))
      ->type_name("N");
  command->callback([flags, &session] {
    session.action = [flags](Session& run) {
      return ListFindings(run, *flags);
    };
  });
}

}  // namespace

void AddReplayJobCommands(CLI::App& replay, Session& session) {
  AddStart(replay, session);
  AddListJobs(replay, session);
  AddStatus(replay, session);
  AddCancel(replay, session);
  AddFindings(replay, session);
}

}  // namespace techflow::cli
