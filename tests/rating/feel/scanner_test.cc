#include "rating/feel/scanner.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace techflow::feel {
namespace {

// The tokens' texts, where "fiscal years" and "a - b" are known names.
std::vector<std::string> Scan(std::string_view text) {
  const auto is_name = [](std::string_view key) {
    return key == "fiscal years" || key == "a - b" || key == "a";
  };
  Scanner scanner(text, "", 1, 1);
  std::vector<std::string> texts;
  for (;;) {
    const Token token = scanner.Peek(is_name);
    if (token.kind == TokenKind::kEnd) return texts;
    texts.push_back(token.text);
    if (token.kind == TokenKind::kError) return texts;
    scanner.MoveTo(token.end);
  }
}

using Texts = std::vector<std::string>;

TEST(Scanner, TakesTheLongestKnownName) {
  EXPECT_EQ(Scan("fiscal  years+1"), (Texts{"fiscal  years", "+", "1"}));
  EXPECT_EQ(Scan("a-b"), (Texts{"a-b"}));
  EXPECT_EQ(Scan("a-c"), (Texts{"a", "-", "c"}));
  EXPECT_EQ(Scan("fiscal year"), (Texts{"fiscal", "year"}));
}

TEST(Scanner, TellsRangesFromDecimalPoints) {
  EXPECT_EQ(Scan("1..5"), (Texts{"1", "..", "5"}));
  EXPECT_EQ(Scan("1.5..2"), (Texts{"1.5", "..", "2"}));
  EXPECT_EQ(Scan(".5e-3"), (Texts{".5e-3"}));
}

TEST(Scanner, SkipsSpacesAndComments) {
  EXPECT_EQ(Scan("1 // x\n /* y\n */ 2\xE3\x80\x80 3"), (Texts{"1", "2", "3"}));
}

TEST(Scanner, TakesNoCommentForAPartOfANewName) {
  const auto declared = [](std::string_view text) {
    Scanner scanner(text, "", 1, 1);
    const auto name = scanner.ReadDeclaredName(":");
    return name ? name->text : "none";
  };
  EXPECT_EQ(declared("rate/year /* a b */ // c\n : 1"), "rate/year");
  EXPECT_EQ(declared("a /* b: c */, 2"), "none");
  EXPECT_EQ(declared("a /* b */ c : 2"), "none");
  Scanner loop("x // y\n in [1]", "", 1, 1);
  EXPECT_EQ(loop.ReadLoopVariable().value().text, "x");
}

TEST(Scanner, ReadsStringsWithTheirEscapes) {
  EXPECT_EQ(Scan(R"("a\n\"\\\u4E2D")"), (Texts{"a\n\"\\中"}));
  EXPECT_EQ(Scan(R"("\u12")"),
            (Texts{"this string has an escape that FEEL does not know"}));
  EXPECT_EQ(Scan(R"("\uD83D")"),
            (Texts{"this string has an escape that FEEL does not know"}));
  EXPECT_EQ(Scan("\"a"), (Texts{"this string does not end"}));
}

TEST(Scanner, TakesABackslashThatBeginsNoEscapeAsItIs) {
  EXPECT_EQ(Scan(R"("\d\\d\研\.")"), (Texts{R"(\d\d\研\.)"}));
  EXPECT_EQ(Scan("\"\\"), (Texts{"this string does not end"}));
}

TEST(Scanner, CountsLinesAndColumnsInCodePoints) {
  Scanner scanner("研发\n  x", "f", 3, 9);
  const auto none = [](std::string_view) { return false; };
  const Token first = scanner.Peek(none);
  EXPECT_EQ(first.place.line, 3);
  EXPECT_EQ(first.place.column, 9);
  scanner.MoveTo(first.end);
  const Token second = scanner.Peek(none);
  EXPECT_EQ(second.place.line, 4);
  EXPECT_EQ(second.place.column, 3);
}

TEST(Scanner, RefusesBrokenText) {
  EXPECT_EQ(Scan("1 \xFF"), (Texts{"1", "the text is not valid UTF-8"}));
  EXPECT_EQ(Scan("1 # 2"), (Texts{"1", "`#` has no meaning here"}));
}

}  // namespace
}  // namespace techflow::feel
