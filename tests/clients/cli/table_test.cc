#include "clients/cli/table.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

TEST(DisplayWidth, CountsChineseAsTwoColumns) {
  EXPECT_EQ(DisplayWidth("Intel"), 5u);
  EXPECT_EQ(DisplayWidth("英特尔"), 6u);
  EXPECT_EQ(DisplayWidth("虚构（上海）"), 12u);
  EXPECT_EQ(DisplayWidth("█–▲→"), 4u);
  EXPECT_EQ(DisplayWidth(""), 0u);
}

TEST(TableText, AlignsChineseAndLatinRows) {
  const Table table{{{"企业"}, {"SCORE", true}, {"X"}},
                    {{{"英特尔"}, {"7.50"}, {"a"}},
                     {{"Intel"}, {"63.48"}, {"b"}},
                     {{"德州仪器公司"}, {"100.00"}, {"c"}}}};
  EXPECT_EQ(TableText(table, false),
            "企业           SCORE  X\n"
            "英特尔          7.50  a\n"
            "Intel          63.48  b\n"
            "德州仪器公司  100.00  c\n");
}

TEST(TableText, PutsNoBlanksAtTheEndOfALine) {
  const Table table{{{"A"}, {"B"}}, {{{"long text"}, {}}, {{"x"}, {"y"}}}};
  const std::vector<std::string> lines =
      absl::StrSplit(TableText(table, false), '\n');
  for (const std::string& line : lines) {
    EXPECT_FALSE(line.ends_with(" ")) << line;
  }
}

TEST(TableText, ColoursOnlyWhenAsked) {
  const Table table{{{"A"}}, {{{"x", Style::kBad}}}};
  EXPECT_EQ(TableText(table, false).find('\033'), std::string::npos);
  EXPECT_NE(TableText(table, true).find("\033[31mx\033[0m"), std::string::npos);
}

TEST(Printable, LetsNoControlCharacterReachTheTerminal) {
  EXPECT_EQ(Printable("a\033[2Jb\x07"), "a?[2Jb?");
  EXPECT_EQ(Printable("two\nlines"), "two lines");
  EXPECT_EQ(Printable("\xC2\x9B"
                      "31m"),
            "?31m");
  EXPECT_EQ(Printable("虚构"), "虚构");
}

TEST(CsvText, QuotesWhatNeedsIt) {
  const Table table{{{"a"}, {"b"}}, {{{"x,y"}, {"say \"hi\"\n"}}}};
  EXPECT_EQ(CsvText(table), "a,b\n\"x,y\",\"say \"\"hi\"\"\n\"\n");
}

TEST(CsvText, DisarmsFormulasButNotNumbers) {
  const Table table{{{"a"}, {"b"}}, {{{"=1+1"}, {"-3.5"}}}};
  EXPECT_EQ(CsvText(table), "a,b\n'=1+1,-3.5\n");
}

}  // namespace
}  // namespace techflow::cli
