#include "storage/ledger/tlog_proof.h"

#include <charconv>
#include <utility>

#include "fmt/format.h"
#include "storage/ledger/signing_key.h"

namespace techflow::ledger {
namespace {

constexpr std::string_view kProofVersion = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
// A log of 2^62 entries has a path of 62.
constexpr size_t kMaxHashes = 63;

absl::Status NoProof(std::string_view what) {
  return absl::InvalidArgumentError(
      fmt::format("it is no proof of a log entry: {}", what));
}

// Takes the first line from `text`; nullopt where no newline is left.
std::optional<std::string_view> TakeLine(std::string_view& text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string TlogProofText(const TlogProof& proof) {
  std::string text = fmt::format("{}\n", kProofVersion);
  if (proof.extra.has_value()) {
    text += fmt::format("{}{}\n", kExtra, Base64(*proof.extra));
  }
  text += fmt::format("{}{}\n", kIndex, proof.position);
  for (const Hash& hash : proof.hashes) {
    text += fmt::format("{}\n", Base64(BytesOf(hash)));
  }
  return fmt::format("{}\n{}", text, proof.checkpoint);
}

absl::StatusOr<TlogProof> ParseTlogProof(std::string_view text) {
  TlogProof proof;
  if (TakeLine(text) != kProofVersion) {
    return NoProof(fmt::format("its first line is not {}", kProofVersion));
  }
  auto line = TakeLine(text);
  if (line.has_value() && line->starts_with(kExtra)) {
    proof.extra = FromBase64(line->substr(kExtra.size()));
    if (!proof.extra.has_value()) return NoProof("its extra is not base64");
    line = TakeLine(text);
  }
  if (!line.has_value() || !line->starts_with(kIndex)) {
    return NoProof("it has no line \"index N\"");
  }
  line->remove_prefix(kIndex.size());
  std::from_chars(line->data(), line->data() + line->size(), proof.position);
  // To write it again refuses every other way to write the number.
  if (proof.position < 0 || fmt::format("{}", proof.position) != *line) {
    return NoProof(
        fmt::format("its index is \"{}\", expected decimal digits", *line));
  }
  for (line = TakeLine(text); line.has_value() && !line->empty();
       line = TakeLine(text)) {
    const auto bytes = FromBase64(*line);
    const auto hash = HashOf(bytes.value_or(""));
    if (!hash.has_value()) {
      return NoProof(fmt::format("hash {} of it is not 32 bytes in base64",
                                 proof.hashes.size() + 1));
    }
    if (proof.hashes.size() == kMaxHashes) {
      return NoProof(fmt::format("it has more than {} hashes", kMaxHashes));
    }
    proof.hashes.push_back(*hash);
  }
  if (!line.has_value() || text.empty()) {
    return NoProof("it has no checkpoint");
  }
  proof.checkpoint = std::string(text);
  return proof;
}

}  // namespace techflow::ledger
