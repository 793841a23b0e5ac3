#include "clients/cli/rules/findings.h"

#include <sstream>

#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

TEST(CaretText, PointsAtTheColumn) {
  EXPECT_EQ(CaretText("1 + x", 1, 5), "  1 + x\n      ^\n");
  EXPECT_EQ(CaretText("1 +\n  y", 2, 3), "    y\n    ^\n");
  EXPECT_EQ(CaretText("1 +", 1, 4), "  1 +\n     ^\n");
}

TEST(CaretText, CountsChineseCharactersAsTwoColumns) {
  EXPECT_EQ(CaretText("研发 + x", 1, 6), "  研发 + x\n         ^\n");
}

TEST(CaretText, ShowsThePartAroundTheCaretOfALongLine) {
  const std::string text = std::string(100, 'a') + "b" + std::string(100, 'c');
  EXPECT_EQ(CaretText(text, 1, 101), "  ..." + std::string(60, 'a') + "b" +
                                         std::string(39, 'c') + "...\n" +
                                         std::string(65, ' ') + "^\n");
}

TEST(CaretText, ShowsNothingWhereThereIsNoSuchLine) {
  EXPECT_EQ(CaretText("a", 2, 1), "");
  EXPECT_EQ(CaretText("a", 0, 0), "");
  EXPECT_EQ(CaretText("", 1, 1), "");
}

class Findings : public testing::Test {
 protected:
  std::ostringstream out_, err_;
  Session session_{out_, err_, false, false, {}, {}};
};

TEST_F(Findings, TellDiagnosticsAsCompilersDo) {
  feel::Diagnostics diagnostics;
  diagnostics.AddError({kExpressionFile, 1, 5}, "there is no name `x`");
  diagnostics.Add(feel::Severity::kWarning, {"rules.dmn", 12, 7}, "odd");
  TellDiagnostics(session_, diagnostics, "1 + x");
  EXPECT_EQ(err_.str(),
            "expression:1:5: error: there is no name `x`\n"
            "  1 + x\n"
            "      ^\n"
            "rules.dmn:12:7: warning: odd\n");
  EXPECT_EQ(out_.str(), "");
}

TEST_F(Findings, LeaveOutAPlaceThatIsNone) {
  TellNull(session_, {}, "`x` is not given");
  EXPECT_EQ(err_.str(), "null: `x` is not given\n");
}

}  // namespace
}  // namespace techflow::cli
