#ifndef TECHFLOW_RATING_PACKAGE_EXPECTATION_H_
#define TECHFLOW_RATING_PACKAGE_EXPECTATION_H_

#include "rating/feel/diagnostics.h"
#include "rating/textproto/parsed_text.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::package {

// Whether `assessment` is what a case expects. Each difference is reported at
// the field of `expected` that speaks of it; what is unset is not looked at.
// `places` are those of `expected`. Pure; any thread.
bool CheckExpectation(const v1::ExpectedOutcome& expected,
                      const v1::Assessment& assessment,
                      const textproto::FieldPlaces& places,
                      feel::Diagnostics& diagnostics);

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_EXPECTATION_H_
