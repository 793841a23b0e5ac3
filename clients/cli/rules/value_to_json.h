#ifndef TECHFLOW_CLIENTS_CLI_RULES_VALUE_TO_JSON_H_
#define TECHFLOW_CLIENTS_CLI_RULES_VALUE_TO_JSON_H_

#include <cstddef>

#include "absl/status/status.h"
#include "clients/cli/rules/json_writer.h"
#include "rating/feel/value.h"

namespace techflow::cli {

// Rules can nest lists without end; what people look at is flat.
inline constexpr int kMaxWrittenDepth = 500;
// A million numbers of six thousand digits would fill the memory.
inline constexpr size_t kMaxWrittenBytes = size_t{256} << 20;

// OUT_OF_RANGE where the value is nested deeper than kMaxWrittenDepth, or its
// numbers and texts alone are longer than kMaxWrittenBytes; every other value
// can be written.
absl::Status CheckWritable(const feel::Value& value);

// Writes a value that CheckWritable() accepts: numbers with all their digits
// and no exponent, dates, times and durations as the text that FEEL's string()
// gives, ranges and functions as FEEL writes them. A pure function.
void WriteValue(const feel::Value& value, JsonWriter& json);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_VALUE_TO_JSON_H_
