#ifndef TECHFLOW_TESTS_RATING_FEEL_EXPECT_ALL_H_
#define TECHFLOW_TESTS_RATING_FEEL_EXPECT_ALL_H_

#include <initializer_list>
#include <string_view>

#include "gtest/gtest.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {

// An expression without names, and the text of its value.
struct Example {
  std::string_view text;
  std::string_view expected;
};

inline void ExpectAll(std::initializer_list<Example> examples) {
  for (const Example& example : examples) {
    EXPECT_EQ(Evaluated(example.text), example.expected) << example.text;
  }
}

}  // namespace techflow::feel

#endif  // TECHFLOW_TESTS_RATING_FEEL_EXPECT_ALL_H_
