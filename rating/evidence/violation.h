#ifndef TECHFLOW_RATING_EVIDENCE_VIOLATION_H_
#define TECHFLOW_RATING_EVIDENCE_VIOLATION_H_

#include <string>

namespace techflow::evidence {

// What is wrong with one field of what a caller sent.
struct Violation {
  // Its path: "evidence.patents[2].filing_date".
  std::string field;
  // What it holds, cut where it is long; empty where it holds nothing.
  std::string value;
  // What would have been right, as a phrase: "a day on or after 2019-05-04".
  std::string expected;
};

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_VIOLATION_H_
