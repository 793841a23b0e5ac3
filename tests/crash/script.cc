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
constexpr int kOpenings = 6;
// Evidence of more than 4 kB goes to a blob file.
constexpr size_t kLongEvidence = 5000;

Acknowledgement AcknowledgementOf(const StoredEntry& stored) {
  return {.position = stored.entry.position(),
          .digest = ledger::Sha256(stored.bytes)};
}

std::string RequestId(int number) { return fmt::format("r-{}", number); }

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
      } else if (ledger::Sha256(stored->bytes) != acknowledged.digest) {
        observer_.violated(
            fmt::format("after a refusal, request {} is another", request));
      }
    }
  }

  const ScriptObserver& observer_;
  Acknowledgements acknowledged_;
  std::set<int> refused_;
};

// Looks at one store and writes down what is wrong.
class Inspection {
 public:
  explicit Inspection(const Acknowledgements& acknowledged)
      : acknowledged_(acknowledged) {}

  void Whole(const RatingStore& store) {
    std::map<std::string, std::pair<int64_t, int64_t>> newest;
    std::set<std::string> requests;
    size_t ratings = 0;
    for (int64_t position = 0; position < store.Size(); ++position) {
      const auto stored = store.Get(position);
      if (!Expect(stored.ok(), "position {}: {}", position,
                  stored.status().ToString())) {
        continue;
      }
      const store::v1::Entry& entry = stored->entry;
      const auto it = newest.try_emplace(entry.subject(), 0, -1).first;
      Expect(entry.number() == it->second.first + 1 &&
                 entry.previous_position() == it->second.second,
             "position {} has number {} and previous position {}", position,
             entry.number(), entry.previous_position());
      it->second = {entry.number(), position};
      Expect(requests.insert(entry.request_id()).second,
             "request {} has two entries", entry.request_id());
      Indexed(store, *stored);
      ratings += entry.has_rating() ? 1 : 0;
    }
    Expect(absl::IsNotFound(store.Get(store.Size()).status()),
           "there is an entry at the size, {}", store.Size());
    const auto by_date = store.ByAsOfDate({});
    Expect(by_date.ok() && by_date->size() == ratings,
           "the index of dates does not have the {} ratings", ratings);
    for (const auto& [subject, last] : newest) {
      const auto history = store.History(subject, 0, RatingStore::kMaxPage);
      Expect(history.ok() && history->size() == static_cast<size_t>(last.first),
             "the history of {} does not have {} entries", subject, last.first);
    }
  }

  void Acknowledged(const RatingStore& store) {
    for (const auto& [request, acknowledged] : acknowledged_) {
      const auto stored = store.GetByRequestId(RequestId(request));
      if (!Expect(stored.ok(), "request {} was acknowledged and is lost: {}",
                  request, stored.status().ToString())) {
        continue;
      }
      const Acknowledgement now = AcknowledgementOf(*stored);
      Expect(now.digest == acknowledged.digest &&
                 now.position == acknowledged.position,
             "request {} was acknowledged at {} and is another, at {}", request,
             acknowledged.position, now.position);
    }
  }

  void Retry(RatingStore& store) {
    std::vector<std::string> before;
    for (int i = 0; i < kScriptRequests; ++i) {
      const auto stored = store.GetByRequestId(RequestId(i));
      before.push_back(stored.ok() ? stored->bytes : "");
    }
    // The model alone: a rating is refused whose model is not there.
    Resend(store, before, 0, 1);
    Resend(store, before, 1, kScriptRequests);
    Expect(store.Size() == kScriptRequests,
           "after all were sent again there are {} entries, expected {}",
           store.Size(), kScriptRequests);
  }

  template <typename... Values>
  bool Expect(bool holds, fmt::format_string<const Values&...> claim,
              const Values&... values) {
    if (!holds) violations_.push_back(fmt::format(claim, values...));
    return holds;
  }

  std::vector<std::string> violations() && { return std::move(violations_); }

 private:
  void Indexed(const RatingStore& store, const StoredEntry& stored) {
    const store::v1::Entry& entry = stored.entry;
    const auto by_number = store.GetByNumber(entry.subject(), entry.number());
    Expect(by_number.ok() && by_number->bytes == stored.bytes,
           "number {} of {} leads elsewhere", entry.number(), entry.subject());
    const auto by_request = store.GetByRequestId(entry.request_id());
    Expect(by_request.ok() && by_request->bytes == stored.bytes,
           "request {} leads elsewhere", entry.request_id());
    if (entry.has_model_version()) return;
    const store::v1::RatingRecord& rating = entry.rating();
    const bool has_blobs =
        store.Blob(BlobKind::kEvidence, rating.evidence_digest()).ok() &&
        store.Blob(BlobKind::kAssessment, rating.assessment_digest()).ok() &&
        store.Blob(BlobKind::kModelPackage, rating.model_digest()).ok();
    Expect(has_blobs, "blobs of position {} are missing", entry.position());
  }

  void Resend(RatingStore& store, const std::vector<std::string>& before,
              int begin, int end) {
    std::vector<NewEntry> entries;
    for (int i = begin; i < end; ++i) entries.push_back(ScriptRequest(i));
    const auto results = store.AppendAll(std::move(entries));
    for (int i = begin; i < end; ++i) {
      const auto& result = results[static_cast<size_t>(i - begin)];
      const std::string& stored = before[static_cast<size_t>(i)];
      if (!Expect(result.ok(), "request {} was refused when sent again: {}", i,
                  result.status().ToString())) {
        continue;
      }
      Expect(result->replayed_request == !stored.empty() &&
                 (stored.empty() || result->stored.bytes == stored),
             "request {} was not answered with what was stored", i);
    }
  }

  const Acknowledgements& acknowledged_;
  std::vector<std::string> violations_;
};

}  // namespace

NewEntry ScriptRequest(int number) {
  NewEntry entry;
  if (number == 0) {
    entry = ModelVersion();
  } else {
    entry = Rating(fmt::format("E{}", number % 7), 20230101 + number % 28,
                   number % 2 == 0 ? "T3" : "");
    if (number % 5 == 0) entry.evidence.append(kLongEvidence, 'e');
  }
  return WithRequest(std::move(entry), RequestId(number),
                     fmt::format("request {}", number));
}

void RunScript(const std::string& folder, rocksdb::Env* env,
               const ScriptObserver& observer) {
  Client client(observer);
  for (int opening = 0; opening < kOpenings; ++opening) {
    client.RunOpening(opening, folder, env);
  }
}

std::vector<std::string> CheckStore(const std::string& folder,
                                    rocksdb::Env* env,
                                    const Acknowledgements& acknowledged) {
  Inspection inspection(acknowledged);
  // What was sent again must be there after one more start.
  for (const bool is_first : {true, false}) {
    const auto store = OpenRocksDbRatingStore(folder, env);
    if (!inspection.Expect(store.ok(), "not opened: {}",
                           store.status().ToString())) {
      break;
    }
    inspection.Whole(**store);
    inspection.Acknowledged(**store);
    if (is_first) inspection.Retry(**store);
    if (!is_first) {
      inspection.Expect((*store)->Size() == kScriptRequests,
                        "what was sent again is lost: {} entries",
                        (*store)->Size());
    }
  }
  return std::move(inspection).violations();
}

}  // namespace techflow::storage
