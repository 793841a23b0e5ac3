#ifndef TECHFLOW_TESTS_RATING_PACKAGE_RANDOM_EVIDENCE_H_
#define TECHFLOW_TESTS_RATING_PACKAGE_RANDOM_EVIDENCE_H_

#include <cstddef>
#include <random>

#include "google/protobuf/message.h"
#include "techflow/v1/evidence.pb.h"

namespace techflow::package {

// Makes companies of companies: fields go missing, lists are emptied or taken
// from another, numbers, days, words and answers change. What comes out need
// not be plausible. The same seed gives the same companies.
class RandomEvidence {
 public:
  explicit RandomEvidence(unsigned seed) : random_(seed) {}

  // From 0; `end` is more than 0.
  size_t Below(size_t end) { return random_() % end; }

  void Change(const v1::Evidence& other, v1::Evidence& evidence);

 private:
  using Field = google::protobuf::FieldDescriptor;

  bool Once(size_t in) { return Below(in) == 0; }
  void ChangeMessage(google::protobuf::Message& message);
  void ChangeField(google::protobuf::Message& message, const Field& field);
  void ChangeList(google::protobuf::Message& message, const Field& field);

  std::mt19937 random_;
  // Of how many fields one is changed.
  size_t rarity_ = 10;
};

}  // namespace techflow::package

#endif  // TECHFLOW_TESTS_RATING_PACKAGE_RANDOM_EVIDENCE_H_
