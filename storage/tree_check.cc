#include "storage/tree_check.h"

#include <string>
#include <utility>

#include "fmt/format.h"
#include "storage/ledger/digest.h"
#include "storage/stored_nodes.h"

namespace techflow::storage {
namespace {

std::string HexOf(const ledger::Hash& hash) {
  return ledger::Hex(ledger::BytesOf(hash));
}

}  // namespace

TreeCheck::TreeCheck(const Database& database, int64_t watched_size,
                     IntegrityReport& report)
    : database_(database),
      watched_size_(watched_size),
      report_(report),
      scan_(database, Column::kNode, report),
      has_stored_(scan_.Next()) {
  if (watched_size_ == 0) watched_root_ = ledger::EmptyRoot();
}

std::optional<ledger::Hash> TreeCheck::ReadStored(int64_t index) {
  if (!has_stored_ || scan_.number() != index) {
    report_.Add("node", index, "is missing");
    return std::nullopt;
  }
  ++report_.nodes;
  const auto hash = ledger::HashOf(scan_.value());
  if (!hash.has_value()) {
    report_.Add("node", index,
                fmt::format("has {} bytes, expected {}", scan_.value().size(),
                            sizeof(ledger::Hash)));
  }
  has_stored_ = scan_.Next();
  return hash;
}

void TreeCheck::Add(std::optional<std::string_view> bytes) {
  int64_t index = ledger::NodeCount(size_);
  Node node{.derived = std::nullopt, .stored = ReadStored(index)};
  if (bytes.has_value()) {
    node.derived = ledger::LeafHash(*bytes);
    if (node.stored.has_value() && node.stored != node.derived) {
      ReportLeaf(node);
    }
  } else {
    node.derived = node.stored;
  }
  for (int64_t rest = size_; (rest & 1) != 0; rest >>= 1) {
    const Node left = subtrees_.back();
    subtrees_.pop_back();
    ++index;
    Node parent{.derived = std::nullopt, .stored = ReadStored(index)};
    if (left.derived.has_value() && node.derived.has_value()) {
      parent.derived = ledger::NodeHash(*left.derived, *node.derived);
    } else {
      parent.derived = parent.stored;
    }
    // What only follows from damage below was named there.
    const bool fits_children =
        left.stored.has_value() && node.stored.has_value() &&
        parent.stored == ledger::NodeHash(*left.stored, *node.stored);
    if (parent.stored.has_value() && parent.stored != parent.derived &&
        !fits_children) {
      report_.Add("node", index,
                  fmt::format("is {}, expected {} from the entries below it",
                              HexOf(*parent.stored), HexOf(*parent.derived)));
    }
    node = parent;
  }
  subtrees_.push_back(node);
  ++size_;
  if (size_ == watched_size_) watched_root_ = Root();
}

bool TreeCheck::FitsAbove(const ledger::Hash& leaf) const {
  const StoredNodes nodes(database_);
  const int64_t above[] = {ledger::NodeIndex(0, size_ ^ 1),
                           ledger::NodeIndex(1, size_ >> 1)};
  if (const auto read = nodes.Read(above); read.ok()) {
    const auto& [sibling, parent] = std::pair((*read)[0], (*read)[1]);
    return parent == ((size_ & 1) == 0 ? ledger::NodeHash(leaf, sibling)
                                       : ledger::NodeHash(sibling, leaf));
  }
  // The last leaf has no sibling where the size is odd.
  const auto value = database_.Get(Column::kMeta, kHeadKey);
  const auto head = value.ok() ? ParseLogHead(*value) : std::nullopt;
  if (!head.has_value() || head->size != size_ + 1) return false;
  const auto root = ledger::RootHash(head->size, nodes);
  return root.ok() && *root == head->root;
}

void TreeCheck::ReportLeaf(const Node& leaf) {
  if (FitsAbove(*leaf.stored)) {
    report_.Add("entry", size_,
                fmt::format("its bytes are not those that were stored: their "
                            "hash is {}, expected {} as the tree has it",
                            HexOf(*leaf.derived), HexOf(*leaf.stored)));
  } else {
    report_.Add("node", ledger::NodeIndex(0, size_),
                fmt::format("is {}, expected {}, the hash of the entry at "
                            "position {}",
                            HexOf(*leaf.stored), HexOf(*leaf.derived), size_));
  }
}

std::optional<ledger::Hash> TreeCheck::Root() const {
  std::optional<ledger::Hash> root;
  for (auto node = subtrees_.rbegin(); node != subtrees_.rend(); ++node) {
    if (!node->derived.has_value()) return std::nullopt;
    root = root.has_value() ? ledger::NodeHash(*node->derived, *root)
                            : *node->derived;
  }
  return root.has_value() ? root : ledger::EmptyRoot();
}

void TreeCheck::Finish() {
  for (; has_stored_; has_stored_ = scan_.Next()) {
    ++report_.nodes;
    report_.Add("node", scan_.number(),
                fmt::format("is beyond the tree: {} entries have {} nodes",
                            size_, ledger::NodeCount(size_)));
  }
  CheckHead();
}

void TreeCheck::CheckHead() {
  const auto root = Root();
  if (root.has_value()) report_.root = std::string(ledger::BytesOf(*root));
  const auto value = database_.Get(Column::kMeta, kHeadKey);
  if (!value.ok()) {
    report_.Add("meta", -1,
                fmt::format("head cannot be read: {}",
                            std::string(value.status().message())));
    return;
  }
  const auto head = ParseLogHead(*value);
  if (!head.has_value()) {
    report_.Add(
        "meta", -1,
        fmt::format("head has {} bytes or a size that is none, expected "
                    "a size and a root, 40 bytes",
                    value->size()));
    return;
  }
  if (head->size != size_) {
    report_.Add("meta", -1,
                fmt::format("head says {} entries, and the log has {}",
                            head->size, size_));
  } else if (root.has_value() && head->root != *root) {
    report_.Add("meta", -1,
                fmt::format("head says the root {}, expected {} from the "
                            "entries",
                            HexOf(head->root), HexOf(*root)));
  }
}

}  // namespace techflow::storage
