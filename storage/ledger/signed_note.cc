#include "storage/ledger/signed_note.h"

#include <google/protobuf/stubs/common.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "fmt/format.h"
#include "storage/ledger/big_endian.h"

namespace techflow::ledger {
namespace {

// Far above the 16 signatures of some 5 kB that the format obliges to accept,
// and low enough to be checked at once.
constexpr size_t kMaxNoteBytes = 1'000'000;
constexpr size_t kMaxSignatures = 100;
constexpr size_t kKeyIdBytes = 4;
// An em dash and a space.
constexpr std::string_view kSignatureStart = "\xe2\x80\x94 ";

absl::Status NoNote(std::string_view what) {
  return absl::InvalidArgumentError(
      fmt::format("it is no signed note: {}", what));
}

std::optional<NoteSignature> ParseSignature(std::string_view line) {
  if (!line.starts_with(kSignatureStart)) return std::nullopt;
  line.remove_prefix(kSignatureStart.size());
  const size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto bytes = FromBase64(line.substr(space + 1));
  const std::string_view name = line.substr(0, space);
  if (!bytes.has_value() || bytes->size() <= kKeyIdBytes ||
      !IsSignerName(name)) {
    return std::nullopt;
  }
  return NoteSignature{.name = std::string(name),
                       .key_id = static_cast<uint32_t>(
                           FromBigEndian(bytes->substr(0, kKeyIdBytes))),
                       .signature = bytes->substr(kKeyIdBytes)};
}

}  // namespace

absl::StatusOr<SignedNote> ParseNote(std::string_view bytes) {
  if (bytes.size() > kMaxNoteBytes) {
    return NoNote(fmt::format("it has {} bytes, expected at most {}",
                              bytes.size(), kMaxNoteBytes));
  }
  const bool is_text = std::none_of(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' && c != '\n';
  });
  if (!is_text || !google::protobuf::internal::IsStructurallyValidUTF8(
                      bytes.data(), static_cast<int>(bytes.size()))) {
    return NoNote("it is not plain text in UTF-8");
  }
  const size_t end = bytes.rfind("\n\n");
  if (end == std::string_view::npos) {
    return NoNote("no empty line divides text and signatures");
  }
  SignedNote note{.text = std::string(bytes.substr(0, end + 1)),
                  .signatures = {}};
  std::string_view lines = bytes.substr(end + 2);
  if (lines.empty() || lines.back() != '\n') {
    return NoNote("its signatures do not end in a newline");
  }
  while (!lines.empty()) {
    const size_t length = lines.find('\n');
    auto signature = ParseSignature(lines.substr(0, length));
    if (!signature.has_value()) {
      return NoNote(fmt::format("signature {} is not a line \"{}name base64\"",
                                note.signatures.size() + 1, kSignatureStart));
    }
    if (note.signatures.size() == kMaxSignatures) {
      return NoNote(
          fmt::format("it has more than {} signatures", kMaxSignatures));
    }
    note.signatures.push_back(*std::move(signature));
    lines.remove_prefix(length + 1);
  }
  return note;
}

std::string SignNote(std::string_view text,
                     absl::Span<const SigningKey* const> keys) {
  std::string note = fmt::format("{}\n", text);
  for (const SigningKey* const key : keys) {
    const std::string bytes =
        BigEndian(key->verifier().id(), kKeyIdBytes) + key->Sign(text);
    note += fmt::format("{}{} {}\n", kSignatureStart, key->verifier().name(),
                        Base64(bytes));
  }
  return note;
}

absl::StatusOr<std::string> OpenNote(std::string_view bytes,
                                     absl::Span<const VerifierKey> keys) {
  auto note = ParseNote(bytes);
  if (!note.ok()) return note.status();
  bool is_signed = false;
  for (const NoteSignature& signature : note->signatures) {
    const auto key =
        std::find_if(keys.begin(), keys.end(), [&](const VerifierKey& one) {
          return one.name() == signature.name && one.id() == signature.key_id;
        });
    if (key == keys.end()) continue;
    if (!key->Verify(note->text, signature.signature)) {
      return absl::PermissionDeniedError(fmt::format(
          "the signature of {} is wrong: the text was changed, or somebody "
          "else signed it",
          key->ToString()));
    }
    is_signed = true;
  }
  if (!is_signed) {
    return absl::PermissionDeniedError(
        "none of the keys that were given has signed it");
  }
  return std::move(note->text);
}

}  // namespace techflow::ledger
