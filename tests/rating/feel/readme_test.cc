// The language reference in rating/feel/README.md, example by example.
#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/feel/builtins.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

using ::testing::HasSubstr;

// Two code spans of a table's row, and the title of the second column.
struct Row {
  std::string code;
  std::string says;
  std::string title;
};

// The text between the backticks of a cell; empty where it is no code span.
std::string CodeOf(const std::string& cell) {
  const size_t first = cell.find('`');
  const size_t last = cell.rfind('`');
  if (first == cell.npos || first == last) return "";
  return cell.substr(first + 1, last - first - 1);
}

std::vector<Row> ReadRows() {
  std::ifstream file(TECHFLOW_SOURCE_DIR "/rating/feel/README.md");
  std::vector<Row> rows;
  std::string title;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| ")) {
      if (!line.starts_with("|-")) title.clear();
      continue;
    }
    const size_t bar = line.find(" | ");
    if (bar == line.npos) continue;
    const std::string second = line.substr(bar + 3, line.size() - bar - 3 - 2);
    if (title.empty()) {
      title = second;
      continue;
    }
    rows.push_back({CodeOf(line.substr(2, bar - 2)), CodeOf(second), title});
  }
  return rows;
}

Scope Names() {
  Scope scope;
  scope.Add("revenue", TypeKind::kNumber);
  scope.Add("limit", TypeKind::kNumber);
  scope.Add("name", TypeKind::kString);
  scope.Add("patents",
            Type::List(Type::Context({{"in force", TypeKind::kBoolean}})));
  return scope;
}

TEST(Readme, ExamplesGiveWhatItSays) {
  int checked = 0;
  for (const Row& row : ReadRows()) {
    if (row.title != "It is") continue;
    ++checked;
    if (row.says.starts_with("function")) continue;
    EXPECT_EQ(Evaluated(row.code), row.says) << row.code;
  }
  EXPECT_GT(checked, 120);
}

TEST(Readme, ErrorsAreSaidAsItSays) {
  int checked = 0;
  for (const Row& row : ReadRows()) {
    if (row.title != "What is said") continue;
    ++checked;
    EXPECT_THAT(StrictErrors(row.code, Names()), HasSubstr(row.says))
        << row.code;
  }
  EXPECT_GT(checked, 8);
}

TEST(Readme, NullsSayWhyAsItSays) {
  int checked = 0;
  for (const Row& row : ReadRows()) {
    if (row.title != "Why it is null") continue;
    ++checked;
    EXPECT_THAT(Reason(row.code), HasSubstr(row.says)) << row.code;
  }
  EXPECT_GT(checked, 6);
}

TEST(Readme, ShowsEveryFunction) {
  std::string examples;
  for (const Row& row : ReadRows()) examples += row.code + "\n";
  for (const std::string_view name : BuiltinNames()) {
    EXPECT_THAT(examples, HasSubstr(std::string(name) + "("));
  }
}

}  // namespace
}  // namespace techflow::feel
