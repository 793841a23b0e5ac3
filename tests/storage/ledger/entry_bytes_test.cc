#include "storage/ledger/entry_bytes.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::ledger {
namespace {

using testing::HasSubstr;

store::v1::Entry SomeEntry() {
  store::v1::Entry entry;
  entry.set_format_version(kEntryFormatVersion);
  entry.set_position(7);
  entry.set_subject("enterprises/A");
  return entry;
}

std::string Reason(std::string_view bytes) {
  const auto parsed = ParseEntry(bytes);
  EXPECT_TRUE(absl::IsDataLoss(parsed.status())) << parsed.status();
  return std::string(parsed.status().message());
}

// Were it to change, no stored entry could be read any more.
TEST(EntryBytes, AreTheRecordInItsFrame) {
  EXPECT_EQ(FrameEntry(SomeEntry()),
            "DSSEv1 42 application/vnd.techflow.entry.v1+protobuf 19 "
            "\x08\x01\x10\x07\x1a\x0d"
            "enterprises/A");
}

TEST(EntryBytes, AreReadBack) {
  const std::string bytes = FrameEntry(SomeEntry());
  const auto parsed = ParseEntry(bytes);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->entry.subject(), "enterprises/A");
  EXPECT_EQ(parsed->bytes, bytes);
}

TEST(EntryBytes, OfAnotherTypeAreRefused) {
  std::string bytes = FrameEntry(SomeEntry());
  bytes.replace(bytes.find("entry"), 5, "other");
  EXPECT_THAT(Reason(bytes), HasSubstr("does not start as an entry does"));
  EXPECT_THAT(Reason(""), HasSubstr("does not start as an entry does"));
}

TEST(EntryBytes, WithAnotherLengthAreRefused) {
  const std::string bytes = FrameEntry(SomeEntry());
  EXPECT_THAT(Reason(bytes + "x"), HasSubstr("states another length"));
  EXPECT_THAT(Reason(bytes.substr(0, bytes.size() - 1)),
              HasSubstr("states another length"));
  std::string zero = bytes;
  zero.replace(zero.find(" 19 "), 4, " 019 ");
  EXPECT_THAT(Reason(zero), HasSubstr("states another length"));
}

TEST(EntryBytes, WithoutALengthAreRefused) {
  EXPECT_THAT(Reason("DSSEv1 42 application/vnd.techflow.entry.v1+protobuf 19"),
              HasSubstr("does not say how long"));
}

TEST(EntryBytes, OfARecordThatIsNoneAreRefused) {
  EXPECT_THAT(
      Reason("DSSEv1 42 application/vnd.techflow.entry.v1+protobuf 1 \xff"),
      HasSubstr("cannot be read"));
}

TEST(EntryBytes, OfAnUnknownFormatVersionAreRefused) {
  store::v1::Entry entry = SomeEntry();
  entry.set_format_version(2);
  EXPECT_THAT(Reason(FrameEntry(entry)),
              HasSubstr("has format version 2, expected 1"));
}

}  // namespace
}  // namespace techflow::ledger
