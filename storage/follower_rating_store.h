#ifndef TECHFLOW_STORAGE_FOLLOWER_RATING_STORE_H_
#define TECHFLOW_STORAGE_FOLLOWER_RATING_STORE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/ledger/signing_key.h"
#include "storage/rating_store.h"

namespace rocksdb {
class Env;
}  // namespace rocksdb

namespace techflow::storage {

// How a store is followed.
struct FollowerOptions {
  // A public key of the log, from somebody who is trusted: the present one, or
  // one before it, from which the log itself leads to the present one.
  ledger::VerifierKey key;

  // The anchor of the store that is followed; only read.
  std::string anchor;

  // The disk, for tests; it must outlive the store. Null: the machine's.
  rocksdb::Env* env = nullptr;
};

// Reads a store that another process may be writing, and has no right to write
// it. It shows the log of one checkpoint, which was in the anchor, whose
// signature it has checked, and whose root it has computed again from the
// nodes: what is not yet in there does not exist. Calls that write, and
// WriteStatus(), answer FAILED_PRECONDITION.
class FollowerRatingStore : public RatingStore {
 public:
  // Goes on to the checkpoint that is in the anchor now. Other calls see the
  // log as it was before or as it is after. Where it fails, they go on seeing
  // the log of the last checkpoint that was right; a later call goes on from
  // there as soon as all is well again. One thread at a time.
  //   DATA_LOSS            the anchor is damaged or went back, its checkpoint
  //                        was not signed by the key that the log says, or does
  //                        not extend the last one; or the stored log does not
  //                        lead to it;
  //   FAILED_PRECONDITION  the store is of another format, or not signed by
  //                        the key that was given; the anchor is empty;
  //   NOT_FOUND            the store or the anchor is gone;
  //   UNAVAILABLE          the disk failed, or files come and go too fast.
  virtual absl::Status CatchUp() = 0;
};

// Follows the store in `folder`, on a local disk. It holds no lock and makes no
// file anywhere. Errors of CatchUp(), but that a missing anchor is
// FAILED_PRECONDITION.
absl::StatusOr<std::unique_ptr<FollowerRatingStore>> OpenFollowerRatingStore(
    const std::string& folder, const FollowerOptions& options);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_FOLLOWER_RATING_STORE_H_
