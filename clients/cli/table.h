#ifndef TECHFLOW_CLIENTS_CLI_TABLE_H_
#define TECHFLOW_CLIENTS_CLI_TABLE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Tables for people and for spreadsheets. Pure functions; texts are UTF-8, and
// a Chinese character is as wide as two letters.
namespace techflow::cli {

enum class Style { kPlain, kBold, kDim, kGood, kMiddling, kBad };

struct Cell {
  std::string text;
  Style style = Style::kPlain;
};

struct Column {
  std::string title;
  bool right = false;  // Aligned to the right, as numbers are.
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  // Each as long as `columns`.
};

// How many columns of a terminal the text takes.
size_t DisplayWidth(std::string_view text);

// The text without control characters, which a name in the evidence could use
// to write anything on the reader's terminal.
std::string Printable(std::string_view text);

// The text and blanks up to `width`; the blanks come first for `right`.
std::string Padded(std::string_view text, size_t width, bool right = false);

// The text in its style; as it is where `colour` is false.
std::string Styled(std::string_view text, Style style, bool colour);

// Aligned columns under bold titles, each line behind `indent`. Nothing but
// the titles where there are no rows.
std::string TableText(const Table& table, bool colour,
                      std::string_view indent = "");

// RFC 4180 with LF, titles first. Texts that a spreadsheet would take for a
// formula get an apostrophe in front; numbers stay as they are.
std::string CsvText(const Table& table);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_TABLE_H_
