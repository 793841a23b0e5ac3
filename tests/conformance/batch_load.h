#ifndef TECHFLOW_TESTS_CONFORMANCE_BATCH_LOAD_H_
#define TECHFLOW_TESTS_CONFORMANCE_BATCH_LOAD_H_

#include <atomic>
#include <thread>
#include <vector>

#include "tests/conformance/server_process.h"

namespace techflow::conformance {

// Callers that send one batch of a hundred after the other until they are
// stopped or refused. More of them than workers keep the queue from running
// empty, however fast the machine is.
class BatchLoad {
 public:
  BatchLoad(v1::RatingService::Stub& ratings, size_t callers) {
    for (size_t i = 0; i < callers; ++i) {
      threads_.emplace_back([this, &ratings] {
        v1::BatchRateEnterprisesRequest request;
        for (int k = 0; k < 100; ++k) {
          *request.add_requests() = SmallRequest("load");
        }
        while (!stopped_) {
          PatientContext context;
          v1::BatchRateEnterprisesResponse response;
          if (!ratings.BatchRateEnterprises(&context, request, &response)
                   .ok()) {
            return;
          }
          ++answered_;
        }
      });
    }
  }
  ~BatchLoad() { Stop(); }

  // Returns once every caller has been answered `batches` times on average:
  // by then all of them are at work.
  void AwaitAnswers(int batches) const {
    while (answered_ < batches * static_cast<int>(threads_.size())) {
      std::this_thread::yield();
    }
  }

  // Waits for the last answers; how many batches were answered in all.
  int Stop() {
    stopped_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    return answered_;
  }

 private:
  std::atomic<bool> stopped_{false};
  std::atomic<int> answered_{0};
  std::vector<std::thread> threads_;
};

}  // namespace techflow::conformance

#endif  // TECHFLOW_TESTS_CONFORMANCE_BATCH_LOAD_H_
