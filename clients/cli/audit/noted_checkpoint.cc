#include "clients/cli/audit/noted_checkpoint.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/session.h"
#include "clients/verify/input_bytes.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/signed_note.h"

namespace techflow::cli {
namespace {

// 64 hex digits, or base64 as checkpoints have it; nothing for other texts.
std::optional<std::string> RootOf(const std::string& text) {
  constexpr size_t kHexDigits = 2 * ledger::kDigestBytes;
  if (text.size() == kHexDigits &&
      std::all_of(text.begin(), text.end(), absl::ascii_isxdigit)) {
    return absl::HexStringToBytes(text);
  }
  auto root = ledger::FromBase64(text);
  if (root && root->size() != ledger::kDigestBytes) return std::nullopt;
  return root;
}

// Nothing unless the text is of the form SIZE:ROOT.
std::optional<ledger::Checkpoint> NotedByHand(const std::string& text) {
  const size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  ledger::Checkpoint checkpoint;
  const char* end = text.data() + colon;
  const auto read = std::from_chars(text.data(), end, checkpoint.size);
  auto root = RootOf(text.substr(colon + 1));
  if (read.ec != std::errc() || read.ptr != end || checkpoint.size < 0 ||
      !root) {
    return std::nullopt;
  }
  checkpoint.root = *std::move(root);
  return checkpoint;
}

absl::StatusOr<ledger::Checkpoint> WithoutSignature(std::string_view note) {
  const auto parsed = ledger::ParseNote(note);
  if (!parsed.ok()) return parsed.status();
  return ledger::ParseCheckpoint(parsed->text);
}

}  // namespace

absl::StatusOr<std::vector<ledger::VerifierKey>> KeysOf(
    const std::vector<std::string>& texts) {
  std::vector<ledger::VerifierKey> keys;
  for (const std::string& text : texts) {
    auto some = verify::ReadVerifierKeys(text);
    if (!some.ok()) {
      return UsageError(absl::StrCat(
          "--key `", text, "`: ", std::string(some.status().message())));
    }
    keys.insert(keys.end(), some->begin(), some->end());
  }
  return keys;
}

absl::StatusOr<NotedCheckpoint> OpenNotedCheckpoint(
    std::string_view note, absl::Span<const ledger::VerifierKey> keys) {
  auto checkpoint = keys.empty() ? WithoutSignature(note)
                                 : ledger::OpenCheckpoint(note, keys);
  if (!checkpoint.ok()) return checkpoint.status();
  return NotedCheckpoint{*std::move(checkpoint), !keys.empty()};
}

absl::StatusOr<NotedCheckpoint> ReadNotedCheckpoint(
    const std::string& argument, const std::string& text,
    absl::Span<const ledger::VerifierKey> keys) {
  if (auto by_hand = NotedByHand(text)) {
    return NotedCheckpoint{*std::move(by_hand), false};
  }
  const auto note = verify::ReadInput(text);
  if (!note.ok()) {
    return UsageError(absl::StrCat(
        argument, " `", text, "`: expected a file with a checkpoint, or ",
        "SIZE:ROOT with the root in 64 hex digits or in base64"));
  }
  auto checkpoint = OpenNotedCheckpoint(*note, keys);
  if (checkpoint.ok()) return checkpoint;
  return absl::Status(checkpoint.status().code(),
                      absl::StrCat(argument, " `", text, "`: ",
                                   std::string(checkpoint.status().message())));
}

}  // namespace techflow::cli
