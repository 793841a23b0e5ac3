#include "storage/ledger/key_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/storage/ledger/published_keys.h"

namespace techflow::ledger {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class KeyFile : public testing::Test {
 protected:
  KeyFile() : folder_(testing::TempDir() + "/techflow_key_XXXXXX") {
    if (mkdtemp(folder_.data()) == nullptr) std::abort();
  }
  ~KeyFile() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  std::string Path(const std::string& name = "key") const {
    return fmt::format("{}/{}", folder_, name);
  }

  static std::string Read(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  static void Write(const std::string& path, const std::string& text) {
    std::ofstream(path) << text;
    ASSERT_EQ(chmod(path.c_str(), 0600), 0);
  }

  // The names in the folder.
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

  const SigningKey key_ = PublishedKey("PeterNeumann", kPeterSecret);
  std::string folder_;
};

void ExpectError(const absl::Status& status, absl::StatusCode code,
                 std::string_view reason) {
  EXPECT_EQ(status.code(), code) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr(std::string(reason)));
}

TEST_F(KeyFile, IsReadAsItWasWritten) {
  ASSERT_TRUE(WriteKeyFile(Path(), key_, "").ok());
  const auto read = ReadKeyFile(Path(), "");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->verifier(), key_.verifier());
  EXPECT_EQ(read->Sign("hi"), key_.Sign("hi"));
}

TEST_F(KeyFile, IsOfItsOwnerAloneWhateverTheMask) {
  for (const mode_t mask : {0000, 0022, 0777}) {
    const std::string path = Path(fmt::format("key{:o}", mask));
    const mode_t old = umask(mask);
    const absl::Status status = WriteKeyFile(path, key_, "");
    umask(old);
    ASSERT_TRUE(status.ok()) << status;
    struct stat state;
    ASSERT_EQ(stat(path.c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 07777, 0400u);
    EXPECT_EQ(state.st_nlink, 1u);
  }
}

TEST_F(KeyFile, IsEncryptedWithAPassphrase) {
  ASSERT_TRUE(WriteKeyFile(Path(), key_, "open sesame").ok());
  const auto read = ReadKeyFile(Path(), "open sesame");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->verifier(), key_.verifier());
  ExpectError(ReadKeyFile(Path(), "open barley").status(),
              absl::StatusCode::kInvalidArgument, "the passphrase is wrong");
  ExpectError(ReadKeyFile(Path(), "").status(),
              absl::StatusCode::kInvalidArgument,
              "it is encrypted and no passphrase was given");
}

TEST_F(KeyFile, IsNeverWrittenOver) {
  ASSERT_TRUE(WriteKeyFile(Path(), key_, "").ok());
  const std::string before = Read(Path());
  const auto other = SigningKey::FromSeed("other", std::string(32, 'x'));
  ASSERT_TRUE(other.ok()) << other.status();
  ExpectError(WriteKeyFile(Path(), *other, ""),
              absl::StatusCode::kAlreadyExists, "never written over");
  EXPECT_EQ(Read(Path()), before);
  EXPECT_THAT(Names(), testing::ElementsAre("key"));
}

TEST_F(KeyFile, IsNotWrittenThroughALink) {
  ASSERT_EQ(symlink(Path("elsewhere").c_str(), Path().c_str()), 0);
  ExpectError(WriteKeyFile(Path(), key_, ""), absl::StatusCode::kAlreadyExists,
              "never written over");
  EXPECT_FALSE(fs::exists(Path("elsewhere")));
}

TEST_F(KeyFile, LeavesItsNeighboursAlone) {
  Write(Path("key.new"), "another's");
  ASSERT_TRUE(WriteKeyFile(Path(), key_, "").ok());
  EXPECT_EQ(Read(Path("key.new")), "another's");
  EXPECT_THAT(Names(), testing::UnorderedElementsAre("key", "key.new"));
}

TEST_F(KeyFile, IsNotWrittenWhereThereIsNoFolder) {
  ExpectError(WriteKeyFile(Path("none/key"), key_, ""),
              absl::StatusCode::kUnavailable, "No such file");
}

TEST_F(KeyFile, IsRefusedWhereOthersMayTouchIt) {
  ASSERT_TRUE(WriteKeyFile(Path(), key_, "").ok());
  for (const mode_t mode : {0440, 0420, 0410, 0404, 0402, 0401, 0644, 0777}) {
    ASSERT_EQ(chmod(Path().c_str(), mode), 0);
    ExpectError(ReadKeyFile(Path(), "").status(),
                absl::StatusCode::kFailedPrecondition,
                fmt::format("has mode {:04o}", mode));
  }
  for (const mode_t mode : {0400, 0600, 0700}) {
    ASSERT_EQ(chmod(Path().c_str(), mode), 0);
    EXPECT_TRUE(ReadKeyFile(Path(), "").ok()) << mode;
  }
}

TEST_F(KeyFile, IsRefusedWhereItBelongsToAnotherUser) {
  ASSERT_TRUE(WriteKeyFile(Path(), key_, "").ok());
  if (chown(Path().c_str(), 65534, static_cast<gid_t>(-1)) != 0) {
    GTEST_SKIP() << "this user may not give a file away";
  }
  ExpectError(ReadKeyFile(Path(), "").status(),
              absl::StatusCode::kFailedPrecondition, "belongs to user 65534");
}

TEST_F(KeyFile, IsRefusedWhereItIsNoRegularFile) {
  ExpectError(ReadKeyFile(folder_, "").status(),
              absl::StatusCode::kFailedPrecondition, "not a regular file");
  // Nobody writes to it: to open it must not wait for somebody.
  ASSERT_EQ(mkfifo(Path().c_str(), 0600), 0);
  ExpectError(ReadKeyFile(Path(), "").status(),
              absl::StatusCode::kFailedPrecondition, "not a regular file");
}

TEST_F(KeyFile, IsReadThroughALink) {
  ASSERT_TRUE(WriteKeyFile(Path(), key_, "").ok());
  ASSERT_EQ(symlink(Path().c_str(), Path("link").c_str()), 0);
  EXPECT_TRUE(ReadKeyFile(Path("link"), "").ok());
}

TEST_F(KeyFile, IsNotFoundWhereThereIsNone) {
  ExpectError(ReadKeyFile(Path(), "").status(), absl::StatusCode::kNotFound,
              "there is no key");
  ASSERT_EQ(symlink(Path("none").c_str(), Path("link").c_str()), 0);
  ExpectError(ReadKeyFile(Path("link"), "").status(),
              absl::StatusCode::kNotFound, "there is no key");
}

TEST_F(KeyFile, SaysWhichFileIsNoKey) {
  Write(Path(), "");
  ExpectError(ReadKeyFile(Path(), "").status(),
              absl::StatusCode::kInvalidArgument,
              fmt::format("the key {} cannot be used: its first line", Path()));
  Write(Path(), "log: a\nno key\n");
  ExpectError(ReadKeyFile(Path(), "").status(),
              absl::StatusCode::kInvalidArgument, "holds no private key");
}

// What `command` writes; nullopt where it fails.
std::optional<std::string> OutputOf(const std::string& command) {
  std::FILE* const output = popen(command.c_str(), "r");
  if (output == nullptr) return std::nullopt;
  std::string text;
  char buffer[256];
  size_t size = 0;
  while ((size = fread(buffer, 1, sizeof(buffer), output)) > 0) {
    text.append(buffer, size);
  }
  return pclose(output) == 0 ? std::optional(text) : std::nullopt;
}

// RFC 8410: a public key in DER ends in its 32 bytes.
TEST_F(KeyFile, IsReadByTheProgramOfOpenSsl) {
  if (!OutputOf("openssl version").has_value()) {
    GTEST_SKIP() << "there is no program openssl";
  }
  const std::string wanted =
      FromBase64(kPeter.substr(kPeter.rfind('+') + 1)).value().substr(1);
  ASSERT_TRUE(WriteKeyFile(Path("plain"), key_, "").ok());
  ASSERT_TRUE(WriteKeyFile(Path("sealed"), key_, "sesame").ok());
  for (const std::string name : {"plain", "sealed"}) {
    const auto der = OutputOf(
        fmt::format("openssl pkey -in '{}' -passin pass:sesame -pubout "
                    "-outform DER",
                    Path(name)));
    ASSERT_TRUE(der.has_value()) << name;
    ASSERT_GE(der->size(), 32u) << name;
    EXPECT_EQ(der->substr(der->size() - 32), wanted) << name;
  }
}

TEST(NewSeed, IsAnotherEachTime) {
  const auto first = NewSeed();
  const auto second = NewSeed();
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(first->size(), 32u);
  EXPECT_EQ(second->size(), 32u);
  EXPECT_NE(*first, *second);
}

}  // namespace
}  // namespace techflow::ledger
