#ifndef TECHFLOW_RATING_EVIDENCE_VIEW_H_
#define TECHFLOW_RATING_EVIDENCE_VIEW_H_

#include "techflow/v1/evidence.pb.h"

namespace techflow::evidence {

// What of `evidence` was known and had happened on `as_of`, a real day: items
// of later days are gone, later facts inside items are unset, and every patent
// has its status of the day. README.md has the rule of each field.
//
// The same items in another order give the same bytes: every list of messages
// comes back sorted, oldest first. A view of a view of the same day is that
// view; a view of an earlier day is the view of the evidence itself.
//
// Takes a copy; a caller that is done with its evidence moves it in. Evidence
// that CheckEvidence() refuses gives a view too, just not a useful one. Pure;
// any thread.
v1::Evidence ViewAsOf(v1::Evidence evidence, const v1::Date& as_of);

// The same where it lies, such as in an arena: `evidence` becomes its view.
void ReduceToView(const v1::Date& as_of, v1::Evidence& evidence);

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_VIEW_H_
