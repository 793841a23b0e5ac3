#include "storage/append_batch.h"

#include <utility>

#include "absl/status/status.h"
#include "fmt/format.h"
#include "storage/database_options.h"
#include "storage/index_records.h"
#include "storage/ledger/entry_bytes.h"

namespace techflow::storage {

AppendBatch::AppendBatch(const Database& database, const LogReader& reader,
                         const LogEnd& end)
    : database_(database),
      reader_(reader),
      end_(end),
      batch_(/*reserved_bytes=*/0, /*max_bytes=*/0, kProtectionBytes,
             /*default_cf_ts_sz=*/0) {}

void AppendBatch::Add(PreparedEntry prepared) {
  answers_.push_back(Decide(prepared));
}

AppendBatch::Answer AppendBatch::Decide(PreparedEntry& prepared) {
  store::v1::Entry& entry = prepared.entry;
  auto again = AnswerAgain(entry);
  if (!again.ok()) return {.result = again.status()};
  if (again->has_value()) return **std::move(again);

  auto newest = FindNewest(entry);
  if (!newest.ok()) return {.result = newest.status()};
  const std::string& package = entry.model_version().package_digest();
  if (entry.has_model_version() && newest->package_digest == package) {
    return {.result = absl::AlreadyExistsError(fmt::format(
                "the newest version of {}, number {}, is the same package",
                entry.subject(), newest->head.number)),
            .rests_on_write = newest->is_in_batch};
  }

  if (absl::Status status = SetTime(entry); !status.ok()) {
    return {.result = status};
  }
  entry.set_position(end_.size());
  entry.set_number(newest->head.number + 1);
  entry.set_previous_position(newest->head.position);
  StoredEntry stored{.entry = std::move(entry), .bytes = ""};
  stored.bytes = ledger::FrameEntry(stored.entry);
  if (stored.bytes.size() > ledger::kMaxEntryBytes) {
    return {.result = absl::InvalidArgumentError(
                fmt::format("the entry has {} bytes, expected at most {}",
                            stored.bytes.size(), ledger::kMaxEntryBytes))};
  }
  Put(stored, prepared.blobs);
  newest_[stored.entry.subject()] = {
      .head = {.number = stored.entry.number(),
               .position = stored.entry.position()},
      .package_digest = stored.entry.model_version().package_digest(),
      .is_in_batch = true};
  if (!stored.entry.request_id().empty()) {
    requests_[stored.entry.request_id()] = answers_.size();
  }
  return {.result = AppendResult{.stored = std::move(stored)},
          .rests_on_write = true};
}

absl::StatusOr<std::optional<AppendBatch::Answer>> AppendBatch::AnswerAgain(
    const store::v1::Entry& entry) const {
  if (entry.request_id().empty()) return std::nullopt;
  Answer answer;
  const auto it = requests_.find(entry.request_id());
  if (it != requests_.end()) {
    answer = answers_[it->second];
  } else {
    auto stored = reader_.GetByRequestId(entry.request_id());
    if (absl::IsNotFound(stored.status())) return std::nullopt;
    if (!stored.ok()) return stored.status();
    answer.result = AppendResult{.stored = *std::move(stored)};
  }
  answer.result->replayed_request = true;
  const store::v1::Entry& first = answer.result->stored.entry;
  if (first.request_digest() != entry.request_digest()) {
    answer.result = absl::FailedPreconditionError(
        fmt::format("the request_id {} was used for another request, which "
                    "made entry {} of {}",
                    entry.request_id(), first.number(), first.subject()));
  }
  return answer;
}

absl::StatusOr<AppendBatch::Newest> AppendBatch::FindNewest(
    const store::v1::Entry& entry) const {
  const auto it = newest_.find(entry.subject());
  if (it != newest_.end()) return it->second;
  const auto head = reader_.Head(entry.subject());
  if (!head.ok()) return head.status();
  Newest newest{.head = *head, .package_digest = "", .is_in_batch = false};
  if (entry.has_model_version() && head->number > 0) {
    const auto stored = reader_.Get(head->position);
    if (!stored.ok()) return stored.status();
    newest.package_digest = stored->entry.model_version().package_digest();
  }
  return newest;
}

absl::Status AppendBatch::SetTime(store::v1::Entry& entry) const {
  const int64_t lag = end_.recorded_at_us - entry.recorded_at_us();
  if (lag <= 0 || entry.has_clock_change()) return absl::OkStatus();
  if (lag > kMaxClockLagUs) {
    return absl::UnavailableError(fmt::format(
        "the clock is {} s behind the newest entry of the log: one of the two "
        "is wrong. Set the clock; where the log is ahead, start once with "
        "--accept_clock=REASON, which is kept in the log",
        lag / 1'000'000));
  }
  entry.set_recorded_at_us(end_.recorded_at_us);
  return absl::OkStatus();
}

void AppendBatch::Put(const StoredEntry& stored,
                      const std::vector<DigestedBlob>& blobs) {
  const store::v1::Entry& entry = stored.entry;
  const std::string position = NumberBytes(entry.position());
  Put(Column::kEntry, position, stored.bytes);
  Put(Column::kSubject, entry.subject(),
      SubjectHeadBytes(
          {.number = entry.number(), .position = entry.position()}));
  for (const IndexRecord& record : IndexRecords(entry)) {
    Put(record.column, record.key, record.value);
  }
  for (const DigestedBlob& blob : blobs) {
    if (blob.is_stored) continue;
    // The kinds are columns of their own, so the same bytes may be in two.
    const auto kind = static_cast<int>(blob.kind);
    if (!blob_digests_.insert(fmt::format("{}{}", kind, blob.digest)).second)
      continue;
    Put(ColumnOf(blob.kind), blob.digest, blob.bytes);
  }
  int64_t index = ledger::NodeCount(end_.size());
  for (const ledger::Hash& node :
       end_.tree.Append(ledger::LeafHash(stored.bytes))) {
    Put(Column::kNode, NumberBytes(index), ledger::BytesOf(node));
    ++index;
  }
  end_.recorded_at_us = entry.recorded_at_us();
}

void AppendBatch::Put(Column column, std::string_view key,
                      std::string_view value) {
  // It fails only where a batch has a largest size, and ours has none.
  batch_.Put(database_.handle(column), key, value).PermitUncheckedError();
}

rocksdb::WriteBatch& AppendBatch::Finish() {
  Put(Column::kMeta, kHeadKey, LogHeadBytes(end_.head()));
  return batch_;
}

std::vector<absl::StatusOr<AppendResult>> AppendBatch::Answers(
    const absl::Status& write) {
  std::vector<absl::StatusOr<AppendResult>> results;
  results.reserve(answers_.size());
  for (Answer& answer : answers_) {
    if (!write.ok() && answer.rests_on_write) {
      results.emplace_back(write);
    } else {
      results.push_back(std::move(answer.result));
    }
  }
  return results;
}

}  // namespace techflow::storage
