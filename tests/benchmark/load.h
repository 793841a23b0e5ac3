#ifndef TECHFLOW_TESTS_BENCHMARK_LOAD_H_
#define TECHFLOW_TESTS_BENCHMARK_LOAD_H_

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "grpcpp/channel.h"
#include "techflow/v1/rating_service.pb.h"

namespace techflow::benchmark {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// What a round of load came to.
struct LoadResult {
  // In the order of size.
  std::vector<microseconds> latencies;
  double seconds = 0;
  int failed = 0;

  double per_second() const {
    return static_cast<double>(latencies.size()) / seconds;
  }
  // At most `share` of the calls took at most so long.
  microseconds Quantile(double share) const;
};

// Calls RateEnterprise over some connections of its own. Each call has a
// company and a request id of its own.
class LoadGenerator {
 public:
  // `prefix` keeps the request ids of generators apart.
  LoadGenerator(const std::string& address, v1::RateEnterpriseRequest request,
                std::string prefix);

  // Closed loop: `in_flight` callers, each with its next call when the last is
  // answered. What the server can do at most.
  LoadResult Saturate(int in_flight, milliseconds duration);

  // Open loop: a call every 1/`per_second`, whether earlier ones are answered
  // or not. A latency counts from when the call was due, so that waiting
  // behind a slow answer is counted.
  LoadResult Arrive(double per_second, milliseconds duration);

 private:
  std::vector<std::shared_ptr<grpc::Channel>> channels_;
  const v1::RateEnterpriseRequest request_;
  const std::string prefix_;
  int rounds_ = 0;
};

}  // namespace techflow::benchmark

#endif  // TECHFLOW_TESTS_BENCHMARK_LOAD_H_
