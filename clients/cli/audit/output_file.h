#ifndef TECHFLOW_CLIENTS_CLI_AUDIT_OUTPUT_FILE_H_
#define TECHFLOW_CLIENTS_CLI_AUDIT_OUTPUT_FILE_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace techflow::cli {

// Writes `bytes` to `path`, as a whole or not at all: an interrupted run leaves
// no file that looks complete. Makes the folders above it, and replaces what
// was there. UNAVAILABLE names the file and the reason. One thread for a path.
absl::Status WriteWholeFile(const std::string& path, std::string_view bytes);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_AUDIT_OUTPUT_FILE_H_
