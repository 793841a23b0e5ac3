#ifndef TECHFLOW_STORAGE_LEDGER_MERKLE_PROOF_H_
#define TECHFLOW_STORAGE_LEDGER_MERKLE_PROOF_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "storage/ledger/merkle_tree.h"

// Checks proofs without a tree, as RFC 9162, sections 2.1.3.2 and 2.1.4.2,
// does. Pure functions; any thread.
//
// A root does not say how many leaves it has: the same path can belong to trees
// of several sizes. So take a root and its size from one signed checkpoint.
namespace techflow::ledger {

// OK where `proof` shows that the tree of `size` leaves with `root` has `leaf`
// at `position`. INVALID_ARGUMENT where there can be no such proof (a position
// that is not below the size, another number of hashes), DATA_LOSS where it
// leads elsewhere.
absl::Status VerifyInclusion(int64_t position, int64_t size, const Hash& leaf,
                             absl::Span<const Hash> proof, const Hash& root);

// OK where `proof` shows that the tree of `old_size` leaves, 1 or more, with
// `old_root` is the beginning of that of `size` with `root`. Errors as above.
absl::Status VerifyConsistency(int64_t old_size, int64_t size,
                               absl::Span<const Hash> proof,
                               const Hash& old_root, const Hash& root);

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_MERKLE_PROOF_H_
