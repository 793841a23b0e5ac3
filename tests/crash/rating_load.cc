#include "tests/crash/rating_load.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"

namespace techflow::crash {

using conformance::PatientContext;

namespace {

// Of one caller: some while between two backups, which share what is old.
constexpr int kRatingsBetweenBackups = 8;

}  // namespace

bool IsTransportError(const grpc::Status& status) {
  return status.error_details().empty() &&
         (status.error_code() == grpc::StatusCode::UNAVAILABLE ||
          status.error_code() == grpc::StatusCode::UNKNOWN);
}

RatingLoad::RatingLoad(const conformance::ServerProcess& server,
                       ServerJournal& journal, std::string round,
                       bool makes_backups)
    : journal_(journal),
      round_(std::move(round)),
      makes_backups_(makes_backups),
      ratings_(v1::RatingService::NewStub(server.Connect())),
      audits_(v1::AuditService::NewStub(server.Connect())) {
  for (int caller = 0; caller < kCallers; ++caller) {
    threads_.emplace_back([this, caller] {
      Call(caller);
      absl::MutexLock lock(&mutex_);
      is_gone_ = true;
    });
  }
}

RatingLoad::~RatingLoad() {
  for (std::thread& thread : threads_) thread.join();
}

void RatingLoad::Await(int acknowledged) const {
  absl::MutexLock lock(&mutex_);
  const auto is_reached = [this,
                           acknowledged]() ABSL_NO_THREAD_SAFETY_ANALYSIS {
    return is_gone_ || acknowledged_ >= acknowledged;
  };
  mutex_.Await(absl::Condition(&is_reached));
}

void RatingLoad::Call(int caller) {
  for (int i = 0;; ++i) {
    const std::string id = fmt::format("{}-{}-{}", round_, caller, i);
    journal_.Sent(id);
    if (!Rate(id)) return;
    const bool is_time = caller == 0 && i % kRatingsBetweenBackups == 0;
    if (makes_backups_ && is_time && !Backup()) return;
  }
}

bool RatingLoad::Backup() {
  PatientContext context;
  v1::CreateBackupResponse response;
  const grpc::Status status = audits_->CreateBackup(&context, {}, &response);
  if (!status.ok()) return !IsGone(status, "a backup");
  absl::MutexLock lock(&mutex_);
  ++backups_;
  return true;
}

int RatingLoad::backups() const {
  absl::MutexLock lock(&mutex_);
  return backups_;
}

bool RatingLoad::Rate(const std::string& id) {
  const v1::RateEnterpriseRequest request = RequestOf(id);
  v1::RateEnterpriseResponse response;
  for (;;) {
    PatientContext context;
    const grpc::Status status =
        ratings_->RateEnterprise(&context, request, &response);
    if (status.ok()) break;
    if (IsGone(status, id)) return false;
  }
  const Answer answer = AnswerOf(response.rating());
  journal_.Acknowledged(id, answer);
  {
    absl::MutexLock lock(&mutex_);
    ++acknowledged_;
  }
  switch (answer.log_position % 4) {
    case 0:
      return Read(answer);
    case 1:
      return ReadCheckpoint(answer.log_position);
    default:
      return true;
  }
}

bool RatingLoad::Read(const Answer& answer) {
  PatientContext context;
  v1::GetRatingRequest request;
  request.set_name(answer.name);
  v1::GetRatingResponse response;
  const grpc::Status status = ratings_->GetRating(&context, request, &response);
  if (!status.ok()) return !IsGone(status, answer.name);
  if (AnswerOf(response.rating()) != answer) {
    journal_.Add(ServerJournal::Wrong::kLost,
                 "another rating was read than answered: " + answer.name);
  }
  return true;
}

bool RatingLoad::ReadCheckpoint(int64_t above) {
  PatientContext context;
  v1::GetCheckpointResponse response;
  const grpc::Status status = audits_->GetCheckpoint(&context, {}, &response);
  if (!status.ok()) return !IsGone(status, "a checkpoint");
  journal_.Saw(response.checkpoint(), response.size());
  if (response.size() <= above) {
    journal_.Add(ServerJournal::Wrong::kOther,
                 fmt::format("the checkpoint of {} entries came after the "
                             "answer at position {}",
                             response.size(), above));
  }
  return true;
}

bool RatingLoad::IsGone(const grpc::Status& status, const std::string& what) {
  if (IsTransportError(status)) return true;
  if (status.error_code() != grpc::StatusCode::UNAVAILABLE &&
      status.error_code() != grpc::StatusCode::ABORTED) {
    journal_.Add(
        ServerJournal::Wrong::kOther,
        fmt::format("{}: {} {}", what, static_cast<int>(status.error_code()),
                    status.error_message()));
    return true;
  }
  return false;
}

}  // namespace techflow::crash
