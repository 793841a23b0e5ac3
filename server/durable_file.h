#ifndef TECHFLOW_SERVER_DURABLE_FILE_H_
#define TECHFLOW_SERVER_DURABLE_FILE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Files whose bytes must be on disk when a call returns, or not be there at
// all. Any thread, one for each file that is written. Errors are UNAVAILABLE
// and name the file but not its folder: they reach callers, who need not know
// where the server keeps its files.
namespace techflow::server {

// The last part of a path.
std::string NameOf(const std::string& path);

// "cannot `action` NAME: ..." by errno.
absl::Status DiskError(absl::string_view action, const std::string& path);

// Writes all of `bytes` from `offset` on; not synced. `path` is for the error.
absl::Status WriteAt(int file, std::string_view bytes, int64_t offset,
                     const std::string& path);

// `length` bytes from `offset` on; fewer where the file ends.
absl::StatusOr<std::string> ReadAt(int file, size_t length, int64_t offset,
                                   const std::string& path);

// Puts `bytes` in the place of what is at `path`, by way of "PATH.new": after a
// crash it holds the one or the other.
absl::Status ReplaceFile(const std::string& path, std::string_view bytes);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_DURABLE_FILE_H_
