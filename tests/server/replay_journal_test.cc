#include "server/replay_journal.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/storage/store_fixture.h"

namespace techflow::server {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;

class ReplayJournalTest : public ::testing::Test {
 protected:
  static v1::ReplayFinding FindingAt(int64_t position) {
    v1::ReplayFinding finding;
    finding.set_log_position(position);
    finding.set_reason(std::string(static_cast<size_t>(position), 'x'));
    return finding;
  }

  static std::vector<int64_t> Positions(const ReplayJournal& journal) {
    std::vector<int64_t> positions;
    const auto end = journal.ReadFindings(0, [&](v1::ReplayFinding finding) {
      positions.push_back(finding.log_position());
      return true;
    });
    EXPECT_TRUE(end.ok()) << end.status();
    return positions;
  }

  // A journal with a progress that covers two findings, and a third.
  void WriteThree() {
    ReplayJournal journal(folder.path(), 7);
    ASSERT_TRUE(journal.Append(FindingAt(1)).ok());
    ASSERT_TRUE(journal.Append(FindingAt(2)).ok());
    ReplayJournal::Progress progress;
    progress.job.set_name("replayJobs/7");
    progress.job.set_state(v1::REPLAY_JOB_STATE_RUNNING);
    progress.next = 3;
    progress.findings_bytes = journal.findings_bytes();
    ASSERT_TRUE(journal.Save(progress).ok());
    ASSERT_TRUE(journal.Append(FindingAt(3)).ok());
    EXPECT_THAT(Positions(journal), ElementsAre(1, 2, 3));
  }

  std::string Path(const std::string& name) const {
    return (fs::path(folder.path()) / name).string();
  }

  std::string Bytes(const std::string& name) const {
    std::ifstream file(Path(name), std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(file)),
                       std::istreambuf_iterator<char>());
  }

  const storage::TemporaryFolder folder;
};

TEST_F(ReplayJournalTest, GivesBackWhatWasSavedAndCutsWhatCameAfter) {
  WriteThree();
  ReplayJournal journal(folder.path(), 7);
  const auto progress = journal.Load();
  ASSERT_TRUE(progress.ok()) << progress.status();
  EXPECT_EQ(progress->job.name(), "replayJobs/7");
  EXPECT_EQ(progress->next, 3);
  EXPECT_THAT(Positions(journal), ElementsAre(1, 2));
  ASSERT_TRUE(journal.Append(FindingAt(4)).ok());
  EXPECT_THAT(Positions(journal), ElementsAre(1, 2, 4));
}

TEST_F(ReplayJournalTest, ReadsOnFromWhereItWasToldToStop) {
  WriteThree();
  ReplayJournal journal(folder.path(), 7);
  ASSERT_TRUE(journal.Load().ok());
  int offered = 0;
  const auto second = journal.ReadFindings(
      0, [&](const v1::ReplayFinding&) { return ++offered < 2; });
  ASSERT_TRUE(second.ok()) << second.status();
  std::vector<int64_t> rest;
  const auto end =
      journal.ReadFindings(*second, [&](const v1::ReplayFinding& finding) {
        rest.push_back(finding.log_position());
        return true;
      });
  EXPECT_THAT(rest, ElementsAre(2));
  EXPECT_EQ(*end, journal.findings_bytes());
}

TEST_F(ReplayJournalTest, FindsEveryFlippedByteOfAProgress) {
  WriteThree();
  const std::string bytes = Bytes("7.job");
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    std::ofstream(Path("7.job"), std::ios::binary) << damaged;
    ReplayJournal journal(folder.path(), 7);
    EXPECT_EQ(journal.Load().status().code(), absl::StatusCode::kDataLoss) << i;
    std::ofstream(Path("7.job"), std::ios::binary) << bytes.substr(0, i);
    EXPECT_EQ(journal.Load().status().code(), absl::StatusCode::kDataLoss) << i;
  }
}

TEST_F(ReplayJournalTest, FindsEveryFlippedByteOfAFinding) {
  WriteThree();
  ReplayJournal journal(folder.path(), 7);
  ASSERT_TRUE(journal.Load().ok());
  const std::string bytes = Bytes("7.findings");
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    std::ofstream(Path("7.findings"), std::ios::binary) << damaged;
    const auto read =
        journal.ReadFindings(0, [](const v1::ReplayFinding&) { return true; });
    EXPECT_EQ(read.status().code(), absl::StatusCode::kDataLoss) << i;
  }
}

TEST_F(ReplayJournalTest, RefusesAnOffsetThatIsNone) {
  WriteThree();
  ReplayJournal journal(folder.path(), 7);
  ASSERT_TRUE(journal.Load().ok());
  for (const int64_t offset : {int64_t{-1}, int64_t{1}, int64_t{1} << 40}) {
    const auto read = journal.ReadFindings(
        offset, [](const v1::ReplayFinding&) { return true; });
    EXPECT_EQ(read.status().code(), absl::StatusCode::kDataLoss) << offset;
  }
}

TEST_F(ReplayJournalTest, ListsTheNumbersThatFilesHave) {
  for (const std::string name : {"10.job", "9.job", "9.findings", "12.findings",
                                 "13.job.new", "x.job", "07.job", "-1.job"}) {
    std::ofstream(Path(name)) << "anything";
  }
  const auto numbers = ReplayJournal::Numbers(folder.path());
  ASSERT_TRUE(numbers.ok()) << numbers.status();
  EXPECT_THAT(*numbers, ElementsAre(9, 10, 12));
  EXPECT_EQ(ReplayJournal::Numbers(Path("nowhere")).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(ReplayJournalTest, KeepsTheProgressBeforeWhereItCannotBeSaved) {
  WriteThree();
  ReplayJournal journal(folder.path(), 7);
  auto progress = journal.Load();
  ASSERT_TRUE(progress.ok()) << progress.status();
  // A folder in the way of the draft.
  fs::create_directory(Path("7.job.new"));
  progress->next = 9;
  EXPECT_EQ(journal.Save(*progress).code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(journal.Load()->next, 3);
}

}  // namespace
}  // namespace techflow::server
