// A history that was kept: what was stored by this version of the format must
// be read, proved and rated to the same bytes by every build, for ever.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "gtest/gtest.h"
#include "rating/evidence/view.h"
#include "rating/feel/diagnostics.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/entry_bytes.h"
#include "storage/ledger/merkle_tree.h"
#include "storage/ledger/signed_note.h"
#include "storage/ledger/signing_key.h"
#include "storage/ledger/tree_edge.h"
#include "tests/storage/golden/corpus.h"

namespace techflow::golden {
namespace {

using Model = std::shared_ptr<const rating::RatingModel>;

// The keys of the log, which the writer made of these seeds.
ledger::SigningKey KeyOf(char letter) {
  return *ledger::SigningKey::FromSeed("techflow.example/log",
                                       std::string(32, letter));
}

v1::Date DateOf(int32_t yyyymmdd) {
  v1::Date date;
  date.set_year(yyyymmdd / 10000);
  date.set_month(yyyymmdd / 100 % 100);
  date.set_day(yyyymmdd % 100);
  return date;
}

class GoldenTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto records = ReadCorpus(GOLDEN_CORPUS);
    ASSERT_TRUE(records.ok()) << records.status();
    records_ = *std::move(records);
    for (const Record& record : records_) {
      switch (record.kind) {
        case RecordKind::kEntry:
        case RecordKind::kCheckpoint:
        case RecordKind::kKey:
          break;
        case RecordKind::kEvidence:
        case RecordKind::kAssessment:
        case RecordKind::kModelPackage:
          blobs_[ledger::Sha256(record.bytes)] = record.bytes;
      }
    }
  }

  void SetUp() override { ASSERT_FALSE(records_.empty()); }

  static int Count(RecordKind kind) {
    int count = 0;
    for (const Record& record : records_) count += record.kind == kind ? 1 : 0;
    return count;
  }

  static std::vector<ledger::StoredEntry> Entries() {
    std::vector<ledger::StoredEntry> entries;
    for (const Record& record : records_) {
      if (record.kind != RecordKind::kEntry) continue;
      auto entry = ledger::ParseEntry(record.bytes);
      EXPECT_TRUE(entry.ok()) << entry.status();
      if (entry.ok()) entries.push_back(*std::move(entry));
    }
    return entries;
  }

  // The stored bytes; empty where there are none.
  static std::string Blob(const std::string& digest) {
    const auto found = blobs_.find(digest);
    return found == blobs_.end() ? std::string() : found->second;
  }

  static Model Compile(const std::string& digest) {
    v1::ModelPackage package;
    EXPECT_TRUE(package.ParseFromString(Blob(digest)));
    feel::Diagnostics diagnostics;
    Model model = rating::RatingModel::Compile(
        package, scorecard::BuildStandardCatalog(), diagnostics);
    EXPECT_NE(model, nullptr) << diagnostics.ToString();
    return model;
  }

  static std::vector<Record> records_;
  static absl::flat_hash_map<std::string, std::string> blobs_;
};

std::vector<Record> GoldenTest::records_;
absl::flat_hash_map<std::string, std::string> GoldenTest::blobs_;

TEST_F(GoldenTest, HoldsAHistoryOfEveryKindOfEntry) {
  absl::flat_hash_map<int, int> counts;
  for (const ledger::StoredEntry& stored : Entries()) {
    ++counts[stored.entry.record_case()];
  }
  EXPECT_EQ(Count(RecordKind::kEntry), 354);
  EXPECT_EQ(counts[store::v1::Entry::kRating], 340);
  EXPECT_EQ(counts[store::v1::Entry::kModelVersion], 10);
  EXPECT_EQ(counts[store::v1::Entry::kKeyChange], 1);
  EXPECT_EQ(counts[store::v1::Entry::kUncleanStart], 1);
  EXPECT_EQ(counts[store::v1::Entry::kRecovery], 1);
  EXPECT_EQ(counts[store::v1::Entry::kClockChange], 1);
  EXPECT_EQ(Count(RecordKind::kModelPackage), 10);
  EXPECT_EQ(Count(RecordKind::kKey), 2);
  EXPECT_EQ(Count(RecordKind::kEvidence), 325);
  EXPECT_EQ(Count(RecordKind::kAssessment), 289);
  EXPECT_EQ(Count(RecordKind::kCheckpoint), 16);
}

TEST_F(GoldenTest, FramesEveryEntryInTheSameBytes) {
  absl::flat_hash_map<std::string, const store::v1::Entry*> newest;
  const std::vector<ledger::StoredEntry> entries = Entries();
  for (size_t i = 0; i < entries.size(); ++i) {
    const store::v1::Entry& entry = entries[i].entry;
    ASSERT_EQ(ledger::FrameEntry(entry), entries[i].bytes) << i;
    EXPECT_EQ(entry.format_version(), ledger::kEntryFormatVersion);
    EXPECT_EQ(entry.position(), static_cast<int64_t>(i));
    const store::v1::Entry*& before = newest[entry.subject()];
    EXPECT_EQ(entry.number(), before == nullptr ? 1 : before->number() + 1);
    EXPECT_EQ(entry.previous_position(),
              before == nullptr ? -1 : before->position());
    before = &entry;
  }
}

TEST_F(GoldenTest, KeepsEachBlobOnceUnderTheDigestOfAnEntry) {
  absl::flat_hash_set<std::string> named;
  for (const ledger::StoredEntry& stored : Entries()) {
    if (stored.entry.has_model_version()) {
      named.insert(stored.entry.model_version().package_digest());
    }
    if (!stored.entry.has_rating()) continue;
    named.insert(stored.entry.rating().model_digest());
    named.insert(stored.entry.rating().evidence_digest());
    named.insert(stored.entry.rating().assessment_digest());
  }
  for (const std::string& digest : named) {
    EXPECT_TRUE(blobs_.contains(digest)) << ledger::Hex(digest);
  }
  EXPECT_EQ(named.size(), blobs_.size());
  EXPECT_EQ(static_cast<int>(blobs_.size()),
            Count(RecordKind::kEvidence) + Count(RecordKind::kAssessment) +
                Count(RecordKind::kModelPackage));
}

// The tree is built again leaf by leaf, and each checkpoint is signed again:
// Ed25519 gives the same signature for the same text.
TEST_F(GoldenTest, SignsEveryCheckpointWithTheSameBytes) {
  ledger::TreeEdge tree;
  std::vector<ledger::SigningKey> keys;
  for (const Record& record : records_) {
    if (record.kind == RecordKind::kEntry) {
      tree.Append(ledger::LeafHash(record.bytes));
    } else if (record.kind == RecordKind::kKey) {
      keys.push_back(KeyOf(keys.empty() ? 'a' : 'b'));
      EXPECT_EQ(record.bytes, keys.back().verifier().ToString());
    } else if (record.kind == RecordKind::kCheckpoint) {
      ASSERT_FALSE(keys.empty());
      const ledger::SigningKey& key = keys.back();
      const std::string text = ledger::CheckpointText(
          {.origin = key.verifier().name(),
           .size = tree.size(),
           .root = std::string(ledger::BytesOf(tree.Root()))});
      const auto opened = ledger::OpenNote(record.bytes, {key.verifier()});
      ASSERT_TRUE(opened.ok()) << opened.status();
      EXPECT_EQ(*opened, text);
      const ledger::SigningKey* const signers[] = {&key};
      EXPECT_EQ(ledger::SignNote(text, signers), record.bytes);
    }
  }
  EXPECT_EQ(records_.back().kind, RecordKind::kCheckpoint);
}

TEST_F(GoldenTest, RatesEveryEntryToTheSameBytes) {
  absl::flat_hash_map<std::string, Model> models;
  absl::flat_hash_set<int32_t> days;
  absl::flat_hash_set<std::string> grades;
  int ratings = 0;
  for (const ledger::StoredEntry& stored : Entries()) {
    if (!stored.entry.has_rating()) continue;
    const store::v1::RatingRecord& record = stored.entry.rating();
    ASSERT_EQ(record.engine_version(), rating::kEngineVersion);
    Model& model = models[record.model_digest()];
    if (model == nullptr) model = Compile(record.model_digest());
    ASSERT_NE(model, nullptr);
    v1::Evidence evidence;
    const std::string evidence_bytes = Blob(record.evidence_digest());
    ASSERT_TRUE(evidence.ParseFromString(evidence_bytes));
    EXPECT_EQ(evidence.SerializeAsString(), evidence_bytes);
    const v1::Date day = DateOf(record.as_of_date());
    const auto assessment =
        model->Assess(evidence::ViewAsOf(evidence, day), day);
    ASSERT_TRUE(assessment.ok()) << assessment.status();
    EXPECT_EQ(assessment->grade(), record.grade());
    ASSERT_TRUE(assessment->SerializeAsString() ==
                Blob(record.assessment_digest()))
        << "position " << stored.entry.position() << ", "
        << stored.entry.subject() << ", by " << record.model_version();
    days.insert(record.as_of_date());
    grades.insert(record.grade());
    ++ratings;
  }
  EXPECT_EQ(ratings, 340);
  EXPECT_EQ(models.size(), 10u);
  EXPECT_GE(days.size(), 5u);
  EXPECT_GE(grades.size(), 10u);
}

}  // namespace
}  // namespace techflow::golden
