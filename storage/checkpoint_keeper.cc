#include "storage/checkpoint_keeper.h"

#include <utility>

#include "fmt/format.h"
#include "storage/checkpoint_check.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/signed_note.h"

namespace techflow::storage {
namespace {

// What the anchor holds, as a head.
absl::StatusOr<LogHead> AnchoredHead(
    const std::string& note, const std::vector<ledger::VerifierKey>& keys) {
  auto head = OpenHead(note, keys);
  if (!head.ok()) {
    return absl::FailedPreconditionError(fmt::format(
        "the anchor's checkpoint is not one that the key {} has signed: {}. "
        "Start with the key that signed this log",
        keys.back().ToString(), std::string(head.status().message())));
  }
  return head;
}

}  // namespace

absl::StatusOr<std::unique_ptr<CheckpointKeeper>> CheckpointKeeper::Open(
    const StoredNodes& nodes, std::shared_ptr<const ledger::SigningKey> key,
    const std::vector<ledger::VerifierKey>& known_keys,
    std::unique_ptr<Anchor> anchor, const LogHead& head) {
  std::unique_ptr<CheckpointKeeper> keeper(
      new CheckpointKeeper(nodes, std::move(key), std::move(anchor)));
  LogHead anchored{.size = 0, .root = ledger::EmptyRoot()};
  if (keeper->anchor_ != nullptr) {
    if (!keeper->anchor_->checkpoint().empty()) {
      const auto read = AnchoredHead(keeper->anchor_->checkpoint(), known_keys);
      if (!read.ok()) return read.status();
      anchored = *read;
    } else if (head.size > 0) {
      return absl::FailedPreconditionError(fmt::format(
          "the anchor is empty or new, and the log has {} entries. Give the "
          "anchor that belongs to this log; where it is lost, start once with "
          "--recover=REASON, which is kept in the log",
          head.size));
    }
  }
  if (anchored.size > head.size) {
    return absl::FailedPreconditionError(fmt::format(
        "the log was cut or is an older copy: it has {} entries, and a "
        "checkpoint of {} was released. Restore the log; where that is not "
        "possible, start once with --recover=REASON, which is kept in the log",
        head.size, anchored.size));
  }
  absl::Status status = CheckExtends(nodes, anchored, head);
  if (absl::IsDataLoss(status) && anchored.size > 0) {
    return absl::FailedPreconditionError(fmt::format(
        "the log does not extend the anchored checkpoint of {} entries: {}. "
        "It was changed, or is another one; `--check` tells more",
        anchored.size, std::string(status.message())));
  }
  if (!status.ok()) return status;
  {
    absl::MutexLock lock(&keeper->mutex_);
    keeper->released_ = anchored;
  }
  keeper->anchored_size_ = anchored.size;
  status = keeper->Release(head);
  if (!status.ok()) return status;
  return keeper;
}

absl::StatusOr<std::unique_ptr<CheckpointKeeper>> CheckpointKeeper::Recover(
    const StoredNodes& nodes, std::shared_ptr<const ledger::SigningKey> key,
    std::unique_ptr<Anchor> anchor, const LogHead& head) {
  std::unique_ptr<CheckpointKeeper> keeper(
      new CheckpointKeeper(nodes, std::move(key), std::move(anchor)));
  const LogHead empty{.size = 0, .root = ledger::EmptyRoot()};
  absl::Status status = CheckExtends(nodes, empty, head);
  if (!status.ok()) return status;
  absl::MutexLock lock(&keeper->mutex_);
  keeper->released_ = head;
  return keeper;
}

std::string CheckpointKeeper::TextOf(const LogHead& head) const {
  return ledger::CheckpointText(
      {.origin = key_->verifier().name(),
       .size = head.size,
       .root = std::string(ledger::BytesOf(head.root))});
}

absl::Status CheckpointKeeper::Release(const LogHead& head) {
  const LogHead before = released();
  absl::Status status = CheckExtends(nodes_, before, head);
  if (!status.ok()) return status;
  const ledger::SigningKey* keys[] = {key_.get()};
  return Publish(head, ledger::SignNote(TextOf(head), keys));
}

absl::Status CheckpointKeeper::ChangeKey(
    std::shared_ptr<const ledger::SigningKey> next, const LogHead& head) {
  absl::Status status = CheckExtends(nodes_, released(), head);
  if (!status.ok()) return status;
  const ledger::SigningKey* keys[] = {key_.get(), next.get()};
  status = Publish(head, ledger::SignNote(TextOf(head), keys));
  if (status.ok()) key_ = std::move(next);
  return status;
}

absl::Status CheckpointKeeper::Publish(const LogHead& head, std::string note) {
  if (anchor_ != nullptr && anchor_->checkpoint() != note) {
    absl::Status status = anchor_->Advance(note);
    if (!status.ok()) return status;
  }
  absl::MutexLock lock(&mutex_);
  released_ = head;
  checkpoint_ = std::move(note);
  return absl::OkStatus();
}

std::string CheckpointKeeper::checkpoint() const {
  absl::MutexLock lock(&mutex_);
  return checkpoint_;
}

LogHead CheckpointKeeper::released() const {
  absl::MutexLock lock(&mutex_);
  return released_;
}

}  // namespace techflow::storage
