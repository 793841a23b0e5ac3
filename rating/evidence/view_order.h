#ifndef TECHFLOW_RATING_EVIDENCE_VIEW_ORDER_H_
#define TECHFLOW_RATING_EVIDENCE_VIEW_ORDER_H_

#include "techflow/v1/evidence.pb.h"

namespace techflow::evidence {

// Sorts every list of messages in `evidence`, and the lists inside items, so
// that the order in which a caller named things cannot reach a rating. By day
// (or year), then number or name, then, for items equal in both, by their
// bytes. Lists of plain texts stay: their order means something, as the first
// IPC class is the main one.
void SortItems(v1::Evidence& evidence);

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_VIEW_ORDER_H_
