#include "rating/insight/peers.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/rating/insight/assessment_text.h"

namespace techflow::insight {
namespace {

PeerRating Peer(int score, const std::string& grade) {
  return {Decimal(score), grade, {}};
}

v1::Assessment Own() {
  return FromText<v1::Assessment>(R"pb(
    score { value: "50" }
    grade: "T2"
    segment: "software"
    dimensions {
      id: "rd"
      title { en: "R&D" }
      points { value: "40" }
    }
    dimensions { id: "team" })pb");
}

TEST(Standing, CountsLowerOnesAndHalfOfEqualOnes) {
  const std::vector<PeerRating> others = {Peer(40, "T3"), Peer(50, "T2"),
                                          Peer(60, "T1")};
  const v1::PeerStanding standing = Standing(Own(), others, Scale());
  EXPECT_EQ(standing.segment(), "software");
  EXPECT_EQ(standing.peers(), 3);
  EXPECT_EQ(standing.percentile().value(), "0.5");
}

TEST(Standing, RoundsToSixDecimals) {
  const std::vector<PeerRating> others = {Peer(40, "T3"), Peer(70, "T1"),
                                          Peer(60, "T1")};
  EXPECT_EQ(Standing(Own(), others, Scale()).percentile().value(), "0.333333");
}

TEST(Standing, HasNoPercentileWithoutPeersOrScore) {
  EXPECT_FALSE(Standing(Own(), {}, Scale()).has_percentile());
  v1::Assessment unratable = Own();
  unratable.clear_score();
  const std::vector<PeerRating> others = {Peer(40, "T3")};
  EXPECT_FALSE(Standing(unratable, others, Scale()).has_percentile());
  EXPECT_EQ(Standing(unratable, others, Scale()).peers(), 1);
}

TEST(Standing, HoldsEachDimensionAgainstThoseThatKnowIt) {
  std::vector<PeerRating> others = {Peer(40, "T3"), Peer(60, "T1")};
  others[0].dimension_points["rd"] = Decimal(30);
  others[0].dimension_points["team"] = Decimal(30);
  const v1::PeerStanding standing = Standing(Own(), others, Scale());
  ASSERT_EQ(standing.dimensions_size(), 2);
  EXPECT_EQ(standing.dimensions(0).dimension(), "rd");
  EXPECT_EQ(standing.dimensions(0).peers(), 1);
  EXPECT_EQ(standing.dimensions(0).percentile().value(), "1");
  EXPECT_EQ(standing.dimensions(1).peers(), 1);
  EXPECT_FALSE(standing.dimensions(1).has_percentile());
}

TEST(Standing, CountsEveryGradeTheBestFirst) {
  const std::vector<PeerRating> others = {Peer(40, "T3"), Peer(45, "T3"),
                                          Peer(60, "T1")};
  const v1::PeerStanding standing = Standing(Own(), others, Scale());
  ASSERT_EQ(standing.grades_size(), 3);
  EXPECT_EQ(standing.grades(0).grade(), "T1");
  EXPECT_EQ(standing.grades(0).count(), 1);
  EXPECT_EQ(standing.grades(1).count(), 0);
  EXPECT_EQ(standing.grades(2).count(), 2);
}

TEST(PeerRatingOf, TakesWhatIsKnown) {
  const PeerRating peer = PeerRatingOf(Own());
  EXPECT_EQ(peer.score, Decimal(50));
  EXPECT_EQ(peer.grade, "T2");
  ASSERT_EQ(peer.dimension_points.size(), 1u);
  EXPECT_EQ(peer.dimension_points.at("rd"), Decimal(40));
}

}  // namespace
}  // namespace techflow::insight
