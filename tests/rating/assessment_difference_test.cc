#include "rating/assessment_difference.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace techflow::rating {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

v1::Assessment Parse(const std::string& text) {
  v1::Assessment assessment;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &assessment));
  return assessment;
}

// "field: stored -> recomputed" of each.
std::vector<std::string> DifferenceLines(const std::string& stored,
                                         const std::string& recomputed) {
  std::vector<std::string> lines;
  for (const v1::ReplayDifference& difference :
       Differences(Parse(stored), Parse(recomputed))) {
    lines.push_back(difference.field() + ": " + difference.stored() + " -> " +
                    difference.recomputed());
  }
  return lines;
}

TEST(AssessmentDifference, IsEmptyForTheSame) {
  const std::string text = "grade: 'T3' score { value: '63.5' }";
  EXPECT_THAT(DifferenceLines(text, text), IsEmpty());
}

TEST(AssessmentDifference, NamesTheFieldItselfAndNotWhatIsAroundIt) {
  EXPECT_THAT(
      DifferenceLines(
          "score { value: '1' } dimensions { id: 'a' } dimensions { id: 'b' "
          "indicators { id: 'x' points { value: '10' } } }",
          "score { value: '2' } dimensions { id: 'a' } dimensions { id: 'b' "
          "indicators { id: 'x' points { value: '20' } } }"),
      ElementsAre("score.value: \"1\" -> \"2\"",
                  "dimensions[1].indicators[0].points.value: \"10\" -> "
                  "\"20\""));
}

TEST(AssessmentDifference, LeavesTheSideEmptyThatHasNoSuchField) {
  EXPECT_THAT(DifferenceLines("score { value: '1' }", "grade: 'T3'"),
              ElementsAre("score: value: \"1\"  -> ", "grade:  -> \"T3\""));
}

}  // namespace
}  // namespace techflow::rating
