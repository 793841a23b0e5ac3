#include "clients/cli/table.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/exact_number.h"
#include "fmt/format.h"

namespace techflow::cli {
namespace {

constexpr std::string_view kGap = "  ";

const char* Escape(Style style) {
  switch (style) {
    case Style::kBold:
      return "\033[1m";
    case Style::kDim:
      return "\033[2m";
    case Style::kGood:
      return "\033[32m";
    case Style::kMiddling:
      return "\033[33m";
    case Style::kBad:
      return "\033[31m";
    case Style::kPlain:
      break;
  }
  return "";
}

// One line, without blanks at its end.
std::string Line(const std::vector<Column>& columns,
                 const std::vector<Cell>& cells,
                 const std::vector<size_t>& widths, bool colour,
                 std::string_view indent) {
  std::string line(indent);
  size_t owed = 0;  // Blanks that are written once more text follows.
  for (size_t i = 0; i < columns.size(); ++i) {
    const std::string text = Printable(cells[i].text);
    const size_t blanks = widths[i] - DisplayWidth(text);
    if (!text.empty()) {
      line.append(owed + (columns[i].right ? blanks : 0), ' ');
      line += Styled(text, cells[i].style, colour);
      owed = columns[i].right ? 0 : blanks;
    } else {
      owed += blanks;
    }
    owed += kGap.size();
  }
  return line + "\n";
}

std::string CsvField(const std::string& text) {
  std::string field = text;
  const bool looks_like_formula =
      !field.empty() &&
      std::string_view("=+-@\t\r").find(field[0]) != std::string_view::npos;
  if (looks_like_formula && !ExactNumber::Parse(field))
    field.insert(0, 1, '\'');
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  return absl::StrCat("\"", absl::StrReplaceAll(field, {{"\"", "\"\""}}), "\"");
}

}  // namespace

size_t DisplayWidth(std::string_view text) {
  // fmt pads by display width: from how much it adds follows the width. No
  // character is wider than its bytes, so that this minimum is enough.
  const size_t padded = fmt::formatted_size("{:<{}}", text, text.size());
  return 2 * text.size() - padded;
}

std::string Printable(std::string_view text) {
  std::string printable;
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F, the second set of control characters.
    if (c == 0xC2 && i + 1 < text.size() &&
        static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      printable += "?";
      ++i;
    } else if (absl::ascii_iscntrl(c)) {
      printable += c == '\n' || c == '\t' ? " " : "?";
    } else {
      printable += text[i];
    }
  }
  return printable;
}

std::string Padded(std::string_view text, size_t width, bool right) {
  return right ? fmt::format("{:>{}}", text, width)
               : fmt::format("{:<{}}", text, width);
}

std::string Styled(std::string_view text, Style style, bool colour) {
  if (!colour || style == Style::kPlain) return std::string(text);
  return fmt::format("{}{}\033[0m", Escape(style), text);
}

std::string TableText(const Table& table, bool colour,
                      std::string_view indent) {
  std::vector<size_t> widths;
  std::vector<Cell> titles;
  for (const Column& column : table.columns) {
    widths.push_back(DisplayWidth(column.title));
    titles.push_back({column.title, Style::kBold});
  }
  for (const std::vector<Cell>& row : table.rows) {
    for (size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(Printable(row[i].text)));
    }
  }
  std::string text = Line(table.columns, titles, widths, colour, indent);
  for (const std::vector<Cell>& row : table.rows) {
    text += Line(table.columns, row, widths, colour, indent);
  }
  return text;
}

std::string CsvText(const Table& table) {
  std::string text;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    absl::StrAppend(&text, i == 0 ? "" : ",", CsvField(table.columns[i].title));
  }
  text += "\n";
  for (const std::vector<Cell>& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      absl::StrAppend(&text, i == 0 ? "" : ",", CsvField(row[i].text));
    }
    text += "\n";
  }
  return text;
}

}  // namespace techflow::cli
