#include "storage/ledger/signing_key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "absl/strings/escaping.h"
#include "fmt/format.h"
#include "storage/ledger/big_endian.h"
#include "storage/ledger/digest.h"

namespace techflow::ledger {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr size_t kSignatureBytes = 64;
constexpr size_t kIdDigits = 8;
// What the signed-note format puts before an Ed25519 key.
constexpr char kEd25519 = '\x01';
// As many as OWASP's password storage advice asks of PBKDF2 with SHA-256.
constexpr int kPassphraseRounds = 600'000;
constexpr std::string_view kNameLine = "log: ";

using KeyPtr = std::shared_ptr<EVP_PKEY>;

KeyPtr Own(EVP_PKEY* key) { return {key, EVP_PKEY_free}; }

const unsigned char* Unsigned(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> NewContext() {
  return {EVP_MD_CTX_new(), EVP_MD_CTX_free};
}

using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;

std::string NameExpected(std::string_view name) {
  return fmt::format(
      "its name is \"{}\", expected 1 to 100 bytes of UTF-8 without spaces, "
      "control characters and '+'",
      name);
}

absl::Status WrongKey(std::string_view what) {
  return absl::InvalidArgumentError(fmt::format(
      "it is no public key: {}; expected name+id+key as one is written beside "
      "the signing key",
      what));
}

// Forgets what OpenSSL notes of failures meanwhile: the thread's list of them
// is also read by TLS, which would take an old one for its own.
class ForgottenErrors {
 public:
  ForgottenErrors() { ERR_set_mark(); }
  ~ForgottenErrors() { ERR_pop_to_mark(); }
  ForgottenErrors(const ForgottenErrors&) = delete;
  ForgottenErrors& operator=(const ForgottenErrors&) = delete;
};

using PlainKeyPtr =
    std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)>;
using SealedKeyPtr = std::unique_ptr<X509_SIG, decltype(&X509_SIG_free)>;

// OpenSSL asks at the terminal where it is given no such function.
int GiveNoPassphrase(char* /*buffer*/, int /*size*/, int /*is_writing*/,
                     void* /*data*/) {
  return -1;
}

absl::StatusOr<KeyPtr> ReadPem(std::string_view pem,
                               std::string_view passphrase) {
  const ForgottenErrors forgotten;
  const BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                   BIO_free);
  PlainKeyPtr plain(nullptr, PKCS8_PRIV_KEY_INFO_free);
  if (pem.find("BEGIN ENCRYPTED PRIVATE KEY") == std::string_view::npos) {
    plain.reset(PEM_read_bio_PKCS8_PRIV_KEY_INFO(bio.get(), nullptr,
                                                 GiveNoPassphrase, nullptr));
    if (plain == nullptr) {
      return absl::InvalidArgumentError("it holds no private key in PEM");
    }
  } else {
    if (passphrase.empty()) {
      return absl::InvalidArgumentError(
          "it is encrypted and no passphrase was given");
    }
    const SealedKeyPtr sealed(
        PEM_read_bio_PKCS8(bio.get(), nullptr, GiveNoPassphrase, nullptr),
        X509_SIG_free);
    if (sealed == nullptr) {
      return absl::InvalidArgumentError("its encrypted key is damaged");
    }
    plain.reset(PKCS8_decrypt(sealed.get(), passphrase.data(),
                              static_cast<int>(passphrase.size())));
    if (plain == nullptr) {
      return absl::InvalidArgumentError(
          "the passphrase is wrong, or it is damaged");
    }
  }
  return Own(EVP_PKCS82PKEY(plain.get()));
}

}  // namespace

std::string Base64(std::string_view bytes) {
  return absl::Base64Escape({bytes.data(), bytes.size()});
}

std::optional<std::string> FromBase64(std::string_view text) {
  std::string bytes;
  if (!absl::Base64Unescape({text.data(), text.size()}, &bytes) ||
      Base64(bytes) != text) {
    return std::nullopt;
  }
  return bytes;
}

absl::StatusOr<VerifierKey> VerifierKey::Create(std::string name,
                                                std::string_view public_key) {
  if (!IsKeyName(name)) {
    return WrongKey(NameExpected(name));
  }
  if (public_key.size() != kKeyBytes) {
    return WrongKey(fmt::format("it has {} bytes, expected {}",
                                public_key.size(), kKeyBytes));
  }
  std::string hashed = name;
  hashed += '\n';
  hashed += kEd25519;
  hashed += public_key;
  const auto id = static_cast<uint32_t>(
      FromBigEndian(Sha256(hashed).substr(0, sizeof(uint32_t))));
  return VerifierKey(std::move(name), std::string(public_key), id);
}

absl::StatusOr<VerifierKey> VerifierKey::Parse(std::string_view text) {
  const size_t first = text.find('+');
  const size_t second =
      first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) {
    return WrongKey("it has fewer than two '+'");
  }
  const std::string_view id = text.substr(first + 1, second - first - 1);
  const auto key = FromBase64(text.substr(second + 1));
  if (!key.has_value() || key->empty()) return WrongKey("it is not in base64");
  if (key->front() != kEd25519) return WrongKey("it is not of Ed25519");
  auto parsed = Create(std::string(text.substr(0, first)),
                       std::string_view(*key).substr(1));
  if (!parsed.ok()) return parsed.status();
  if (id.size() != kIdDigits || id != fmt::format("{:08x}", parsed->id())) {
    return WrongKey(fmt::format("its id is {}, expected {:08x} of this key", id,
                                parsed->id()));
  }
  return parsed;
}

std::string VerifierKey::ToString() const {
  return fmt::format("{}+{:08x}+{}", name_, id_,
                     Base64(std::string(1, kEd25519).append(public_key_)));
}

bool VerifierKey::Verify(std::string_view text,
                         std::string_view signature) const {
  if (signature.size() != kSignatureBytes) return false;
  const ForgottenErrors forgotten;
  const KeyPtr key = Own(EVP_PKEY_new_raw_public_key(
      EVP_PKEY_ED25519, nullptr, Unsigned(public_key_), public_key_.size()));
  const auto context = NewContext();
  return key != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr,
                              key.get()) == 1 &&
         EVP_DigestVerify(context.get(), Unsigned(signature), signature.size(),
                          Unsigned(text), text.size()) == 1;
}

absl::StatusOr<SigningKey> SigningKey::FromKey(std::string name, KeyPtr key) {
  if (!IsKeyName(name)) return absl::InvalidArgumentError(NameExpected(name));
  std::array<unsigned char, kKeyBytes> bytes;
  size_t size = bytes.size();
  if (key == nullptr || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519 ||
      EVP_PKEY_get_raw_public_key(key.get(), bytes.data(), &size) != 1) {
    return absl::InvalidArgumentError("it is not an Ed25519 key");
  }
  auto verifier = VerifierKey::Create(std::move(name),
                                      std::string(bytes.begin(), bytes.end()));
  if (!verifier.ok()) return verifier.status();
  return SigningKey(std::move(key), *std::move(verifier));
}

absl::StatusOr<SigningKey> SigningKey::FromSeed(std::string name,
                                                std::string_view seed) {
  if (seed.size() != kKeyBytes) {
    return absl::InvalidArgumentError(fmt::format(
        "the seed has {} bytes, expected {}", seed.size(), kKeyBytes));
  }
  return FromKey(std::move(name),
                 Own(EVP_PKEY_new_raw_private_key(
                     EVP_PKEY_ED25519, nullptr, Unsigned(seed), seed.size())));
}

absl::StatusOr<SigningKey> SigningKey::FromPem(std::string_view pem,
                                               std::string_view passphrase) {
  const size_t end = pem.find('\n');
  if (!pem.starts_with(kNameLine) || end == std::string_view::npos) {
    return absl::InvalidArgumentError(
        "its first line is not \"log: \" and the name of the log");
  }
  auto key = ReadPem(pem, passphrase);
  if (!key.ok()) return key.status();
  return FromKey(
      std::string(pem.substr(kNameLine.size(), end - kNameLine.size())),
      *std::move(key));
}

std::string SigningKey::ToPem(std::string_view passphrase) const {
  const BioPtr bio(BIO_new(BIO_s_mem()), BIO_free);
  const PlainKeyPtr plain(EVP_PKEY2PKCS8(key_.get()), PKCS8_PRIV_KEY_INFO_free);
  bool is_written = false;
  if (passphrase.empty()) {
    is_written = PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio.get(), plain.get()) == 1;
  } else {
    const SealedKeyPtr sealed(
        PKCS8_encrypt(-1, EVP_aes_256_cbc(), passphrase.data(),
                      static_cast<int>(passphrase.size()), nullptr, 0,
                      kPassphraseRounds, plain.get()),
        X509_SIG_free);
    is_written =
        sealed != nullptr && PEM_write_bio_PKCS8(bio.get(), sealed.get()) == 1;
  }
  // It fails only where OpenSSL cannot allocate.
  if (!is_written) std::abort();
  char* data = nullptr;
  const auto size = static_cast<size_t>(BIO_get_mem_data(bio.get(), &data));
  return fmt::format("{}{}\n{}", kNameLine, verifier_.name(),
                     std::string_view(data, size));
}

std::string SigningKey::Sign(std::string_view text) const {
  std::string signature(kSignatureBytes, '\0');
  size_t size = signature.size();
  const auto context = NewContext();
  // It fails only where OpenSSL cannot allocate.
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                         key_.get()) != 1 ||
      EVP_DigestSign(context.get(),
                     reinterpret_cast<unsigned char*>(signature.data()), &size,
                     Unsigned(text), text.size()) != 1) {
    std::abort();
  }
  return signature;
}

}  // namespace techflow::ledger
