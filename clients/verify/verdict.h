#ifndef TECHFLOW_CLIENTS_VERIFY_VERDICT_H_
#define TECHFLOW_CLIENTS_VERIFY_VERDICT_H_

#include <optional>
#include <string>
#include <vector>

#include "google/protobuf/repeated_ptr_field.h"
#include "storage/ledger/checkpoint.h"
#include "techflow/store/v1/entry.pb.h"
#include "techflow/v1/audit_service.pb.h"
#include "techflow/v1/rating.pb.h"
#include "techflow/v1/types.pb.h"

// What came out of checking a bundle. Values; one thread at a time.
namespace techflow::verify {

// In the order in which they are made.
enum class Check {
  kFile,             // The file is a bundle of a version that is known.
  kEntry,            // The rating's entry has the form of one.
  kSignature,        // The checkpoint is signed by a given key, for its origin.
  kNotedCheckpoint,  // It is the one that the auditor had noted.
  kInclusion,        // The log of that checkpoint has the entry at its place.
  kModelInclusion,   // It has the entry of the model, before the rating's.
  kModelVersion,  // That is the version by which the rating says it was made.
  kEvidence,      // The evidence is what the entry was made of.
  kAssessment,    // The assessment is what the entry was made of.
  kModelPackage,  // The model package is what the entry was made of.
  kRecomputed,    // Computed again, the rating comes out the same.
};

enum class Outcome {
  kMet,
  kFailed,
  // It cannot be checked for what is lacking: erased evidence, this engine.
  kImpossible,
  // It was not tried, since what it needs has failed.
  kSkipped,
};

struct CheckResult {
  Check check = Check::kFile;
  Outcome outcome = Outcome::kSkipped;
  // What was seen; why, unless it is met.
  v1::LocalizedText reason;
};

enum class Conclusion {
  kVerified,        // Every check is met.
  kNotVerified,     // One has failed, or was not made.
  kUnreproducible,  // None has failed, and the rating cannot be computed again.
};

struct Verdict {
  Conclusion conclusion = Conclusion::kNotVerified;
  std::vector<CheckResult> checks;

  // SHA-256 of the file, 32 bytes.
  std::string file_digest;

  // Unset where it cannot be read.
  std::optional<store::v1::Entry> entry;

  // The signed one; unset unless its signature is met.
  std::optional<ledger::Checkpoint> checkpoint;
  // The key that signed it, as C2SP's signed-note writes it.
  std::string verifier_key;

  // The company's name. Empty unless the evidence is that of the entry.
  v1::LocalizedText enterprise_name;

  // The fields that differ where the rating comes out otherwise.
  google::protobuf::RepeatedPtrField<v1::ReplayDifference> differences;
};

}  // namespace techflow::verify

#endif  // TECHFLOW_CLIENTS_VERIFY_VERDICT_H_
