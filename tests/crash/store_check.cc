#include "tests/crash/store_check.h"

#include <map>
#include <set>
#include <utility>

#include "fmt/format.h"
#include "storage/rocksdb_rating_store.h"

namespace techflow::storage {
namespace {

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
      const auto stored = store.GetByRequestId(ScriptRequestId(request));
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
      const auto stored = store.GetByRequestId(ScriptRequestId(i));
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
