#include "rating/package/coverage.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/package/authors_package.h"

namespace techflow::package {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

CoverageGroup GroupOf(const std::vector<CoverageGroup>& groups,
                      const std::string& sort) {
  const auto found = std::find_if(
      groups.begin(), groups.end(),
      [&sort](const CoverageGroup& group) { return group.sort == sort; });
  return found == groups.end() ? CoverageGroup() : *found;
}

std::vector<CoverageGroup> Cover(AuthorsPackage& authors) {
  auto groups = CoverageOf(authors.files, *authors.model, authors.diagnostics);
  EXPECT_EQ(authors.diagnostics.ToString(), "");
  return groups;
}

TEST(Coverage, ListsWhatNoCaseTouches) {
  AuthorsPackage authors;
  const std::vector<CoverageGroup> groups = Cover(authors);
  const CoverageGroup bands = GroupOf(groups, "bands");
  // Three bands and the unknown; the unknown of the curve.
  EXPECT_EQ(bands.total, 5);
  EXPECT_EQ(GroupOf(groups, "curves").total, 3);
  EXPECT_THAT(bands.untouched, Contains("indicator rd_intensity: >= 0.06"));
  EXPECT_THAT(bands.untouched, Contains("indicator rd_intensity: unknown"));
  EXPECT_THAT(bands.untouched,
              Not(Contains("indicator rd_intensity: [0.03..0.06)")));
  EXPECT_THAT(bands.untouched,
              Not(Contains("indicator inventions_held: [0..3)")));
  // The measure is 0.04: on neither edge.
  EXPECT_THAT(GroupOf(groups, "edges").untouched,
              ElementsAre("indicator rd_intensity: exactly 0.03",
                          "indicator rd_intensity: exactly 0.06"));
  EXPECT_THAT(GroupOf(groups, "grades").untouched, ElementsAre("A"));
  EXPECT_THAT(GroupOf(groups, "corrections").untouched,
              ElementsAre("negative_list"));
  EXPECT_THAT(GroupOf(groups, "rules").untouched,
              ElementsAre("decision admission: good"));
  EXPECT_THAT(GroupOf(groups, "segments").untouched, IsEmpty());
}

TEST(Coverage, CountsVariantsToo) {
  AuthorsPackage authors("", "",
                         "variants { id: 'high' changes { field: "
                         "'fiscal_years[year=2025].rd_spend' value: '90' } "
                         "expected { grade: 'A' } }\n");
  const std::vector<CoverageGroup> groups = Cover(authors);
  EXPECT_THAT(GroupOf(groups, "bands").untouched,
              Not(Contains("indicator rd_intensity: >= 0.06")));
  EXPECT_THAT(GroupOf(groups, "grades").untouched, IsEmpty());
  EXPECT_THAT(GroupOf(groups, "rules").untouched, IsEmpty());
  // 90 of 1,000 is beyond the edge; 60 is on it.
  EXPECT_EQ(GroupOf(groups, "edges").untouched.size(), 2U);
  AuthorsPackage on_the_edge("", "",
                             "variants { id: 'at' changes { field: "
                             "'fiscal_years[year=2025].rd_spend' value: '60' } "
                             "expected { grade: 'A' } }\n");
  EXPECT_THAT(GroupOf(Cover(on_the_edge), "edges").untouched,
              ElementsAre("indicator rd_intensity: exactly 0.03"));
}

TEST(Coverage, LeavesOutWhatTheModelDoesNotHave) {
  AuthorsPackage authors;
  EXPECT_EQ(GroupOf(Cover(authors), "answers").total, 0);
}

}  // namespace
}  // namespace techflow::package
