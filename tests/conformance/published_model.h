#ifndef TECHFLOW_TESTS_CONFORMANCE_PUBLISHED_MODEL_H_
#define TECHFLOW_TESTS_CONFORMANCE_PUBLISHED_MODEL_H_

#include <string>

#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating_service.pb.h"
#include "techflow/v1/types.pb.h"

// The model and the evidence of testdata/, and requests made of them.
namespace techflow {

inline constexpr char kSmallModel[] = "models/small-model";

// testdata/small-model as it can be published. Its rule for R&D intensity
// fails where the revenue is zero.
v1::ModelPackage PublishedPackage();

// The same with another note: the next version.
v1::ModelPackage PublishedPackage(const std::string& note);

// A package with a text of one of its files replaced.
v1::ModelPackage Changed(v1::ModelPackage files, const std::string& from,
                         const std::string& to);

// testdata/evidence.txtpb; by the small model it is a "B" in 2026.
v1::Evidence SmallEvidence();

v1::Date Day(int year, int month, int day);

// A request to rate `id` by the small model, as of mid-2026.
v1::RateEnterpriseRequest SmallRequest(const std::string& id);

}  // namespace techflow

#endif  // TECHFLOW_TESTS_CONFORMANCE_PUBLISHED_MODEL_H_
