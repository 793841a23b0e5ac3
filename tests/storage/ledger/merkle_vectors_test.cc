// The proofs that the public implementations of RFC 6962 are tested with, the
// good and the bad. They stay outside the project.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/merkle_proof.h"
#include "storage/ledger/signing_key.h"

namespace techflow::ledger {
namespace {

namespace fs = std::filesystem;

fs::path Vectors() {
  const char* given = std::getenv("TECHFLOW_VECTORS_DIR");
  return (given != nullptr
              ? fs::path(given)
              : fs::path(TECHFLOW_SOURCE_DIR) / "../shared/vectors") /
         "merkle";
}

// One file: a proof, and whether it is to be refused.
class Vector {
 public:
  explicit Vector(const fs::path& file) {
    std::ifstream stream(file);
    std::stringstream text;
    text << stream.rdbuf();
    const auto status =
        google::protobuf::util::JsonStringToMessage(text.str(), &json_);
    EXPECT_TRUE(status.ok()) << file << ": " << status.ToString();
  }

  bool is_to_be_refused() const { return Field("wantErr").bool_value(); }

  // A number is unsigned in the files. What an int64_t does not hold there is
  // what -1 becomes, and we have it as such.
  int64_t Number(const std::string& name) const {
    const double number = Field(name).number_value();
    return number < 0x1p63 ? static_cast<int64_t>(number) : -1;
  }

  // nullopt of what is no hash at all: a root or leaf that is left empty. There
  // is no way to hand it to the verifier, so it counts as refused.
  std::optional<Hash> HashAt(const std::string& name) const {
    return HashOf(FromBase64(Field(name).string_value()).value_or(""));
  }

  // A root of the consistency vectors. Some have text there ("don't care 2"),
  // and one of these is to be accepted, for two roots that are the same; a Hash
  // cannot hold it. Its SHA-256 stands in for it: what is equal stays equal,
  // what differs differs, and no proof leads to it.
  Hash RootAt(const std::string& name) const {
    const std::string bytes =
        FromBase64(Field(name).string_value()).value_or("");
    return HashOf(bytes).value_or(HashOf(Sha256(bytes)).value());
  }

  std::optional<std::vector<Hash>> Proof() const {
    std::vector<Hash> proof;
    for (const auto& value : Field("proof").list_value().values()) {
      const auto hash = HashOf(FromBase64(value.string_value()).value_or(""));
      if (!hash.has_value()) return std::nullopt;
      proof.push_back(*hash);
    }
    return proof;
  }

 private:
  const google::protobuf::Value& Field(const std::string& name) const {
    const auto field = json_.fields().find(name);
    if (field != json_.fields().end()) return field->second;
    ADD_FAILURE() << "no field " << name;
    return google::protobuf::Value::default_instance();
  }

  google::protobuf::Struct json_;
};

bool AcceptsInclusion(const Vector& vector) {
  const auto root = vector.HashAt("root");
  const auto leaf = vector.HashAt("leafHash");
  const auto proof = vector.Proof();
  return root.has_value() && leaf.has_value() && proof.has_value() &&
         VerifyInclusion(vector.Number("leafIdx"), vector.Number("treeSize"),
                         *leaf, *proof, *root)
             .ok();
}

bool AcceptsConsistency(const Vector& vector) {
  const auto proof = vector.Proof();
  return proof.has_value() &&
         VerifyConsistency(vector.Number("size1"), vector.Number("size2"),
                           *proof, vector.RootAt("root1"),
                           vector.RootAt("root2"))
             .ok();
}

struct Tally {
  int accepted = 0;
  int refused = 0;
};

// Counts the files under `folder` of which `accepts` says what they say.
Tally Check(const fs::path& folder, bool (*accepts)(const Vector&)) {
  Tally tally;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    const Vector vector(entry.path());
    const bool is_accepted = accepts(vector);
    EXPECT_EQ(is_accepted, !vector.is_to_be_refused()) << entry.path();
    if (is_accepted == vector.is_to_be_refused()) continue;
    ++(is_accepted ? tally.accepted : tally.refused);
  }
  return tally;
}

class MerkleVectors : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::is_directory(Vectors())) {
      GTEST_SKIP() << "no " << Vectors()
                   << "; TECHFLOW_VECTORS_DIR says where the vectors are";
    }
  }
};

TEST_F(MerkleVectors, OfInclusionAreJudgedAsPublished) {
  const Tally tally = Check(Vectors() / "inclusion", AcceptsInclusion);
  EXPECT_EQ(tally.accepted, 6);
  EXPECT_EQ(tally.refused, 92);
}

TEST_F(MerkleVectors, OfConsistencyAreJudgedAsPublished) {
  const Tally tally = Check(Vectors() / "consistency", AcceptsConsistency);
  EXPECT_EQ(tally.accepted, 6);
  EXPECT_EQ(tally.refused, 92);
}

}  // namespace
}  // namespace techflow::ledger
