#include "rating/feel/record.h"

#include <vector>

#include "gtest/gtest.h"

namespace techflow::feel {
namespace {

Type AbcType() {
  return Type::Context({{"a", TypeKind::kNumber},
                        {"b", TypeKind::kNumber},
                        {"c", TypeKind::kNumber}});
}

// What a table was asked for.
struct Reading {
  bool operator==(const Reading&) const = default;

  size_t index;
  size_t first;
  size_t count;
};

// Each entry is its row and its index, as in 12; `read` are the readings.
class Counted final : public RecordTable {
 public:
  Counted(const Type& type, Arena& arena, std::vector<Reading>& read,
          size_t size = 2)
      : RecordTable(type.members(), size, arena), read_(read) {}

 private:
  void Read(size_t index, size_t first, std::span<Value> values,
            ColumnKeys&) const override {
    read_.push_back({index, first, values.size()});
    for (size_t i = 0; i < values.size(); ++i) {
      values[i] = Number(first + i, index);
    }
  }

  static Value Number(size_t row, size_t index) {
    return Value::Number(Decimal(static_cast<int64_t>(10 * row + index)));
  }

  std::vector<Reading>& read_;
};

class RecordTest : public ::testing::Test {
 protected:
  Arena arena_;
  std::vector<Reading> read_;
  Type type_ = AbcType();
  Counted table_{type_, arena_, read_};
};

TEST_F(RecordTest, ReadsOnlyTheEntryThatIsAskedForAndOnce) {
  ASSERT_EQ(table_.records().size(), 2U);
  const Record& first = table_.records()[0].record();
  const Record& second = table_.records()[1].record();
  EXPECT_EQ(table_.Column(2)[0].number(), Decimal(2));
  EXPECT_EQ(first.At(2).number(), Decimal(2));
  EXPECT_EQ(second.At(2).number(), Decimal(12));
  EXPECT_EQ(first.At(2).number(), Decimal(2));
  EXPECT_EQ(&table_.Column(2)[1], &second.At(2));
  EXPECT_EQ(read_, (std::vector<Reading>{{2, 0, 2}}));
}

TEST_F(RecordTest, ReadsOneRecordAloneUntilAnotherIsAskedFor) {
  const Record& first = table_.records()[0].record();
  const Record& second = table_.records()[1].record();
  const Value& alone = second.At(2);
  EXPECT_EQ(alone.number(), Decimal(12));
  EXPECT_EQ(&second.At(2), &alone);
  EXPECT_EQ(read_, (std::vector<Reading>{{2, 1, 1}}));
  EXPECT_EQ(first.At(2).number(), Decimal(2));
  EXPECT_EQ(second.At(2).number(), Decimal(12));
  EXPECT_EQ(alone.number(), Decimal(12));
  EXPECT_EQ(first.At(0).number(), Decimal(0));
  EXPECT_EQ(read_, (std::vector<Reading>{{2, 1, 1}, {2, 0, 2}, {0, 0, 1}}));
}

TEST_F(RecordTest, ReadsTheOnlyRecordOnce) {
  std::vector<Reading> read;
  const Counted single(type_, arena_, read, 1);
  const Record& record = single.records()[0].record();
  EXPECT_EQ(&record.At(1), single.Column(1));
  EXPECT_EQ(read, (std::vector<Reading>{{1, 0, 1}}));
}

TEST_F(RecordTest, FindsEntriesByNameWithoutReadingThem) {
  EXPECT_EQ(table_.IndexOf("b"), 1U);
  EXPECT_EQ(table_.IndexOf("d"), table_.members().size());
  EXPECT_TRUE(read_.empty());
}

TEST_F(RecordTest, HasAllEntriesInTheirOrderWhateverWasReadBefore) {
  table_.Column(1);
  const std::span<const ContextEntry> entries = table_.EntriesOf(1);
  ASSERT_EQ(entries.size(), 3U);
  for (size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(entries[i].name, type_.members()[i].name);
    EXPECT_EQ(entries[i].value.number(), Decimal(static_cast<int64_t>(10 + i)));
  }
  EXPECT_EQ(table_.EntriesOf(1).data(), entries.data());
  EXPECT_EQ(table_.records()[1].context().entries().data(), entries.data());
  EXPECT_EQ(table_.EntriesOf(0)[2].value.number(), Decimal(2));
  EXPECT_EQ(read_, (std::vector<Reading>{{1, 0, 2}, {0, 0, 2}, {2, 0, 2}}));
}

}  // namespace
}  // namespace techflow::feel
