#include "server/handlers/peers.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "server/errors.h"
#include "tests/server/handler_fixture.h"

namespace techflow::server {
namespace {

class PeersTest : public HandlerTest {
 protected:
  v1::Rating RateWithSpend(const std::string& id, const std::string& spend,
                           const v1::Date& day) {
    v1::RateEnterpriseRequest request = SmallRequest(id);
    *request.mutable_as_of_date() = day;
    for (v1::FiscalYear& year :
         *request.mutable_evidence()->mutable_fiscal_years()) {
      year.mutable_rd_spend()->set_value(spend);
    }
    return Rate(request);
  }

  v1::PeerStanding StandingOf(const v1::Rating& rating) {
    v1::GetPeerStandingRequest request;
    request.set_name(rating.name());
    const auto answer = GetPeerStanding(environment, call, request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? answer->standing() : v1::PeerStanding();
  }
};

const v1::Date kDay = Day(2026, 6, 30);

TEST_F(PeersTest, CountsTheLowerAndHalfOfTheEqual) {
  RateWithSpend("low", "1", kDay);
  RateWithSpend("equal", "40", kDay);
  RateWithSpend("high", "100", kDay);
  const v1::Rating own = RateWithSpend("own", "40", kDay);
  const v1::PeerStanding standing = StandingOf(own);
  EXPECT_EQ(standing.peers(), 3);
  EXPECT_EQ(standing.percentile().value(), "0.5");
  EXPECT_FALSE(standing.is_cut());
}

TEST_F(PeersTest, TakesTheNewestOfEachUpToTheDayAndAYearBefore) {
  RateWithSpend("moved", "1", Day(2026, 3, 31));
  RateWithSpend("moved", "100", Day(2026, 6, 1));
  RateWithSpend("later", "1", Day(2026, 7, 1));
  RateWithSpend("older", "1", Day(2025, 6, 29));
  const v1::Rating own = RateWithSpend("own", "40", kDay);
  const v1::PeerStanding standing = StandingOf(own);
  EXPECT_EQ(standing.peers(), 1);
  EXPECT_EQ(standing.percentile().value(), "0");
}

TEST_F(PeersTest, IsAloneWithoutOthers) {
  const v1::Rating own = RateWithSpend("own", "40", kDay);
  const v1::PeerStanding standing = StandingOf(own);
  EXPECT_EQ(standing.peers(), 0);
  EXPECT_FALSE(standing.has_percentile());
}

TEST_F(PeersTest, NeedsAScore) {
  v1::RateEnterpriseRequest request = SmallRequest("bare");
  request.mutable_evidence()->clear_fiscal_years();
  request.mutable_evidence()->clear_patents();
  const v1::Rating bare = Rate(request);
  ASSERT_FALSE(bare.assessment().has_score());
  v1::GetPeerStandingRequest standing;
  standing.set_name(bare.name());
  const auto answer = GetPeerStanding(environment, call, standing);
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(answer.status()), reason::kNoScore);
}

}  // namespace
}  // namespace techflow::server
