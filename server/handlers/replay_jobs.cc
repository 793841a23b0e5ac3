#include "server/handlers/replay_jobs.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/errors.h"
#include "server/handlers/request_check.h"
#include "server/limits.h"
#include "server/page_token.h"
#include "server/replay_filter.h"
#include "server/replay_jobs.h"
#include "server/resource_names.h"

namespace techflow::server {
namespace {

absl::StatusOr<std::shared_ptr<ReplayRun>> FindJob(
    const Environment& environment, absl::string_view name) {
  if (environment.replay_jobs == nullptr) return ReadOnlyFollower();
  const auto number = ParseReplayJob(name);
  auto run = number ? environment.replay_jobs->Find(*number) : nullptr;
  if (run == nullptr) {
    return NotFound(reason::kReplayJobNotFound, "techflow.v1.ReplayJob", name);
  }
  return run;
}

void CheckJobName(absl::string_view field, absl::string_view name,
                  Violations& violations) {
  if (ParseReplayJob(name)) return;
  violations.Add(std::string(field), name, std::string(kReplayJobForm));
}

absl::Status CheckJobName(absl::string_view name) {
  Violations violations;
  CheckJobName("name", name, violations);
  return violations.ToStatus();
}

// Where the page of a list starts; 0 without a token.
int64_t ReadPlace(absl::string_view query, const std::string& token,
                  Violations& violations) {
  if (token.empty()) return 0;
  const auto cursor = ReadPageToken(query, token);
  int64_t place = 0;
  if (!cursor || !absl::SimpleAtoi(*cursor, &place) || place <= 0) {
    violations.Add("page_token", token,
                   "next_page_token of the last answer to the same request");
  }
  return place;
}

absl::Status CheckCreateRequest(const v1::CreateReplayJobRequest& request) {
  Violations violations;
  CheckReplayFilter(request.filter(), violations);
  const std::string& candidate = request.candidate_model_version();
  if (!candidate.empty() && !ParseModelVersion(candidate)) {
    violations.Add("candidate_model_version", candidate,
                   absl::StrCat(kModelVersionForm, ", or nothing"));
  }
  CheckCaller(/*request_id=*/"", request.requested_by(), violations);
  return violations.ToStatus();
}

absl::Status CheckCandidate(const Environment& environment,
                            const std::string& candidate) {
  const auto name = ParseModelVersion(candidate);
  if (!name) return absl::OkStatus();  // None was asked for.
  const auto stored = environment.store.GetByNumber(name->model, name->number);
  if (absl::IsNotFound(stored.status())) {
    return NotFound(reason::kModelVersionNotFound, "techflow.v1.ModelVersion",
                    candidate);
  }
  return stored.status();
}

}  // namespace

absl::StatusOr<v1::CreateReplayJobResponse> CreateReplayJob(
    const Environment& environment, Call& call,
    const v1::CreateReplayJobRequest& request) {
  if (absl::Status status = CheckCreateRequest(request); !status.ok()) {
    return status;
  }
  if (environment.replay_jobs == nullptr) return ReadOnlyFollower();
  if (absl::Status status =
          CheckCandidate(environment, request.candidate_model_version());
      !status.ok()) {
    return status;
  }
  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
  v1::ReplayJob job;
  *job.mutable_filter() = request.filter();
  job.set_candidate_model_version(request.candidate_model_version());
  job.set_requested_by(request.requested_by());
  auto made = environment.replay_jobs->Create(std::move(job));
  if (!made.ok()) return made.status();
  call.AddNote("replay_job", made->name());
  v1::CreateReplayJobResponse response;
  *response.mutable_job() = *std::move(made);
  return response;
}

absl::StatusOr<v1::GetReplayJobResponse> GetReplayJob(
    const Environment& environment, Call& call,
    const v1::GetReplayJobRequest& request) {
  call.AddNote("replay_job", request.name());
  if (absl::Status status = CheckJobName(request.name()); !status.ok()) {
    return status;
  }
  const auto run = FindJob(environment, request.name());
  if (!run.ok()) return run.status();
  v1::GetReplayJobResponse response;
  *response.mutable_job() = (*run)->Job();
  return response;
}

absl::StatusOr<v1::ListReplayJobsResponse> ListReplayJobs(
    const Environment& environment, Call& /*call*/,
    const v1::ListReplayJobsRequest& request) {
  constexpr char kQuery[] = "ListReplayJobs";
  Violations violations;
  const int page_size = CheckedPageSize(request.page_size(), violations);
  const int64_t before = ReadPlace(kQuery, request.page_token(), violations);
  if (!violations.empty()) return violations.ToStatus();
  if (environment.replay_jobs == nullptr) return ReadOnlyFollower();

  v1::ListReplayJobsResponse response;
  size_t bytes = 0;
  // One more than is answered tells whether there is another page.
  for (const auto& run : environment.replay_jobs->List(before, page_size + 1)) {
    v1::ReplayJob job = run->Job();
    bytes += job.ByteSizeLong();
    if (response.jobs_size() == page_size ||
        (response.jobs_size() > 0 && bytes > kMaxPageBytes)) {
      response.set_next_page_token(
          MakePageToken(kQuery, absl::StrCat(run->number() + 1)));
      break;
    }
    *response.add_jobs() = std::move(job);
  }
  return response;
}

absl::StatusOr<v1::CancelReplayJobResponse> CancelReplayJob(
    const Environment& environment, Call& call,
    const v1::CancelReplayJobRequest& request) {
  call.AddNote("replay_job", request.name());
  if (absl::Status status = CheckJobName(request.name()); !status.ok()) {
    return status;
  }
  const auto run = FindJob(environment, request.name());
  if (!run.ok()) return run.status();
  const auto was_running = (*run)->Cancel();
  if (!was_running.ok()) return was_running.status();
  if (!*was_running) {
    return FailedPrecondition(
        reason::kReplayJobEnded, request.name(),
        absl::StrCat("`", request.name(), "` has ended already"));
  }
  v1::CancelReplayJobResponse response;
  *response.mutable_job() = (*run)->Job();
  return response;
}

absl::StatusOr<v1::ListReplayFindingsResponse> ListReplayFindings(
    const Environment& environment, Call& call,
    const v1::ListReplayFindingsRequest& request) {
  call.AddNote("replay_job", request.parent());
  Violations violations;
  CheckJobName("parent", request.parent(), violations);
  const int page_size = CheckedPageSize(request.page_size(), violations);
  const std::string query =
      absl::StrCat("ListReplayFindings ", request.parent());
  const int64_t start = ReadPlace(query, request.page_token(), violations);
  if (!violations.empty()) return violations.ToStatus();
  const auto run = FindJob(environment, request.parent());
  if (!run.ok()) return run.status();

  v1::ListReplayFindingsResponse response;
  size_t bytes = 0;
  bool is_full = false;
  const auto next = (*run)->ReadFindings(start, [&](v1::ReplayFinding finding) {
    bytes += finding.ByteSizeLong();
    is_full = response.findings_size() == page_size ||
              (response.findings_size() > 0 && bytes > kMaxPageBytes);
    if (!is_full) *response.add_findings() = std::move(finding);
    return !is_full;
  });
  if (!next.ok()) return next.status();
  if (is_full) {
    response.set_next_page_token(MakePageToken(query, absl::StrCat(*next)));
  }
  return response;
}

}  // namespace techflow::server
