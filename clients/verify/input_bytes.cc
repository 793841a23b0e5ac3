#include "clients/verify/input_bytes.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "fmt/format.h"

namespace techflow::verify {

absl::StatusOr<std::string> ReadInput(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return absl::NotFoundError(fmt::format("there is no file `{}`", path));
  }
  if (fs::file_size(path, error) > kMaxInputBytes || error) {
    return absl::OutOfRangeError(
        fmt::format("`{}` has more than {} bytes", path, kMaxInputBytes));
  }
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (!file.is_open() || file.bad()) {
    return absl::NotFoundError(fmt::format("cannot read `{}`", path));
  }
  return bytes;
}

absl::StatusOr<std::vector<ledger::VerifierKey>> ReadVerifierKeys(
    const std::string& text) {
  if (auto key = ledger::VerifierKey::Parse(text); key.ok()) {
    return std::vector<ledger::VerifierKey>{*std::move(key)};
  }
  const auto bytes = ReadInput(text);
  if (!bytes.ok()) {
    return absl::Status(
        bytes.status().code(),
        fmt::format("it is neither a key as name+id+base64 nor a file: {}",
                    std::string(bytes.status().message())));
  }
  std::vector<ledger::VerifierKey> keys;
  std::istringstream lines(*bytes);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    auto key = ledger::VerifierKey::Parse(line);
    if (!key.ok()) {
      return absl::InvalidArgumentError(fmt::format(
          "{}:{}: {}", text, number, std::string(key.status().message())));
    }
    keys.push_back(*std::move(key));
  }
  if (keys.empty()) {
    return absl::InvalidArgumentError(fmt::format("`{}` has no key", text));
  }
  return keys;
}

}  // namespace techflow::verify
