#include "storage/record_sum.h"

#include <cstring>

#include "storage/keys.h"
#include "storage/ledger/merkle_tree.h"

namespace techflow::storage {

// A leaf's hash is a SHA-256 with a zero byte before it, and is the fastest
// here.
void RecordSum::Add(std::string_view secret, std::string_view key,
                    std::string_view value) {
  std::string bytes(secret);
  bytes += NumberBytes(static_cast<int64_t>(key.size()));
  bytes += key;
  bytes += value;
  const ledger::Hash hash = ledger::LeafHash(bytes);
  RecordSum one;
  std::memcpy(&one.high_, hash.data(), sizeof one.high_);
  std::memcpy(&one.low_, hash.data() + sizeof one.high_, sizeof one.low_);
  Add(one);
}

void RecordSum::Add(const RecordSum& other) {
  high_ += other.high_;
  low_ += other.low_;
}

}  // namespace techflow::storage
