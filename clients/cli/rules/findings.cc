#include "clients/cli/rules/findings.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/table.h"
#include "rating/feel/characters.h"

namespace techflow::cli {
namespace {

// Code points that are shown before and behind the caret.
constexpr size_t kBeforeCaret = 60;
constexpr size_t kBehindCaret = 40;

std::string Word(const Session& session, std::string_view word, Style style) {
  return Styled(word, style,
                session.err_is_terminal && !session.settings.no_color);
}

std::string PlaceText(std::string_view file, int line, int column) {
  if (line == 0) return "";
  return absl::StrCat(Printable(file), ":", line, ":", column, ": ");
}

void TellLine(Session& session, std::string_view file, int line, int column,
              std::string_view expression) {
  if (file == kExpressionFile) {
    session.err << CaretText(expression, line, column);
  }
}

std::vector<std::string> CodePoints(std::string_view text) {
  std::vector<std::string> points;
  for (size_t i = 0; i < text.size();) {
    const size_t bytes = std::max<size_t>(1, feel::CodePointAt(text, i).bytes);
    points.push_back(Printable(text.substr(i, bytes)));
    i += bytes;
  }
  return points;
}

}  // namespace

void TellDiagnostics(Session& session, const feel::Diagnostics& diagnostics,
                     std::string_view expression) {
  for (const feel::Diagnostic& found : diagnostics.all()) {
    const bool is_error = found.severity == feel::Severity::kError;
    session.err << PlaceText(found.file, found.line, found.column)
                << Word(session, is_error ? "error: " : "warning: ",
                        is_error ? Style::kBad : Style::kMiddling)
                << Printable(found.message) << "\n";
    TellLine(session, found.file, found.line, found.column, expression);
  }
}

void TellNull(Session& session, const feel::SourcePlace& place,
              std::string_view message, std::string_view expression) {
  session.err << PlaceText(place.file, place.line, place.column)
              << Word(session, "null: ", Style::kMiddling) << Printable(message)
              << "\n";
  TellLine(session, place.file, place.line, place.column, expression);
}

void TellError(Session& session, std::string_view message) {
  session.err << Word(session, session.In({"错误：", "error: "}), Style::kBad)
              << Printable(message) << "\n";
}

void TellNote(Session& session, std::string_view message) {
  session.err << Word(session, session.In({"提示：", "note: "}), Style::kDim)
              << Printable(message) << "\n";
}

std::string CaretText(std::string_view text, int line, int column) {
  const std::vector<std::string> lines =
      absl::StrSplit(absl::string_view(text.data(), text.size()), '\n');
  const auto index = static_cast<size_t>(line) - 1;
  if (line < 1 || column < 1 || index >= lines.size()) return "";
  const std::vector<std::string> points = CodePoints(lines[index]);
  if (points.empty()) return "";
  const size_t at = std::min(static_cast<size_t>(column) - 1, points.size());
  const size_t start = at > kBeforeCaret ? at - kBeforeCaret : 0;
  const size_t end = std::min(points.size(), at + kBehindCaret);
  std::string shown = start > 0 ? "  ..." : "  ";
  for (size_t i = start; i < at; ++i) shown += points[i];
  const std::string blanks(DisplayWidth(shown), ' ');
  for (size_t i = at; i < end; ++i) shown += points[i];
  if (end < points.size()) shown += "...";
  return absl::StrCat(shown, "\n", blanks, "^\n");
}

}  // namespace techflow::cli
