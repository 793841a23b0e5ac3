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

// Each entry is its row and its index, as in 12; `read` are the indexes that
// were asked for.
class Counted final : public RecordTable {
 public:
  Counted(const Type& type, Arena& arena, std::vector<size_t>& read)
      : RecordTable(type.members(), 2, arena), read_(read) {}

 private:
  void Read(size_t index, std::span<Value> column, ColumnKeys&) const override {
    read_.push_back(index);
    for (size_t row = 0; row < column.size(); ++row) {
      column[row] = Number(row, index);
    }
  }

  static Value Number(size_t row, size_t index) {
    return Value::Number(Decimal(static_cast<int64_t>(10 * row + index)));
  }

  std::vector<size_t>& read_;
};

class RecordTest : public ::testing::Test {
 protected:
  Arena arena_;
  std::vector<size_t> read_;
  Type type_ = AbcType();
  Counted table_{type_, arena_, read_};
};

TEST_F(RecordTest, ReadsOnlyTheEntryThatIsAskedForAndOnce) {
  ASSERT_EQ(table_.records().size(), 2U);
  const Record& first = table_.records()[0].record();
  const Record& second = table_.records()[1].record();
  EXPECT_EQ(first.At(2).number(), Decimal(2));
  EXPECT_EQ(second.At(2).number(), Decimal(12));
  EXPECT_EQ(first.At(2).number(), Decimal(2));
  EXPECT_EQ(&table_.Column(2)[1], &second.At(2));
  EXPECT_EQ(read_, std::vector<size_t>{2});
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
  EXPECT_EQ(read_, (std::vector<size_t>{1, 0, 2}));
}

}  // namespace
}  // namespace techflow::feel
