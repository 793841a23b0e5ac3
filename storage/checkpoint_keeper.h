#ifndef TECHFLOW_STORAGE_CHECKPOINT_KEEPER_H_
#define TECHFLOW_STORAGE_CHECKPOINT_KEEPER_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "storage/anchor.h"
#include "storage/keys.h"
#include "storage/ledger/signing_key.h"
#include "storage/stored_nodes.h"

namespace techflow::storage {

// Signs what the log has become, puts it into the anchor, and only then shows
// it. What is stored is not trusted: before each signature the roots of the
// last checkpoint and of the new head are computed again from the nodes on
// disk. Calls that change it come from one thread at a time; checkpoint() may
// be called by any.
class CheckpointKeeper {
 public:
  // Finds that the log of `head` extends what the anchor holds, signed by one
  // of `known_keys`, and releases it. `anchor` may be null: then there is none
  // to extend or to advance. `nodes` must outlive it.
  //   FAILED_PRECONDITION  another key has signed; the anchor is empty and the
  //                        log is not; the log does not extend the anchor;
  //   DATA_LOSS            the nodes on disk do not give the root of `head`.
  static absl::StatusOr<std::unique_ptr<CheckpointKeeper>> Open(
      const StoredNodes& nodes, std::shared_ptr<const ledger::SigningKey> key,
      const std::vector<ledger::VerifierKey>& known_keys,
      std::unique_ptr<Anchor> anchor, const LogHead& head);

  // The same without looking at the anchor, for a recovery: what it holds is
  // replaced at the next release.
  static absl::StatusOr<std::unique_ptr<CheckpointKeeper>> Recover(
      const StoredNodes& nodes, std::shared_ptr<const ledger::SigningKey> key,
      std::unique_ptr<Anchor> anchor, const LogHead& head);

  // Signs `head`, anchors it and shows it. DATA_LOSS where the nodes on disk
  // do not lead from the last checkpoint to it: nothing is signed any more.
  // Errors of Anchor::Advance otherwise; it may be tried again.
  absl::Status Release(const LogHead& head);

  // Signs `head` with both keys and goes on with `next`, of the same name.
  absl::Status ChangeKey(std::shared_ptr<const ledger::SigningKey> next,
                         const LogHead& head);

  // The last that was released: a signed note.
  std::string checkpoint() const;

  // The size that the anchor stated when it was opened; 0 where it was empty.
  int64_t anchored_size() const { return anchored_size_; }

  // Its size and root.
  LogHead released() const;

  const ledger::SigningKey& key() const { return *key_; }

 private:
  CheckpointKeeper(const StoredNodes& nodes,
                   std::shared_ptr<const ledger::SigningKey> key,
                   std::unique_ptr<Anchor> anchor)
      : nodes_(nodes), key_(std::move(key)), anchor_(std::move(anchor)) {}

  absl::Status Publish(const LogHead& head, std::string note);
  std::string TextOf(const LogHead& head) const;

  const StoredNodes& nodes_;
  std::shared_ptr<const ledger::SigningKey> key_;
  const std::unique_ptr<Anchor> anchor_;
  int64_t anchored_size_ = 0;

  mutable absl::Mutex mutex_;
  LogHead released_ ABSL_GUARDED_BY(mutex_);
  std::string checkpoint_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_CHECKPOINT_KEEPER_H_
