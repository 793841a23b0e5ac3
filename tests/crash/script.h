#ifndef TECHFLOW_TESTS_CRASH_SCRIPT_H_
#define TECHFLOW_TESTS_CRASH_SCRIPT_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "rocksdb/env.h"
#include "storage/rating_store.h"

namespace techflow::storage {

// The fixed script: it makes a store and opens it again a few times, so that
// RocksDB recovers, flushes and compacts, and appends in batches of one to
// four, among them requests that were answered before and some twice in one
// batch. It has requests numbered from 0, which is the version of the model
// that the others, ratings, name.
inline constexpr int kScriptRequests = 64;

// Request `number` with its id and digest; every time the same.
NewEntry ScriptRequest(int number);
std::string ScriptRequestId(int number);

// What an answer said was stored.
struct Acknowledgement {
  int64_t position = 0;

  // SHA-256 of the entry's bytes, in hexadecimal digits.
  std::string digest = "";
};
Acknowledgement AcknowledgementOf(const StoredEntry& stored);
using Acknowledgements = std::map<int, Acknowledgement>;

// Whom the script tells what comes to pass; all on the thread that runs it.
struct ScriptObserver {
  // A request was acknowledged, for the first time or again.
  std::function<void(int request, const Acknowledgement&)> acknowledged;

  // The store was not opened; the script goes on with the next opening.
  std::function<void(const absl::Status&)> not_opened;

  // A batch was refused, wholly or in part. All that was refused is sent again
  // after the next opening.
  std::function<void(RatingStore& store, const absl::Status&)> refused;

  // The store did what it must not do.
  std::function<void(std::string)> violated;
};

// Runs the script on the store in `folder`.
void RunScript(const std::string& folder, rocksdb::Env* env,
               const ScriptObserver& observer);

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_CRASH_SCRIPT_H_
