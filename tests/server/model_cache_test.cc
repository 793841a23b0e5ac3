#include "server/model_cache.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/barrier.h"
#include "gtest/gtest.h"
#include "tests/server/small_model.h"

namespace techflow::server {
namespace {

TEST(ModelCache, CompilesOnceForManyWhoAskAtTheSameMoment) {
  constexpr int kThreads = 8;
  ModelCache cache(4);
  std::atomic<int> compiled{0};
  absl::Barrier barrier(kThreads);
  std::vector<ModelCache::Model> models(kThreads);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      barrier.Block();
      models[i] = *cache.Get("digest", [&] {
        ++compiled;
        return CompileSmallModel();
      });
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(compiled, 1);
  for (const auto& model : models) EXPECT_EQ(model, models[0]);
}

TEST(ModelCache, DoesNotKeepAnError) {
  ModelCache cache(4);
  const auto failed =
      cache.Get("digest", []() -> absl::StatusOr<ModelCache::Model> {
        return absl::UnavailableError("disk");
      });
  EXPECT_EQ(failed.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(cache.Get("digest", [] { return CompileSmallModel(); }).ok());
}

TEST(ModelCache, LetsGoOfTheLeastRecentlyUsed) {
  ModelCache cache(2);
  int compiled = 0;
  const auto get = [&](const std::string& digest) {
    return *cache.Get(digest, [&] {
      ++compiled;
      return CompileSmallModel();
    });
  };
  get("a");
  get("b");
  get("a");
  get("c");  // Now "b" goes.
  EXPECT_EQ(compiled, 3);
  get("a");
  EXPECT_EQ(compiled, 3);
  get("b");
  EXPECT_EQ(compiled, 4);
}

}  // namespace
}  // namespace techflow::server
