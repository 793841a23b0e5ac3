// The command line's JSON, on any text: what can be read becomes FEEL values,
// whose JSON reads back to the same values.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "clients/cli/rules/json_reader.h"
#include "clients/cli/rules/value_from_json.h"
#include "clients/cli/rules/value_to_json.h"
#include "clients/cli/rules/value_type.h"

namespace {

namespace cli = techflow::cli;
namespace feel = techflow::feel;

// The JSON of the values that the text is read as; empty where it cannot be
// read.
std::string Again(std::string_view text, feel::Arena& arena) {
  const absl::StatusOr<cli::JsonValue> json = cli::ReadJson("in", text);
  if (!json.ok()) return "";
  cli::JsonValues reader("in", feel::Dialect::kConformance, arena);
  const feel::Value value = reader.Read(*json, feel::Type(), "x");
  if (!reader.problems().empty()) return "";
  cli::TypeOf(value);
  cli::JsonWriter writer;
  cli::WriteValue(value, writer);
  return writer.Take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  feel::Arena arena;
  const std::string once = Again(text, arena);
  // Dates come back as strings, and strings stay what they are.
  if (!once.empty() && Again(once, arena) != once) std::abort();
  return 0;
}
