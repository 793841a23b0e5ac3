#include "tests/rating/feel/reference/random_tree.h"

#include <cstdlib>
#include <random>

#include "gtest/gtest.h"
#include "tests/rating/feel/reference/second_opinion.h"
#include "tests/rating/feel/reference/smaller_tree.h"
#include "tests/rating/feel/reference/tree_text.h"

namespace techflow::feel::reference {
namespace {

// TECHFLOW_RANDOM_TREES asks for more than the usual number of trees, and
// TECHFLOW_RANDOM_SEED for others.
unsigned Setting(const char* name, unsigned usual) {
  const char* text = std::getenv(name);
  return text == nullptr
             ? usual
             : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

constexpr int kDepths = 6;
constexpr int kMaxShown = 10;

TEST(RandomTrees, Agree) {
  const unsigned count = Setting("TECHFLOW_RANDOM_TREES", 10'000);
  const unsigned first_seed = Setting("TECHFLOW_RANDOM_SEED", 1);
  SecondOpinion opinion(RandomGlobals());
  int wrong = 0;
  for (unsigned i = 0; i < count && wrong < kMaxShown; ++i) {
    const unsigned seed = first_seed + i;
    std::mt19937 random(seed);
    const Tree tree =
        RandomTree(random).Generate(2 + static_cast<int>(i % (kDepths - 1)));
    if (opinion.Disagreement(tree).empty()) continue;
    ++wrong;
    const Tree smallest = Smallest(tree, [&opinion](const Tree& smaller) {
      const std::string still = opinion.Disagreement(smaller);
      // What names its context declared is lost on the way.
      return !still.empty() && still.find("compile") == std::string::npos;
    });
    ADD_FAILURE() << opinion.Disagreement(smallest) << "  found with seed "
                  << seed << " in " << Text(tree);
  }
  // It would be no test if most of it meant nothing.
  EXPECT_GT(opinion.not_null(), opinion.asked() / 3);
  EXPECT_LT(opinion.open(), opinion.asked() / 4);
  EXPECT_GT(opinion.strict(), opinion.asked());
}

}  // namespace
}  // namespace techflow::feel::reference
