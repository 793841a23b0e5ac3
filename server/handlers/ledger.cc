#include "server/handlers/ledger.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "server/dates.h"
#include "server/errors.h"
#include "server/handlers/log_tile.h"
#include "server/handlers/signed_log.h"
#include "storage/ledger/digest.h"

namespace techflow::server {
namespace {

void AddHashes(const std::vector<ledger::Hash>& hashes,
               google::protobuf::RepeatedPtrField<std::string>& out) {
  for (const ledger::Hash& hash : hashes) {
    out.Add(std::string(ledger::BytesOf(hash)));
  }
}

// The size that is asked for; 0 asks for that of the newest checkpoint.
int64_t SizeAskedFor(int64_t size, const SignedLog& log) {
  return size == 0 ? log.size : size;
}

void CheckSize(int64_t size, int64_t lowest, const SignedLog& log,
               Violations& violations) {
  if (size >= lowest && size <= log.size) return;
  violations.Add("size", absl::StrCat(size),
                 absl::StrCat(lowest, " to ", log.size,
                              ", the size of the newest checkpoint, or 0"));
}

}  // namespace

absl::StatusOr<v1::GetCheckpointResponse> GetCheckpoint(
    const Environment& environment, Call& /*call*/,
    const v1::GetCheckpointRequest& /*request*/) {
  const auto log = ReadSignedLog(environment.store);
  if (!log.ok()) return log.status();
  v1::GetCheckpointResponse response;
  response.set_checkpoint(log->checkpoint);
  response.set_size(log->size);
  response.set_verifier_key(environment.store.VerifierKeys().back().ToString());
  return response;
}

absl::StatusOr<v1::ProveInclusionResponse> ProveInclusion(
    const Environment& environment, Call& call,
    const v1::ProveInclusionRequest& request) {
  const auto log = ReadSignedLog(environment.store);
  if (!log.ok()) return log.status();
  const int64_t position = request.log_position();
  call.AddNote("log_position", absl::StrCat(position));
  const int64_t size = SizeAskedFor(request.size(), *log);
  Violations violations;
  if (position < 0) {
    violations.Add("log_position", absl::StrCat(position), "0 or more");
  }
  if (request.size() != 0) {
    CheckSize(size, position + 1, *log, violations);
  }
  if (!violations.empty()) return violations.ToStatus();
  if (position >= size) {
    return NotFound(reason::kEntryNotFound, "techflow.store.v1.Entry",
                    absl::StrCat("position ", position));
  }
  const auto entry = environment.store.Get(position);
  if (!entry.ok()) return entry.status();
  const auto hashes =
      ledger::ProveInclusion(position, size, environment.store.nodes());
  if (!hashes.ok()) return hashes.status();
  const auto root = ledger::RootHash(size, environment.store.nodes());
  if (!root.ok()) return root.status();
  v1::ProveInclusionResponse response;
  AddHashes(*hashes, *response.mutable_hashes());
  response.set_leaf_hash(
      std::string(ledger::BytesOf(ledger::LeafHash(entry->bytes))));
  response.set_root(std::string(ledger::BytesOf(*root)));
  response.set_size(size);
  if (size == log->size) {
    auto text = ProofText(environment.store, *log, position);
    if (!text.ok()) return text.status();
    response.set_tlog_proof(*std::move(text));
  }
  return response;
}

absl::StatusOr<v1::ProveConsistencyResponse> ProveConsistency(
    const Environment& environment, Call& call,
    const v1::ProveConsistencyRequest& request) {
  const auto log = ReadSignedLog(environment.store);
  if (!log.ok()) return log.status();
  const int64_t old_size = request.old_size();
  call.AddNote("old_size", absl::StrCat(old_size));
  const int64_t size = SizeAskedFor(request.size(), *log);
  Violations violations;
  if (old_size < 1 || old_size > log->size) {
    violations.Add("old_size", absl::StrCat(old_size),
                   absl::StrCat("1 to ", log->size,
                                ", the size of the newest checkpoint"));
  } else if (request.size() != 0) {
    CheckSize(size, old_size, *log, violations);
  }
  if (!violations.empty()) return violations.ToStatus();
  const ledger::NodeSource& nodes = environment.store.nodes();
  const auto hashes = ledger::ProveConsistency(old_size, size, nodes);
  if (!hashes.ok()) return hashes.status();
  const auto old_root = ledger::RootHash(old_size, nodes);
  if (!old_root.ok()) return old_root.status();
  const auto root = ledger::RootHash(size, nodes);
  if (!root.ok()) return root.status();
  v1::ProveConsistencyResponse response;
  AddHashes(*hashes, *response.mutable_hashes());
  response.set_old_root(std::string(ledger::BytesOf(*old_root)));
  response.set_root(std::string(ledger::BytesOf(*root)));
  response.set_size(size);
  if (size == log->size) response.set_checkpoint(log->checkpoint);
  return response;
}

absl::StatusOr<v1::GetTileResponse> GetTile(const Environment& environment,
                                            Call& call,
                                            const v1::GetTileRequest& request) {
  call.AddNote("path", request.path());
  const auto log = ReadSignedLog(environment.store);
  if (!log.ok()) return log.status();
  v1::GetTileResponse response;
  if (request.path() == "checkpoint") {
    response.set_content(log->checkpoint);
    return response;
  }
  const auto place = ParseTilePath(request.path());
  if (!place.has_value()) {
    Violations violations;
    violations.Add("path", request.path(), kTilePathForm);
    return violations.ToStatus();
  }
  if (!IsTileOf(*place, log->size)) {
    return NotFound(reason::kTileNotFound, "techflow.v1.Tile", request.path());
  }
  auto content = ReadTile(environment.store, *place);
  if (!content.ok()) return content.status();
  response.set_content(*std::move(content));
  return response;
}

absl::StatusOr<v1::FindLogPositionResponse> FindLogPosition(
    const Environment& environment, Call& /*call*/,
    const v1::FindLogPositionRequest& request) {
  if (!request.has_time() || !IsTime(request.time())) {
    Violations violations;
    violations.Add("time", request.time().ShortDebugString(), kTimeForm);
    return violations.ToStatus();
  }
  const auto size = environment.store.SizeAt(ToMicroseconds(request.time()));
  if (!size.ok()) return size.status();
  const auto root = ledger::RootHash(*size, environment.store.nodes());
  if (!root.ok()) return root.status();
  v1::FindLogPositionResponse response;
  response.set_size(*size);
  response.set_root(std::string(ledger::BytesOf(*root)));
  if (*size > 0) {
    const auto last = environment.store.Get(*size - 1);
    if (!last.ok()) return last.status();
    *response.mutable_last_entry_time() =
        ToTimestamp(last->entry.recorded_at_us());
  }
  return response;
}

}  // namespace techflow::server
