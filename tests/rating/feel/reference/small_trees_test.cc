#include "tests/rating/feel/reference/small_trees.h"

#include "gtest/gtest.h"
#include "tests/rating/feel/reference/second_opinion.h"

namespace techflow::feel::reference {
namespace {

// Enough to see what is wrong, and few enough to read.
constexpr int kMaxShown = 20;

class SmallTrees : public testing::Test {
 protected:
  void Check(const Tree& tree) {
    const std::string wrong = opinion_.Disagreement(tree);
    if (wrong.empty()) return;
    if (++wrong_ <= kMaxShown) ADD_FAILURE() << wrong;
  }

  void TearDown() override {
    EXPECT_LE(wrong_, kMaxShown) << "more disagree than are shown";
    // It would be no test if most of it meant nothing.
    EXPECT_GT(opinion_.not_null(), opinion_.asked() / 8);
    EXPECT_LT(opinion_.open(), opinion_.asked() / 10);
    EXPECT_GT(opinion_.strict(), opinion_.asked() / 4);
  }

  SecondOpinion opinion_{SmallGlobals()};
  int wrong_ = 0;
};

TEST_F(SmallTrees, OfOneFormAgree) {
  for (const Shape& shape : AllShapes()) {
    ForEachFilling(shape, Leaves(), [this](const Tree& tree) { Check(tree); });
  }
}

// In parts, so that each ends in time where the build is a slow one.
constexpr size_t kParts = 4;

class SmallTreesOfTwoForms : public SmallTrees,
                             public testing::WithParamInterface<size_t> {};

TEST_P(SmallTreesOfTwoForms, Agree) {
  const std::vector<Shape> shapes = AllShapes();
  for (size_t i = GetParam(); i < shapes.size(); i += kParts) {
    const Shape& outer = shapes[i];
    for (size_t hole = 0; hole < outer.holes; ++hole) {
      for (const Shape& inner : shapes) {
        const Shape both = Within(outer, hole, inner);
        ForEachFilling(both, LeavesFor(both.holes),
                       [this](const Tree& tree) { Check(tree); });
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Part, SmallTreesOfTwoForms,
                         testing::Range<size_t>(0, kParts));

}  // namespace
}  // namespace techflow::feel::reference
