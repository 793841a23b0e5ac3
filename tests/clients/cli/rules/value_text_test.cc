#include "clients/cli/rules/value_text.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/expression.h"

namespace techflow::cli {
namespace {

using testing::ElementsAre;

// A FEEL expression and its value.
class Evaluated {
 public:
  explicit Evaluated(const std::string& text) {
    feel::Diagnostics diagnostics;
    expression_ = feel::Expression::Compile(
        text, feel::Scope(),
        {.dialect = feel::Dialect::kConformance, .origin = {}}, diagnostics);
    if (expression_ != nullptr) value_ = expression_->Evaluate(evaluation_);
  }
  const feel::Value& value() const { return value_; }

 private:
  feel::Evaluation evaluation_{feel::DateAndTime{}};
  std::shared_ptr<const feel::Expression> expression_;
  feel::Value value_;
};

std::string Text(const std::string& expression, size_t width) {
  return ValueText(Evaluated(expression).value(), width);
}

TEST(ValueText, StaysOnOneLineWhereItFits) {
  EXPECT_EQ(Text("[1, {a: \"x\"}]", 13), "[1, {a: \"x\"}]");
  EXPECT_EQ(Text("[]", 0), "[]");
  EXPECT_EQ(Text("{}", 0), "{}");
  EXPECT_EQ(Text("12", 1), "12");
}

TEST(ValueText, PutsAnEntryOnEachLineWhereItDoesNotFit) {
  EXPECT_EQ(Text("{a: [1, 2], \"b+c!\": {d: \"long\", e: \"longer\"}}", 20),
            "{\n"
            "  a: [1, 2],\n"
            "  \"b+c!\": {\n"
            "    d: \"long\",\n"
            "    e: \"longer\"\n"
            "  }\n"
            "}");
}

TEST(ValueText, CountsChineseCharactersAsTwoColumns) {
  EXPECT_EQ(Text("[\"研发\"]", 8), "[\"研发\"]");
  EXPECT_EQ(Text("[\"研发\"]", 7), "[\n  \"研发\"\n]");
}

TEST(ValueText, IsWholeHoweverLong) {
  const std::string text =
      Text("string join(for i in 1..5000 return \"ab\")", 80);
  EXPECT_EQ(text.size(), 10'002u);
}

TEST(ValueText, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(Text("\"\\u001B\\u009B\\u007F\"", 80), "\"\\u001B\\u009B\\u007F\"");
}

TEST(ValueText, IsCutForATrace) {
  const Evaluated list("for i in 1..1000 return i");
  EXPECT_LT(ShortText(list.value()).size(), 420u);
  EXPECT_TRUE(ShortText(list.value()).ends_with("..."));
}

TEST(FindNulls, NamesTheNullsThatNobodyWrote) {
  const Evaluated result("{a: 1/0, b: null, \"c d\": [1, number(\"x\")]}");
  std::vector<std::string> paths;
  for (const FoundNull& found : FindNulls(result.value(), 10)) {
    paths.push_back(found.path);
  }
  EXPECT_THAT(paths, ElementsAre("a", "c d[2]"));
  EXPECT_EQ(FindNulls(result.value(), 1).size(), 1u);
}

TEST(FindNulls, NamesTheValueItselfThoughSomebodyWroteIt) {
  EXPECT_EQ(FindNulls(Evaluated("null").value(), 10).size(), 1u);
  EXPECT_TRUE(FindNulls(Evaluated("[null]").value(), 10).empty());
}

}  // namespace
}  // namespace techflow::cli
