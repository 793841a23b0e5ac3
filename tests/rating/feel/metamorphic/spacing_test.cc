#include "tests/rating/feel/metamorphic/spacing.h"

#include "gtest/gtest.h"
#include "tests/rating/feel/metamorphic/random_expressions.h"
#include "tests/rating/feel/reference/tree_text.h"

namespace techflow::feel::metamorphic {
namespace {

TEST(Spacing, KeepsTheTokens) {
  std::mt19937 random(1);
  const std::string text = "if a-b>=1 then \"x y\" else [1..2.5)";
  const auto words = [](const std::string& of) {
    std::vector<std::string> texts;
    const auto pieces = Cut(of);
    for (const Piece& piece : pieces.value()) {
      texts.push_back(of.substr(piece.begin, piece.end - piece.begin));
    }
    return texts;
  };
  for (int i = 0; i < 100; ++i) {
    const std::string respaced = Respaced(text, random);
    EXPECT_EQ(words(respaced), words(text)) << respaced;
  }
}

TEST(Spacing, ChangesNoValue) {
  ForEachRandomExpression([](const reference::Tree& tree,
                             std::mt19937& random) {
    const std::string text = Text(tree);
    const std::string respaced = Respaced(text, random);
    const reference::Context globals = reference::RandomGlobals();
    for (const Dialect dialect : {Dialect::kConformance, Dialect::kStrict}) {
      EXPECT_EQ(Outcome(respaced, globals, dialect),
                Outcome(text, globals, dialect))
          << respaced;
    }
  });
}

}  // namespace
}  // namespace techflow::feel::metamorphic
