#include "storage/index_records.h"

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "fmt/format.h"
#include "storage/keys.h"
#include "storage/ledger/digest.h"

namespace techflow::storage {
namespace {

std::string Escaped(std::string_view bytes) {
  return absl::CHexEscape(absl::string_view(bytes.data(), bytes.size()));
}

std::string ReadableHistoryKey(std::string_view key) {
  const size_t end = key.find('\0');
  if (end == std::string_view::npos) return Escaped(key);
  const auto number = ParseNumber(key.substr(end + 1));
  if (!number.has_value()) return Escaped(key);
  return fmt::format("{} number {}", Escaped(key.substr(0, end)), *number);
}

std::string ReadableAsOfKey(std::string_view key) {
  const auto place = ParseAsOfPlace(key);
  if (!place.has_value()) return Escaped(key);
  std::string_view grade = key.substr(0, key.size() - kAsOfPlaceBytes);
  grade = grade.substr(0, grade.find('\0'));
  return fmt::format("{}{}{} position {}", Escaped(grade),
                     grade.empty() ? "" : " ", place->as_of_date,
                     place->position);
}

}  // namespace

std::vector<IndexRecord> IndexRecords(const store::v1::Entry& entry) {
  const std::string position = NumberBytes(entry.position());
  std::vector<IndexRecord> records;
  records.reserve(std::size(kIndexColumns));
  records.push_back({.column = Column::kHistory,
                     .key = HistoryKey(entry.subject(), entry.number()),
                     .value = position});
  if (!entry.request_id().empty()) {
    records.push_back({.column = Column::kRequest,
                       .key = entry.request_id(),
                       .value = position});
  }
  if (entry.has_rating()) {
    const store::v1::RatingRecord& rating = entry.rating();
    records.push_back({.column = Column::kAsOf,
                       .key = AsOfKey(rating.as_of_date(), entry.position()),
                       .value = ""});
    records.push_back(
        {.column = Column::kGrade,
         .key = GradeKey(rating.grade(), rating.as_of_date(), entry.position()),
         .value = ""});
  }
  return records;
}

std::optional<int64_t> PositionOf(Column column, std::string_view key,
                                  std::string_view value) {
  if (column == Column::kHistory || column == Column::kRequest) {
    return ParseNumber(value);
  }
  const auto place = ParseAsOfPlace(key);
  if (!place.has_value()) return std::nullopt;
  return place->position;
}

std::string ReadableKey(Column column, std::string_view key) {
  switch (column) {
    case Column::kEntry:
    case Column::kNode: {
      const auto number = ParseNumber(key);
      return number.has_value() ? fmt::format("{}", *number) : Escaped(key);
    }
    case Column::kHistory:
      return ReadableHistoryKey(key);
    case Column::kAsOf:
    case Column::kGrade:
      return ReadableAsOfKey(key);
    case Column::kEvidence:
    case Column::kAssessment:
    case Column::kModel:
      return ledger::Hex(key);
    case Column::kMeta:
    case Column::kSubject:
    case Column::kRequest:
      return Escaped(key);
  }
  return Escaped(key);
}

std::string_view PartOf(Column column) {
  switch (column) {
    case Column::kMeta:
      return "meta";
    case Column::kEntry:
      return "entry";
    case Column::kSubject:
      return "subject";
    case Column::kHistory:
      return "history";
    case Column::kAsOf:
      return "as_of";
    case Column::kGrade:
      return "grade";
    case Column::kRequest:
      return "request";
    case Column::kEvidence:
      return "evidence";
    case Column::kAssessment:
      return "assessment";
    case Column::kModel:
      return "model";
    case Column::kNode:
      return "node";
  }
  return "meta";
}

}  // namespace techflow::storage
