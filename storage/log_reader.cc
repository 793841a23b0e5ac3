#include "storage/log_reader.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "fmt/format.h"
#include "storage/as_of_scan.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/entry_bytes.h"
#include "storage/ledger/merkle_tree.h"

namespace techflow::storage {
namespace {

absl::Status CheckLimit(int limit) {
  if (limit >= 1 && limit <= RatingStore::kMaxPage) return absl::OkStatus();
  return absl::InvalidArgumentError(fmt::format("limit is {}, expected 1 to {}",
                                                limit, RatingStore::kMaxPage));
}

// An index led to an entry that is not there, or to another one.
absl::Status IndexDamaged(std::string_view index, std::string_view key) {
  return absl::DataLossError(
      fmt::format("the {} index does not fit the log at {}", index, key));
}

// What an index names must exist.
absl::Status MustExist(const absl::Status& status, std::string_view index,
                       std::string_view key) {
  return absl::IsNotFound(status) ? IndexDamaged(index, key) : status;
}

absl::StatusOr<StoredEntry> ParseAt(int64_t position, std::string_view bytes) {
  absl::StatusOr<StoredEntry> stored = ledger::ParseEntry(bytes);
  if (!stored.ok()) {
    return absl::DataLossError(fmt::format(
        "position {}: {}", position, std::string(stored.status().message())));
  }
  if (stored->entry.position() != position) {
    return absl::DataLossError(
        fmt::format("position {} of the log holds the entry of {}", position,
                    stored->entry.position()));
  }
  return stored;
}

// What is handed out must be what the tree was made of: `leaf` is the stored
// node of the position.
absl::Status CheckLeaf(const StoredEntry& stored, std::string_view leaf) {
  const ledger::Hash hash = ledger::LeafHash(stored.bytes);
  if (ledger::BytesOf(hash) == leaf) return absl::OkStatus();
  return absl::DataLossError(
      fmt::format("the entry at position {} is not the one in the tree",
                  stored.entry.position()));
}

std::string LeafKey(int64_t position) {
  // A damaged index may name a position that no tree has.
  return NumberBytes(
      ledger::NodeIndex(0, std::min(position, ledger::kMaxLeaves - 1)));
}

// The first key after all that start with `prefix`; empty where there is none.
std::string AfterPrefix(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && end.back() == '\xff') end.pop_back();
  if (!end.empty()) {
    end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  }
  return end;
}

}  // namespace

absl::StatusOr<StoredEntry> LogReader::Get(int64_t position) const {
  if (position < 0) {
    return absl::NotFoundError(
        fmt::format("there is no entry at position {}", position));
  }
  const auto bytes = database_.Get(Column::kEntry, NumberBytes(position));
  if (absl::IsNotFound(bytes.status())) {
    return absl::NotFoundError(
        fmt::format("there is no entry at position {}", position));
  }
  if (!bytes.ok()) return bytes.status();
  auto stored = ParseAt(position, *bytes);
  if (!stored.ok()) return stored.status();
  const auto leaf = database_.Get(Column::kNode, LeafKey(position));
  if (!leaf.ok()) {
    return MustExist(leaf.status(), "node", fmt::format("leaf {}", position));
  }
  if (absl::Status status = CheckLeaf(*stored, *leaf); !status.ok()) {
    return status;
  }
  return stored;
}

absl::StatusOr<StoredEntry> LogReader::GetByNumber(std::string_view subject,
                                                   int64_t number) const {
  const auto head = Head(subject);
  if (!head.ok()) return head.status();
  if (number < 1 || number > head->number) {
    return absl::NotFoundError(
        fmt::format("{} has no entry number {}", subject, number));
  }
  const auto found = History(subject, number + 1, 1);
  if (!found.ok()) return found.status();
  return found->front();
}

absl::StatusOr<StoredEntry> LogReader::GetByRequestId(
    std::string_view request_id) const {
  const auto value = database_.Get(Column::kRequest, request_id);
  if (absl::IsNotFound(value.status())) {
    return absl::NotFoundError(
        fmt::format("no entry was made by the request {}", request_id));
  }
  if (!value.ok()) return value.status();
  const auto position = ParseNumber(*value);
  if (!position.has_value()) return IndexDamaged("request", request_id);
  auto stored = Get(*position);
  if (!stored.ok()) return MustExist(stored.status(), "request", request_id);
  if (stored->entry.request_id() != request_id) {
    return IndexDamaged("request", request_id);
  }
  return stored;
}

absl::StatusOr<std::string> LogReader::Blob(BlobKind kind,
                                            std::string_view digest) const {
  auto bytes = database_.Get(ColumnOf(kind), digest);
  if (absl::IsNotFound(bytes.status())) {
    return absl::NotFoundError(fmt::format(
        "nothing is stored under the digest {}", ledger::Hex(digest)));
  }
  if (!bytes.ok()) return bytes.status();
  if (const std::string actual = ledger::Sha256(*bytes); actual != digest) {
    return absl::DataLossError(
        fmt::format("what is stored under the digest {} has the digest {}",
                    ledger::Hex(digest), ledger::Hex(actual)));
  }
  return bytes;
}

absl::StatusOr<SubjectHead> LogReader::Head(std::string_view subject) const {
  const auto value = database_.Get(Column::kSubject, subject);
  if (absl::IsNotFound(value.status())) return SubjectHead{};
  if (!value.ok()) return value.status();
  const auto head = ParseSubjectHead(*value);
  if (!head.has_value()) return IndexDamaged("subject", subject);
  return *head;
}

absl::StatusOr<std::vector<StoredEntry>> LogReader::GetAll(
    const std::vector<int64_t>& positions) const {
  std::vector<std::string> keys;
  std::vector<std::string> leaf_keys;
  keys.reserve(positions.size());
  leaf_keys.reserve(positions.size());
  for (const int64_t position : positions) {
    keys.push_back(NumberBytes(position));
    leaf_keys.push_back(LeafKey(position));
  }
  const auto values = database_.GetAll(Column::kEntry, keys);
  if (!values.ok()) {
    return MustExist(values.status(), "history or as-of", "one of a page");
  }
  const auto leaves = database_.GetAll(Column::kNode, leaf_keys);
  if (!leaves.ok()) {
    return MustExist(leaves.status(), "node", "a leaf of a page");
  }
  std::vector<StoredEntry> entries;
  for (size_t i = 0; i < positions.size(); ++i) {
    auto stored = ParseAt(positions[i], (*values)[i]);
    if (!stored.ok()) return stored.status();
    absl::Status status = CheckLeaf(*stored, (*leaves)[i]);
    if (!status.ok()) return status;
    entries.push_back(*std::move(stored));
  }
  return entries;
}

// The numbers of a subject have no gap, so its history is a list of known keys
// and needs no scan; a gap shows.
absl::StatusOr<std::vector<StoredEntry>> LogReader::History(
    std::string_view subject, int64_t before_number, int limit) const {
  if (absl::Status status = CheckLimit(limit); !status.ok()) return status;
  if (before_number < 0) {
    return absl::InvalidArgumentError(
        fmt::format("before_number is {}, expected 0 or more", before_number));
  }
  const auto head = Head(subject);
  if (!head.ok()) return head.status();
  const int64_t newest = before_number == 0
                             ? head->number
                             : std::min(head->number, before_number - 1);
  std::vector<std::string> keys;
  for (int64_t number = newest; number >= 1 && number > newest - limit;
       --number) {
    keys.push_back(HistoryKey(subject, number));
  }
  const auto values = database_.GetAll(Column::kHistory, keys);
  if (!values.ok()) return MustExist(values.status(), "history", subject);
  std::vector<int64_t> positions;
  for (const std::string& value : *values) {
    const auto position = ParseNumber(value);
    if (!position.has_value()) return IndexDamaged("history", subject);
    positions.push_back(*position);
  }
  auto entries = GetAll(positions);
  if (!entries.ok()) return entries.status();
  for (size_t i = 0; i < entries->size(); ++i) {
    const store::v1::Entry& entry = (*entries)[i].entry;
    if (entry.subject() != subject ||
        entry.number() != newest - static_cast<int64_t>(i)) {
      return IndexDamaged("history", subject);
    }
  }
  return entries;
}

absl::StatusOr<std::vector<StoredEntry>> LogReader::ByAsOfDate(
    const AsOfQuery& query) const {
  if (absl::Status status = CheckLimit(query.limit); !status.ok()) {
    return status;
  }
  const AsOfQuery bounds;
  if (query.from < 0 || query.until > bounds.until) {
    return absl::InvalidArgumentError(fmt::format(
        "the days are {} to {}, expected YYYYMMDD", query.from, query.until));
  }
  if (query.after.has_value() &&
      (query.after->as_of_date < 0 || query.after->position < 0)) {
    return absl::InvalidArgumentError("the cursor is not one that was given");
  }
  if (query.from > query.until) return std::vector<StoredEntry>();
  const auto places = ScanByAsOfDate(database_, query);
  if (!places.ok()) return places.status();
  std::vector<int64_t> positions;
  for (const AsOfPlace& place : *places) positions.push_back(place.position);
  auto entries = GetAll(positions);
  if (!entries.ok()) return entries.status();
  for (size_t i = 0; i < entries->size(); ++i) {
    const store::v1::RatingRecord& rating = (*entries)[i].entry.rating();
    const bool has_grade = query.grades.empty() ||
                           std::find(query.grades.begin(), query.grades.end(),
                                     rating.grade()) != query.grades.end();
    if (rating.as_of_date() != (*places)[i].as_of_date || !has_grade) {
      return IndexDamaged("as-of", fmt::format("position {}", positions[i]));
    }
  }
  return entries;
}

absl::StatusOr<std::vector<std::string>> LogReader::Subjects(
    std::string_view prefix, std::string_view after, int limit) const {
  if (absl::Status status = CheckLimit(limit); !status.ok()) return status;
  const std::string end = AfterPrefix(prefix);
  const rocksdb::Slice end_slice(end);
  rocksdb::ReadOptions options;
  if (!end.empty()) options.iterate_upper_bound = &end_slice;
  const auto iterator = database_.NewIterator(Column::kSubject, options);
  // The first subject that is greater than `after` has at least a zero more.
  const std::string start =
      after.empty() ? std::string(prefix)
                    : std::max(std::string(prefix), std::string(after) + '\0');
  std::vector<std::string> subjects;
  for (iterator->Seek(start);
       iterator->Valid() && subjects.size() < static_cast<size_t>(limit);
       iterator->Next()) {
    subjects.push_back(iterator->key().ToString());
  }
  if (!iterator->status().ok()) {
    return ToStatus(iterator->status(), "listing subjects");
  }
  return subjects;
}

absl::StatusOr<LogHead> LogReader::ReadHead() const {
  const auto value = database_.Get(Column::kMeta, kHeadKey);
  if (!value.ok()) return MustExist(value.status(), "meta", kHeadKey);
  const auto head = ParseLogHead(*value);
  if (!head.has_value()) return IndexDamaged("meta", kHeadKey);
  const auto iterator =
      database_.NewIterator(Column::kEntry, rocksdb::ReadOptions());
  iterator->SeekToLast();
  if (!iterator->status().ok()) {
    return ToStatus(iterator->status(), "reading the end of the log");
  }
  int64_t last = -1;
  if (iterator->Valid()) {
    const auto position = ParseNumber(iterator->key().ToStringView());
    if (!position.has_value()) return IndexDamaged("entry", "its end");
    last = *position;
  }
  if (last + 1 != head->size) {
    return absl::DataLossError(
        fmt::format("the log ends at position {} and must have {} entries",
                    last, head->size));
  }
  return *head;
}

// The numbers of a subject rise with the positions. The indexes are only asked
// where to look; the entries before and after the place decide.
absl::StatusOr<int64_t> LogReader::NumberAt(std::string_view subject,
                                            int64_t size) const {
  const auto head = Head(subject);
  if (!head.ok()) return head.status();
  int64_t low = head->position < size ? head->number : 0;
  int64_t high = head->number;
  while (low + 1 < high) {
    const int64_t middle = low + (high - low) / 2;
    const auto value =
        database_.Get(Column::kHistory, HistoryKey(subject, middle));
    if (!value.ok()) return MustExist(value.status(), "history", subject);
    const auto position = ParseNumber(*value);
    if (!position.has_value()) return IndexDamaged("history", subject);
    (*position < size ? low : high) = middle;
  }
  for (const int64_t number : {low, low + 1}) {
    if (number < 1 || number > head->number) continue;
    const auto stored = GetByNumber(subject, number);
    if (!stored.ok()) return MustExist(stored.status(), "history", subject);
    const bool is_before = stored->entry.position() < size;
    if (is_before != (number == low)) return IndexDamaged("history", subject);
  }
  return low;
}

// The times rise between the entries that say that another clock was accepted.
absl::StatusOr<int64_t> LogReader::SizeAt(int64_t time_us, int64_t size) const {
  int64_t first = 0;
  const auto changes = NumberAt(kLedgerSubject, size);
  if (!changes.ok()) return changes.status();
  for (int64_t number = *changes; number >= 1; --number) {
    const auto event = GetByNumber(kLedgerSubject, number);
    if (!event.ok()) return event.status();
    if (!event->entry.has_clock_change()) continue;
    if (event->entry.recorded_at_us() <= time_us) {
      first = event->entry.position();
      break;
    }
    size = event->entry.position();
  }
  int64_t low = first;
  while (low < size) {
    const int64_t middle = low + (size - low) / 2;
    const auto entry = Get(middle);
    if (!entry.ok()) return MustExist(entry.status(), "entry", "its middle");
    if (entry->entry.recorded_at_us() <= time_us) {
      low = middle + 1;
    } else {
      size = middle;
    }
  }
  return low;
}

}  // namespace techflow::storage
