#include "tests/clients/verify/sample_bundle.h"

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "gtest/gtest.h"
#include "rating/evidence/view.h"
#include "rating/feel/diagnostics.h"
#include "rating/package/case_library.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "rating/serialize.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/entry_bytes.h"
#include "storage/ledger/signed_note.h"
#include "storage/ledger/tlog_proof.h"
#include "storage/ledger/tree_edge.h"
#include "tests/rating/models/shipped_models.h"

namespace techflow::verify {
namespace {

// Nodes as the store would have them.
class KeptNodes final : public ledger::NodeSource {
 public:
  explicit KeptNodes(const std::vector<ledger::Hash>& nodes) : nodes_(nodes) {}

  absl::StatusOr<std::vector<ledger::Hash>> Read(
      absl::Span<const int64_t> indexes) const override {
    std::vector<ledger::Hash> read;
    for (const int64_t index : indexes) {
      read.push_back(nodes_.at(static_cast<size_t>(index)));
    }
    return read;
  }

 private:
  const std::vector<ledger::Hash>& nodes_;
};

store::v1::Entry ModelEntry(const std::string& model, int64_t number,
                            const std::string& package) {
  store::v1::Entry entry;
  entry.set_subject(model);
  entry.set_number(number);
  entry.set_previous_position(-1);
  entry.set_recorded_at_us(1'790'000'000'000'000);
  entry.mutable_model_version()->set_package_digest(ledger::Sha256(package));
  return entry;
}

store::v1::Entry RatingEntry(const std::string& enterprise,
                             store::v1::RatingRecord record) {
  store::v1::Entry entry;
  entry.set_subject(enterprise);
  entry.set_number(1);
  entry.set_previous_position(-1);
  entry.set_recorded_at_us(1'795'685'400'250'000);
  entry.set_requested_by("tester");
  *entry.mutable_rating() = std::move(record);
  return entry;
}

}  // namespace

ledger::SigningKey SampleKey(char seed, const std::string& name) {
  auto key = ledger::SigningKey::FromSeed(name, std::string(32, seed));
  EXPECT_TRUE(key.ok()) << key.status();
  return *std::move(key);
}

SampleRating CompleteCase() {
  SampleRating rating;
  rating.package = ReadShippedPackage("techflow");
  std::vector<const v1::ModelFile*> files;
  for (const v1::ModelFile& file : rating.package.files()) {
    if (file.path().starts_with("cases/")) files.push_back(&file);
  }
  feel::Diagnostics diagnostics;
  const package::CaseLibrary library(files, diagnostics);
  for (const package::CaseFile& file : library.cases()) {
    if (file.path != "cases/complete.txtpb") continue;
    auto subject = library.SubjectOf(file);
    EXPECT_TRUE(subject.has_value()) << diagnostics.ToString();
    rating.evidence = std::move(subject->evidence);
    rating.as_of_date = subject->as_of_date;
  }
  EXPECT_TRUE(rating.as_of_date.year() > 0) << "no case \"complete\"";
  return rating;
}

std::string Assess(const SampleRating& rating) {
  feel::Diagnostics diagnostics;
  const auto model = rating::RatingModel::Compile(
      rating.package, scorecard::BuildStandardCatalog(), diagnostics);
  EXPECT_NE(model, nullptr) << diagnostics.ToString();
  const auto assessment =
      model->Assess(evidence::ViewAsOf(rating.evidence, rating.as_of_date),
                    rating.as_of_date);
  EXPECT_TRUE(assessment.ok()) << assessment.status();
  return rating::Serialize(*assessment);
}

store::v1::RatingRecord RecordOf(const SampleRating& rating) {
  const std::string assessment = Assess(rating);
  v1::Assessment parsed;
  EXPECT_TRUE(parsed.ParseFromString(assessment));
  const v1::Date& day = rating.as_of_date;
  store::v1::RatingRecord record;
  record.set_as_of_date(day.year() * 10000 + day.month() * 100 + day.day());
  record.set_model_version("models/techflow/versions/1");
  record.set_model_digest(ledger::Sha256(rating::Serialize(rating.package)));
  record.set_evidence_digest(
      ledger::Sha256(rating::Serialize(rating.evidence)));
  record.set_assessment_digest(ledger::Sha256(assessment));
  record.set_engine_version(rating::kEngineVersion);
  record.set_grade(parsed.grade());
  return record;
}

int64_t SampleLog::Append(store::v1::Entry entry) {
  const auto position = static_cast<int64_t>(entries_.size());
  entry.set_format_version(ledger::kEntryFormatVersion);
  entry.set_position(position);
  entries_.push_back(ledger::FrameEntry(entry));
  auto edge = ledger::TreeEdge::Load(position, KeptNodes(nodes_));
  EXPECT_TRUE(edge.ok()) << edge.status();
  for (const ledger::Hash& node :
       edge->Append(ledger::LeafHash(entries_.back()))) {
    nodes_.push_back(node);
  }
  return position;
}

std::string SampleLog::Checkpoint(const ledger::SigningKey& key) const {
  const auto size = static_cast<int64_t>(entries_.size());
  const auto root = ledger::RootHash(size, KeptNodes(nodes_));
  EXPECT_TRUE(root.ok()) << root.status();
  const ledger::SigningKey* const keys[] = {&key};
  return ledger::SignNote(
      ledger::CheckpointText({.origin = kSampleOrigin,
                              .size = size,
                              .root = std::string(ledger::BytesOf(*root))}),
      keys);
}

std::string SampleLog::Proof(int64_t position,
                             const std::string& checkpoint) const {
  const auto hashes = ledger::ProveInclusion(
      position, static_cast<int64_t>(entries_.size()), KeptNodes(nodes_));
  EXPECT_TRUE(hashes.ok()) << hashes.status();
  ledger::TlogProof proof;
  proof.position = position;
  proof.hashes = *hashes;
  proof.checkpoint = checkpoint;
  return ledger::TlogProofText(proof);
}

SampleBundle MakeSampleBundle() {
  const SampleRating rating = CompleteCase();
  const std::string package = rating::Serialize(rating.package);
  const store::v1::RatingRecord record = RecordOf(rating);
  SampleBundle sample;
  sample.log.Append(ModelEntry("models/other", 1, "another package"));
  sample.log.Append(ModelEntry("models/techflow", 1, package));
  sample.log.Append(ModelEntry("models/techflow", 2, "a later package"));
  for (int i = 3; i < kRatingPosition; ++i) {
    sample.log.Append(
        RatingEntry("enterprises/before-" + std::to_string(i), record));
  }
  sample.log.Append(RatingEntry("enterprises/sample", record));
  for (int i = 7; i < 11; ++i) {
    sample.log.Append(
        RatingEntry("enterprises/after-" + std::to_string(i), record));
  }
  const std::string checkpoint =
      sample.log.Checkpoint(SampleKey('s', kSampleOrigin));
  v1::AuditBundle& bundle = sample.bundle;
  bundle.set_format_version(1);
  bundle.set_entry(sample.log.entry(kRatingPosition));
  bundle.set_evidence(rating::Serialize(rating.evidence));
  bundle.set_assessment(Assess(rating));
  bundle.set_model_package(package);
  bundle.set_tlog_proof(sample.log.Proof(kRatingPosition, checkpoint));
  bundle.set_model_entry(sample.log.entry(kModelPosition));
  bundle.set_model_tlog_proof(sample.log.Proof(kModelPosition, checkpoint));
  bundle.add_verifier_keys(SampleKey('s', kSampleOrigin).verifier().ToString());
  return sample;
}

}  // namespace techflow::verify
