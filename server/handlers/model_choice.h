#ifndef TECHFLOW_SERVER_HANDLERS_MODEL_CHOICE_H_
#define TECHFLOW_SERVER_HANDLERS_MODEL_CHOICE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/environment.h"
#include "techflow/v1/types.pb.h"

namespace techflow::server {

// A stored version of a model, ready to rate.
struct ChosenModel {
  std::string name;    // "models/{model}/versions/{number}"
  std::string digest;  // SHA-256 of its package, 32 bytes
  ModelCache::Model model;
};

// The version that a request means: the one it names, or the newest of the
// model that is in effect on the as-of date. An empty name means
// kDefaultModel. NOT_FOUND where there is no such model or version,
// FAILED_PRECONDITION (MODEL_NOT_IN_EFFECT) where none may rate on that date.
absl::StatusOr<ChosenModel> ChooseModel(const Environment& environment,
                                        absl::string_view name,
                                        const v1::Date& as_of);

// The model with that digest, through the cache. NOT_FOUND where the package
// is not in the store, DATA_LOSS where it does not compile any more.
absl::StatusOr<ModelCache::Model> LoadModel(const Environment& environment,
                                            const std::string& digest);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_MODEL_CHOICE_H_
