#ifndef TECHFLOW_SERVER_HANDLERS_RATING_RECORD_H_
#define TECHFLOW_SERVER_HANDLERS_RATING_RECORD_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "rating/serialize.h"
#include "server/environment.h"
#include "storage/rating_store.h"
#include "techflow/store/v1/entry.pb.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/rating.pb.h"

// Between what is stored and what callers see.
namespace techflow::server {

// A stored rating with the bytes it was made of.
struct RatingRecord {
  store::v1::Entry entry;

  // Nothing where the evidence was erased, as the law may ask for.
  std::optional<v1::Evidence> evidence;

  // The stored bytes.
  std::string assessment;
};

// The rating of that name ("enterprises/.../ratings/..."). INVALID_ARGUMENT
// where `name`, the request's `field`, is no such name; NOT_FOUND where there
// is none.
absl::StatusOr<RatingRecord> FindRating(const Environment& environment,
                                        absl::string_view field,
                                        absl::string_view name);

// The record of an entry of a rating.
absl::StatusOr<RatingRecord> LoadRating(const Environment& environment,
                                        const store::v1::Entry& entry);

// What an entry by itself says of its rating: all but the assessment, the name
// of the enterprise and the warnings.
v1::Rating ToRating(const store::v1::Entry& entry);

// As callers see it. DATA_LOSS where the stored bytes are no assessment.
absl::StatusOr<v1::Rating> ToRating(const RatingRecord& record);

// What is stored or compared with the store is serialised by this, once.
using rating::Serialize;

// What names a request: the same id with another of these is a mistake.
std::string RequestDigest(const google::protobuf::Message& request);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_RATING_RECORD_H_
