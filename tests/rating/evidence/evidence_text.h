#ifndef TECHFLOW_TESTS_RATING_EVIDENCE_EVIDENCE_TEXT_H_
#define TECHFLOW_TESTS_RATING_EVIDENCE_EVIDENCE_TEXT_H_

#include <fmt/format.h>

#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "rating/evidence/civil_day.h"
#include "techflow/v1/evidence.pb.h"

namespace techflow::evidence {

inline v1::Date Day(std::string_view text) {
  const std::optional<v1::Date> day = ParseDay(text);
  EXPECT_TRUE(day.has_value()) << text;
  return day.value_or(v1::Date());
}

inline std::string ReplaceAll(std::string text, std::string_view from,
                              std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos;) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

// Evidence from proto text in which D(2020-01-31) stands for a day, N(1.5) for
// a decimal and KNOWN for a source of the year 2000.
inline v1::Evidence ParseEvidence(std::string text) {
  text = ReplaceAll(text, "KNOWN",
                    "source { system: 'register' collected_on: D(2000-01-01) "
                    "verification: VERIFICATION_OFFICIAL }");
  for (size_t at = 0; (at = text.find("D(", at)) != std::string::npos;) {
    int year = 0;
    int month = 0;
    int day = 0;
    const std::string date = text.substr(at + 2, 10);
    EXPECT_EQ(std::sscanf(date.c_str(), "%d-%d-%d", &year, &month, &day), 3);
    text.replace(
        at, 13,
        fmt::format("{{ year: {} month: {} day: {} }}", year, month, day));
  }
  for (size_t at = 0; (at = text.find("N(", at)) != std::string::npos;) {
    const size_t end = text.find(')', at);
    text.replace(
        at, end + 1 - at,
        fmt::format("{{ value: '{}' }}", text.substr(at + 2, end - at - 2)));
  }
  v1::Evidence evidence;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &evidence))
      << text;
  return evidence;
}

}  // namespace techflow::evidence

#endif  // TECHFLOW_TESTS_RATING_EVIDENCE_EVIDENCE_TEXT_H_
