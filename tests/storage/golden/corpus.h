#ifndef TECHFLOW_TESTS_STORAGE_GOLDEN_CORPUS_H_
#define TECHFLOW_TESTS_STORAGE_GOLDEN_CORPUS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// A history in one file: what a store held, byte for byte, without its
// database. The file is gzip of
//
//   | kind 1 | length 4, the highest byte first | bytes | ...
//
// The entries are in the order of the log; a checkpoint stands behind the last
// entry that it covers, and a blob before the first entry that names it. Pure
// but for the file; any thread.
namespace techflow::golden {

enum class RecordKind : char {
  kEntry = 'E',
  kEvidence = 'V',
  kAssessment = 'A',
  kModelPackage = 'M',
  kCheckpoint = 'C',
  // A verifier key that signs from here on.
  kKey = 'K',
};

struct Record {
  RecordKind kind = RecordKind::kEntry;
  std::string bytes;
};

// UNAVAILABLE where the file cannot be written or read; DATA_LOSS where it is
// not as drawn above.
absl::Status WriteCorpus(const std::string& path,
                         const std::vector<Record>& records);
absl::StatusOr<std::vector<Record>> ReadCorpus(const std::string& path);

}  // namespace techflow::golden

#endif  // TECHFLOW_TESTS_STORAGE_GOLDEN_CORPUS_H_
