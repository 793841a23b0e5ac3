#ifndef TECHFLOW_CLIENTS_CLI_CSV_READER_H_
#define TECHFLOW_CLIENTS_CLI_CSV_READER_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace techflow::cli {

struct CsvRow {
  size_t line = 0;  // Where it begins, from 1.
  std::vector<std::string> fields;
};

// The rows of an RFC 4180 text, titles included; LF and CRLF end rows, empty
// lines are skipped. INVALID_ARGUMENT with the line where a quote is not
// closed, or text follows one. A pure function.
absl::StatusOr<std::vector<CsvRow>> ReadCsv(std::string_view text);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_CSV_READER_H_
