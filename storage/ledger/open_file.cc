#include "storage/ledger/open_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

namespace techflow::ledger {

OpenFile::~OpenFile() {
  if (file_ >= 0) close(file_);
}

bool SyncFolderOf(const std::string& path) {
  std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (folder.empty()) folder = ".";
  const OpenFile file(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return file.get() >= 0 && fsync(file.get()) == 0;
}

}  // namespace techflow::ledger
