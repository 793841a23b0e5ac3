#ifndef TECHFLOW_RATING_DMN_CHECKED_ROWS_H_
#define TECHFLOW_RATING_DMN_CHECKED_ROWS_H_

#include <vector>

#include "rating/dmn/decision_table.h"
#include "rating/dmn/table_check.h"

namespace techflow::dmn {

// The rules of a table as its check sees them: their places, and what their
// outputs tell before anything is evaluated, as far as the hit policy asks.
std::vector<CheckedTable::Row> CheckedRows(const TableLogic::Parts& table);

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_CHECKED_ROWS_H_
