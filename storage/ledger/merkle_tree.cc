#include "storage/ledger/merkle_tree.h"

#include <openssl/evp.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <memory>
#include <utility>

#include "fmt/format.h"

namespace techflow::ledger {
namespace {

constexpr unsigned char kLeafPrefix = 0x00;
constexpr unsigned char kNodePrefix = 0x01;

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Looked up once: OpenSSL looks EVP_sha256() up again for each digest, which
// costs more than to hash a node. It lives as long as the process.
const EVP_MD* Algorithm() {
  static const EVP_MD* const algorithm =
      EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

// One for each thread: to make one costs as much as to hash a node.
EVP_MD_CTX* Context() {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(
      EVP_MD_CTX_new());
  return context.get();
}

Hash HashAll(unsigned char prefix, std::string_view a, std::string_view b) {
  Hash hash;
  EVP_MD_CTX* const context = Context();
  // It fails only where OpenSSL cannot allocate or has no SHA-256: nothing can
  // be proved then.
  if (EVP_DigestInit_ex(context, Algorithm(), nullptr) != 1 ||
      EVP_DigestUpdate(context, &prefix, 1) != 1 ||
      EVP_DigestUpdate(context, a.data(), a.size()) != 1 ||
      EVP_DigestUpdate(context, b.data(), b.size()) != 1 ||
      EVP_DigestFinal_ex(context, hash.data(), nullptr) != 1) {
    std::abort();
  }
  return hash;
}

absl::Status WrongSize(int64_t size, int64_t least) {
  return absl::InvalidArgumentError(
      fmt::format("size is {}, expected {} to {}", size, least, kMaxLeaves));
}

// The largest power of two below `size`, which is 2 or more.
int64_t SplitOf(int64_t size) {
  return int64_t{1} << (std::bit_width(static_cast<uint64_t>(size - 1)) - 1);
}

// A complete subtree: the leaves from number << level on, 1 << level of them.
struct Subtree {
  int level = 0;
  int64_t number = 0;
};

// The complete subtrees of the leaves from `start`, `size` of them, left to
// right. `start` is a multiple of the largest.
std::vector<Subtree> CompleteSubtrees(int64_t start, int64_t size) {
  std::vector<Subtree> subtrees;
  for (int level = 62; level >= 0; --level) {
    if ((size >> level & 1) == 0) continue;
    subtrees.push_back({.level = level, .number = start >> level});
    start += int64_t{1} << level;
  }
  return subtrees;
}

// Some roots of ranges of leaves, each a fold of stored nodes; what they need
// is read in one go.
class RangeReader {
 public:
  void Add(int64_t start, int64_t size) {
    const std::vector<Subtree> subtrees = CompleteSubtrees(start, size);
    counts_.push_back(subtrees.size());
    for (const Subtree& subtree : subtrees) {
      indexes_.push_back(NodeIndex(subtree.level, subtree.number));
    }
  }

  // The root of each range, in the order of Add().
  absl::StatusOr<std::vector<Hash>> Read(const NodeSource& nodes) const {
    const auto hashes = nodes.Read(indexes_);
    if (!hashes.ok()) return hashes.status();
    std::vector<Hash> roots;
    size_t end = 0;
    for (const size_t count : counts_) {
      end += count;
      Hash root = (*hashes)[end - 1];
      for (size_t i = 1; i < count; ++i) {
        root = NodeHash((*hashes)[end - 1 - i], root);
      }
      roots.push_back(root);
    }
    return roots;
  }

 private:
  std::vector<int64_t> indexes_;
  std::vector<size_t> counts_;
};

}  // namespace

std::string_view BytesOf(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::optional<Hash> HashOf(std::string_view bytes) {
  Hash hash;
  if (bytes.size() != hash.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

Hash LeafHash(std::string_view entry) {
  return HashAll(kLeafPrefix, entry, {});
}

Hash NodeHash(const Hash& left, const Hash& right) {
  return HashAll(kNodePrefix, BytesOf(left), BytesOf(right));
}

Hash EmptyRoot() {
  Hash hash;
  if (EVP_Digest(nullptr, 0, hash.data(), nullptr, Algorithm(), nullptr) != 1) {
    std::abort();
  }
  return hash;
}

// The last leaf of the subtree has completed all below it and then `level`
// parents, of which this is the last.
int64_t NodeIndex(int level, int64_t number) {
  const int64_t last_leaf = ((number + 1) << level) - 1;
  return NodeCount(last_leaf) + level;
}

// Each level has one node for each complete subtree of its size.
int64_t NodeCount(int64_t size) {
  // Not 2 * size, which is one too great for the greatest tree.
  return size - std::popcount(static_cast<uint64_t>(size)) + size;
}

absl::StatusOr<Hash> RootHash(int64_t size, const NodeSource& nodes) {
  if (size < 0 || size > kMaxLeaves) return WrongSize(size, 0);
  if (size == 0) return EmptyRoot();
  RangeReader ranges;
  ranges.Add(0, size);
  const auto roots = ranges.Read(nodes);
  if (!roots.ok()) return roots.status();
  return roots->front();
}

absl::StatusOr<std::vector<Hash>> ProveInclusion(int64_t position, int64_t size,
                                                 const NodeSource& nodes) {
  if (size < 1 || size > kMaxLeaves) return WrongSize(size, 1);
  if (position < 0 || position >= size) {
    return absl::InvalidArgumentError(fmt::format(
        "position is {}, expected 0 or more and less than the size, {}",
        position, size));
  }
  // From the root down; the path is told from the leaf up.
  std::vector<std::pair<int64_t, int64_t>> siblings;
  int64_t start = 0;
  for (int64_t rest = size; rest > 1;) {
    const int64_t split = SplitOf(rest);
    if (position - start < split) {
      siblings.emplace_back(start + split, rest - split);
      rest = split;
    } else {
      siblings.emplace_back(start, split);
      start += split;
      rest -= split;
    }
  }
  RangeReader ranges;
  std::for_each(siblings.rbegin(), siblings.rend(), [&](const auto& sibling) {
    ranges.Add(sibling.first, sibling.second);
  });
  return ranges.Read(nodes);
}

absl::StatusOr<std::vector<Hash>> ProveConsistency(int64_t old_size,
                                                   int64_t size,
                                                   const NodeSource& nodes) {
  if (size < 1 || size > kMaxLeaves) return WrongSize(size, 1);
  if (old_size < 1 || old_size > size) {
    return absl::InvalidArgumentError(fmt::format(
        "old_size is {}, expected 1 to {}, the size", old_size, size));
  }
  // Down to the subtree of which the old tree is all or a complete beginning.
  std::vector<std::pair<int64_t, int64_t>> siblings;
  int64_t start = 0;
  int64_t rest = size;
  int64_t old_rest = old_size;
  bool is_old_root = true;
  while (old_rest < rest) {
    const int64_t split = SplitOf(rest);
    if (old_rest <= split) {
      siblings.emplace_back(start + split, rest - split);
      rest = split;
    } else {
      siblings.emplace_back(start, split);
      start += split;
      rest -= split;
      old_rest -= split;
      is_old_root = false;
    }
  }
  RangeReader ranges;
  if (!is_old_root) ranges.Add(start, rest);
  std::for_each(siblings.rbegin(), siblings.rend(), [&](const auto& sibling) {
    ranges.Add(sibling.first, sibling.second);
  });
  return ranges.Read(nodes);
}

}  // namespace techflow::ledger
