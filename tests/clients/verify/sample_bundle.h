#ifndef TECHFLOW_TESTS_CLIENTS_VERIFY_SAMPLE_BUNDLE_H_
#define TECHFLOW_TESTS_CLIENTS_VERIFY_SAMPLE_BUNDLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "storage/ledger/merkle_tree.h"
#include "storage/ledger/signing_key.h"
#include "techflow/store/v1/entry.pb.h"
#include "techflow/v1/audit_service.pb.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/model.pb.h"

// A log in memory with a shipped model and a rating by it, and the bundle that
// a server would export of it.
namespace techflow::verify {

// The key of the seed whose 32 bytes are all `seed`.
ledger::SigningKey SampleKey(char seed, const std::string& name);

// The name of the log of SampleLog.
inline constexpr char kSampleOrigin[] = "ratings.bank.example/log";

// What a rating is made of.
struct SampleRating {
  v1::ModelPackage package;
  v1::Evidence evidence;
  v1::Date as_of_date;
};

// The techflow model and the company of its case "complete".
SampleRating CompleteCase();

// The assessment of it, serialised; the test fails where there is none.
std::string Assess(const SampleRating& rating);

// The record of its rating, all digests filled in.
store::v1::RatingRecord RecordOf(const SampleRating& rating);

// Entries and the tree over them.
class SampleLog {
 public:
  // Sets position and version, appends, and returns the position.
  int64_t Append(store::v1::Entry entry);

  // The bytes of the entry there.
  const std::string& entry(int64_t position) const {
    return entries_[static_cast<size_t>(position)];
  }

  // The checkpoint over all entries, signed.
  std::string Checkpoint(const ledger::SigningKey& key) const;

  // The text of a tlog-proof of that entry with this checkpoint.
  std::string Proof(int64_t position, const std::string& checkpoint) const;

 private:
  std::vector<std::string> entries_;
  std::vector<ledger::Hash> nodes_;
};

// A log of eleven entries, the model at position 1 and the rating at 6; the
// bundle of that rating, signed by SampleKey('s', kSampleOrigin).
inline constexpr int64_t kModelPosition = 1;
inline constexpr int64_t kRatingPosition = 6;
struct SampleBundle {
  SampleLog log;
  v1::AuditBundle bundle;
};
SampleBundle MakeSampleBundle();

}  // namespace techflow::verify

#endif  // TECHFLOW_TESTS_CLIENTS_VERIFY_SAMPLE_BUNDLE_H_
