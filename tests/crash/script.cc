#include "tests/crash/script.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "fmt/format.h"
#include "storage/ledger/digest.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

// Four files of a column start a compaction.
constexpr int kOpenings = 5;
// Evidence of more than 4 kB goes to a blob file.
constexpr size_t kLongEvidence = 5000;

// The batches of one opening.
std::vector<std::vector<int>> Batches(int opening) {
  std::vector<std::vector<int>> batches;
  const int begin = kScriptRequests * opening / kOpenings;
  const int end = kScriptRequests * (opening + 1) / kOpenings;
  // The model must be there before the first rating is prepared.
  size_t size = 1;
  for (int next = begin; next < end;) {
    std::vector<int> batch;
    for (; batch.size() < size && next < end; ++next) batch.push_back(next);
    if (size == 2) batch.push_back(batch.front());
    if (size == 3) batch.push_back(std::max(0, next - 9));
    size = size % 3 + 1;
    batches.push_back(std::move(batch));
  }
  return batches;
}

// The client of the script.
class Client {
 public:
  explicit Client(const ScriptObserver& observer) : observer_(observer) {}

  void RunOpening(int opening, const std::string& folder, rocksdb::Env* env) {
    auto store = OpenRocksDbRatingStore(folder, env);
    if (!store.ok()) {
      observer_.not_opened(store.status());
      for (const auto& batch : Batches(opening)) {
        refused_.insert(batch.begin(), batch.end());
      }
      return;
    }
    // The model first and alone, if it was refused.
    if (refused_.contains(0)) Send(**store, {0});
    if (!refused_.empty()) {
      Send(**store, std::vector<int>(refused_.begin(), refused_.end()));
    }
    for (const auto& batch : Batches(opening)) Send(**store, batch);
  }

 private:
  void Send(RatingStore& store, const std::vector<int>& batch) {
    std::vector<NewEntry> entries;
    for (const int request : batch) entries.push_back(ScriptRequest(request));
    const auto results = store.AppendAll(std::move(entries));
    absl::Status refusal = absl::OkStatus();
    for (size_t i = 0; i < batch.size(); ++i) {
      if (results[i].ok()) {
        Take(batch[i], results[i]->stored);
      } else {
        refusal = results[i].status();
        refused_.insert(batch[i]);
        CheckRefusal(batch[i], refusal);
      }
    }
    if (refusal.ok()) return;
    CheckReads(store);
    observer_.refused(store, refusal);
  }

  void Take(int request, const StoredEntry& stored) {
    const Acknowledgement now = AcknowledgementOf(stored);
    const auto [it, is_new] = acknowledged_.try_emplace(request, now);
    if (!is_new && it->second.digest != now.digest) {
      observer_.violated(fmt::format(
          "request {} was acknowledged twice, with two entries", request));
    }
    refused_.erase(request);
    observer_.acknowledged(request, now);
  }

  void CheckRefusal(int request, const absl::Status& status) {
    const bool has_no_model =
        absl::IsNotFound(status) && !acknowledged_.contains(0);
    if (!absl::IsUnavailable(status) && !has_no_model) {
      observer_.violated(fmt::format("request {} was refused with {}", request,
                                     status.ToString()));
    }
  }

  void CheckReads(const RatingStore& store) {
    for (const auto& [request, acknowledged] : acknowledged_) {
      const auto stored = store.Get(acknowledged.position);
      if (!stored.ok()) {
        observer_.violated(
            fmt::format("after a refusal, request {} cannot be read: {}",
                        request, stored.status().ToString()));
      } else if (AcknowledgementOf(*stored).digest != acknowledged.digest) {
        observer_.violated(
            fmt::format("after a refusal, request {} is another", request));
      }
    }
  }

  const ScriptObserver& observer_;
  Acknowledgements acknowledged_;
  std::set<int> refused_;
};

}  // namespace

Acknowledgement AcknowledgementOf(const StoredEntry& stored) {
  return {.position = stored.entry.position(),
          .digest = ledger::Hex(ledger::Sha256(stored.bytes))};
}

std::string ScriptRequestId(int number) { return fmt::format("r-{}", number); }

NewEntry ScriptRequest(int number) {
  NewEntry entry;
  if (number == 0) {
    entry = ModelVersion();
  } else {
    entry = Rating(fmt::format("E{}", number % 7), 20230101 + number % 28,
                   number % 2 == 0 ? "T3" : "");
    if (number % 5 == 0) entry.evidence.append(kLongEvidence, 'e');
  }
  return WithRequest(std::move(entry), ScriptRequestId(number),
                     fmt::format("request {}", number));
}

void RunScript(const std::string& folder, rocksdb::Env* env,
               const ScriptObserver& observer) {
  Client client(observer);
  for (int opening = 0; opening < kOpenings; ++opening) {
    client.RunOpening(opening, folder, env);
  }
}

}  // namespace techflow::storage
