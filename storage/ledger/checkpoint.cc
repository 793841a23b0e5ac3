#include "storage/ledger/checkpoint.h"

#include <charconv>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "fmt/format.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/signed_note.h"

namespace techflow::ledger {
namespace {

absl::Status NoCheckpoint(std::string_view what) {
  return absl::InvalidArgumentError(
      fmt::format("it is no checkpoint: {}", what));
}

}  // namespace

std::string CheckpointText(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size,
                     Base64(checkpoint.root));
}

absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view text) {
  const std::vector<std::string> lines =
      absl::StrSplit(absl::string_view(text.data(), text.size()), '\n');
  // The text ends in a newline, so the last line is empty; no other may be.
  if (lines.size() < 4 || !lines.back().empty()) {
    return NoCheckpoint("it needs three lines: origin, size and root");
  }
  Checkpoint checkpoint{.origin = lines[0], .size = 0, .root = ""};
  if (checkpoint.origin.empty()) return NoCheckpoint("its origin is empty");
  std::from_chars(lines[1].data(), lines[1].data() + lines[1].size(),
                  checkpoint.size);
  // To write it again refuses every other way to write the number.
  if (checkpoint.size < 0 || fmt::format("{}", checkpoint.size) != lines[1]) {
    return NoCheckpoint(
        fmt::format("its size is \"{}\", expected decimal digits", lines[1]));
  }
  auto root = FromBase64(lines[2]);
  if (!root.has_value() || root->size() != kDigestBytes) {
    return NoCheckpoint(fmt::format(
        "its root is \"{}\", expected 32 bytes in base64", lines[2]));
  }
  checkpoint.root = *std::move(root);
  for (size_t i = 3; i + 1 < lines.size(); ++i) {
    if (lines[i].empty()) return NoCheckpoint("it has an empty line");
  }
  return checkpoint;
}

absl::StatusOr<Checkpoint> OpenCheckpoint(std::string_view note,
                                          absl::Span<const VerifierKey> keys) {
  const auto text = OpenNote(note, keys);
  if (!text.ok()) return text.status();
  auto checkpoint = ParseCheckpoint(*text);
  if (!checkpoint.ok()) return checkpoint.status();
  // Another log's key must not speak for this one.
  std::vector<VerifierKey> own;
  for (const VerifierKey& key : keys) {
    if (key.name() == checkpoint->origin) own.push_back(key);
  }
  const auto again = OpenNote(note, own);
  if (again.ok()) return checkpoint;
  return absl::PermissionDeniedError(
      fmt::format("its origin is {}, and no key of that name has signed it",
                  checkpoint->origin));
}

}  // namespace techflow::ledger
