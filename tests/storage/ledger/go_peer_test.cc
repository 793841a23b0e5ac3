// Holds the tree against golang.org/x/mod/sumdb/tlog, which other people wrote
// for Go's public log of modules. What we store and prove for every size up to
// 1,100, peer/tlog_peer.go checks with it in a process of its own.

#include <stdlib.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/ledger/merkle_tree.h"
#include "storage/ledger/signing_key.h"
#include "storage/ledger/tree_edge.h"
#include "tests/storage/ledger/reference_tree.h"

namespace techflow::ledger {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr int64_t kSizes = 1100;
// Positions, and old sizes, that are proved at each size.
constexpr int64_t kSamples = 20;

// The first, the last, the middle and others evenly between 0 and `last`.
std::set<int64_t> Samples(int64_t last) {
  std::set<int64_t> samples = {last / 2};
  for (int64_t i = 0; i < kSamples; ++i) {
    samples.insert(i * last / (kSamples - 1));
  }
  return samples;
}

std::string Text(const Hash& hash) { return Base64(BytesOf(hash)); }

// What the peer is to check, and how much of it there is.
struct Questions {
  std::ostringstream lines;
  std::map<std::string, int64_t> counts;
};

void AskForProof(const std::string& kind, int64_t size, int64_t number,
                 const absl::StatusOr<std::vector<Hash>>& proof,
                 Questions& questions) {
  ASSERT_TRUE(proof.ok()) << proof.status();
  questions.lines << kind << ' ' << size << ' ' << number;
  for (const Hash& hash : *proof) questions.lines << ' ' << Text(hash);
  questions.lines << '\n';
  ++questions.counts[kind];
  // The peer turns a bit of each hash.
  questions.counts[kind + "_refused"] += static_cast<int64_t>(proof->size());
}

// Appends the leaf after `stored` and asks for what it stores.
void AskForLeaf(TreeEdge& edge, std::vector<Hash>& stored,
                Questions& questions) {
  const std::string entry = ReferenceTree::Entry(edge.size());
  const Hash leaf = LeafHash(entry);
  questions.lines << "leaf " << Base64(entry) << ' ' << Text(leaf) << '\n';
  ++questions.counts["leaf"];
  for (const Hash& node : edge.Append(leaf)) {
    questions.lines << "node " << Text(node) << '\n';
    ++questions.counts["node"];
    stored.push_back(node);
  }
}

Questions AskForAllSizes() {
  Questions questions;
  TreeEdge edge;
  std::vector<Hash> stored;
  for (int64_t size = 1; size <= kSizes; ++size) {
    AskForLeaf(edge, stored, questions);
    const NodesInMemory nodes(stored);
    const auto root = RootHash(size, nodes);
    EXPECT_TRUE(root.ok()) << root.status();
    questions.lines << "root " << size << ' ' << Text(*root) << '\n';
    ++questions.counts["root"];
    for (const int64_t sample : Samples(size - 1)) {
      AskForProof("record", size, sample, ProveInclusion(sample, size, nodes),
                  questions);
      AskForProof("tree", size, sample + 1,
                  ProveConsistency(sample + 1, size, nodes), questions);
    }
  }
  return questions;
}

class GoPeer : public testing::Test {
 protected:
  void SetUp() override {
    if (std::string(TLOG_PEER).empty()) {
      GTEST_SKIP() << "no go was found when the build was configured";
    }
    std::string folder = testing::TempDir() + "go_peer_XXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
  }

  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  // Gives the peer `lines`. What it prints is left in said_, its exit code in
  // code_.
  void Run(const std::string& lines) {
    const fs::path input = folder_ / "lines";
    std::ofstream(input) << lines;
    const std::string command =
        std::string("'") + TLOG_PEER + "' < '" + input.string() + "' 2>&1";
    FILE* const output = popen(command.c_str(), "r");
    ASSERT_NE(output, nullptr);
    char buffer[4096];
    said_.clear();
    while (const size_t count = fread(buffer, 1, sizeof(buffer), output)) {
      said_.append(buffer, count);
    }
    const int status = pclose(output);
    ASSERT_TRUE(WIFEXITED(status)) << said_;
    code_ = WEXITSTATUS(status);
  }

  std::string said_;
  int code_ = -1;

 private:
  fs::path folder_;
};

TEST_F(GoPeer, AgreesWithEverythingUpToASizeOf1100) {
  const Questions questions = AskForAllSizes();
  Run(questions.lines.str());
  ASSERT_EQ(code_, 0) << said_;
  std::map<std::string, int64_t> counts;
  std::istringstream output(said_);
  std::string kind;
  for (int64_t count = 0; output >> kind >> count;) counts[kind] = count;
  EXPECT_EQ(counts, questions.counts);
  EXPECT_EQ(counts["leaf"], kSizes);
  EXPECT_EQ(counts["node"], NodeCount(kSizes));
  EXPECT_EQ(counts["root"], kSizes);
  EXPECT_GE(counts["record"], kSizes * kSamples - kSamples * kSamples);
  EXPECT_GE(counts["tree"], kSizes * kSamples - kSamples * kSamples);
}

// The peer itself, without which the first test would show nothing.
TEST_F(GoPeer, NamesALineThatIsWrong) {
  const std::string leaf = Text(LeafHash("a"));
  const std::string other = Text(LeafHash("b"));
  const std::string start = "leaf " + Base64("a") + ' ' + leaf + '\n';
  for (const std::string& line :
       {"node " + other, "root 1 " + other, "record 1 0 " + other,
        "tree 1 1 " + other, "leaf " + Base64("a") + ' ' + other}) {
    Run(start + line + '\n');
    EXPECT_EQ(code_, 1) << line;
    EXPECT_THAT(said_, HasSubstr(line));
  }
}

}  // namespace
}  // namespace techflow::ledger
