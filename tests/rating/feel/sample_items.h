#ifndef TECHFLOW_TESTS_RATING_FEEL_SAMPLE_ITEMS_H_
#define TECHFLOW_TESTS_RATING_FEEL_SAMPLE_ITEMS_H_

#include "rating/feel/arena.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::feel {

// Six items with entries of all simple kinds, `n`, `s`, `d` and `b`, and twenty
// numbers `m0` to `m19`. Some are missing, and the third item's are all null.
Type SampleItemType();
// The same entries in the opposite order.
Type ReversedSampleItemType();

// How the items are made. Whoever reads their entries cannot tell.
enum class SampleItems { kContexts, kRecords, kRecordsOfAnotherType };

// A list of them in the arena. `type` is what SampleItemType() returned, or for
// kRecordsOfAnotherType the other, and outlives it.
Value MakeSampleItems(SampleItems items, const Type& type, Arena& arena);

}  // namespace techflow::feel

#endif  // TECHFLOW_TESTS_RATING_FEEL_SAMPLE_ITEMS_H_
