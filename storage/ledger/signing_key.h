#ifndef TECHFLOW_STORAGE_LEDGER_SIGNING_KEY_H_
#define TECHFLOW_STORAGE_LEDGER_SIGNING_KEY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "storage/ledger/key_name.h"

// OpenSSL's key.
struct evp_pkey_st;

namespace techflow::ledger {

// The public half of an Ed25519 key (RFC 8032) and its name, as C2SP's
// signed-note 1.0.0 has them. Immutable; any thread.
class VerifierKey {
 public:
  // Of "name+id+key": the id of 8 hex digits, and a byte 01 and the 32 bytes of
  // the key in base64. INVALID_ARGUMENT says what is wrong.
  static absl::StatusOr<VerifierKey> Parse(std::string_view text);

  // Of the 32 bytes of a key.
  static absl::StatusOr<VerifierKey> Create(std::string name,
                                            std::string_view public_key);

  // The text that Parse() takes.
  std::string ToString() const;

  const std::string& name() const { return name_; }
  // The first four bytes of SHA-256(name | 0A | 01 | key).
  uint32_t id() const { return id_; }

  // True where `signature`, 64 bytes, is this key's over `text`.
  bool Verify(std::string_view text, std::string_view signature) const;

  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;

 private:
  VerifierKey(std::string name, std::string public_key, uint32_t id)
      : name_(std::move(name)), public_key_(std::move(public_key)), id_(id) {}

  std::string name_;
  std::string public_key_;
  uint32_t id_;
};

// The secret half. Immutable; any thread. Copies share the secret, which is
// wiped from memory with the last of them.
class SigningKey {
 public:
  // Of the 32 bytes of RFC 8032's private key. INVALID_ARGUMENT where it has
  // another length or the name is none.
  static absl::StatusOr<SigningKey> FromSeed(std::string name,
                                             std::string_view seed);

  // Of a text of ToPem(). INVALID_ARGUMENT says whether it is none, or the
  // passphrase is wrong or missing. A plain key needs none and ignores it.
  static absl::StatusOr<SigningKey> FromPem(std::string_view pem,
                                            std::string_view passphrase);

  // A line "log: " name, and the key as PKCS #8 in PEM (RFC 5958, RFC 7468),
  // which other programs can read. With a passphrase it is encrypted: PBES2
  // with PBKDF2 of 600,000 rounds and AES-256. An empty one leaves it plain.
  std::string ToPem(std::string_view passphrase) const;

  const VerifierKey& verifier() const { return verifier_; }

  // 64 bytes, always the same for the same text.
  std::string Sign(std::string_view text) const;

 private:
  SigningKey(std::shared_ptr<evp_pkey_st> key, VerifierKey verifier)
      : key_(std::move(key)), verifier_(std::move(verifier)) {}

  static absl::StatusOr<SigningKey> FromKey(std::string name,
                                            std::shared_ptr<evp_pkey_st> key);

  std::shared_ptr<evp_pkey_st> key_;
  VerifierKey verifier_;
};

// `bytes` as base64 with padding (RFC 4648), and the reverse, which takes
// nothing but what the first writes.
std::string Base64(std::string_view bytes);
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_SIGNING_KEY_H_
