#include "storage/ledger/checkpoint.h"

#include <string>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/signed_note.h"
#include "tests/storage/ledger/published_keys.h"

namespace techflow::ledger {
namespace {

using testing::HasSubstr;

// The log of transparency-dev/tessera, testdata/log, and its keys of
// testdata/build_log.sh.
constexpr std::string_view kTesseraOrigin = "example.com/log/testdata";
constexpr std::string_view kTesseraKey =
    "example.com/log/"
    "testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
constexpr std::string_view kTesseraSecret =
    "AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";

struct Published {
  int64_t size;
  std::string_view root;
  std::string_view signature;
};

constexpr Published kTesseraCheckpoints[] = {
    {0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
     "M9e0lhxJACzE1KoUdqKuPa+9p6R7dSW8BlEvrg/"
     "noo8FkGg6PbJoRNOcdjqjOq89wVvTA60eubCc4oufo5BvIVEgtQc="},
    {1, "0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=",
     "M9e0lhr9kuLxGdAtaUrhm84TQffVsLdcy808sN0a3WyniNlfcr9+"
     "bywoiIke1YYciCNjJGkCgIlQ8b16jhsmg/SChAM="},
    {2, "T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=",
     "M9e0llH4NKmlf0u7C8tkJioQOmi7l5ELqljXgKRg6R3G5JJ7vx7emDWo5fpqKuA/Dk/"
     "jRrI6il+7QCVirNhyUAWGoAk="},
    {3, "Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=",
     "M9e0lvAQRtH832pk2RTbeSeZMkp4FZSdJYFBUjO5SKxuRbywPUF3cx+HUrb50kjd3rUWW/"
     "fj53Wj1dwcwh9bGQnqVAg="},
    {4, "zY1lN35vrXYAPixXSd59LsU29xUJtuW4o2dNNg5Y2Co=",
     "M9e0lnFuWt0cp60moO4jAkeXvMNLIIOGn4WdyeHQurBt9mBi0tWdfkldiAt9k0FpwuZymvtts"
     "Vn9uwyouXU3vPpeNAc="},
    {5, "gy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=",
     "M9e0lmn5eDHyHP10zJObZdFAX2y1V8fdDKBi4IiHbDYf1TCUBwxZOhqwv2QZCqrdda2zTRTrm"
     "nwjwscN5RBTEmZUYAs="},
    {6, "a6sWvsc2eEzmj72vah7mZ5dwFltivehh2b11qwlp5Jg=",
     "M9e0ln+nHSdGSHEZBcjvqyYDXDbG8WxDwCDjbbGAMv/"
     "NTynAtJWhckSXIpuwpN3yJ4PTtzUbD34YGqIZr6RgJRn16gU="},
    {7, "IrSXADBqJ7EQoUODSDKROySgNveeL6CFhik2w/+fS7U=",
     "M9e0luA5JhTRUki/"
     "BBQD0QNiH6AEJ2pdtsA5CQjqJErViuuKrN6513RCTL2640wXJv0dCed3neRGI6dMzBq9uANf2"
     "Qc="},
    {8, "bC+VwvrJbalNVjfkdI8kUgs7mJoXrqiXCE7bgnD28pY=",
     "M9e0lq1EK37dHtgv9O3UzPxisw5vwIPcJsX9ab0xt4mvVfbdUR1fbMjN6sBFYpBoBEmD4+"
     "cWhj/AVgI5MitCO5+mews="},
    {9, "CvhHViE3S9E3htHLR+25mapWoGCJ3WckMq1UtC3VmEY=",
     "M9e0ls3mdnWX0qk4P3uGG0eYiFRWSwPR+"
     "RdeD1ARmrHPHjXP0x9UJWASPFTOTqJo0mp7Epck2O9RFB0J9IjDdAewagw="},
    {10, "y8/gZsZCtitsMan09tY+k8I7Qpr7Y5fbO2tLi9GQnfU=",
     "M9e0lrmwaVEOWFZ+HS5ITnRd2YMOSWE5QeoYu+6DHwJLnJ+"
     "SVeJ2ZiYeD7lVC5oGJx76gbfLSyCUEq6D8JkarrsuiQQ="},
    {11, "Yok1cS5VdokGLBy73BC2I16b3atss6KBN9jnIi6Fz/A=",
     "M9e0lqbRtWirJwbUy4w3VrK2RyzfW8P+OIkc8t6b6AVG/tQd1Q2SN+uCLYzNNFnf/"
     "PhzeCdURSGQe1MRnohCxPu21wg="},
    {12, "uZo6M+IhVna+CLgWCrJs0xBPUHbozHkYTQASduHSLME=",
     "M9e0lrFzoTgi+"
     "ovhrqX0DpsEAp3wLu1coMLIkeCwSkGfS4Ox4pLXo2LHudqm4merh0ZkCNzHr8kQwq5gS5mmim"
     "IvdA4="},
    {13, "av0kLH0VkkVDrTuZzBGIx7d9z5G1l/GlKz/nAV/8woQ=",
     "M9e0liO8x8xfEOGmZVYODUjQajkEpjccPQ9EkG3yEEDet4K3BWE/"
     "DFRPH6H+b6gFFFaG5KS1bBmYS/xeZJs8lj+z+wM="},
    {14, "SvCd38yNade7xEPY1a/aAc1M3A2AHYVF8lIiUnsH1ao=",
     "M9e0lu8roIpjC+NXEG7JDkajIahoYDYWgxDtxfx/6rzLoztU9t/"
     "PvivZ48xt8ygJpjzaboSpkbVv3Jb+D3NdXWQf5wo="},
    {15, "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=",
     "M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/"
     "uEWP6zdkdIQzd/fmwlM/dlPWF74ewI="},
};

std::string NoteOf(const Published& published) {
  return fmt::format("{}\n{}\n{}\n\n— {} {}\n", kTesseraOrigin, published.size,
                     published.root, kTesseraOrigin, published.signature);
}

TEST(Checkpoint, IsSignedByteForByteAsTesseraSignsIt) {
  const SigningKey key = PublishedKey(kTesseraOrigin, kTesseraSecret);
  EXPECT_EQ(key.verifier().ToString(), kTesseraKey);
  for (const Published& published : kTesseraCheckpoints) {
    const Checkpoint checkpoint{.origin = std::string(kTesseraOrigin),
                                .size = published.size,
                                .root = FromBase64(published.root).value()};
    EXPECT_EQ(SignNote(CheckpointText(checkpoint), {&key}), NoteOf(published));
  }
}

TEST(Checkpoint, IsReadAsTesseraWroteIt) {
  for (const Published& published : kTesseraCheckpoints) {
    const auto checkpoint =
        OpenCheckpoint(NoteOf(published), {PublicKey(kTesseraKey)});
    ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
    EXPECT_EQ(checkpoint->origin, kTesseraOrigin);
    EXPECT_EQ(checkpoint->size, published.size);
    EXPECT_EQ(Base64(checkpoint->root), published.root);
  }
}

// Before any entry, the root is the digest of nothing (RFC 6962, section 2.1).
TEST(Checkpoint, OfAnEmptyLogHasTheDigestOfNothing) {
  EXPECT_EQ(Base64(Sha256("")), kTesseraCheckpoints[0].root);
}

// C2SP/C2SP, issue 99: another program's, of the key whose seed is 11 00 ...
// 00.
TEST(Checkpoint, IsSignedByteForByteAsSigsumSignsIt) {
  const std::string origin =
      "sigsum.org/v1/tree/"
      "e796172b92befd62d9dc67e41c2f5bc9d3100a3023b20b1ca40288dd1c679e69";
  std::string seed(32, '\0');
  seed[0] = '\x11';
  const auto key = SigningKey::FromSeed(origin, seed);
  ASSERT_TRUE(key.ok()) << key.status();
  std::string root(32, '\0');
  root.replace(0, 3, "\x1c\x0e\x47");
  EXPECT_EQ(
      SignNote(CheckpointText({.origin = origin, .size = 10, .root = root}),
               {&*key}),
      fmt::format(
          "{}\n10\nHA5HAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— {} "
          "gJ2ho0n8F8olcerUF1FFdv235A/5as/coWrpLrtE7ovMeP5whgwouYExowG/"
          "lTznxu6OUGjjt5yJQ6bXtTcf718MqAQ=\n",
          origin, origin));
}

constexpr std::string_view kSofa =
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

TEST(Checkpoint, ReadsTheExampleOfTheSpecification) {
  const auto checkpoint = ParseCheckpoint(kSofa);
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
  EXPECT_EQ(checkpoint->size, 20852163);
  EXPECT_EQ(CheckpointText(*checkpoint), kSofa);
}

TEST(Checkpoint, IgnoresExtensionLines) {
  const auto checkpoint =
      ParseCheckpoint(fmt::format("{}an extension\nanother\n", kSofa));
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(CheckpointText(*checkpoint), kSofa);
}

TEST(Checkpoint, HasAnOriginOfAnyForm) {
  const auto checkpoint = ParseCheckpoint(
      fmt::format("My log + yours\n1\n{}\n", kTesseraCheckpoints[1].root));
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(checkpoint->origin, "My log + yours");
}

TEST(Checkpoint, HasTheLargestSizeThatCanBeCounted) {
  const std::string text =
      fmt::format("a\n9223372036854775807\n{}\n", kTesseraCheckpoints[1].root);
  const auto checkpoint = ParseCheckpoint(text);
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(CheckpointText(*checkpoint), text);
}

TEST(Checkpoint, SaysWhyATextIsNone) {
  const std::string root(kTesseraCheckpoints[1].root);
  struct Case {
    std::string text;
    std::string_view reason;
  };
  std::vector<Case> cases = {
      {"", "it needs three lines"},
      {"a\n1\n", "it needs three lines"},
      {"a\n1\n" + root, "it needs three lines"},
      {"a\n1\n" + root + "\nextension", "it needs three lines"},
      {"\n1\n" + root + "\n", "its origin is empty"},
      {"a\n1\n" + root + "\n\n", "it has an empty line"},
      {"a\n1\n" + root + "\nextension\n\nextension\n", "it has an empty line"},
      {"a\n1\n\n", "its root is \"\""},
      {"a\n1\n" + root.substr(4) + "\n", "expected 32 bytes in base64"},
      {"a\n1\nAAAA" + root + "\n", "expected 32 bytes in base64"},
      {"a\n1\n" + root.substr(0, 43) + "\n", "expected 32 bytes in base64"},
      {"a\n1\n " + root + "\n", "expected 32 bytes in base64"},
      // The two bits below the last byte are not zero.
      {"a\n1\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+el=\n",
       "expected 32 bytes in base64"},
  };
  for (const std::string_view size :
       {"", "01", "00", "-1", "-0", "+1", " 1", "1 ", "1e3", "0x1", "one",
        "1,000", "9223372036854775808", "99999999999999999999999"}) {
    cases.push_back(
        {fmt::format("a\n{}\n{}\n", size, root), "expected decimal digits"});
  }
  for (const Case& wrong : cases) {
    const absl::Status status = ParseCheckpoint(wrong.text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << wrong.text;
    EXPECT_THAT(std::string(status.message()),
                HasSubstr(std::string(wrong.reason)))
        << wrong.text;
  }
}

TEST(Checkpoint, OfAnotherLogIsRefusedThoughAKnownKeySignedIt) {
  const SigningKey peter = PublishedKey("PeterNeumann", kPeterSecret);
  const auto opened = OpenCheckpoint(
      SignNote(kSofa, {&peter}), {peter.verifier(), PublicKey(kTesseraKey)});
  EXPECT_EQ(opened.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(std::string(opened.status().message()),
              HasSubstr("no key of that name has signed it"));
}

TEST(Checkpoint, MayBeSignedByWitnessesToo) {
  const SigningKey log = PublishedKey(kTesseraOrigin, kTesseraSecret);
  const SigningKey peter = PublishedKey("PeterNeumann", kPeterSecret);
  const std::string text =
      fmt::format("{}\n1\n{}\n", kTesseraOrigin, kTesseraCheckpoints[1].root);
  const auto opened =
      OpenCheckpoint(SignNote(text, {&peter, &log}),
                     {PublicKey(kPeter), PublicKey(kTesseraKey)});
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_EQ(opened->size, 1);
}

TEST(Checkpoint, IsRefusedWithTheErrorOfItsNote) {
  EXPECT_EQ(OpenCheckpoint(kSofa, {PublicKey(kTesseraKey)}).status().code(),
            absl::StatusCode::kInvalidArgument);
  std::string changed = NoteOf(kTesseraCheckpoints[1]);
  changed.replace(changed.find("\n1\n"), 3, "\n2\n");
  EXPECT_EQ(OpenCheckpoint(changed, {PublicKey(kTesseraKey)}).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST(Checkpoint, IsRefusedWhereASignedNoteIsNone) {
  const SigningKey peter = PublishedKey("PeterNeumann", kPeterSecret);
  const auto opened =
      OpenCheckpoint(SignNote("PeterNeumann\n", {&peter}), {peter.verifier()});
  EXPECT_EQ(opened.status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace techflow::ledger
