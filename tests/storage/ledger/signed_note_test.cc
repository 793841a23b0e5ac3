#include "storage/ledger/signed_note.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/storage/ledger/published_keys.h"

namespace techflow::ledger {
namespace {

using testing::HasSubstr;

constexpr std::string_view kText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr std::string_view kPeterLine =
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"
    "otpRZb6KE6RyyBwJnAM=\n";
constexpr std::string_view kEnochLine =
    "— EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTG"
    "wnWLox33WWd1RvMc+QQ=\n";

std::string Note(std::string_view text, std::string_view lines) {
  return absl::StrCat(std::string(text), "\n", std::string(lines));
}

void ExpectRefused(const absl::Status& status, absl::StatusCode code,
                   std::string_view reason) {
  EXPECT_EQ(status.code(), code) << reason;
  EXPECT_THAT(std::string(status.message()), HasSubstr(std::string(reason)));
}

TEST(SignedNote, IsWrittenAsOtherProgramsWriteIt) {
  const SigningKey key = PublishedKey("PeterNeumann", kPeterSecret);
  EXPECT_EQ(SignNote(kText, {&key}), Note(kText, kPeterLine));
}

TEST(SignedNote, IsSignedByEachKeyInItsOrder) {
  const SigningKey peter = PublishedKey("PeterNeumann", kPeterSecret);
  const auto other = SigningKey::FromSeed("other", std::string(32, 'x'));
  ASSERT_TRUE(other.ok()) << other.status();
  const std::string bytes = SignNote(kText, {&peter, &*other});
  const auto note = ParseNote(bytes);
  ASSERT_TRUE(note.ok()) << note.status();
  ASSERT_EQ(note->signatures.size(), 2u);
  EXPECT_EQ(note->signatures[0].name, "PeterNeumann");
  EXPECT_EQ(note->signatures[1].name, "other");
  for (const VerifierKey& key : {peter.verifier(), other->verifier()}) {
    EXPECT_EQ(OpenNote(bytes, {key}).value_or(""), kText);
  }
}

TEST(SignedNote, OpensTheExampleOfTheSpecification) {
  const VerifierKey key = PublicKey(
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  const auto text = OpenNote(
      "This is an example message.\n"
      "\n"
      "— example.com/foo "
      "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXm"
      "RKuwHjG1Yu72IneyaQM=\n",
      {key});
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(*text, "This is an example message.\n");
}

// The specification's other example. Its public key is not published.
TEST(SignedNote, KeepsTheEmptyLinesOfItsText) {
  const auto note = ParseNote(
      "Ognuno sta solo sul cuor della terra\n"
      "trafitto da un raggio di sole:\n"
      "\n"
      "ed è subito sera.\n"
      "\n"
      "— quasimodo.example/salvatore "
      "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj9"
      "9ihAQwaqP3ZekRwNtIc=\n");
  ASSERT_TRUE(note.ok()) << note.status();
  EXPECT_EQ(note->text,
            "Ognuno sta solo sul cuor della terra\n"
            "trafitto da un raggio di sole:\n"
            "\n"
            "ed è subito sera.\n");
  ASSERT_EQ(note->signatures.size(), 1u);
  EXPECT_EQ(note->signatures[0].name, "quasimodo.example/salvatore");
  EXPECT_EQ(note->signatures[0].key_id, 0x367ba04bu);
  EXPECT_EQ(note->signatures[0].signature.size(), 64u);
}

TEST(SignedNote, IgnoresTheSignaturesOfUnknownKeys) {
  const std::string both = Note(
      kText, absl::StrCat(std::string(kPeterLine), std::string(kEnochLine)));
  for (const std::string_view key : {kPeter, kEnoch}) {
    EXPECT_EQ(OpenNote(both, {PublicKey(key)}).value_or(""), kText);
  }
  // Even those that could not be of Ed25519, or of a name of ours.
  const std::string strange = absl::StrCat(
      "— ", std::string(300, 'w'), " AAAAAAE=\n", std::string(kPeterLine));
  EXPECT_EQ(OpenNote(Note(kText, strange), {PublicKey(kPeter)}).value_or(""),
            kText);
}

// Both make a key; a namesake may sign beside it.
TEST(SignedNote, TellsKeysApartByNameAndId) {
  const std::string namesake =
      absl::StrCat("— PeterNeumann ", Base64(std::string(68, 'x')), "\n");
  const std::string same_id = absl::StrCat(
      "— Peter ",
      Base64(std::string("\xc7\x4f\x20\xa3") + std::string(64, 'x')), "\n");
  EXPECT_EQ(OpenNote(Note(kText, absl::StrCat(namesake, same_id,
                                              std::string(kPeterLine))),
                     {PublicKey(kPeter)})
                .value_or(""),
            kText);
}

TEST(SignedNote, IsRefusedWhereNoneOfTheKeysHasSigned) {
  const std::string note = Note(kText, kPeterLine);
  ExpectRefused(OpenNote(note, {PublicKey(kEnoch)}).status(),
                absl::StatusCode::kPermissionDenied,
                "none of the keys that were given has signed it");
  ExpectRefused(OpenNote(note, {}).status(),
                absl::StatusCode::kPermissionDenied,
                "none of the keys that were given has signed it");
}

TEST(SignedNote, IsRefusedForOneWrongSignatureOfAKnownKey) {
  std::string enoch(kEnochLine);
  enoch[enoch.size() - 10] = enoch[enoch.size() - 10] == 'A' ? 'B' : 'A';
  const std::string note =
      Note(kText, absl::StrCat(std::string(kPeterLine), enoch));
  ExpectRefused(OpenNote(note, {PublicKey(kPeter), PublicKey(kEnoch)}).status(),
                absl::StatusCode::kPermissionDenied,
                "the signature of EnochRoot+af0cfe78");
}

TEST(SignedNote, IsRefusedWhereAnyByteOfItsTextWasChanged) {
  const std::string note = Note(kText, kPeterLine);
  for (size_t i = 0; i < kText.size(); ++i) {
    std::string changed = note;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(OpenNote(changed, {PublicKey(kPeter)}).ok()) << i;
  }
}

TEST(SignedNote, SaysWhyBytesAreNone) {
  const std::string good = Note(kText, kPeterLine);
  const std::string peter(kPeterLine);
  const std::string base64 = peter.substr(peter.rfind(' ') + 1);
  struct Case {
    std::string bytes;
    std::string_view reason;
  };
  for (const Case& wrong : {
           Case{"", "no empty line"},
           Case{std::string(kText), "no empty line"},
           Case{Note("no newline", kPeterLine), "no empty line"},
           Case{std::string(kText) + peter, "no empty line"},
           Case{Note(kText, ""), "do not end in a newline"},
           Case{good.substr(0, good.size() - 1), "do not end in a newline"},
           Case{Note(kText, "\n"), "do not end in a newline"},
           Case{good + "\n", "do not end in a newline"},
           Case{Note(kText, "\r\n" + peter), "not plain text in UTF-8"},
           Case{Note("a\tb\n", kPeterLine), "not plain text in UTF-8"},
           Case{Note(std::string("a\0b\n", 4), kPeterLine),
                "not plain text in UTF-8"},
           Case{Note("a\xff\n", kPeterLine), "not plain text in UTF-8"},
           // A surrogate and a longer form of '/'.
           Case{Note("\xed\xa0\x80\n", kPeterLine), "not plain text in UTF-8"},
           Case{Note("\xc0\xaf\n", kPeterLine), "not plain text in UTF-8"},
           Case{Note(kText, "- PeterNeumann " + base64), "signature 1 is not"},
           Case{Note(kText, peter + "PeterNeumann " + base64),
                "signature 2 is not"},
           Case{Note(kText, "—PeterNeumann " + base64), "signature 1 is not"},
           Case{Note(kText, "— PeterNeumann\n"), "signature 1 is not"},
           Case{Note(kText, "— PeterNeumann \n"), "signature 1 is not"},
           Case{Note(kText, "—  " + base64), "signature 1 is not"},
           Case{Note(kText, "— Peter+Neumann " + base64), "signature 1 is not"},
           Case{Note(kText, "— Peter Neumann " + base64), "signature 1 is not"},
           Case{Note(kText, "— Peter\u00a0Neumann " + base64),
                "signature 1 is not"},
           Case{Note(kText, "— PeterNeumann x08go/Z\n"), "signature 1 is not"},
           // An id and no signature.
           Case{Note(kText, "— PeterNeumann x08gow==\n"), "signature 1 is not"},
       }) {
    ExpectRefused(ParseNote(wrong.bytes).status(),
                  absl::StatusCode::kInvalidArgument, wrong.reason);
    EXPECT_EQ(OpenNote(wrong.bytes, {PublicKey(kPeter)}).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
}

TEST(SignedNote, HasAHundredSignaturesAndNoMore) {
  std::string lines;
  for (int i = 0; i < 99; ++i) {
    lines += absl::StrCat("— witness", i, " AAAAAAE=\n");
  }
  lines += std::string(kPeterLine);
  EXPECT_EQ(OpenNote(Note(kText, lines), {PublicKey(kPeter)}).value_or(""),
            kText);
  lines += "— witness99 AAAAAAE=\n";
  ExpectRefused(ParseNote(Note(kText, lines)).status(),
                absl::StatusCode::kInvalidArgument, "more than 100 signatures");
}

TEST(SignedNote, HasAMillionBytesAndNoMore) {
  const std::string rest = Note("\n", kPeterLine);
  const std::string most = std::string(1'000'000 - rest.size(), 'a') + rest;
  EXPECT_TRUE(ParseNote(most).ok());
  ExpectRefused(ParseNote("a" + most).status(),
                absl::StatusCode::kInvalidArgument,
                "it has 1000001 bytes, expected at most 1000000");
}

}  // namespace
}  // namespace techflow::ledger
