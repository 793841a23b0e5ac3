#include "rating/evidence/wire_reader.h"

#include <random>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace techflow::evidence {
namespace {

using namespace std::string_literals;

TEST(WireReader, ReadsNumbersAndTexts) {
  const std::string bytes = "\x08\x96\x01\x12\x02hi\x18\x05"s;
  WireReader reader(bytes);
  EXPECT_EQ(reader.ReadTag(), 1U << 3 | WireReader::kVarint);
  EXPECT_EQ(reader.ReadVarint(), 150U);
  EXPECT_EQ(reader.ReadTag(), 2U << 3 | WireReader::kBytes);
  EXPECT_EQ(reader.ReadBytes(), "hi");
  EXPECT_EQ(reader.ReadTag(), 3U << 3 | WireReader::kVarint);
  EXPECT_FALSE(reader.done());
  EXPECT_EQ(reader.ReadVarint(), 5U);
  EXPECT_TRUE(reader.done());
}

TEST(WireReader, ReadsNegativeNumbersInTenBytes) {
  WireReader reader("\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01");
  EXPECT_EQ(static_cast<int32_t>(reader.ReadVarint()), -2);
  EXPECT_TRUE(reader.done());
}

TEST(WireReader, CountsTheFieldsOfAListAheadAndStaysWhereItIs) {
  const std::string bytes = "\x0A\x01x\x0A\x02yz\x0A\x00\x12\x01w"s;
  WireReader reader(bytes);
  const uint32_t tag = reader.ReadTag();
  EXPECT_EQ(reader.CountRun(tag), 3U);
  EXPECT_EQ(reader.ReadBytes(), "x");
}

TEST(WireReader, SkipsFieldsOfEveryForm) {
  for (const std::string& field : {"\x08\x96\x01"s,
                                   "\x09"
                                   "12345678"s,
                                   "\x0A\x02hi"s,
                                   "\x0D"
                                   "1234"s,
                                   "\x0B\x08\x01\x13\x12\x01x\x14\x0C"s}) {
    const std::string bytes = field + "\x10\x07";
    WireReader reader(bytes);
    reader.Skip(reader.ReadTag());
    EXPECT_EQ(reader.ReadTag(), 2U << 3) << field;
    EXPECT_EQ(reader.ReadVarint(), 7U);
  }
}

TEST(WireReader, IsDoneWhereBytesAreCutOff) {
  for (const std::string& bytes :
       {"\x08"s, "\x08\x96"s, "\x0A\x05hi"s, "\x0A"s,
        "\x09"
        "1234"s,
        "\x0B\x08"s, "\x0E\x01"s,
        "\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s}) {
    WireReader reader(bytes);
    reader.Skip(reader.ReadTag());
    EXPECT_TRUE(reader.done()) << bytes;
  }
}

TEST(WireReader, EndsOnAnyBytes) {
  std::mt19937 random(7);
  for (int round = 0; round < 2'000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    WireReader reader(bytes);
    size_t fields = 0;
    while (!reader.done()) {
      const uint32_t tag = reader.ReadTag();
      if (round % 2 == 0) reader.CountRun(tag);
      reader.Skip(tag);
      ASSERT_LE(++fields, bytes.size());
    }
  }
}

}  // namespace
}  // namespace techflow::evidence
