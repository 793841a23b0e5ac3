#include "server/page_token.h"

#include <string>

#include "gtest/gtest.h"

namespace techflow::server {
namespace {

TEST(PageToken, GivesBackTheCursorToItsQuery) {
  for (const std::string cursor : {"", "7", "20231231.99"}) {
    EXPECT_EQ(ReadPageToken("list a", MakePageToken("list a", cursor)), cursor);
  }
}

TEST(PageToken, IsUrlSafe) {
  for (int i = 0; i < 64; ++i) {
    const std::string token =
        MakePageToken("list", std::string(static_cast<size_t>(i), '\xFB'));
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn"
                                      "opqrstuvwxyz0123456789-_"),
              std::string::npos);
  }
}

TEST(PageToken, IsRefusedByAnotherQuery) {
  EXPECT_FALSE(ReadPageToken("list b", MakePageToken("list a", "7")));
}

TEST(PageToken, DoesNotConfuseWhereTheQueryEnds) {
  EXPECT_FALSE(ReadPageToken("list", MakePageToken("list1", "7")));
  EXPECT_NE(MakePageToken("list", "17"), MakePageToken("list1", "7"));
}

TEST(PageToken, IsRefusedWithAnyCharacterChanged) {
  const std::string token = MakePageToken("list", "12345");
  for (size_t i = 0; i < token.size(); ++i) {
    std::string damaged = token;
    damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(ReadPageToken("list", damaged)) << damaged;
  }
}

TEST(PageToken, IsRefusedCutOrLengthened) {
  const std::string token = MakePageToken("list", "12345");
  for (size_t i = 0; i < token.size(); ++i) {
    EXPECT_FALSE(ReadPageToken("list", token.substr(0, i))) << i;
  }
  EXPECT_FALSE(ReadPageToken("list", token + "A"));
  EXPECT_FALSE(ReadPageToken("list", token + "="));
  EXPECT_FALSE(ReadPageToken("list", std::string(100000, 'A')));
  EXPECT_FALSE(ReadPageToken("list", "not a token \xFF"));
}

}  // namespace
}  // namespace techflow::server
