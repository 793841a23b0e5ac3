#include "rating/feel/diagnostics.h"

#include <fmt/format.h>

namespace techflow::feel {

std::string Diagnostic::ToString() const {
  const std::string_view kind =
      severity == Severity::kError ? "error" : "warning";
  if (file.empty()) {
    return fmt::format("{}:{}: {}: {}", line, column, kind, message);
  }
  return fmt::format("{}:{}:{}: {}: {}", file, line, column, kind, message);
}

void Diagnostics::Add(Severity severity, const SourcePlace& place,
                      std::string message) {
  if (severity == Severity::kError) ++error_count_;
  all_.push_back({severity, std::string(place.file), place.line, place.column,
                  std::move(message)});
}

std::string Diagnostics::ToString() const {
  std::string text;
  for (const Diagnostic& diagnostic : all_) {
    text += diagnostic.ToString() + "\n";
  }
  return text;
}

}  // namespace techflow::feel
