// Cuts the power at every call of the fixed script that changes the disk: a
// killed process keeps the page cache, so killing shows nothing of what was
// never synced.

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/crash/disk_journal.h"
#include "tests/crash/fault_disk.h"
#include "tests/crash/script.h"
#include "tests/crash/store_check.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

struct Cut {
  PowerCut kind;
  const char* name;
  // In the run of every day each so-maniest image is looked at; all of them
  // where TECHFLOW_CRASH_LONG is set.
  int stride;
};
void PrintTo(const Cut& cut, std::ostream* out) { *out << cut.name; }

constexpr std::array<Cut, 5> kCuts = {
    {{PowerCut::kNothing, "nothing unsynced is kept", 1},
     {PowerCut::kNamesAlone, "unsynced names are kept", 16},
     {PowerCut::kNamesAndHalf, "names and half of the bytes are kept", 32},
     {PowerCut::kNamesAndMost, "names and all but the last byte are kept", 48},
     {PowerCut::kBytesAlone, "unsynced bytes are kept", 16}}};

// The script, run once on a healthy disk: all that it did to the disk, with a
// note wherever an answer was given.
class RecordedScript {
 public:
  RecordedScript()
      : disk_(std::make_shared<FaultDisk>(FaultPlan{}, &journal_)),
        env_(rocksdb::NewCompositeEnv(disk_)) {
    ScriptObserver observer;
    observer.acknowledged = [this](int request,
                                   const Acknowledgement& acknowledged) {
      journal_.Note(std::to_string(request));
      acknowledged_[request] = acknowledged;
    };
    const auto fail = [](const absl::Status& status) {
      ADD_FAILURE() << status;
    };
    observer.not_opened = fail;
    observer.refused = [fail](RatingStore&, const absl::Status& status) {
      fail(status);
    };
    observer.violated = [](const std::string& what) { ADD_FAILURE() << what; };
    RunScript(folder_.path(), env_.get(), observer);
  }

  const std::string& root() const { return folder_.path(); }
  std::vector<DiskEvent> events() const { return journal_.events(); }
  const Acknowledgements& acknowledged() const { return acknowledged_; }

 private:
  TemporaryFolder folder_;
  DiskJournal journal_;
  std::shared_ptr<FaultDisk> disk_;
  std::unique_ptr<rocksdb::Env> env_;
  Acknowledgements acknowledged_;
};

class PowerCutTest : public testing::Test,
                     public testing::WithParamInterface<Cut> {
 protected:
  // The script and the disk as it was found are the same for all cuts.
  static void SetUpTestSuite() { script_ = new RecordedScript; }
  static void TearDownTestSuite() { delete std::exchange(script_, nullptr); }

  void Check(const DiskImage& image, const Acknowledgements& acknowledged,
             size_t call) {
    const TemporaryFolder folder;
    WriteImage(image, folder.path());
    EXPECT_THAT(CheckStore(folder.path(), env_.get(), acknowledged),
                testing::IsEmpty())
        << "the power was cut after call " << call;
  }

  static const RecordedScript* script_;
  std::unique_ptr<rocksdb::Env> env_ =
      rocksdb::NewCompositeEnv(std::make_shared<FaultDisk>(FaultPlan{}));
};

const RecordedScript* PowerCutTest::script_ = nullptr;

// Many calls leave the same image as the one before. It is looked at once, when
// most of the answers that go with it were given.
TEST_P(PowerCutTest, LosesNothingThatWasAcknowledged) {
  const int stride =
      std::getenv("TECHFLOW_CRASH_LONG") != nullptr ? 1 : GetParam().stride;
  const std::vector<DiskEvent> events = script_->events();
  ModelDisk disk(script_->root());
  DiskImage image;
  Acknowledgements acknowledged;
  int calls = 0;
  int syncs = 0;
  int images = 0;
  int checked = 0;
  for (size_t i = 0; i < events.size() && !HasFailure(); ++i) {
    const DiskEvent& event = events[i];
    if (event.kind == DiskEvent::Kind::kNote) {
      if (event.data.empty()) continue;
      const int request = std::stoi(event.data);
      acknowledged[request] = script_->acknowledged().at(request);
      continue;
    }
    ++calls;
    syncs += event.kind == DiskEvent::Kind::kSync ||
                     event.kind == DiskEvent::Kind::kSyncFolder
                 ? 1
                 : 0;
    disk.Apply(event);
    DiskImage next = disk.AfterPowerCut(GetParam().kind);
    if (next == image) continue;
    if (images++ % stride == 0) {
      Check(image, acknowledged, i);
      ++checked;
    }
    image = std::move(next);
  }
  Check(image, acknowledged, events.size());
  std::printf("%s: %d calls, %d of them syncs; %d images, %d checked\n",
              GetParam().name, calls, syncs, images + 1, checked + 1);
  EXPECT_EQ(acknowledged.size(), static_cast<size_t>(kScriptRequests));
}

// What the checks are worth: on a disk whose syncs of the write-ahead log do
// nothing, they find that acknowledged entries are lost.
TEST_F(PowerCutTest, IsNoticedWhereTheLogIsNeverSynced) {
  ModelDisk disk(script_->root());
  int flushed = 0;
  for (const DiskEvent& event : script_->events()) {
    const bool is_log = event.path.ends_with(".log");
    const bool is_table = event.path.ends_with(".sst");
    flushed += is_table && event.kind == DiskEvent::Kind::kSync ? 1 : 0;
    if (is_log && event.kind == DiskEvent::Kind::kSync) continue;
    disk.Apply(event);
  }
  const TemporaryFolder folder;
  WriteImage(disk.AfterPowerCut(PowerCut::kNothing), folder.path());
  EXPECT_THAT(
      CheckStore(folder.path(), env_.get(), script_->acknowledged()),
      testing::Contains(testing::HasSubstr("was acknowledged and is lost")));
  // The script is one that leaves tables beside the log.
  EXPECT_GT(flushed, 0);
}

INSTANTIATE_TEST_SUITE_P(AtEveryCall, PowerCutTest, testing::ValuesIn(kCuts),
                         [](const auto& test) {
                           std::string name = test.param.name;
                           for (char& c : name) {
                             if (c == ' ') c = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace techflow::storage
