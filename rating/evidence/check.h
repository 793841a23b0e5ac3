#ifndef TECHFLOW_RATING_EVIDENCE_CHECK_H_
#define TECHFLOW_RATING_EVIDENCE_CHECK_H_

#include <vector>

#include "rating/evidence/violation.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::evidence {

// The largest companies of the world file some thousand patents a year; what
// has more is a group, and is rated by counts.
inline constexpr int kMaxPatents = 10'000;
// Of every other list of Evidence: decades of years, persons, titles.
inline constexpr int kMaxItems = 2'000;
// Of a list inside an item: inventors, classes, pledges.
inline constexpr int kMaxItemsInside = 500;
// A title, a note, a number. Documents are kept elsewhere and named.
inline constexpr int kMaxTextBytes = 4'096;
// More than a person will read; what follows is counted.
inline constexpr int kMaxFindings = 100;

// What CheckEvidence found.
struct CheckResult {
  // What makes the evidence unfit to be rated, at most kMaxFindings of them,
  // and how many there are besides.
  std::vector<Violation> violations;
  int more_violations = 0;
  // What is odd and may be true, with the same limit.
  std::vector<v1::Warning> warnings;
  int more_warnings = 0;

  bool ok() const { return violations.empty(); }
};

// Everything that is wrong or odd with `evidence` in itself: required fields,
// real days and their order, duplicates, amounts, parts and wholes,
// identifiers, sources, lengths. First what every message has in common, in the
// order of the fields, then section by section; README.md lists the rules.
// Paths begin with "evidence". Pure; any thread.
CheckResult CheckEvidence(const v1::Evidence& evidence);

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_CHECK_H_
