#include "clients/cli/rules/json_writer.h"

#include "clients/cli/rules/json_reader.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

TEST(JsonWriter, WritesAValueOnEachLine) {
  JsonWriter json;
  json.BeginObject();
  json.Name("a");
  json.BeginArray();
  json.Number("1.50");
  json.Null();
  json.EndArray();
  json.Name("empty");
  json.BeginObject();
  json.EndObject();
  json.Name("none");
  json.BeginArray();
  json.EndArray();
  json.Name("last");
  json.Boolean(true);
  json.EndObject();
  EXPECT_EQ(json.Take(),
            "{\n \"a\": [\n  1.50,\n  null\n ],\n \"empty\": {},\n"
            " \"none\": [],\n \"last\": true\n}\n");
}

TEST(JsonWriter, WritesAValueAlone) {
  JsonWriter json;
  json.String("研发");
  EXPECT_EQ(json.Take(), "\"研发\"\n");
}

TEST(JsonWriter, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(JsonQuoted("\x1B[31m\x7F\xC2\x9B"),
            "\"\\u001b[31m\\u007f\\u009b\"");
  EXPECT_EQ(JsonQuoted("\"\\\n\t"), "\"\\\"\\\\\\n\\t\"");
  EXPECT_EQ(JsonQuoted(std::string("\0", 1)), "\"\\u0000\"");
}

TEST(JsonWriter, WritesStringsThatReadBackEqual) {
  for (const std::string& text :
       {std::string("plain"), std::string("a\0b", 3),
        std::string("\"quoted\" \\ / \b\f\n\r\t"), std::string("研发 😀"),
        std::string("\xC2\x85\x7F\xC2\xA0")}) {
    const auto read = ReadJson("a.json", JsonQuoted(text));
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(read->text, text);
  }
}

TEST(JsonWriter, StaysJsonWhereBytesAreNotUtf8) {
  EXPECT_EQ(JsonQuoted("a\xFF"), "\"a\\ufffd\"");
}

}  // namespace
}  // namespace techflow::cli
