// The conformance runner itself, on a small suite of our own: a runner that
// cannot fail proves nothing.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/tck/runner.h"
#include "tests/tck/suite.h"
#include "tests/tck/written_value.h"

namespace techflow::tck {
namespace {

using ::testing::HasSubstr;

constexpr char kSmall[] = TECHFLOW_SOURCE_DIR "/tests/tck/testdata/small";

TEST(Suite, ReadsCasesInputsAndResults) {
  const auto suite = ReadSuite(kSmall);
  ASSERT_TRUE(suite.ok()) << suite.status();
  ASSERT_EQ(suite->size(), 2u);
  EXPECT_EQ((*suite)[0].name, "0001-own");
  EXPECT_EQ((*suite)[0].level, "compliance-level-9");
  const TestCase& test = (*suite)[0].tests.at(0).cases.at(4);
  EXPECT_EQ(test.type, "bkm");
  EXPECT_EQ(test.invocable, "triple");
  EXPECT_EQ(test.inputs.at(0).value.text, "5");
  EXPECT_EQ(test.results.at(0).value.schema_type, "decimal");
}

TEST(Suite, AFolderWithoutCasesIsAnError) {
  EXPECT_EQ(ReadSuite("/nowhere").status().code(), absl::StatusCode::kNotFound);
}

TEST(Runner, CountsWhatPassesAndSaysWhatFails) {
  const auto suite = ReadSuite(kSmall);
  ASSERT_TRUE(suite.ok());
  const Report report = RunSuite(*suite);
  EXPECT_FALSE(report.all_passed());
  const std::string text = report.ToString();
  // Of the seven cases that count two fail; of four that expect a value one;
  // one says that a null is no error, which it is.
  EXPECT_THAT(text, HasSubstr("tck: passed 5 of 7, non-null 3 of 4, folders "
                              "71.43 %, errorResult 85.71 %\n"));
  EXPECT_THAT(text, HasSubstr("0001-own-test-01.xml fails: twice: expected "
                              "42.1, got 42\n"));
  EXPECT_THAT(text, HasSubstr("there is no decision nobody"));
  EXPECT_THAT(text, HasSubstr("not scored"));
}

TEST(WrittenValue, TextMustBeOfItsType) {
  feel::Arena arena;
  WrittenValue written{WrittenValue::Kind::kText, "date", "2026-02-30", {}, {}};
  EXPECT_EQ(ToFeel(written, arena).status().message(),
            "`2026-02-30` is not an xsd:date");
}

}  // namespace
}  // namespace techflow::tck
