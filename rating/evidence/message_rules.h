#ifndef TECHFLOW_RATING_EVIDENCE_MESSAGE_RULES_H_
#define TECHFLOW_RATING_EVIDENCE_MESSAGE_RULES_H_

#include <array>
#include <span>

#include "google/protobuf/descriptor.h"

namespace techflow::evidence {

// Two fields of a message, by number.
struct FieldPair {
  int first = 0;
  int second = 0;
};

// What holds for every message of a type, by field number; 0 ends a list. The
// comments of the protos say the same in words.
struct MessageRules {
  const google::protobuf::Descriptor* (*message)() = nullptr;
  std::array<int, 6> required{};
  // Days: the first is not after the second.
  std::array<FieldPair, 8> in_order{};
  // Numbers: the first is a part of the second and not above it.
  std::array<FieldPair, 5> parts{};
  // Decimals that may be negative; all other numbers may not.
  std::array<int, 3> may_be_negative{};
  // The day the item speaks of, which is not later than its collection; 0 where
  // it has none.
  int event = 0;
};

// One for each message that has rules. A constant; any thread.
std::span<const MessageRules> AllMessageRules();

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_MESSAGE_RULES_H_
