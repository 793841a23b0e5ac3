#ifndef TECHFLOW_RATING_SERIALIZE_H_
#define TECHFLOW_RATING_SERIALIZE_H_

#include <string>

#include "google/protobuf/message.h"

namespace techflow::rating {

// The same bytes for the same message within this build. What is stored, or
// compared with what was stored, is serialised by this, once. Pure; any thread.
std::string Serialize(const google::protobuf::Message& message);

}  // namespace techflow::rating

#endif  // TECHFLOW_RATING_SERIALIZE_H_
