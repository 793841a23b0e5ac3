#include "clients/cli/audit/output_file.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "fmt/format.h"

namespace techflow::cli {

absl::Status WriteWholeFile(const std::string& path, std::string_view bytes) {
  namespace fs = std::filesystem;
  const fs::path target(path);
  std::error_code error;
  if (target.has_parent_path()) {
    fs::create_directories(target.parent_path(), error);
  }
  const std::string part = path + ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) {
    fs::remove(part, error);
    return absl::UnavailableError(fmt::format("cannot write `{}`", path));
  }
  fs::rename(part, target, error);
  if (error) {
    const std::string reason = error.message();
    fs::remove(part, error);
    return absl::UnavailableError(
        fmt::format("cannot write `{}`: {}", path, reason));
  }
  return absl::OkStatus();
}

}  // namespace techflow::cli
