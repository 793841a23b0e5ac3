#ifndef TECHFLOW_STORAGE_RECORD_SUM_H_
#define TECHFLOW_STORAGE_RECORD_SUM_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace techflow::storage {

// A sum over a set of records that does not depend on their order: two sets of
// the same sum are the same. Each record counts with the first 128 bits of
// SHA-256(00 | secret | key length 8 | key | value); the secret is new in each
// check, so nobody can choose records that cancel out. A value.
class RecordSum {
 public:
  void Add(std::string_view secret, std::string_view key,
           std::string_view value);
  // Takes in all that `other` has.
  void Add(const RecordSum& other);

  friend bool operator==(const RecordSum&, const RecordSum&) = default;

 private:
  uint64_t high_ = 0;
  uint64_t low_ = 0;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_RECORD_SUM_H_
