#ifndef TECHFLOW_TESTS_CLIENTS_CLI_AUDIT_SAMPLE_TREE_H_
#define TECHFLOW_TESTS_CLIENTS_CLI_AUDIT_SAMPLE_TREE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "clients/cli/audit/tile_layout.h"
#include "gtest/gtest.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/merkle_tree.h"
#include "storage/ledger/signed_note.h"
#include "storage/ledger/signing_key.h"
#include "storage/ledger/tree_edge.h"
#include "techflow/v1/audit_service.pb.h"

// A log of short entries in memory, and what a server would answer of it.
namespace techflow::cli {

class SampleTree final : public ledger::NodeSource {
 public:
  // Entries "entry 0", "entry 1" and so on; of another `word` another log.
  explicit SampleTree(int64_t size, const std::string& word = "entry") {
    ledger::TreeEdge edge;
    for (int64_t i = 0; i < size; ++i) {
      entries_.push_back(word + " " + std::to_string(i));
      for (const ledger::Hash& node :
           edge.Append(ledger::LeafHash(entries_.back()))) {
        nodes_.push_back(node);
      }
    }
  }

  absl::StatusOr<std::vector<ledger::Hash>> Read(
      absl::Span<const int64_t> indexes) const override {
    std::vector<ledger::Hash> read;
    for (const int64_t index : indexes) {
      read.push_back(nodes_.at(static_cast<size_t>(index)));
    }
    return read;
  }

  // Of the log when it had so many entries.
  ledger::Checkpoint At(int64_t size) const {
    const auto root = ledger::RootHash(size, *this);
    EXPECT_TRUE(root.ok()) << root.status();
    return {.origin = "ratings.bank.example/log",
            .size = size,
            .root = std::string(ledger::BytesOf(*root))};
  }

  v1::ProveConsistencyResponse Prove(int64_t old_size, int64_t size) const {
    const auto hashes = ledger::ProveConsistency(old_size, size, *this);
    EXPECT_TRUE(hashes.ok()) << hashes.status();
    v1::ProveConsistencyResponse proof;
    for (const ledger::Hash& hash : *hashes) {
      proof.add_hashes(std::string(ledger::BytesOf(hash)));
    }
    return proof;
  }

  std::string ContentOf(const Tile& tile) const {
    std::string content;
    for (int64_t i = 0; i < tile.width; ++i) {
      const int64_t number = tile.number * kTileWidth + i;
      if (tile.level == kEntriesLevel) {
        const std::string& entry = entries_.at(static_cast<size_t>(number));
        content += static_cast<char>(entry.size() / 256);
        content += static_cast<char>(entry.size() % 256);
        content += entry;
      } else {
        const int64_t index = ledger::NodeIndex(8 * tile.level, number);
        content += ledger::BytesOf(nodes_.at(static_cast<size_t>(index)));
      }
    }
    return content;
  }

 private:
  std::vector<std::string> entries_;
  std::vector<ledger::Hash> nodes_;
};

// The key of the seed whose 32 bytes are all `seed`.
inline ledger::SigningKey TreeKey(
    char seed, const std::string& name = "ratings.bank.example/log") {
  auto key = ledger::SigningKey::FromSeed(name, std::string(32, seed));
  EXPECT_TRUE(key.ok()) << key.status();
  return *std::move(key);
}

inline std::string Signed(const ledger::Checkpoint& checkpoint,
                          const ledger::SigningKey& key) {
  const ledger::SigningKey* const keys[] = {&key};
  return ledger::SignNote(ledger::CheckpointText(checkpoint), keys);
}

}  // namespace techflow::cli

#endif  // TECHFLOW_TESTS_CLIENTS_CLI_AUDIT_SAMPLE_TREE_H_
