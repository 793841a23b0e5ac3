// How many ratings a second a replay job computes again, against computing
// alone.
//
// A temporary store gets as many ratings as the argument says, of the companies
// in the cases of the techflow model, each with a name and a research spending
// of its own, so that no two have the same evidence. One job replays all of
// them. The limit taken in the same run is what nobody can save:
// RatingModel::Assess over the same evidence, already read and cut to its day.
// CPU is that of the whole process, the threads of the store included.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "fmt/format.h"
#include "rating/evidence/view.h"
#include "rating/package/case_library.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "server/dates.h"
#include "server/environment.h"
#include "server/handlers/rating_record.h"
#include "server/model_cache.h"
#include "server/model_folder.h"
#include "server/replay_jobs.h"
#include "storage/ledger/digest.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::server {
namespace {

constexpr char kFolder[] = TECHFLOW_SOURCE_DIR "/rating/models/techflow";
constexpr char kVersion[] = "models/techflow/versions/1";
constexpr int kDefaultRatings = 5000;
constexpr int kAppendedAtOnce = 500;
constexpr int kCompanies = 1000;
// Ratings computed alone for the limit.
constexpr int kLimitRatings = 5000;
constexpr absl::Duration kProgressInterval = absl::Seconds(2);

[[noreturn]] void Stop(const std::string& why) {
  fmt::print(stderr, "{}\n", why);
  std::exit(1);
}

// What has passed since it was made, in seconds.
class Stopwatch {
 public:
  double Wall() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() -
                                         wall_)
        .count();
  }
  double Cpu() const { return CpuNow() - cpu_; }

 private:
  static double CpuNow() {
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) +
             static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
  }

  const std::chrono::steady_clock::time_point wall_ =
      std::chrono::steady_clock::now();
  const double cpu_ = CpuNow();
};

// The model, and the companies of its cases.
struct Input {
  v1::ModelPackage package;
  std::shared_ptr<const rating::RatingModel> model;
  std::vector<package::CaseSubject> subjects;
};

Input LoadInput(const scorecard::Catalog& catalog) {
  Input input;
  auto package = ReadModelFolder(kFolder);
  if (!package.ok()) Stop(package.status().ToString());
  input.package = *std::move(package);
  feel::Diagnostics diagnostics;
  input.model =
      rating::RatingModel::Compile(input.package, catalog, diagnostics);
  std::vector<const v1::ModelFile*> files;
  for (const v1::ModelFile& file : input.package.files()) {
    if (file.path().starts_with("cases/")) files.push_back(&file);
  }
  const package::CaseLibrary library(files, diagnostics);
  for (const package::CaseFile& file : library.cases()) {
    auto subject = library.SubjectOf(file);
    if (subject) input.subjects.push_back(*std::move(subject));
  }
  if (input.model == nullptr || input.subjects.empty()) {
    Stop(diagnostics.ToString());
  }
  return input;
}

// The evidence and day of the rating of that index.
package::CaseSubject SubjectAt(const Input& input, int index) {
  package::CaseSubject subject =
      input.subjects[static_cast<size_t>(index) % input.subjects.size()];
  subject.evidence.mutable_profile()->mutable_name()->set_en(
      fmt::format("Company {}", index));
  for (auto& year : *subject.evidence.mutable_fiscal_years()) {
    if (year.has_rd_spend()) {
      year.mutable_rd_spend()->set_value(
          fmt::format("{}", 1'000'000 + 37 * index));
    }
  }
  return subject;
}

storage::NewEntry EntryAt(const Input& input, int index) {
  const package::CaseSubject subject = SubjectAt(input, index);
  const auto assessment = input.model->Assess(
      evidence::ViewAsOf(subject.evidence, subject.as_of_date),
      subject.as_of_date);
  if (!assessment.ok()) Stop(assessment.status().ToString());
  storage::NewEntry entry;
  entry.entry.set_subject(
      fmt::format("enterprises/company-{}", index % kCompanies));
  entry.entry.set_recorded_at_us(1'780'000'000'000'000 + index);
  store::v1::RatingRecord& rating = *entry.entry.mutable_rating();
  rating.set_as_of_date(ToNumber(subject.as_of_date));
  rating.set_model_version(kVersion);
  rating.set_model_digest(ledger::Sha256(Serialize(input.package)));
  rating.set_engine_version(rating::kEngineVersion);
  rating.set_grade(assessment->grade());
  entry.evidence = Serialize(subject.evidence);
  entry.assessment = Serialize(*assessment);
  return entry;
}

void Append(storage::RatingStore& store,
            std::vector<storage::NewEntry> entries) {
  for (const auto& appended : store.AppendAll(std::move(entries))) {
    if (!appended.ok()) Stop(appended.status().ToString());
  }
}

void Fill(const Input& input, int ratings, storage::RatingStore& store) {
  const Stopwatch stopwatch;
  storage::NewEntry version;
  version.entry.set_subject("models/techflow");
  version.entry.set_recorded_at_us(1'780'000'000'000'000);
  version.entry.mutable_model_version();
  version.model_package = Serialize(input.package);
  std::vector<storage::NewEntry> entries;
  entries.push_back(std::move(version));
  Append(store, std::move(entries));
  entries.clear();
  size_t bytes = 0;
  for (int i = 0; i < ratings; ++i) {
    entries.push_back(EntryAt(input, i));
    bytes += entries.back().evidence.size() + entries.back().assessment.size();
    if (entries.size() == kAppendedAtOnce || i + 1 == ratings) {
      Append(store, std::exchange(entries, {}));
    }
  }
  fmt::print(
      "{} ratings of {} cases, {} bytes of evidence and assessment each, "
      "stored in {:.1f} s\n",
      ratings, input.subjects.size(), bytes / static_cast<size_t>(ratings),
      stopwatch.Wall());
}

// Microseconds of CPU for one assessment by itself.
double MeasureLimit(const Input& input, int ratings) {
  std::vector<package::CaseSubject> views;
  for (int i = 0; i < std::min(ratings, kLimitRatings); ++i) {
    views.push_back(SubjectAt(input, i));
    views.back().evidence =
        evidence::ViewAsOf(views.back().evidence, views.back().as_of_date);
  }
  const Stopwatch stopwatch;
  for (const auto& [evidence, as_of] : views) {
    if (!input.model->Assess(evidence, as_of).ok()) Stop("it fails");
  }
  return stopwatch.Cpu() / static_cast<double>(views.size()) * 1e6;
}

void Run(int ratings) {
  const scorecard::Catalog catalog = scorecard::BuildStandardCatalog();
  const Input input = LoadInput(catalog);
  const storage::TemporaryFolder store_folder;
  const storage::TemporaryFolder jobs_folder;
  auto store = storage::OpenRocksDbRatingStore(store_folder.path());
  if (!store.ok()) Stop(store.status().ToString());
  Fill(input, ratings, **store);
  const double limit = MeasureLimit(input, ratings);

  const SystemClock clock;
  ModelCache models(1);
  const Environment environment{**store, catalog, clock, models};
  auto jobs = ReplayJobs::Open(environment, jobs_folder.path());
  if (!jobs.ok()) Stop(jobs.status().ToString());
  const Stopwatch stopwatch;
  if (const auto job = (*jobs)->Create({}); !job.ok()) {
    Stop(job.status().ToString());
  }
  (*jobs)->Start();
  const auto run = (*jobs)->Find(1);
  while (!(*jobs)->WaitUntilIdle(kProgressInterval)) {
    fmt::print("  {:>5.1f} s: {} of {} entries looked at\n", stopwatch.Wall(),
               run->Job().looked_at(), run->Job().log_size());
  }
  const double wall = stopwatch.Wall();
  const double replay = stopwatch.Cpu() / ratings * 1e6;
  const v1::ReplayJob job = run->Job();
  if (job.state() != v1::REPLAY_JOB_STATE_DONE || job.matching() != ratings) {
    Stop(job.ShortDebugString());
  }
  fmt::print(
      "{} replayed in {:.1f} s: {:.0f} a second, {:.0f} a second of CPU\n",
      job.replayed(), wall, ratings / wall, 1e6 / replay);
  fmt::print(
      "one replay {:.0f} us of CPU, one assessment alone {:.0f} us: {:.2f} "
      "times\n",
      replay, limit, replay / limit);
}

}  // namespace
}  // namespace techflow::server

int main(int argc, char** argv) {
  const int ratings =
      argc > 1 ? std::atoi(argv[1]) : techflow::server::kDefaultRatings;
  if (ratings < 1) {
    fmt::print(stderr, "usage: bench_replay [RATINGS], 1 or more\n");
    return 2;
  }
  techflow::server::Run(ratings);
  return 0;
}
