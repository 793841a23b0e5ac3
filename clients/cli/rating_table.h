#ifndef TECHFLOW_CLIENTS_CLI_RATING_TABLE_H_
#define TECHFLOW_CLIENTS_CLI_RATING_TABLE_H_

#include <vector>

#include "clients/cli/session.h"
#include "clients/cli/table.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "techflow/v1/rating.pb.h"

// Ratings as tables, a row each. Pure functions.
namespace techflow::cli {

// For people: company, day, grade, score, how complete, the change against the
// same company's rating as of the nearest earlier day among these, status and
// name. Where `are_filtered` says that ratings between these were left out,
// no change is shown: it would be one against the wrong rating.
Table RatingsTable(const Session& session,
                   const std::vector<const v1::Rating*>& ratings,
                   bool are_filtered = false);

// For programs: fixed English titles, exact figures, digests.
Table RatingsCsv(const std::vector<const v1::Rating*>& ratings);

// The indicators of one rating with exact figures under fixed English titles.
Table IndicatorsCsv(const v1::Assessment& assessment);

// Pointers to the elements, which the tables above want.
std::vector<const v1::Rating*> Pointers(
    const google::protobuf::RepeatedPtrField<v1::Rating>& ratings);

// Green for the better third of ten grades, red for the worst; plain where
// there is no grade.
Style GradeStyle(const v1::Assessment& assessment);

// Whether the first rating is as of an earlier day than the second.
bool IsEarlier(const v1::Date& a, const v1::Date& b);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RATING_TABLE_H_
