// Writes the kept history anew, for a new version of the format or of the
// engine. What is stored is what a server would store: the cases of the shipped
// models and their variants, rated, in a log that lives through a kill, a
// change of its key, a lost anchor and a clock that was put back. Clock, keys
// and request ids are fixed, so that two runs write the same.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "rating/evidence/view.h"
#include "rating/feel/diagnostics.h"
#include "rating/package/case_library.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "storage/ledger/digest.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/rating/models/shipped_models.h"
#include "tests/storage/golden/corpus.h"
#include "tests/storage/store_fixture.h"

namespace techflow::golden {
namespace {

namespace fs = std::filesystem;
using storage::NewEntry;
using storage::RatingStore;
using storage::StoreOptions;

constexpr int64_t kStart = 1'790'000'000'000'000;
constexpr int64_t kHour = 3'600'000'000;
constexpr int64_t kStep = 1'000;

// Enough for a few hundred, few enough for a small file.
constexpr size_t kRatingsOfAModel = 34;

// How many entries lie between two kept checkpoints.
constexpr size_t kEntriesOfACheckpoint = 25;

[[noreturn]] void Fail(const std::string& why) {
  std::cerr << "golden_writer: " << why << '\n';
  std::exit(1);
}

template <typename T>
T Must(absl::StatusOr<T> result) {
  if (!result.ok()) Fail(result.status().ToString());
  return *std::move(result);
}

// A case or variant to rate.
struct Subject {
  std::string name;
  package::CaseSubject rated;
};

std::vector<Subject> SubjectsOf(const v1::ModelPackage& package) {
  std::vector<const v1::ModelFile*> files;
  for (const v1::ModelFile& file : package.files()) {
    if (file.path().starts_with("cases/")) files.push_back(&file);
  }
  feel::Diagnostics diagnostics;
  const package::CaseLibrary library(files, diagnostics);
  std::vector<Subject> subjects;
  for (const package::CaseFile& file : library.cases()) {
    const auto subject = library.SubjectOf(file);
    if (!subject) Fail(diagnostics.ToString());
    const std::string name = fs::path(file.path).stem().string();
    subjects.push_back({name, *subject});
    for (int i = 0; i < file.definition.variants_size(); ++i) {
      auto variant = library.VariantOf(file, i, *subject);
      if (!variant) Fail(diagnostics.ToString());
      subjects.push_back({name, *std::move(variant)});
    }
  }
  return subjects;
}

// The entries of a model: itself, and ratings of subjects spread over all.
void AddEntries(const std::string& folder, std::vector<NewEntry>& models,
                std::vector<NewEntry>& ratings) {
  const v1::ModelPackage package = ReadShippedPackage(folder);
  NewEntry& version = models.emplace_back();
  version.entry.set_subject("models/" + folder);
  version.entry.set_requested_by("an author");
  version.entry.mutable_model_version();
  version.model_package = package.SerializeAsString();
  feel::Diagnostics diagnostics;
  const auto model = rating::RatingModel::Compile(
      package, scorecard::BuildStandardCatalog(), diagnostics);
  if (model == nullptr) Fail(diagnostics.ToString());

  const std::vector<Subject> subjects = SubjectsOf(package);
  const size_t count = std::min(subjects.size(), kRatingsOfAModel);
  for (size_t i = 0; i < count; ++i) {
    const Subject& subject = subjects[i * subjects.size() / count];
    const v1::Date& day = subject.rated.as_of_date;
    const v1::Assessment assessment = Must(
        model->Assess(evidence::ViewAsOf(subject.rated.evidence, day), day));
    NewEntry& rating = ratings.emplace_back();
    rating.entry.set_subject(
        absl::StrCat("enterprises/", folder, ".", subject.name));
    rating.entry.set_requested_by("a bank");
    store::v1::RatingRecord& record = *rating.entry.mutable_rating();
    record.set_as_of_date(day.year() * 10000 + day.month() * 100 + day.day());
    record.set_model_version(absl::StrCat("models/", folder, "/versions/1"));
    record.set_model_digest(ledger::Sha256(version.model_package));
    record.set_engine_version(rating::kEngineVersion);
    record.set_grade(assessment.grade());
    rating.evidence = subject.rated.evidence.SerializeAsString();
    rating.assessment = assessment.SerializeAsString();
  }
}

// The log and what is kept of it.
class History {
 public:
  std::unique_ptr<RatingStore> Open(const std::string& folder, char key,
                                    const StoreOptions& with) {
    StoreOptions options = with;
    options.key = storage::TestKey(key);
    options.anchor = folder + ".anchor";
    options.opened_by = "techflowd";
    return Must(storage::OpenRocksDbRatingStore(folder, options));
  }

  // Appends the entries from `first` to `end`, an entry each `kStep`.
  void Append(RatingStore& store, std::vector<NewEntry>& entries, size_t first,
              size_t end, int64_t start_us) {
    for (size_t i = first; i < end; ++i) {
      NewEntry& entry = entries[i];
      const std::string id = absl::StrCat("golden-", store.Size());
      entry.entry.set_recorded_at_us(start_us +
                                     static_cast<int64_t>(i - first) * kStep);
      entry = storage::WithRequest(std::move(entry), id, "request " + id);
      Must(store.Append(std::move(entry)));
      if ((i + 1 - first) % kEntriesOfACheckpoint == 0) Keep(store);
    }
    Keep(store);
  }

  // Keeps what is new in the log and the checkpoint over it.
  void Keep(const RatingStore& store) {
    for (; size_ < store.Size(); ++size_) {
      const storage::StoredEntry stored = Must(store.Get(size_));
      if (stored.entry.has_model_version()) {
        KeepBlob(store, RecordKind::kModelPackage,
                 storage::BlobKind::kModelPackage,
                 stored.entry.model_version().package_digest());
      }
      if (stored.entry.has_rating()) {
        const store::v1::RatingRecord& rating = stored.entry.rating();
        KeepBlob(store, RecordKind::kEvidence, storage::BlobKind::kEvidence,
                 rating.evidence_digest());
        KeepBlob(store, RecordKind::kAssessment, storage::BlobKind::kAssessment,
                 rating.assessment_digest());
      }
      records_.push_back({RecordKind::kEntry, stored.bytes});
    }
    const auto keys = store.VerifierKeys();
    for (; keys_ < keys.size(); ++keys_) {
      records_.push_back({RecordKind::kKey, keys[keys_].ToString()});
    }
    records_.push_back({RecordKind::kCheckpoint, Must(store.Checkpoint())});
  }

  const std::vector<Record>& records() const { return records_; }

 private:
  void KeepBlob(const RatingStore& store, RecordKind kind,
                storage::BlobKind blob_kind, const std::string& digest) {
    if (!kept_.insert(digest).second) return;
    records_.push_back({kind, Must(store.Blob(blob_kind, digest))});
  }

  int64_t size_ = 0;
  size_t keys_ = 0;
  std::set<std::string> kept_;
  std::vector<Record> records_;
};

void Write() {
  std::vector<NewEntry> models;
  std::vector<NewEntry> ratings;
  for (const std::string& folder : ModelFolders()) {
    AddEntries(folder, models, ratings);
  }
  const size_t third = ratings.size() / 3;
  History history;
  const storage::TemporaryFolder folder;
  const storage::TemporaryFolder copy;
  auto store = history.Open(folder.path(), 'a', {.opened_at_us = kStart});
  history.Append(*store, models, 0, models.size(), kStart);
  history.Append(*store, ratings, 0, third, kStart + kHour);
  // What a killed process leaves on disk.
  fs::copy(folder.path(), copy.path(), fs::copy_options::recursive);
  fs::copy_file(folder.path() + ".anchor", copy.path() + ".anchor");
  store.reset();

  store = history.Open(
      copy.path(), 'a',
      {.next_key = storage::TestKey('b'), .opened_at_us = kStart + 2 * kHour});
  history.Append(*store, ratings, third, 2 * third, kStart + 3 * kHour);
  store.reset();

  fs::remove(copy.path() + ".anchor");
  store = history.Open(copy.path(), 'b',
                       {.opened_at_us = kStart + kHour,
                        .recovery_reason = "the disk of the anchor was lost",
                        .clock_reason = "the clock was two hours ahead"});
  history.Append(*store, ratings, 2 * third, ratings.size(),
                 kStart + 2 * kHour);
  store.reset();
  const absl::Status status = WriteCorpus(GOLDEN_CORPUS, history.records());
  if (!status.ok()) Fail(status.ToString());
  std::cout << history.records().size() << " records\n";
}

}  // namespace
}  // namespace techflow::golden

int main() { techflow::golden::Write(); }
