#include "storage/as_of_scan.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "storage/prepared_entry.h"

namespace techflow::storage {
namespace {

// The keys of one range, from the last to the first.
class Stream {
 public:
  // From `first`, included, to `end`, excluded.
  Stream(const Database& database, Column column, std::string first,
         std::string end)
      : first_(std::move(first)), end_(std::move(end)) {
    first_slice_ = first_;
    end_slice_ = end_;
    rocksdb::ReadOptions options;
    options.iterate_lower_bound = &first_slice_;
    options.iterate_upper_bound = &end_slice_;
    iterator_ = database.NewIterator(column, options);
    iterator_->SeekToLast();
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  bool HasPlace() const { return iterator_->Valid(); }
  void Next() { iterator_->Prev(); }
  absl::Status status() const {
    return ToStatus(iterator_->status(), "reading the as-of index");
  }

  // Where it stands; nullopt for a key that cannot be ours.
  std::optional<AsOfPlace> Place() const {
    return ParseAsOfPlace(iterator_->key().ToStringView());
  }

  // In the order of the places.
  std::string_view PlaceBytes() const {
    std::string_view key = iterator_->key().ToStringView();
    key.remove_prefix(key.size() -
                      std::min<size_t>(key.size(), kAsOfPlaceBytes));
    return key;
  }

 private:
  // RocksDB keeps pointers to the bounds.
  const std::string first_;
  const std::string end_;
  rocksdb::Slice first_slice_;
  rocksdb::Slice end_slice_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

std::vector<std::unique_ptr<Stream>> OpenStreams(const Database& database,
                                                 const AsOfQuery& query) {
  // The day after the last, which need not exist, or the place of the cursor.
  AsOfPlace end{.as_of_date = query.until + 1, .position = 0};
  if (query.after.has_value() && query.after->as_of_date < end.as_of_date) {
    end = {.as_of_date = query.after->as_of_date,
           .position = query.after->position};
  }
  std::vector<std::unique_ptr<Stream>> streams;
  if (query.grades.empty()) {
    streams.push_back(std::make_unique<Stream>(
        database, Column::kAsOf, AsOfKey(query.from, 0),
        AsOfKey(end.as_of_date, end.position)));
    return streams;
  }
  for (const std::string& grade :
       std::set<std::string>(query.grades.begin(), query.grades.end())) {
    // Padded to its width in a key it could be taken for another.
    if (!IsGrade(grade)) continue;
    streams.push_back(std::make_unique<Stream>(
        database, Column::kGrade, GradeKey(grade, query.from, 0),
        GradeKey(grade, end.as_of_date, end.position)));
  }
  return streams;
}

}  // namespace

absl::StatusOr<std::vector<AsOfPlace>> ScanByAsOfDate(const Database& database,
                                                      const AsOfQuery& query) {
  const auto streams = OpenStreams(database, query);
  std::vector<AsOfPlace> places;
  while (places.size() < static_cast<size_t>(query.limit)) {
    Stream* newest = nullptr;
    for (const auto& stream : streams) {
      if (!stream->HasPlace()) {
        if (!stream->status().ok()) return stream->status();
        continue;
      }
      if (newest == nullptr || stream->PlaceBytes() > newest->PlaceBytes()) {
        newest = stream.get();
      }
    }
    if (newest == nullptr) break;
    const auto place = newest->Place();
    if (!place.has_value()) {
      return absl::DataLossError("a key of the as-of index cannot be read");
    }
    if (place->position < query.log_size) places.push_back(*place);
    newest->Next();
  }
  return places;
}

}  // namespace techflow::storage
