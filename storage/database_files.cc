#include "storage/database_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "absl/status/status.h"
#include "fmt/format.h"
#include "storage/database.h"

namespace techflow::storage {
namespace {

constexpr std::string_view kLogSuffix = ".log";

// CURRENT holds the name of the manifest and a newline.
absl::StatusOr<std::string> ReadManifestName(rocksdb::Env& env,
                                             const std::string& folder) {
  std::string name;
  const rocksdb::Status status =
      rocksdb::ReadFileToString(&env, folder + "/CURRENT", &name);
  if (!status.ok()) return ToStatus(status, "reading which manifest holds");
  while (!name.empty() && name.back() == '\n') name.pop_back();
  return name;
}

}  // namespace

absl::StatusOr<DatabaseFiles> ReadDatabaseFiles(rocksdb::Env& env,
                                                const std::string& folder) {
  struct stat place {};
  if (stat(folder.c_str(), &place) != 0) {
    const std::string message = fmt::format("looking at the folder {}: {}",
                                            folder, std::strerror(errno));
    return errno == ENOENT ? absl::NotFoundError(message)
                           : absl::UnavailableError(message);
  }
  DatabaseFiles files;
  files.folder_id = place.st_ino;
  auto manifest = ReadManifestName(env, folder);
  if (!manifest.ok()) return manifest.status();
  files.manifest = *std::move(manifest);
  std::vector<rocksdb::Env::FileAttributes> found;
  const rocksdb::Status status = env.GetChildrenFileAttributes(folder, &found);
  if (!status.ok()) return ToStatus(status, "listing the database's files");
  for (const auto& file : found) {
    if (file.name == files.manifest) files.manifest_bytes = file.size_bytes;
    if (!file.name.ends_with(kLogSuffix)) continue;
    files.logs.push_back(file.name);
    files.log_bytes += file.size_bytes;
  }
  std::sort(files.logs.begin(), files.logs.end());
  return files;
}

bool HaveSameParts(const DatabaseFiles& before, const DatabaseFiles& after) {
  return before.folder_id == after.folder_id &&
         before.manifest == after.manifest &&
         before.manifest_bytes == after.manifest_bytes &&
         before.logs == after.logs;
}

}  // namespace techflow::storage
