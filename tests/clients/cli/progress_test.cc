#include "clients/cli/progress.h"

#include <algorithm>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1000);

TEST(Progress, WritesALineForEachTenthWhereNobodyWatches) {
  std::ostringstream out, err;
  Session session{out, err, false, false, {}, {}};
  Progress progress(session, 1000, kStart);
  for (size_t i = 1; i <= 1000; ++i) {
    progress.Show(i, kStart + absl::Milliseconds(i));
  }
  progress.Finish();
  const std::string text = err.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10);
  EXPECT_EQ(text.find('\r'), std::string::npos);
  EXPECT_THAT(text, testing::HasSubstr("100 %  1,000 / 1,000  1,000 per sec"));
  EXPECT_EQ(out.str(), "");
}

TEST(Progress, RewritesOneLineOnATerminal) {
  std::ostringstream out, err;
  Session session{out, err, false, true, {}, {}};
  Progress progress(session, 1000, kStart);
  for (size_t i = 1; i <= 1000; ++i) {
    progress.Show(i, kStart + absl::Milliseconds(i));
  }
  progress.Finish();
  const std::string text = err.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  // At most one in a tenth of a second, and the last.
  EXPECT_LE(std::count(text.begin(), text.end(), '\r'), 12);
}

TEST(Progress, ShowsNothingOfNothing) {
  std::ostringstream out, err;
  Session session{out, err, false, true, {}, {}};
  Progress progress(session, 0, kStart);
  progress.Show(0, kStart);
  progress.Finish();
  EXPECT_EQ(err.str(), "");
}

}  // namespace
}  // namespace techflow::cli
