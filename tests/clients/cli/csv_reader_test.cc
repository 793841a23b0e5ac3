#include "clients/cli/csv_reader.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

using testing::ElementsAre;

TEST(ReadCsv, ReadsPlainAndQuotedFields) {
  const auto rows = ReadCsv("a,b\r\n\"x, \"\"y\"\"\",\n\n,\"two\nlines\"\nz");
  ASSERT_TRUE(rows.ok());
  ASSERT_EQ(rows->size(), 4u);
  EXPECT_THAT((*rows)[0].fields, ElementsAre("a", "b"));
  EXPECT_THAT((*rows)[1].fields, ElementsAre("x, \"y\"", ""));
  EXPECT_THAT((*rows)[2].fields, ElementsAre("", "two\nlines"));
  EXPECT_THAT((*rows)[3].fields, ElementsAre("z"));
  EXPECT_EQ((*rows)[3].line, 6u);
}

TEST(ReadCsv, SkipsAByteOrderMark) {
  const auto rows = ReadCsv("\xEF\xBB\xBFname\n");
  ASSERT_TRUE(rows.ok());
  EXPECT_THAT((*rows)[0].fields, ElementsAre("name"));
}

TEST(ReadCsv, NamesTheLineOfABrokenQuote) {
  EXPECT_THAT(std::string(ReadCsv("a\n\"b").status().message()),
              testing::StartsWith("line 2: "));
  EXPECT_THAT(std::string(ReadCsv("\"a\"b,c\n").status().message()),
              testing::StartsWith("line 1: "));
}

TEST(ReadCsv, HasNoRowsInAnEmptyText) {
  EXPECT_TRUE(ReadCsv("")->empty());
  EXPECT_TRUE(ReadCsv("\n\r\n")->empty());
}

}  // namespace
}  // namespace techflow::cli
