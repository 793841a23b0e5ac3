#include "clients/cli/csv_reader.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace techflow::cli {
namespace {

// Reads rows from left to right, once.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  absl::StatusOr<std::vector<CsvRow>> Rows() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      if (TakeLineEnd()) continue;
      CsvRow row{line_, {}};
      do {
        absl::StatusOr<std::string> field = Field();
        if (!field.ok()) return field.status();
        row.fields.push_back(*std::move(field));
      } while (Take(','));
      if (at_ < text_.size() && !TakeLineEnd()) {
        return Error("text after a closing quote");
      }
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  absl::StatusOr<std::string> Field() {
    if (!Take('"')) {
      const size_t end = text_.find_first_of(",\r\n", at_);
      const size_t length =
          (end == std::string_view::npos ? text_.size() : end) - at_;
      std::string field(text_.substr(at_, length));
      at_ += length;
      return field;
    }
    std::string field;
    while (at_ < text_.size()) {
      if (Take('"')) {
        if (!Take('"')) return field;
        field += '"';
        continue;
      }
      if (text_[at_] == '\n') ++line_;
      field += text_[at_++];
    }
    return Error("a quote is not closed");
  }

  bool Take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  // A carriage return alone ends a line too, as old spreadsheets write it.
  bool TakeLineEnd() {
    const bool carriage_return = Take('\r');
    if (!Take('\n') && !carriage_return) return false;
    ++line_;
    return true;
  }

  absl::Status Error(std::string_view what) const {
    return absl::InvalidArgumentError(absl::StrCat(
        "line ", line_, ": ", absl::string_view(what.data(), what.size())));
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t line_ = 1;
};

}  // namespace

absl::StatusOr<std::vector<CsvRow>> ReadCsv(std::string_view text) {
  return Reader(text).Rows();
}

}  // namespace techflow::cli
