#include "tests/crash/installation.h"

#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "rocksdb/env.h"
#include "rocksdb/file_system.h"
#include "storage/database.h"
#include "storage/ledger/key_file.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

namespace fs = std::filesystem;

constexpr int kRatings = 27;
constexpr int kEarlierRatings = 18;
// More than what RocksDB puts into a blob file.
constexpr size_t kLargeBlobBytes = 4200;
constexpr std::array<std::string_view, 3> kGrades = {"T2", "T5", "T7"};
constexpr int64_t kSecondUs = 1'000'000;

// Bytes that cannot be compressed, always the same for the same seed.
std::string NoiseBytes(size_t size, unsigned seed) {
  std::mt19937 generator(seed);
  std::string bytes;
  while (bytes.size() < size) bytes += static_cast<char>(generator() & 0xff);
  return bytes;
}

NewEntry RatingNumber(int number) {
  const std::string enterprise(1, static_cast<char>('A' + number % 4));
  NewEntry entry =
      WithRequest(Rating(enterprise, 20230101 + number % 5,
                         kGrades[static_cast<size_t>(number) % 3]),
                  fmt::format("r-{}", number), fmt::format("call {}", number));
  entry.entry.set_recorded_at_us(entry.entry.recorded_at_us() +
                                 number * kSecondUs);
  // The first has its evidence in a blob file.
  entry.evidence = NoiseBytes(number == 0 ? kLargeBlobBytes : 120,
                              static_cast<unsigned>(number));
  entry.assessment = fmt::format("the assessment of {}", number);
  return entry;
}

// Without the room that RocksDB sets aside for each log before it is written:
// in a folder in memory that is most of the time that a start takes.
class SparingDisk final : public rocksdb::FileSystemWrapper {
 public:
  SparingDisk() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}

  const char* Name() const override { return "sparing disk"; }

  rocksdb::IOStatus NewWritableFile(
      const std::string& path, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSWritableFile>* file,
      rocksdb::IODebugContext* debug) override {
    rocksdb::FileOptions sparing = options;
    sparing.allow_fallocate = false;
    return target()->NewWritableFile(path, sparing, file, debug);
  }
};

// RocksDB keeps two, one after the other.
void KeepNewestOptions(InstallationFiles& files) {
  std::string newest;
  for (const auto& [path, bytes] : files) {
    if (path.find("/OPTIONS-") != std::string::npos) newest = path;
  }
  std::erase_if(files, [&newest](const auto& file) {
    return file.first.find("/OPTIONS-") != std::string::npos &&
           file.first != newest;
  });
}

void AppendOrDie(RatingStore& store, NewEntry entry) {
  if (!store.Append(std::move(entry)).ok()) std::abort();
}

void FlushAll(const std::string& root) {
  const auto database = Database::Open(StoreFolder(root), SparingEnv());
  if (!database.ok()) std::abort();
  for (int column = 0; column < kColumnCount; ++column) {
    if (!(*database)
             ->db()
             .Flush(rocksdb::FlushOptions(),
                    (*database)->handle(static_cast<Column>(column)))
             .ok()) {
      std::abort();
    }
  }
}

}  // namespace

rocksdb::Env* SparingEnv() {
  static rocksdb::Env* const env =
      rocksdb::NewCompositeEnv(std::make_shared<SparingDisk>()).release();
  return env;
}

void UseFolderInMemory() {
  constexpr char kFolder[] = "/dev/shm";
  if (access(kFolder, W_OK) == 0) setenv("TMPDIR", kFolder, /*overwrite=*/1);
}

std::string StoreFolder(const std::string& root) { return root + "/store"; }

InstallationFiles ReadInstallation(const std::string& root) {
  InstallationFiles files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || entry.path().filename() == "LOCK") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files[fs::relative(entry.path(), root).string()] = {
        std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  return files;
}

void WriteInstallation(const InstallationFiles& files,
                       const std::string& root) {
  for (const auto& entry : fs::directory_iterator(root)) {
    fs::remove_all(entry.path());
  }
  fs::create_directories(StoreFolder(root) + "/rocksdb");
  for (const auto& [path, bytes] : files) {
    const fs::path place = fs::path(root) / path;
    std::ofstream(place, std::ios::binary) << bytes;
    if (path == kKeyFile) fs::permissions(place, fs::perms::owner_read);
  }
}

absl::StatusOr<std::unique_ptr<RatingStore>> OpenInstallation(
    const std::string& root) {
  auto key = ledger::ReadKeyFile(root + "/" + kKeyFile, "");
  if (!key.ok()) return key.status();
  StoreOptions options;
  options.env = SparingEnv();
  options.key = std::make_shared<const ledger::SigningKey>(*std::move(key));
  options.anchor = root + "/" + kAnchorFile;
  return OpenRocksDbRatingStore(StoreFolder(root), options);
}

absl::StatusOr<IntegrityReport> CheckInstallation(const std::string& root) {
  const auto key = ledger::ReadKeyFile(root + "/" + kKeyFile, "");
  if (!key.ok()) return key.status();
  IntegrityOptions options;
  options.env = SparingEnv();
  options.keys = {key->verifier()};
  options.anchor = root + "/" + kAnchorFile;
  return CheckIntegrity(StoreFolder(root), options);
}

BuiltInstallation BuildInstallation(StoreState state) {
  const TemporaryFolder folder;
  const std::string& root = folder.path();
  if (!ledger::WriteKeyFile(root + "/" + kKeyFile, *TestKey(), "").ok()) {
    std::abort();
  }
  BuiltInstallation built;
  auto store = OpenInstallation(root);
  if (!store.ok()) std::abort();
  AppendOrDie(**store, ModelVersion());
  AppendOrDie(**store, ModelVersion(NoiseBytes(kLargeBlobBytes, 1000)));
  for (int number = 0; number < kRatings; ++number) {
    if (number == kEarlierRatings) built.earlier = ReadInstallation(root);
    AppendOrDie(**store, RatingNumber(number));
  }
  if (state == StoreState::kInLog) {
    built.files = ReadInstallation(root);
  } else {
    store->reset();
    FlushAll(root);
    built.files = ReadInstallation(root);
  }
  KeepNewestOptions(built.files);
  return built;
}

}  // namespace techflow::storage
