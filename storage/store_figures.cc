#include "storage/store_figures.h"

#include <sys/statvfs.h>

#include <cerrno>
#include <cstdint>
#include <string>
#include <system_error>
#include <utility>

#include "fmt/format.h"
#include "storage/database_files.h"

namespace techflow::storage {
namespace {

int64_t Property(const Database& database, Column column,
                 const std::string& name) {
  uint64_t value = 0;
  // A property that is not known counts as nothing: these are figures.
  database.db().GetIntProperty(database.handle(column), name, &value);
  return static_cast<int64_t>(value);
}

}  // namespace

absl::StatusOr<StoreFigures> ReadFigures(const Database& database) {
  StoreFigures figures;
  for (int i = 0; i < kColumnCount; ++i) {
    const auto column = static_cast<Column>(i);
    PartFigures part;
    part.name =
        column == Column::kMeta ? "meta" : database.handle(column)->GetName();
    part.records =
        Property(database, column, rocksdb::DB::Properties::kEstimateNumKeys);
    part.disk_bytes =
        Property(database, column,
                 rocksdb::DB::Properties::kTotalSstFilesSize) +
        Property(database, column, rocksdb::DB::Properties::kTotalBlobFileSize);
    figures.disk_bytes += part.disk_bytes;
    figures.parts.push_back(std::move(part));
  }
  const auto files =
      ReadDatabaseFiles(*database.db().GetEnv(), database.db().GetName());
  if (!files.ok()) return files.status();
  figures.disk_bytes += static_cast<int64_t>(files->log_bytes);
  struct statvfs disk {};
  if (statvfs(database.db().GetName().c_str(), &disk) != 0) {
    return absl::UnavailableError(
        fmt::format("asking for the free bytes of the disk: {}",
                    std::generic_category().message(errno)));
  }
  figures.free_bytes =
      static_cast<int64_t>(disk.f_bavail) * static_cast<int64_t>(disk.f_frsize);
  return figures;
}

}  // namespace techflow::storage
