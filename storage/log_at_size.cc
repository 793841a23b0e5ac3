#include "storage/log_at_size.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "fmt/format.h"

namespace techflow::storage {

absl::StatusOr<StoredEntry> LogAtSize::Get(int64_t position) const {
  if (position >= size_) {
    return absl::NotFoundError(
        fmt::format("there is no entry at position {}", position));
  }
  return reader_.Get(position);
}

absl::StatusOr<StoredEntry> LogAtSize::GetByNumber(std::string_view subject,
                                                   int64_t number) const {
  auto stored = reader_.GetByNumber(subject, number);
  if (stored.ok() && stored->entry.position() >= size_) {
    return absl::NotFoundError(
        fmt::format("{} has no entry number {}", subject, number));
  }
  return stored;
}

absl::StatusOr<StoredEntry> LogAtSize::GetByRequestId(
    std::string_view request_id) const {
  auto stored = reader_.GetByRequestId(request_id);
  if (stored.ok() && stored->entry.position() >= size_) {
    return absl::NotFoundError(
        fmt::format("no entry was made by the request {}", request_id));
  }
  return stored;
}

absl::StatusOr<std::string> LogAtSize::Blob(BlobKind kind,
                                            std::string_view digest) const {
  return reader_.Blob(kind, digest);
}

absl::StatusOr<std::vector<StoredEntry>> LogAtSize::History(
    std::string_view subject, int64_t before_number, int limit) const {
  const auto newest = reader_.NumberAt(subject, size_);
  if (!newest.ok()) return newest.status();
  // Where there is none, all numbers below 1: the reader checks the rest.
  if (before_number == 0 || before_number > *newest) {
    before_number = *newest + 1;
  }
  return reader_.History(subject, before_number, limit);
}

absl::StatusOr<std::vector<StoredEntry>> LogAtSize::ByAsOfDate(
    AsOfQuery query) const {
  query.log_size = std::min(query.log_size, size_);
  return reader_.ByAsOfDate(query);
}

absl::StatusOr<bool> LogAtSize::HasSubject(const std::string& subject) const {
  const auto head = reader_.Head(subject);
  if (!head.ok()) return head.status();
  if (head->position < size_) return true;
  const auto first = reader_.GetByNumber(subject, 1);
  if (!first.ok()) return first.status();
  return first->entry.position() < size_;
}

absl::StatusOr<std::vector<std::string>> LogAtSize::Subjects(
    std::string_view prefix, std::string_view after, int limit) const {
  std::vector<std::string> subjects;
  std::string last(after);
  for (;;) {
    auto page = reader_.Subjects(prefix, last, limit);
    if (!page.ok()) return page.status();
    const bool is_last = page->size() < static_cast<size_t>(limit);
    if (!page->empty()) last = page->back();
    for (std::string& subject : *page) {
      const auto is_there = HasSubject(subject);
      if (!is_there.ok()) return is_there.status();
      if (*is_there) subjects.push_back(std::move(subject));
      if (subjects.size() == static_cast<size_t>(limit)) return subjects;
    }
    if (is_last) return subjects;
  }
}

absl::StatusOr<int64_t> LogAtSize::SizeAt(int64_t time_us) const {
  return reader_.SizeAt(time_us, size_);
}

absl::StatusOr<int64_t> LogAtSize::NumberAt(std::string_view subject,
                                            int64_t size) const {
  return reader_.NumberAt(subject, std::min(size, size_));
}

absl::StatusOr<std::vector<ledger::Hash>> LogAtSize::Read(
    absl::Span<const int64_t> indexes) const {
  const int64_t count = ledger::NodeCount(size_);
  for (const int64_t index : indexes) {
    if (index < count) continue;
    return absl::InvalidArgumentError(
        fmt::format("the tree of {} entries has no node {}", size_, index));
  }
  return nodes_.Read(indexes);
}

}  // namespace techflow::storage
