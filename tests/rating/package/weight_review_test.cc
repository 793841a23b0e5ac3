#include "rating/package/weight_review.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/package/authors_package.h"

namespace techflow::package {
namespace {

using testing::HasSubstr;

constexpr char kProvenance[] = "provenance { zh: '自拟' en: 'Our own' }";

std::string Derived(const std::string& ratio, const std::string& consistency) {
  return std::string(kProvenance) +
         " derivations { method: 'ahp' judgements { first: 'research' second: "
         "'patents' ratio: '" +
         ratio + "' } consistency_ratio { value: '" + consistency +
         "' } source { zh: '专家' en: 'Experts' } }";
}

std::string Review(const AuthorsPackage& authors) {
  feel::Diagnostics diagnostics;
  ReviewWeights(authors.files, diagnostics);
  return diagnostics.ToString();
}

TEST(WeightReview, HasNothingToSayWithoutJudgements) {
  EXPECT_EQ(Review(AuthorsPackage()), "");
}

TEST(WeightReview, ReportsWeightsThatDoNotFollow) {
  const AuthorsPackage authors(kProvenance, Derived("3", "0"));
  const std::string problems = Review(authors);
  EXPECT_THAT(problems,
              HasSubstr("the judgements give `research` the weight 0.75"));
  EXPECT_THAT(problems,
              HasSubstr("the judgements give `patents` the weight 0.25"));
}

TEST(WeightReview, ReportsAConsistencyRatioThatDiffers) {
  const AuthorsPackage authors(kProvenance, Derived("3", "0.05"));
  EXPECT_THAT(Review(authors),
              HasSubstr("the consistency ratio of these judgements is 0"));
}

}  // namespace
}  // namespace techflow::package
