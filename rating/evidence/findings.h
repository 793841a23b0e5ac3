#ifndef TECHFLOW_RATING_EVIDENCE_FINDINGS_H_
#define TECHFLOW_RATING_EVIDENCE_FINDINGS_H_

#include <string>
#include <string_view>
#include <utility>

#include "rating/evidence/check.h"

namespace techflow::evidence {

// A place in evidence: a field, or one item of a list, inside another place.
// Chained on the stack, so that a path costs nothing until something is wrong
// there. What it refers to outlives it.
struct Place {
  const Place* parent = nullptr;
  std::string_view field;
  int index = -1;  // Of a list's item.

  // "evidence.patents[2].filing_date".
  std::string Text() const;
};

// Gathers what CheckEvidence finds, up to its limits.
class Findings {
 public:
  // `expected` is a phrase: "a day on or after 2019-05-04".
  void AddViolation(const Place& place, std::string_view value,
                    std::string_view expected);
  // `message` is a sentence without a full stop.
  void AddWarning(const Place& place, std::string_view value,
                  std::string_view message);

  CheckResult Take() { return std::move(result_); }

 private:
  CheckResult result_;
};

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_FINDINGS_H_
