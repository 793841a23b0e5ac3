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

// Each entry is its own index; `read` are the indexes that were asked for.
class Counted final : public Record {
 public:
  Counted(const Type& type, Arena& arena, std::vector<size_t>& read)
      : Record(type.members(), arena), read_(read) {}

 private:
  Value Read(size_t index) const override {
    read_.push_back(index);
    return Value::Number(Decimal(static_cast<int64_t>(index)));
  }

  std::vector<size_t>& read_;
};

class RecordTest : public ::testing::Test {
 protected:
  Arena arena_;
  std::vector<size_t> read_;
  Type type_ = AbcType();
  Counted record_{type_, arena_, read_};
};

TEST_F(RecordTest, ReadsOnlyTheEntryThatIsAskedForAndOnce) {
  EXPECT_EQ(record_.At(2).number(), Decimal(2));
  EXPECT_EQ(record_.At(2).number(), Decimal(2));
  EXPECT_EQ(read_, std::vector<size_t>{2});
}

TEST_F(RecordTest, FindsEntriesByNameWithoutReadingThem) {
  EXPECT_EQ(record_.IndexOf("b"), 1U);
  EXPECT_EQ(record_.IndexOf("d"), record_.size());
  EXPECT_TRUE(read_.empty());
}

TEST_F(RecordTest, HasAllEntriesInTheirOrderWhateverWasReadBefore) {
  record_.At(1);
  const std::span<const ContextEntry> entries = record_.Entries();
  ASSERT_EQ(entries.size(), 3U);
  for (size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(entries[i].name, type_.members()[i].name);
    EXPECT_EQ(entries[i].value.number(), Decimal(static_cast<int64_t>(i)));
  }
  EXPECT_EQ(record_.Entries().data(), entries.data());
  EXPECT_EQ(read_, (std::vector<size_t>{1, 0, 2}));
}

}  // namespace
}  // namespace techflow::feel
