// How many ratings a second the store makes durable, against RocksDB itself.
//
// All sides write the same keys and values of the same lengths into the same
// columns under the same options, and sync. The raw sides check nothing, hash
// nothing, frame nothing and keep no order; the store also signs a checkpoint
// for each batch and syncs it into its anchor before it answers:
//
//   threads  as many threads as the store has, each with a WriteBatch for each
//            rating, which RocksDB groups as it likes: what one gets without a
//            sequencer;
//   batches  one thread that writes as many ratings as there are threads in
//            one WriteBatch, and waits for nobody: the limit of any sequencer.
//
// The argument is how many milliseconds each of the rounds takes.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "storage/database.h"
#include "storage/database_options.h"
#include "storage/keys.h"
#include "storage/ledger/digest.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

using Clock = std::chrono::steady_clock;

// A company with some forty patents and five fiscal years, and its assessment
// by some twenty-five indicators, as serialised messages.
constexpr size_t kEvidenceBytes = 10'000;
constexpr size_t kAssessmentBytes = 4'000;
// About what a framed rating entry has; the raw side writes as many.
constexpr size_t kEntryBytes = 330;
constexpr int kEnterprises = 1000;
constexpr int kRounds = 3;
constexpr double kAim = 0.7;

// Bytes that differ in each rating and do not compress well.
std::string Bytes(size_t size, uint64_t seed) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) {
    seed = seed * 6364136223846793005 + 1442695040888963407;
    byte = static_cast<char>(seed >> 56);
  }
  return bytes;
}

// What differs from rating to rating is written over the start of the same
// bytes, so that neither side spends its time on making them.
std::string Marked(std::string bytes, int64_t number) {
  const std::string mark = NumberBytes(number);
  std::copy(mark.begin(), mark.end(), bytes.begin());
  return bytes;
}

// Ratings a second of `threads` threads that call `append` with numbers from
// `next` on.
// `step` numbers at a time.
double Measure(int threads, std::chrono::milliseconds duration,
               std::atomic<int64_t>& next, int step,
               const std::function<void(int64_t number)>& append) {
  const int64_t first = next;
  const Clock::time_point start = Clock::now();
  const Clock::time_point end = start + duration;
  std::vector<std::thread> running;
  for (int t = 0; t < threads; ++t) {
    running.emplace_back([&] {
      while (Clock::now() < end) append(next.fetch_add(step));
    });
  }
  for (std::thread& thread : running) thread.join();
  const std::chrono::duration<double> took = Clock::now() - start;
  return static_cast<double>(next - first) / took.count();
}

void Require(bool holds, const std::string& what) {
  if (holds) return;
  fmt::print(stderr, "bench_store: {}\n", what);
  std::exit(1);
}

class Benchmark {
 public:
  Benchmark() {
    auto store = OpenRocksDbRatingStore(store_folder_.path(),
                                        SignedOptions(store_folder_.path()));
    Require(store.ok(), store.status().ToString());
    store_ = *std::move(store);
    Require(store_->Append(ModelVersion()).ok(), "the model was not stored");
    auto raw = Database::Open(raw_folder_.path(), nullptr);
    Require(raw.ok(), raw.status().ToString());
    raw_ = *std::move(raw);
  }

  double MeasureStore(int threads, std::chrono::milliseconds duration) {
    return Measure(threads, duration, next_stored_, 1, [this](int64_t number) {
      NewEntry entry =
          WithRequest(Rating(fmt::format("E{:04}", number % kEnterprises)),
                      RequestId(number));
      entry.evidence = Marked(evidence_, number);
      entry.assessment = Marked(assessment_, number);
      const auto result = store_->Append(std::move(entry));
      Require(result.ok(), result.status().ToString());
    });
  }

  // `threads` threads that write `batch_size` ratings at once.
  double MeasureRaw(int threads, int batch_size,
                    std::chrono::milliseconds duration) {
    return Measure(threads, duration, next_raw_, batch_size,
                   [this, batch_size](int64_t number) {
                     rocksdb::WriteBatch batch(0, 0, kProtectionBytes, 0);
                     for (int i = 0; i < batch_size; ++i) {
                       PutRaw(number + i, batch);
                     }
                     Require(raw_->db().Write(DurableWrite(), &batch).ok(),
                             "a raw write failed");
                   });
  }

 private:
  void PutRaw(int64_t number, rocksdb::WriteBatch& batch) {
    const std::string subject =
        fmt::format("enterprises/E{:04}", number % kEnterprises);
    const std::string position = NumberBytes(number);
    const auto put = [&](Column column, const std::string& key,
                         const std::string& value) {
      Require(batch.Put(raw_->handle(column), key, value).ok(), "put");
    };
    put(Column::kEntry, position, entry_);
    put(Column::kSubject, subject,
        SubjectHeadBytes({.number = number, .position = number}));
    put(Column::kHistory, HistoryKey(subject, number), position);
    put(Column::kRequest, RequestId(number), position);
    put(Column::kAsOf, AsOfKey(20231231, number), "");
    put(Column::kGrade, GradeKey("T3", 20231231, number), "");
    put(Column::kEvidence, Digest(number), Marked(evidence_, number));
    put(Column::kAssessment, Digest(number), Marked(assessment_, number));
    // A leaf completes two nodes on average, itself among them.
    for (const int64_t index : {2 * number, 2 * number + 1}) {
      put(Column::kNode, NumberBytes(index), Digest(index));
    }
    put(Column::kMeta, std::string(kHeadKey),
        LogHeadBytes({.size = number, .root = ledger::EmptyRoot()}));
  }

  // As long as a UUID.
  static std::string RequestId(int64_t number) {
    return fmt::format("{:036}", number);
  }

  // As scattered as a digest, without its cost.
  static std::string Digest(int64_t number) {
    return Bytes(ledger::kDigestBytes, static_cast<uint64_t>(number));
  }

  const std::string evidence_ = Bytes(kEvidenceBytes, 1);
  const std::string assessment_ = Bytes(kAssessmentBytes, 2);
  const std::string entry_ = Bytes(kEntryBytes, 3);
  TemporaryFolder store_folder_;
  TemporaryFolder raw_folder_;
  std::unique_ptr<RatingStore> store_;
  std::unique_ptr<Database> raw_;
  std::atomic<int64_t> next_stored_ = 0;
  std::atomic<int64_t> next_raw_ = 0;
};

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void Run(std::chrono::milliseconds duration) {
  fmt::print(
      "Durable appends of a rating ({} + {} bytes of evidence and assessment, "
      "11 keys),\nratings a second; medians of {} rounds of {} ms.\n\n",
      kEvidenceBytes, kAssessmentBytes, kRounds, duration.count());
  fmt::print("{:>7}  {:>7}  {:>11}  {:>11}  {:>13}  {:>13}\n", "threads",
             "store", "raw threads", "raw batches", "store/threads",
             "store/batches");
  Benchmark benchmark;
  for (const int threads : {1, 8, 64}) {
    // A round measures one after the other, so that all meet the same moods of
    // the disk, and the ratios are taken of each round.
    std::vector<double> stores, raws, grouped, to_raw, to_grouped;
    for (int i = 0; i < kRounds; ++i) {
      raws.push_back(benchmark.MeasureRaw(threads, 1, duration));
      stores.push_back(benchmark.MeasureStore(threads, duration));
      grouped.push_back(benchmark.MeasureRaw(1, threads, duration));
      to_raw.push_back(stores.back() / raws.back());
      to_grouped.push_back(stores.back() / grouped.back());
    }
    fmt::print("{:>7}  {:>7.0f}  {:>11.0f}  {:>11.0f}  {:>13.2f}  {:>13.2f}\n",
               threads, Median(stores), Median(raws), Median(grouped),
               Median(to_raw), Median(to_grouped));
  }
  fmt::print("\nAim at 64 threads: {} of raw threads.\n", kAim);
}

}  // namespace
}  // namespace techflow::storage

int main(int argc, char** argv) {
  const int milliseconds = argc > 1 ? std::atoi(argv[1]) : 1500;
  techflow::storage::Run(std::chrono::milliseconds(milliseconds));
  return 0;
}
