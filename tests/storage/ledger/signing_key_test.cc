#include "storage/ledger/signing_key.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <openssl/err.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/storage/ledger/published_keys.h"

namespace techflow::ledger {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string Bytes(std::string_view hex) {
  return absl::HexStringToBytes({hex.data(), hex.size()});
}

absl::Status ErrorOfKey(std::string_view text) {
  return VerifierKey::Parse(text).status();
}

TEST(VerifierKey, ReadsAndWritesThePublishedOnes) {
  for (const std::string_view text :
       {kPeter, kEnoch,
        std::string_view("example.com/foo+530d903a+"
                         "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"),
        // The '+' of base64 is part of the key.
        std::string_view("TEST+7997405c+"
                         "AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6")}) {
    const auto key = VerifierKey::Parse(text);
    ASSERT_TRUE(key.ok()) << key.status();
    EXPECT_EQ(key->ToString(), text);
  }
}

TEST(VerifierKey, HasTheNameAndIdThatItShows) {
  const VerifierKey key = PublicKey(kPeter);
  EXPECT_EQ(key.name(), "PeterNeumann");
  EXPECT_EQ(key.id(), 0xc74f20a3u);
}

TEST(VerifierKey, RefusesEveryPartOfAKey) {
  for (size_t from = 0; from <= kPeter.size(); ++from) {
    for (size_t size = 0; from + size <= kPeter.size(); ++size) {
      const std::string_view part = kPeter.substr(from, size);
      if (part == kPeter) continue;
      EXPECT_FALSE(VerifierKey::Parse(part).ok()) << part;
    }
  }
}

TEST(VerifierKey, RefusesEveryChangedByte) {
  for (size_t i = 0; i < kPeter.size(); ++i) {
    std::string changed(kPeter);
    ++changed[i];
    EXPECT_FALSE(VerifierKey::Parse(changed).ok()) << changed;
  }
}

TEST(VerifierKey, SaysWhatIsWrong) {
  struct Case {
    std::string_view text;
    std::string_view reason;
  };
  for (const Case& wrong : {
           Case{"", "fewer than two '+'"},
           Case{"PeterNeumann+c74f20a3", "fewer than two '+'"},
           Case{"PeterNeumann+c74f20a3+", "not in base64"},
           Case{"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq=",
                "not in base64"},
           // An unknown algorithm, with the id that fits it.
           Case{"PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/"
                "LDE4izWy10TW",
                "not of Ed25519"},
           // A longer key, with the id that fits it.
           Case{"PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/"
                "LDE4izWy10TWBADKEY==",
                "not in base64"},
           Case{"PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/"
                "LDE4izWy10TWBADKEQ==",
                "it has 36 bytes, expected 32"},
           Case{"PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/"
                "LDE4izWy10TW",
                "its id is c74f20a4, expected c74f20a3"},
           Case{"PeterNeumann+0c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/"
                "LDE4izWy10TW",
                "its id is 0c74f20a3, expected c74f20a3"},
           Case{"Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/"
                "LDE4izWy10TW",
                "its name is \"Peter Neumann\""},
           Case{"+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "its name is \"\""},
       }) {
    const absl::Status status = ErrorOfKey(wrong.text);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << wrong.text;
    EXPECT_THAT(std::string(status.message()),
                HasSubstr(std::string(wrong.reason)))
        << wrong.text;
  }
}

// RFC 8032, section 7.1, tests 1 and 2.
TEST(SigningKey, SignsAsTheStandardShows) {
  const auto first =
      SigningKey::FromSeed("a", Bytes("9d61b19deffd5a60ba844af492ec2cc4"
                                      "4449c5697b326919703bac031cae7f60"));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->Sign(""),
            Bytes("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e0652249"
                  "01555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141"
                  "438e7a100b"));
  EXPECT_TRUE(first->verifier().Verify("", first->Sign("")));
  const auto second =
      SigningKey::FromSeed("a", Bytes("4ccd089b28ff96da9db6c346ec114e0f"
                                      "5b8a319f35aba624da8cf6ed4fb8a6fb"));
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->Sign("\x72"),
            Bytes("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb"
                  "69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d29"
                  "1612bb0c00"));
}

TEST(SigningKey, HasThePublicHalfThatWasPublishedWithIt) {
  const SigningKey key = PublishedKey("PeterNeumann", kPeterSecret);
  EXPECT_EQ(key.verifier(), PublicKey(kPeter));
}

TEST(SigningKey, RefusesASeedOfAnotherLength) {
  for (const size_t size : {0u, 31u, 33u, 64u}) {
    const auto key = SigningKey::FromSeed("a", std::string(size, 'x'));
    EXPECT_EQ(key.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(key.status().message()), HasSubstr("expected 32"));
  }
}

TEST(SigningKey, RefusesANameThatANoteCannotShow) {
  for (const std::string_view name : {"", "a b", "a+b", "a\n", "a\u00a0"}) {
    const auto key =
        SigningKey::FromSeed(std::string(name), std::string(32, 'x'));
    EXPECT_EQ(key.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(key.status().message()), HasSubstr("its name is"));
  }
}

TEST(VerifierKey, RefusesAnotherTextAndAnotherSignature) {
  const SigningKey key = PublishedKey("PeterNeumann", kPeterSecret);
  const std::string signature = key.Sign("hi");
  EXPECT_TRUE(key.verifier().Verify("hi", signature));
  EXPECT_FALSE(key.verifier().Verify("hj", signature));
  EXPECT_FALSE(key.verifier().Verify("hi", signature.substr(1)));
  EXPECT_FALSE(key.verifier().Verify("hi", signature + "x"));
  EXPECT_FALSE(key.verifier().Verify("hi", ""));
  EXPECT_FALSE(PublicKey(kEnoch).Verify("hi", signature));
  for (size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(key.verifier().Verify("hi", changed)) << i;
  }
}

std::string VectorsPath() {
  const char* folder = std::getenv("TECHFLOW_VECTORS_DIR");
  return (folder != nullptr
              ? fs::path(folder)
              : fs::path(TECHFLOW_SOURCE_DIR) / ".." / "shared" / "vectors") /
         "ed25519_test.json";
}

const google::protobuf::Value& Field(const google::protobuf::Struct& object,
                                     const std::string& name) {
  return object.fields().at(name);
}

// Project Wycheproof's: signatures that other programs took for good, among
// them those with s not below the order of the group.
TEST(VerifierKey, AgreesWithWycheproof) {
  if (!fs::exists(VectorsPath())) {
    GTEST_SKIP() << "no ed25519_test.json; see TECHFLOW_VECTORS_DIR";
  }
  std::ifstream file(VectorsPath());
  const std::string json(std::istreambuf_iterator<char>(file), {});
  google::protobuf::Struct suite;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &suite).ok());
  int agreed = 0;
  for (const auto& group : Field(suite, "testGroups").list_value().values()) {
    const auto key = VerifierKey::Create(
        "a",
        Bytes(
            Field(Field(group.struct_value(), "publicKey").struct_value(), "pk")
                .string_value()));
    ASSERT_TRUE(key.ok()) << key.status();
    for (const auto& value :
         Field(group.struct_value(), "tests").list_value().values()) {
      const google::protobuf::Struct& test = value.struct_value();
      const bool is_valid =
          key->Verify(Bytes(Field(test, "msg").string_value()),
                      Bytes(Field(test, "sig").string_value()));
      EXPECT_EQ(is_valid ? "valid" : "invalid",
                Field(test, "result").string_value())
          << "tcId " << Field(test, "tcId").number_value();
      ++agreed;
    }
  }
  EXPECT_EQ(agreed, 151);
}

TEST(SigningKeyPem, NamesTheLogAndKeepsTheKey) {
  const SigningKey key = PublishedKey("PeterNeumann", kPeterSecret);
  const std::string pem = key.ToPem("");
  EXPECT_TRUE(
      pem.starts_with("log: PeterNeumann\n-----BEGIN PRIVATE KEY-----\n"))
      << pem;
  const auto read = SigningKey::FromPem(pem, "");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->verifier(), key.verifier());
  EXPECT_EQ(read->Sign("hi"), key.Sign("hi"));
}

TEST(SigningKeyPem, ReadsAPlainKeyWithAnyPassphrase) {
  const SigningKey key = PublishedKey("PeterNeumann", kPeterSecret);
  EXPECT_TRUE(SigningKey::FromPem(key.ToPem(""), "open sesame").ok());
}

TEST(SigningKeyPem, EncryptsWithAPassphrase) {
  const SigningKey key = PublishedKey("PeterNeumann", kPeterSecret);
  const std::string pem = key.ToPem("open sesame");
  EXPECT_THAT(pem, HasSubstr("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
  const auto read = SigningKey::FromPem(pem, "open sesame");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->verifier(), key.verifier());
  const auto wrong = SigningKey::FromPem(pem, "open sesam");
  EXPECT_EQ(wrong.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(wrong.status().message()),
              HasSubstr("the passphrase is wrong"));
  const auto none = SigningKey::FromPem(pem, "");
  EXPECT_EQ(none.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(none.status().message()),
              HasSubstr("no passphrase was given"));
}

// OpenSSL's own reader takes no more than 1,024 bytes of one.
TEST(SigningKeyPem, TakesAPassphraseOfAnyLength) {
  const SigningKey key = PublishedKey("PeterNeumann", kPeterSecret);
  const std::string passphrase(5000, 'p');
  EXPECT_TRUE(SigningKey::FromPem(key.ToPem(passphrase), passphrase).ok());
}

TEST(SigningKeyPem, SaysWhyATextIsNoKey) {
  const std::string pem = PublishedKey("PeterNeumann", kPeterSecret).ToPem("");
  const std::string key = pem.substr(pem.find('\n') + 1);
  struct Case {
    std::string text;
    std::string_view reason;
  };
  for (const Case& wrong : {
           Case{"", "its first line is not \"log: \""},
           Case{key, "its first line is not \"log: \""},
           Case{"log: a", "its first line is not \"log: \""},
           Case{"log: a\n", "holds no private key"},
           Case{"log: a\nnothing\n", "holds no private key"},
           Case{"log: \n" + key, "its name is \"\""},
           Case{"log: a b\n" + key, "its name is \"a b\""},
           Case{"log: a\r\n" + key, "its name is \"a\r\""},
           Case{pem.substr(0, pem.size() / 2), "holds no private key"},
           Case{"log: a\n-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n"
                "-----END ENCRYPTED PRIVATE KEY-----\n",
                "its encrypted key is damaged"},
           // An X25519 key, RFC 8410's other kind of 32 bytes.
           Case{"log: a\n-----BEGIN PRIVATE KEY-----\n"
                "MC4CAQAwBQYDK2VuBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhsc"
                "HR4f\n-----END PRIVATE KEY-----\n",
                "not an Ed25519 key"},
       }) {
    const auto read = SigningKey::FromPem(wrong.text, "a");
    EXPECT_EQ(read.status().code(), absl::StatusCode::kInvalidArgument)
        << wrong.text;
    EXPECT_THAT(std::string(read.status().message()),
                HasSubstr(std::string(wrong.reason)))
        << wrong.text;
  }
}

// TLS reads the thread's list of errors and would take them for its own.
TEST(SigningKeyPem, LeavesNoErrorOfOpenSslBehind) {
  const std::string pem =
      PublishedKey("PeterNeumann", kPeterSecret).ToPem("open sesame");
  EXPECT_FALSE(SigningKey::FromPem(pem, "wrong").ok());
  EXPECT_FALSE(SigningKey::FromPem("log: a\nnothing\n", "").ok());
  EXPECT_FALSE(PublicKey(kPeter).Verify("hi", std::string(64, 'x')));
  EXPECT_EQ(ERR_peek_error(), 0u);
}

TEST(Base64, IsReadOnlyAsItIsWritten) {
  EXPECT_EQ(Base64("\x01\xff"), "Af8=");
  EXPECT_EQ(FromBase64("Af8="), "\x01\xff");
  EXPECT_EQ(FromBase64(""), "");
  // No padding, bits that are not of a byte, white space, another alphabet.
  for (const std::string_view text :
       {"Af8", "Af9=", "Af8=\n", "A f8=", "_-8=", "Af8=="}) {
    EXPECT_FALSE(FromBase64(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace techflow::ledger
