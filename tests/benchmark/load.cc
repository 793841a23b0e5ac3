#include "tests/benchmark/load.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "techflow/v1/rating_service.grpc.pb.h"

namespace techflow::benchmark {
namespace {

using Clock = std::chrono::steady_clock;

// One TCP connection carries what one core can; four do not bind two cores.
constexpr size_t kConnections = 4;

// So many companies that their histories stay short.
constexpr int kCompanies = 1000;

// One call of a round after the other.
struct Caller {
  v1::RateEnterpriseRequest request;
  v1::RateEnterpriseResponse response;
  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<v1::RatingService::Stub> stub;
  Clock::time_point due;
};

// The calls of one round and what became of them. Callbacks come on gRPC's
// threads.
class Round {
 public:
  Round(const std::vector<std::shared_ptr<grpc::Channel>>& channels,
        const v1::RateEnterpriseRequest& request, std::string prefix)
      : channels_(channels), request_(request), prefix_(std::move(prefix)) {}

  // A caller that nobody uses at the moment.
  Caller* Take() {
    absl::MutexLock lock(&mutex_);
    if (!idle_.empty()) {
      Caller* caller = idle_.back();
      idle_.pop_back();
      return caller;
    }
    auto caller = std::make_unique<Caller>();
    caller->request = request_;
    caller->stub = v1::RatingService::NewStub(
        channels_[callers_.size() % channels_.size()]);
    callers_.push_back(std::move(caller));
    return callers_.back().get();
  }

  // Calls, and when it is answered calls again while `until` is not reached.
  void Start(Caller* caller, Clock::time_point due, Clock::time_point until) {
    const int number = next_++;
    caller->due = due;
    caller->request.set_request_id(prefix_ + std::to_string(number));
    caller->request.set_enterprise("enterprises/company-" +
                                   std::to_string(number % kCompanies));
    caller->context = std::make_unique<grpc::ClientContext>();
    {
      absl::MutexLock lock(&mutex_);
      ++open_;
    }
    caller->stub->async()->RateEnterprise(
        caller->context.get(), &caller->request, &caller->response,
        [this, caller, until](const grpc::Status& status) {
          const Clock::time_point now = Clock::now();
          const bool goes_on = now < until;
          Record(caller->due, status.ok(), now);
          // Starting before closing keeps the round open. The next answer
          // comes on a new stack.
          if (goes_on) Start(caller, now, until);
          Close(goes_on ? nullptr : caller);
        });
  }

  LoadResult Await(Clock::time_point begin) {
    LoadResult result;
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &Round::IsOver));
    result.seconds = std::chrono::duration<double>(last_ - begin).count();
    result.latencies = std::move(latencies_);
    result.failed = failed_;
    std::sort(result.latencies.begin(), result.latencies.end());
    return result;
  }

 private:
  bool IsOver() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return open_ == 0;
  }

  void Record(Clock::time_point due, bool ok, Clock::time_point now) {
    absl::MutexLock lock(&mutex_);
    if (ok) {
      latencies_.push_back(std::chrono::duration_cast<microseconds>(now - due));
    } else {
      ++failed_;
    }
    last_ = std::max(last_, now);
  }

  void Close(Caller* done) {
    absl::MutexLock lock(&mutex_);
    if (done != nullptr) idle_.push_back(done);
    --open_;
  }

  const std::vector<std::shared_ptr<grpc::Channel>>& channels_;
  const v1::RateEnterpriseRequest& request_;
  const std::string prefix_;
  std::atomic<int> next_{0};
  absl::Mutex mutex_;
  std::vector<std::unique_ptr<Caller>> callers_ ABSL_GUARDED_BY(mutex_);
  std::vector<Caller*> idle_ ABSL_GUARDED_BY(mutex_);
  std::vector<microseconds> latencies_ ABSL_GUARDED_BY(mutex_);
  Clock::time_point last_ ABSL_GUARDED_BY(mutex_);
  int open_ ABSL_GUARDED_BY(mutex_) = 0;
  int failed_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace

microseconds LoadResult::Quantile(double share) const {
  if (latencies.empty()) return microseconds(0);
  const auto at =
      static_cast<size_t>(share * static_cast<double>(latencies.size() - 1));
  return latencies[at];
}

LoadGenerator::LoadGenerator(const std::string& address,
                             v1::RateEnterpriseRequest request,
                             std::string prefix)
    : request_(std::move(request)), prefix_(std::move(prefix)) {
  for (size_t i = 0; i < kConnections; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    channels_.push_back(grpc::CreateCustomChannel(
        address, grpc::InsecureChannelCredentials(), arguments));
    channels_.back()->WaitForConnected(std::chrono::system_clock::now() +
                                       std::chrono::seconds(10));
  }
}

LoadResult LoadGenerator::Saturate(int in_flight, milliseconds duration) {
  Round round(channels_, request_,
              prefix_ + "-" + std::to_string(rounds_++) + "-");
  const Clock::time_point begin = Clock::now();
  for (int i = 0; i < in_flight; ++i) {
    round.Start(round.Take(), Clock::now(), begin + duration);
  }
  return round.Await(begin);
}

LoadResult LoadGenerator::Arrive(double per_second, milliseconds duration) {
  Round round(channels_, request_,
              prefix_ + "-" + std::to_string(rounds_++) + "-");
  const auto between = std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(1 / per_second));
  const Clock::time_point begin = Clock::now();
  for (Clock::time_point due = begin; due < begin + duration; due += between) {
    std::this_thread::sleep_until(due);
    round.Start(round.Take(), due, Clock::time_point::min());
  }
  return round.Await(begin);
}

}  // namespace techflow::benchmark
