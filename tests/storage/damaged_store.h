#ifndef TECHFLOW_TESTS_STORAGE_DAMAGED_STORE_H_
#define TECHFLOW_TESTS_STORAGE_DAMAGED_STORE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/database.h"
#include "storage/database_options.h"
#include "storage/integrity_check.h"
#include "storage/keys.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {

// A store, how to change its records, and how to check it.
class DamagedStore : public testing::Test {
 protected:
  std::unique_ptr<RatingStore> Open(const StoreOptions& options) {
    auto store = OpenRocksDbRatingStore(folder_.path(), options);
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }
  std::unique_ptr<RatingStore> Open() {
    return Open(SignedOptions(folder_.path()));
  }

  static void Append(RatingStore& store, NewEntry entry) {
    const auto result = store.Append(std::move(entry));
    EXPECT_TRUE(result.ok()) << result.status();
  }

  // 0: kPackage; 1, 2: A with the requests r-1, r-2; 3: B, T5; 4: another
  // package; 5: A with r-3; 6: B without a grade. A closed store of a tree
  // whose last leaf has no sibling.
  void MakeStore() {
    const auto store = Open();
    Append(*store, ModelVersion());
    Append(*store, WithRequest(Rating("A"), "r-1"));
    Append(*store, WithRequest(Rating("A", 20221231), "r-2"));
    Append(*store, Rating("B", 20231231, "T5"));
    Append(*store, ModelVersion("another package"));
    Append(*store, WithRequest(Rating("A"), "r-3"));
    Append(*store, Rating("B", 20231231, ""));
  }

  IntegrityOptions Options() const {
    IntegrityOptions options;
    options.keys = {TestKey()->verifier()};
    options.anchor = folder_.path() + ".anchor";
    return options;
  }

  IntegrityReport Check(const IntegrityOptions& options) const {
    const auto report = CheckIntegrity(folder_.path(), options);
    EXPECT_TRUE(report.ok()) << report.status();
    return report.value_or(IntegrityReport());
  }
  IntegrityReport Check() const { return Check(Options()); }

  // Changes the records through RocksDB, so that all its checksums are right.
  struct Change {
    Column column;
    std::string key;
    std::string value;
  };
  void Put(const std::vector<Change>& changes) {
    const auto database = Database::Open(folder_.path(), nullptr);
    ASSERT_TRUE(database.ok()) << database.status();
    for (const Change& change : changes) {
      ASSERT_TRUE((*database)
                      ->db()
                      .Put(DurableWrite(), (*database)->handle(change.column),
                           change.key, change.value)
                      .ok());
    }
  }
  void Delete(Column column, std::string_view key) {
    const auto database = Database::Open(folder_.path(), nullptr);
    ASSERT_TRUE(database.ok()) << database.status();
    ASSERT_TRUE((*database)->Get(column, key).ok());
    ASSERT_TRUE((*database)
                    ->db()
                    .Delete(DurableWrite(), (*database)->handle(column), key)
                    .ok());
  }
  std::string Read(Column column, std::string_view key) const {
    const auto database = Database::OpenReadOnly(folder_.path(), nullptr);
    EXPECT_TRUE(database.ok()) << database.status();
    const auto value = (*database)->Get(column, key);
    EXPECT_TRUE(value.ok()) << value.status();
    return value.value_or("");
  }

  TemporaryFolder folder_;
};

inline std::string Text(const IntegrityReport& report) {
  std::string text;
  for (const Damage& damage : report.damages) {
    absl::StrAppend(&text, damage.part, " ", damage.position, ": ", damage.what,
                    "\n");
  }
  return text;
}

MATCHER_P3(IsDamage, part, position, what, "") {
  return arg.part == part && arg.position == position &&
         testing::Value(arg.what, testing::HasSubstr(what));
}

MATCHER(IsSound, "") {
  *result_listener << Text(arg);
  return arg.is_sound();
}

// Exactly one thing is damaged, named so.
inline void ExpectOne(const IntegrityReport& report, std::string_view part,
                      int64_t position, const std::string& what) {
  EXPECT_EQ(report.damage_count, 1) << Text(report);
  EXPECT_THAT(report.damages,
              testing::ElementsAre(IsDamage(part, position, what)));
}

// Records of MakeStore(), one of each index, and how each is named.
struct IndexCase {
  Column column;
  std::string key;
  std::string part;
  std::string name;
};
inline std::vector<IndexCase> IndexCases() {
  return {
      {Column::kHistory, HistoryKey("enterprises/A", 2), "history",
       "enterprises/A number 2"},
      {Column::kRequest, "r-2", "request", "r-2"},
      {Column::kAsOf, AsOfKey(20221231, 2), "as_of", "20221231 position 2"},
      {Column::kGrade, GradeKey("T3", 20221231, 2), "grade",
       "T3 20221231 position 2"},
      {Column::kSubject, "enterprises/B", "subject", "enterprises/B"},
      {Column::kMeta, std::string(kHeadKey), "meta", "head"},
  };
}

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_STORAGE_DAMAGED_STORE_H_
