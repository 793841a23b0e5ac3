#include "storage/ledger/tlog_proof.h"

#include <string>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/ledger/signing_key.h"

namespace techflow::ledger {
namespace {

using testing::HasSubstr;

// The example of the specification; its extra data and its signatures are
// shortened there, so they are others here.
constexpr std::string_view kHead =
    "c2sp.org/tlog-proof@v1\n"
    "extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6\n"
    "index 73894\n";
constexpr std::string_view kHashes =
    "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n"
    "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n"
    "EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\n"
    "RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n"
    "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n";
constexpr std::string_view kCheckpoint =
    "example.com/fancylog\n"
    "109482\n"
    "sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n"
    "\n"
    "— example.com/fancylog hI2DJ1roloI=\n"
    "— witness1.example mJirIkljqY9v2B/5bg==\n";

std::string Example() {
  return fmt::format("{}{}\n{}", kHead, kHashes, kCheckpoint);
}

TEST(TlogProof, IsReadAsTheSpecificationWritesIt) {
  const auto proof = ParseTlogProof(Example());
  ASSERT_TRUE(proof.ok()) << proof.status();
  EXPECT_EQ(proof->extra, "age-v1.2.1-darwin-arm64.tar.gz");
  EXPECT_EQ(proof->position, 73894);
  ASSERT_EQ(proof->hashes.size(), 5u);
  EXPECT_EQ(Base64(BytesOf(proof->hashes.front())),
            "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=");
  EXPECT_EQ(Base64(BytesOf(proof->hashes.back())),
            "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=");
  EXPECT_EQ(proof->checkpoint, kCheckpoint);
}

TEST(TlogProof, IsWrittenAsItIsRead) {
  const auto proof = ParseTlogProof(Example());
  ASSERT_TRUE(proof.ok()) << proof.status();
  EXPECT_EQ(TlogProofText(*proof), Example());
}

TEST(TlogProof, NeedsNeitherExtraNorHashes) {
  const std::string text =
      fmt::format("c2sp.org/tlog-proof@v1\nindex 0\n\n{}", kCheckpoint);
  const auto proof = ParseTlogProof(text);
  ASSERT_TRUE(proof.ok()) << proof.status();
  EXPECT_FALSE(proof->extra.has_value());
  EXPECT_EQ(proof->position, 0);
  EXPECT_TRUE(proof->hashes.empty());
  EXPECT_EQ(TlogProofText(*proof), text);
}

TEST(TlogProof, KeepsAnEmptyExtraApartFromNone) {
  const std::string text =
      fmt::format("c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n{}", kCheckpoint);
  const auto proof = ParseTlogProof(text);
  ASSERT_TRUE(proof.ok()) << proof.status();
  EXPECT_EQ(proof->extra, "");
  EXPECT_EQ(TlogProofText(*proof), text);
}

TEST(TlogProof, KeepsTheCheckpointVerbatim) {
  const std::string odd = "\n\nindex 1\nwhatever it is";
  const auto proof =
      ParseTlogProof(fmt::format("c2sp.org/tlog-proof@v1\nindex 0\n\n{}", odd));
  ASSERT_TRUE(proof.ok()) << proof.status();
  EXPECT_EQ(proof->checkpoint, odd);
}

std::string ProofWithHashes(int count) {
  std::string text = "c2sp.org/tlog-proof@v1\nindex 0\n";
  for (int i = 0; i < count; ++i) text += kHashes.substr(0, 45);
  return fmt::format("{}\n{}", text, kCheckpoint);
}

TEST(TlogProof, HasAPathOf63HashesAndNoMore) {
  EXPECT_TRUE(ParseTlogProof(ProofWithHashes(63)).ok());
  const absl::Status status = ParseTlogProof(ProofWithHashes(64)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("more than 63 hashes"));
}

TEST(TlogProof, SaysWhyATextIsNone) {
  const std::string version = "c2sp.org/tlog-proof@v1\n";
  const std::string end = fmt::format("\n{}", kCheckpoint);
  struct Case {
    std::string text;
    std::string_view reason;
  };
  std::vector<Case> cases = {
      {"", "its first line is not"},
      {"c2sp.org/tlog-proof@v1", "its first line is not"},
      {"c2sp.org/tlog-proof@v2\nindex 0\n" + end, "its first line is not"},
      {" " + version + "index 0\n" + end, "its first line is not"},
      {"c2sp.org/tlog-proof@v1\r\nindex 0\r\n" + end, "its first line is not"},
      {version, "it has no line \"index N\""},
      {version + "index 0", "it has no line \"index N\""},
      {version + end, "it has no line \"index N\""},
      {version + "Index 0\n" + end, "it has no line \"index N\""},
      {version + "extra\nindex 0\n" + end, "it has no line \"index N\""},
      {version + "extra QQ==\n" + end, "it has no line \"index N\""},
      {version + "extra QQ==\nextra QQ==\nindex 0\n" + end,
       "it has no line \"index N\""},
      {version + "index 0\nextra QQ==\n" + end, "hash 1 of it is not"},
      {version + "extra Q\nindex 0\n" + end, "its extra is not base64"},
      {version + "extra QR==\nindex 0\n" + end, "its extra is not base64"},
      {version + "index 0\nQQ==\n" + end, "hash 1 of it is not"},
      {version + "index 0\n" + std::string(kHashes) + " \n" + end,
       "hash 6 of it is not"},
      {version + "index 0\n" + std::string(kHashes), "it has no checkpoint"},
      {version + "index 0\n", "it has no checkpoint"},
      {version + "index 0\n\n", "it has no checkpoint"},
      // No empty line before what could be taken for it.
      {version + "index 0\nexample.com/fancylog", "it has no checkpoint"},
  };
  for (const std::string_view number :
       {"", "00", "01", "-1", "-0", "+1", " 1", "1 ", "0x1", "1.0",
        "9223372036854775808"}) {
    cases.push_back({fmt::format("{}index {}\n{}", version, number, end),
                     "expected decimal digits"});
  }
  for (const Case& wrong : cases) {
    const absl::Status status = ParseTlogProof(wrong.text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << wrong.text;
    EXPECT_THAT(std::string(status.message()),
                HasSubstr(std::string(wrong.reason)))
        << wrong.text;
  }
}

}  // namespace
}  // namespace techflow::ledger
