#include "storage/backup_record.h"

#include <charconv>

#include "fmt/format.h"

namespace techflow::storage {
namespace {

//   +-------------------+----+------+----+------------+
//   | techflow backup 1 | SP | time | LF | checkpoint |
//   +-------------------+----+------+----+------------+
//
// A checkpoint begins with a name without spaces, so the two are told apart.
constexpr std::string_view kMark = "techflow backup 1 ";

constexpr int64_t kSecondUs = 1'000'000;

}  // namespace

std::string BackupRecord(int64_t made_at_us, std::string_view checkpoint) {
  return fmt::format("{}{}\n{}", kMark, made_at_us, checkpoint);
}

Backup ToBackup(const rocksdb::BackupInfo& info) {
  Backup backup{.number = info.backup_id,
                .bytes = static_cast<int64_t>(info.size),
                .made_at_us = info.timestamp * kSecondUs,
                .checkpoint = info.app_metadata};
  std::string_view record = info.app_metadata;
  if (!record.starts_with(kMark)) return backup;
  record.remove_prefix(kMark.size());
  const char* const end = record.data() + record.size();
  int64_t time = 0;
  const auto read = std::from_chars(record.data(), end, time);
  if (read.ec != std::errc() || read.ptr == end || *read.ptr != '\n') {
    return backup;
  }
  backup.made_at_us = time;
  backup.checkpoint.assign(read.ptr + 1, end);
  return backup;
}

}  // namespace techflow::storage
