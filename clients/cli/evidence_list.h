#ifndef TECHFLOW_CLIENTS_CLI_EVIDENCE_LIST_H_
#define TECHFLOW_CLIENTS_CLI_EVIDENCE_LIST_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "techflow/v1/types.pb.h"

// Which evidence an import takes. From any thread; each call reads the disk.
namespace techflow::cli {

// A file, whose it is, and on which days to rate it.
struct EvidenceEntry {
  std::string file;
  std::string enterprise;      // Empty: the evidence or the file's name says.
  std::vector<v1::Date> days;  // Empty: the evidence's fiscal years say.
};

// The entries that paths name: a file stands for itself; of a folder, those of
// its index `companies.json` where it has one, else all *.json and *.txtpb
// below it, sorted. NOT_FOUND where there are none; DATA_LOSS for an index
// that cannot be read.
absl::StatusOr<std::vector<EvidenceEntry>> ListEvidence(
    const std::vector<std::string>& paths);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_EVIDENCE_LIST_H_
