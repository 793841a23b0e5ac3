#ifndef TECHFLOW_TESTS_RATING_REFERENCE_RANDOM_EVIDENCE_H_
#define TECHFLOW_TESTS_RATING_REFERENCE_RANDOM_EVIDENCE_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "techflow/v1/evidence.pb.h"

namespace techflow {

// Companies that nobody would make up: each starts from one of the given ones,
// and then any field may be gone, any number, day or word another, any item of
// a list gone or there twice. They are not what the checks of evidence let
// through; the core has to bear them all the same. The same seed gives the
// same companies everywhere.
class RandomCompanies {
 public:
  RandomCompanies(uint64_t seed, std::vector<v1::Evidence> bases)
      : random_(seed), bases_(std::move(bases)) {}

  v1::Evidence Next();

 private:
  // 0 to `count` - 1.
  int Draw(int count);
  bool Happens(int in_a_thousand) { return Draw(1000) < in_a_thousand; }
  void Change(google::protobuf::Message& message);
  void ChangeField(google::protobuf::Message& message,
                   const google::protobuf::FieldDescriptor& field);
  void ChangeList(google::protobuf::Message& message,
                  const google::protobuf::FieldDescriptor& field);
  void ChangeDay(v1::Date& day);
  std::string ChangedNumber(const std::string& number);

  std::mt19937_64 random_;
  std::vector<v1::Evidence> bases_;
  // In a thousand, for the company at hand: some are nearly whole, some a ruin.
  int losses_ = 0;
  int changes_ = 0;
};

}  // namespace techflow

#endif  // TECHFLOW_TESTS_RATING_REFERENCE_RANDOM_EVIDENCE_H_
