#include "clients/cli/bulk_rating.h"

#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"

namespace techflow::cli {
namespace {

bool IsPassing(const absl::Status& status) {
  return status.code() == absl::StatusCode::kResourceExhausted ||
         status.code() == absl::StatusCode::kUnavailable;
}

absl::StatusOr<v1::BatchRateEnterprisesResponse> CallPatiently(
    const Connection& connection,
    const v1::BatchRateEnterprisesRequest& batch) {
  absl::Duration wait = kFirstWait;
  for (int attempt = 1;; ++attempt) {
    auto answer =
        connection.Call(connection.ratings(),
                        &v1::RatingService::Stub::BatchRateEnterprises, batch);
    if (answer.ok() || !IsPassing(answer.status()) || attempt == kMaxAttempts) {
      return answer;
    }
    absl::SleepFor(wait);
    wait *= 2;
  }
}

// What the threads share.
class Job {
 public:
  Job(const Connection& connection, const NextRequest& next,
      const OnResult& on_result)
      : connection_(connection), next_(next), on_result_(on_result) {}

  // Sends batch after batch until there are no more requests or one failed.
  void Work() {
    for (;;) {
      const v1::BatchRateEnterprisesRequest batch = TakeBatch();
      if (batch.requests().empty()) return;
      Deliver(batch, CallPatiently(connection_, batch));
    }
  }

  absl::Status status() {
    absl::MutexLock lock(&mutex_);
    return status_;
  }

 private:
  v1::BatchRateEnterprisesRequest TakeBatch() {
    absl::MutexLock lock(&mutex_);
    v1::BatchRateEnterprisesRequest batch;
    size_t bytes = 0;
    while (status_.ok() && batch.requests_size() < kMaxBatchItems &&
           bytes < kMaxBatchBytes) {
      std::optional<v1::RateEnterpriseRequest> request = next_();
      if (!request) break;
      bytes += request->ByteSizeLong();
      *batch.add_requests() = *std::move(request);
    }
    return batch;
  }

  void Deliver(const v1::BatchRateEnterprisesRequest& batch,
               const absl::StatusOr<v1::BatchRateEnterprisesResponse>& answer) {
    absl::MutexLock lock(&mutex_);
    if (!answer.ok()) {
      if (status_.ok()) status_ = answer.status();
      return;
    }
    if (answer->results_size() != batch.requests_size()) {
      status_ = absl::InternalError("the server left answers out of a batch");
      return;
    }
    for (int i = 0; i < batch.requests_size(); ++i) {
      on_result_(batch.requests(i), answer->results(i));
    }
  }

  const Connection& connection_;
  absl::Mutex mutex_;
  const NextRequest& next_ ABSL_GUARDED_BY(mutex_);
  const OnResult& on_result_ ABSL_GUARDED_BY(mutex_);
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

absl::Status RateAll(const Connection& connection, const NextRequest& next,
                     const OnResult& on_result) {
  Job job(connection, next, on_result);
  std::vector<std::thread> threads;
  threads.reserve(kBatchesInFlight);
  for (int i = 0; i < kBatchesInFlight; ++i) {
    threads.emplace_back([&job] { job.Work(); });
  }
  for (std::thread& thread : threads) thread.join();
  return job.status();
}

}  // namespace techflow::cli
