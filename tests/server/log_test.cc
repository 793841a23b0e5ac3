#include "server/log.h"

#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/civil_time.h"
#include "gtest/gtest.h"

namespace techflow::server {
namespace {

class FixedClock final : public Clock {
 public:
  absl::Time Now() const override {
    return absl::FromCivil(absl::CivilSecond(2026, 11, 23, 8, 0, 0),
                           absl::UTCTimeZone());
  }
};

TEST(Log, WritesOneObjectForEachLine) {
  const FixedClock clock;
  std::ostringstream out;
  Log log(out, clock);
  const Log::Field fields[] = {{"name", "a \"b\"\n\\"}, {"latency_us", 12}};
  log.Write(LogSeverity::kInfo, "call", fields);
  EXPECT_EQ(out.str(),
            "{\"time\":\"2026-11-23T08:00:00.000000Z\",\"severity\":\"INFO\","
            "\"message\":\"call\",\"name\":\"a \\\"b\\\"\\u000a\\\\\","
            "\"latency_us\":12}\n");
}

TEST(Log, DropsWhatIsBelowItsThreshold) {
  const FixedClock clock;
  std::ostringstream out;
  Log log(out, clock, LogSeverity::kError);
  log.Write(LogSeverity::kWarning, "no");
  EXPECT_EQ(out.str(), "");
}

TEST(Log, KeepsLinesOfManyThreadsApart) {
  const FixedClock clock;
  std::ostringstream out;
  Log log(out, clock);
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 100; ++k) log.Write(LogSeverity::kInfo, "line");
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::istringstream lines(out.str());
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_EQ(line,
              "{\"time\":\"2026-11-23T08:00:00.000000Z\",\"severity\":\"INFO\","
              "\"message\":\"line\"}");
  }
  EXPECT_EQ(count, 800);
}

TEST(JsonString, KeepsChineseAndReplacesBrokenBytes) {
  EXPECT_EQ(JsonString("企业"), "\"企业\"");
  EXPECT_EQ(JsonString("a\xFFz\xE4\xBC"), "\"a\uFFFDz\uFFFD\uFFFD\"");
}

}  // namespace
}  // namespace techflow::server
