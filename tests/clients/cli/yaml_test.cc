#include "clients/cli/yaml.h"

#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

TEST(YamlText, WritesMembersAndItemsAsBlocks) {
  EXPECT_EQ(YamlText(R"({
 "name": "enterprises/intel",
 "asOfDate": {"year": 1997, "month": 12},
 "dimensions": [{"id": "a", "indicators": [{"id": "b"}, {"id": "c"}]}, {"id": "d"}],
 "numbers": [1, -2.5, true, null]
})"),
            R"(name: "enterprises/intel"
asOfDate:
  year: 1997
  month: 12
dimensions:
  - id: "a"
    indicators:
      - id: "b"
      - id: "c"
  - id: "d"
numbers:
  - 1
  - -2.5
  - true
  - null
)");
}

TEST(YamlText, WritesEmptyMessagesAndListsInOneLine) {
  EXPECT_EQ(YamlText("{}"), "{}\n");
  EXPECT_EQ(YamlText("[]\n"), "[]\n");
  EXPECT_EQ(YamlText(R"({"a": {}, "b": []})"), "a: {}\nb: []\n");
}

TEST(YamlText, KeepsEscapesAndBracesWithinTexts) {
  EXPECT_EQ(YamlText(R"({"a": "say \"no\" {, [", "b": "中文\\"})"),
            "a: \"say \\\"no\\\" {, [\"\nb: \"中文\\\\\"\n");
}

TEST(YamlText, QuotesKeysThatReadersWouldTakeForSomethingElse) {
  EXPECT_EQ(YamlText(R"({"no": 1, "": 2, "1.10": 3})"),
            "\"no\": 1\n\"\": 2\n\"1.10\": 3\n");
}

TEST(YamlText, WritesListsOfMessages) {
  EXPECT_EQ(YamlText(R"([{"a": 1, "b": 2}, {"c": 3}])"),
            "- a: 1\n  b: 2\n- c: 3\n");
}

}  // namespace
}  // namespace techflow::cli
