#include "server/resource_names.h"

#include <string>

#include "gtest/gtest.h"

namespace techflow::server {
namespace {

TEST(ResourceNames, TakeEnterprisesByTheirId) {
  EXPECT_EQ(ParseEnterprise("enterprises/91310000MA1FL4QE5U"),
            "91310000MA1FL4QE5U");
  EXPECT_EQ(ParseEnterprise("enterprises/a.b_c-9"), "a.b_c-9");
  EXPECT_EQ(ParseEnterprise("enterprises/" + std::string(63, 'x')),
            std::string(63, 'x'));
}

TEST(ResourceNames, RefuseWhatIsNoEnterprise) {
  for (const std::string name :
       {"", "enterprises", "enterprises/", "enterprises/-", "enterprises/a b",
        "enterprises/a/b", "enterprises/公司", "Enterprises/a", "models/a",
        "/enterprises/a", "enterprises/a/"}) {
    EXPECT_FALSE(ParseEnterprise(name)) << name;
  }
  EXPECT_FALSE(ParseEnterprise("enterprises/" + std::string(64, 'x')));
}

TEST(ResourceNames, TakeModelsInLowerCaseOnly) {
  EXPECT_EQ(ParseModel("models/techflow-2"), "techflow-2");
  for (const std::string name :
       {"models/", "models/-", "models/Tech", "models/a_b", "models/a/b"}) {
    EXPECT_FALSE(ParseModel(name)) << name;
  }
}

TEST(ResourceNames, WriteWhatTheyRead) {
  const std::string rating = "enterprises/acme/ratings/17";
  ASSERT_TRUE(ParseRating(rating));
  EXPECT_EQ(ParseRating(rating)->enterprise, "enterprises/acme");
  EXPECT_EQ(ParseRating(rating)->number, 17);
  EXPECT_EQ(ParseRating(rating)->ToString(), rating);
  const std::string version = "models/techflow/versions/2";
  ASSERT_TRUE(ParseModelVersion(version));
  EXPECT_EQ(ParseModelVersion(version)->ToString(), version);
  EXPECT_EQ(ReplayJobName(3), "replayJobs/3");
  EXPECT_EQ(ParseReplayJob("replayJobs/3"), 3);
}

TEST(ResourceNames, GiveAResourceOneNameOnly) {
  for (const std::string number : {"", "0", "-1", "+1", "01", " 1", "1 ", "1x",
                                   "0x1", "1/2", "9223372036854775808"}) {
    EXPECT_FALSE(ParseRating("enterprises/acme/ratings/" + number)) << number;
    EXPECT_FALSE(ParseModelVersion("models/m/versions/" + number)) << number;
    EXPECT_FALSE(ParseReplayJob("replayJobs/" + number)) << number;
  }
  EXPECT_FALSE(ParseRating("enterprises/-/ratings/1"));
}

TEST(ResourceNames, TellTheNewestRatingFromANumberedOne) {
  const std::string newest = "enterprises/acme/ratings/-";
  EXPECT_EQ(ParseNewestRating(newest), "enterprises/acme");
  EXPECT_FALSE(ParseRating(newest));
  for (const std::string name :
       {"enterprises/acme/ratings/1", "enterprises/acme", "enterprises/-",
        "enterprises/-/ratings/-", "/ratings/-",
        "enterprises/acme/ratings/--"}) {
    EXPECT_FALSE(ParseNewestRating(name)) << name;
  }
}

}  // namespace
}  // namespace techflow::server
