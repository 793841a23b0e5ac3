// Appends to the store in the folder of its first argument, from eight
// threads, for ever, and says on standard output what was acknowledged, a
// request id in each line. crash_test kills it.

#include <unistd.h>

#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

// The second argument tells the request ids of one start from another's.
int Run(const std::string& folder, const std::string& start) {
  auto store = OpenRocksDbRatingStore(folder);
  if (!store.ok()) {
    std::fprintf(stderr, "%s\n", store.status().ToString().c_str());
    return 1;
  }
  if ((*store)->Size() == 0 && !(*store)->Append(ModelVersion()).ok()) return 1;
  constexpr int kThreads = 8;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([t, &start, &store] {
      for (int i = 0;; ++i) {
        const std::string request = absl::StrCat(start, "-", t, "-", i);
        const auto result = (*store)->Append(
            WithRequest(Rating(absl::StrCat("E", t % 3)), request));
        if (!result.ok()) return;
        // One short write to a pipe is whole or not at all.
        const std::string line = request + "\n";
        if (write(STDOUT_FILENO, line.data(), line.size()) < 0) return;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return 1;
}

}  // namespace
}  // namespace techflow::storage

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  return techflow::storage::Run(argv[1], argv[2]);
}
