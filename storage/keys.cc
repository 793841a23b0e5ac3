#include "storage/keys.h"

#include <limits>

#include "storage/ledger/big_endian.h"
#include "storage/prepared_entry.h"

namespace techflow::storage {
namespace {

constexpr size_t kNumberBytes = 8;
constexpr size_t kDateBytes = 4;

std::string DateBytes(int32_t date) {
  return ledger::BigEndian(static_cast<uint32_t>(date), kDateBytes);
}

}  // namespace

std::string NumberBytes(int64_t number) {
  return ledger::BigEndian(static_cast<uint64_t>(number), kNumberBytes);
}

std::string HistoryKey(std::string_view subject, int64_t number) {
  return std::string(subject) + '\0' + NumberBytes(number);
}

std::string AsOfKey(int32_t as_of_date, int64_t position) {
  return DateBytes(as_of_date) + NumberBytes(position);
}

std::string GradeKey(std::string_view grade, int32_t as_of_date,
                     int64_t position) {
  std::string padded(grade);
  padded.resize(kMaxGradeBytes, '\0');
  return padded + AsOfKey(as_of_date, position);
}

std::string SubjectHeadBytes(const SubjectHead& head) {
  return NumberBytes(head.number) + NumberBytes(head.position);
}

std::string LogHeadBytes(const LogHead& head) {
  return NumberBytes(head.size) + std::string(ledger::BytesOf(head.root));
}

std::optional<int64_t> ParseNumber(std::string_view bytes) {
  if (bytes.size() != kNumberBytes) return std::nullopt;
  const uint64_t value = ledger::FromBigEndian(bytes);
  if (value > uint64_t{std::numeric_limits<int64_t>::max()}) {
    return std::nullopt;
  }
  return static_cast<int64_t>(value);
}

std::optional<SubjectHead> ParseSubjectHead(std::string_view bytes) {
  if (bytes.size() != 2 * kNumberBytes) return std::nullopt;
  const auto number = ParseNumber(bytes.substr(0, kNumberBytes));
  const auto position = ParseNumber(bytes.substr(kNumberBytes));
  if (!number.has_value() || !position.has_value()) return std::nullopt;
  return SubjectHead{.number = *number, .position = *position};
}

std::optional<LogHead> ParseLogHead(std::string_view bytes) {
  if (bytes.size() < kNumberBytes) return std::nullopt;
  const auto size = ParseNumber(bytes.substr(0, kNumberBytes));
  const auto root = ledger::HashOf(bytes.substr(kNumberBytes));
  if (!size.has_value() || !root.has_value()) return std::nullopt;
  return LogHead{.size = *size, .root = *root};
}

std::optional<AsOfPlace> ParseAsOfPlace(std::string_view key) {
  if (key.size() < kAsOfPlaceBytes) return std::nullopt;
  const std::string_view place = key.substr(key.size() - kAsOfPlaceBytes);
  const auto position = ParseNumber(place.substr(kDateBytes));
  const uint64_t date = ledger::FromBigEndian(place.substr(0, kDateBytes));
  if (!position.has_value() ||
      date > uint64_t{std::numeric_limits<int32_t>::max()}) {
    return std::nullopt;
  }
  return AsOfPlace{.as_of_date = static_cast<int32_t>(date),
                   .position = *position};
}

}  // namespace techflow::storage
