#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_AGREEMENT_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_AGREEMENT_H_

#include <string>

#include "rating/feel/value.h"
#include "tests/rating/feel/reference/value.h"

namespace techflow::feel::reference {

// Whether the engine's value is the one of the reference, nulls and, where the
// reference knows them, their causes included. Functions are not looked into.
bool Agrees(const feel::Value& engine, const Value& reference);

// Whether the messages of nulls are told. With more or less known about types
// the same error may be found in another place.
enum class Messages { kTold, kLeftOut };

// All that can be told of the engine's value: every bit of its numbers, cause
// and message of its nulls.
std::string EveryBit(const feel::Value& value,
                     Messages messages = Messages::kTold);

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_AGREEMENT_H_
