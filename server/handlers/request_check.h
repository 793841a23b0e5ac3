#ifndef TECHFLOW_SERVER_HANDLERS_REQUEST_CHECK_H_
#define TECHFLOW_SERVER_HANDLERS_REQUEST_CHECK_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "server/errors.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/rating.pb.h"
#include "techflow/v1/rating_service.pb.h"
#include "techflow/v1/types.pb.h"

// Looks at requests before anything is done with them. Each check adds what is
// wrong, so that a caller learns all of it at once. Pure functions.
namespace techflow::server {

// The model of a request that names none.
inline constexpr absl::string_view kDefaultModel = "models/techflow";

// The keys under which callers retry, and who they are.
void CheckCaller(absl::string_view request_id, absl::string_view requested_by,
                 Violations& violations);

// "models/{model}" or a version of one; may be empty.
void CheckModel(absl::string_view model, Violations& violations);

// A real day; set, where it is required.
void CheckDay(absl::string_view field, bool is_set, bool is_required,
              const v1::Date& day, Violations& violations);

// All rules of rating/evidence, and the size. Adds what is odd to `warnings`.
void CheckEvidenceField(const v1::Evidence& evidence, Violations& violations,
                        std::vector<v1::Warning>& warnings);

// A whole request to rate.
void CheckRateRequest(const v1::RateEnterpriseRequest& request,
                      Violations& violations,
                      std::vector<v1::Warning>& warnings);

// The number of a page's items; what is out of range is a violation or cut,
// as the contract says.
int CheckedPageSize(int requested, Violations& violations);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_REQUEST_CHECK_H_
