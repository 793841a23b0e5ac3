#ifndef TECHFLOW_TESTS_STORAGE_LEDGER_PUBLISHED_KEYS_H_
#define TECHFLOW_TESTS_STORAGE_LEDGER_PUBLISHED_KEYS_H_

#include <string>
#include <string_view>

#include "storage/ledger/signing_key.h"

// Keys whose secret halves are published with the tests of other programs, and
// what those programs sign with them.
namespace techflow::ledger {

// golang.org/x/mod, sumdb/note/note_test.go.
inline constexpr std::string_view kPeter =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
inline constexpr std::string_view kPeterSecret =
    "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
inline constexpr std::string_view kEnoch =
    "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";

// Of the base64 of a byte 01 and a seed, as the Go programs keep a secret.
inline SigningKey PublishedKey(std::string_view name, std::string_view secret) {
  const std::string bytes = FromBase64(secret).value();
  return SigningKey::FromSeed(std::string(name), bytes.substr(1)).value();
}

inline VerifierKey PublicKey(std::string_view text) {
  return VerifierKey::Parse(text).value();
}

}  // namespace techflow::ledger

#endif  // TECHFLOW_TESTS_STORAGE_LEDGER_PUBLISHED_KEYS_H_
