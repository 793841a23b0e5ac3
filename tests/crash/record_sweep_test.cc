// Changes, removes, swaps and adds records of a small store through RocksDB
// itself, so that all its checksums are right, and looks at what a server and a
// check make of it. TECHFLOW_CRASH_LONG takes every record.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/database.h"
#include "storage/database_options.h"
#include "storage/index_records.h"
#include "storage/keys.h"
#include "storage/ledger/entry_bytes.h"
#include "tests/crash/installation.h"
#include "tests/crash/probe.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

// In `make test`, of each column.
constexpr size_t kRecordsPerColumn = 4;

struct Record {
  std::string key;
  std::string value;
};

// What a change of records may do before a check is run, which must find it.
struct KnownAnswer {
  std::string_view what;
  std::string_view column;
  Difference worst;
  std::string_view reason;
};
constexpr std::string_view kGone = "what is gone is not found";
constexpr std::string_view kNotCounted = "entries above the head are not seen";
constexpr std::array kKnownAnswers = {
    KnownAnswer{"remove", "entry", Difference::kLeftOut, kGone},
    KnownAnswer{"remove", "evidence", Difference::kLeftOut, kGone},
    KnownAnswer{"remove", "assessment", Difference::kLeftOut, kGone},
    KnownAnswer{"remove", "model", Difference::kLeftOut, kGone},
    KnownAnswer{"remove", "request", Difference::kLeftOut, kGone},
    KnownAnswer{"remove", "as_of", Difference::kLeftOut, kGone},
    KnownAnswer{"remove", "grade", Difference::kLeftOut, kGone},
    KnownAnswer{"remove", "subject", Difference::kLeftOut, kGone},
    KnownAnswer{"swap", "subject", Difference::kLeftOut, kNotCounted},
    KnownAnswer{"add", "subject", Difference::kWrong,
                "a subject without entries is listed"},
    KnownAnswer{"change", "meta", Difference::kNone,
                "a start writes the state anew"},
};

std::string Flipped(std::string bytes) {
  if (bytes.empty()) return "x";
  char& last = bytes.back();
  last = static_cast<char>(last ^ 1);
  return bytes;
}

class RecordSweep : public testing::Test {
 protected:
  static void SetUpTestSuite() { UseFolderInMemory(); }

  RecordSweep() : files_(BuildInstallation(StoreState::kFlushed).files) {
    WriteInstallation(files_, folder_.path());
    {
      const auto store = OpenInstallation(folder_.path());
      EXPECT_TRUE(store.ok()) << store.status();
      if (store.ok()) expected_ = AskEverything(**store);
    }
    const auto database = OpenDatabase();
    for (int column = 0; column < kColumnCount; ++column) {
      const auto iterator = database->NewIterator(static_cast<Column>(column),
                                                  rocksdb::ReadOptions());
      for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
        records_[static_cast<Column>(column)].push_back(
            {.key = iterator->key().ToString(),
             .value = iterator->value().ToString()});
      }
    }
  }

  std::unique_ptr<Database> OpenDatabase() {
    auto database = Database::Open(StoreFolder(folder_.path()), SparingEnv());
    EXPECT_TRUE(database.ok()) << database.status();
    return database.ok() ? *std::move(database) : nullptr;
  }

  // The sound store but for what `change` does to it.
  Probe ProbeChanged(const std::function<void(Database&)>& change) {
    WriteInstallation(files_, folder_.path());
    auto database = OpenDatabase();
    if (database != nullptr) change(*database);
    database.reset();
    return ProbeInstallation(folder_.path(), expected_);
  }

  static void Put(Database& database, Column column, const std::string& key,
                  const std::string& value) {
    EXPECT_TRUE(database.db()
                    .Put(DurableWrite(), database.handle(column), key, value)
                    .ok());
  }

  static void Delete(Database& database, Column column,
                     const std::string& key) {
    EXPECT_TRUE(database.db()
                    .Delete(DurableWrite(), database.handle(column), key)
                    .ok());
  }

  // Each of what can be done to record `i` of a column, by a word for it.
  std::map<std::string, std::function<void(Database&)>> Changes(Column column,
                                                                size_t i) {
    const std::vector<Record>& all = records_[column];
    const Record& record = all[i];
    std::map<std::string, std::function<void(Database&)>> changes;
    changes["change"] = [column, &record](Database& database) {
      Put(database, column, record.key, Flipped(record.value));
    };
    changes["remove"] = [column, &record](Database& database) {
      Delete(database, column, record.key);
    };
    const std::string beside = Flipped(record.key);
    if (std::none_of(all.begin(), all.end(), [&beside](const Record& other) {
          return other.key == beside;
        })) {
      changes["add"] = [column, &record, beside](Database& database) {
        Put(database, column, beside, record.value);
      };
    }
    const Record& other = all[(i + 1) % all.size()];
    if (other.value != record.value) {
      changes["swap"] = [column, &record, &other](Database& database) {
        Put(database, column, record.key, other.value);
        Put(database, column, other.key, record.value);
      };
    }
    return changes;
  }

  const TemporaryFolder folder_;
  const InstallationFiles files_;
  Answers expected_;
  std::map<Column, std::vector<Record>> records_;
};

// True where the change is found, and no answer was another than it was but for
// what is known.
bool IsAsItMustBe(const Probe& probe, std::string_view what,
                  std::string_view column) {
  if (!probe.refusal.empty()) return true;
  if (probe.damages > 0 && probe.answers.worst <= Difference::kRefused) {
    return true;
  }
  const auto known = std::find_if(
      kKnownAnswers.begin(), kKnownAnswers.end(), [&](const KnownAnswer& one) {
        return one.what == what && one.column == column;
      });
  return known != kKnownAnswers.end() && probe.answers.worst <= known->worst &&
         (probe.damages > 0 || known->worst == Difference::kNone);
}

TEST_F(RecordSweep, EveryChangeOfARecordIsFound) {
  const bool is_long = std::getenv("TECHFLOW_CRASH_LONG") != nullptr;
  std::vector<std::string> unexpected;
  std::map<std::string, std::map<std::string, int>> tally;
  for (const auto& [column, all] : records_) {
    const std::string name(PartOf(column));
    const size_t stride =
        is_long ? 1 : std::max<size_t>(1, all.size() / kRecordsPerColumn);
    for (size_t i = 0; i < all.size(); i += stride) {
      for (const auto& [what, change] : Changes(column, i)) {
        const Probe probe = ProbeChanged(change);
        const std::string verdict = probe.ToString();
        ++tally[what + " " + name][verdict.substr(0, verdict.find(' '))];
        if (IsAsItMustBe(probe, what, name)) continue;
        unexpected.push_back(fmt::format("{} {} {}: {}", what, name,
                                         ReadableKey(column, all[i].key),
                                         verdict));
      }
    }
  }
  for (const auto& [what, verdicts] : tally) {
    std::cout << what << ':';
    for (const auto& [verdict, count] : verdicts) {
      std::cout << ' ' << count << ' ' << verdict;
    }
    std::cout << '\n';
  }
  EXPECT_THAT(unexpected, testing::IsEmpty());
}

// The leaf in the tree is another.
TEST_F(RecordSweep, AnEntryThatWasFramedAgainIsFoundAndNotHandedOut) {
  const std::string bytes = records_[Column::kEntry][5].value;
  auto stored = ledger::ParseEntry(bytes);
  ASSERT_TRUE(stored.ok()) << stored.status();
  stored->entry.mutable_rating()->set_grade("T1");
  const std::string forged = ledger::FrameEntry(stored->entry);
  const Probe entry_alone = ProbeChanged([&forged](Database& database) {
    Put(database, Column::kEntry, NumberBytes(5), forged);
  });
  EXPECT_EQ(entry_alone.answers.worst, Difference::kRefused);
  EXPECT_GT(entry_alone.damages, 0);
}

}  // namespace
}  // namespace techflow::storage
