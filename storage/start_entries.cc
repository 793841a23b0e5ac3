#include "storage/start_entries.h"

#include <algorithm>
#include <utility>

#include "absl/time/time.h"
#include "fmt/format.h"

namespace techflow::storage {
namespace {

NewEntry LedgerEntry(const StoreOptions& options, const StartState& state) {
  NewEntry entry;
  entry.entry.set_subject(std::string(kLedgerSubject));
  entry.entry.set_recorded_at_us(
      std::max(options.opened_at_us, state.recorded_at_us));
  entry.entry.set_requested_by(options.opened_by);
  return entry;
}

absl::Status CheckReasons(const StoreOptions& options) {
  const bool has_reason =
      !options.recovery_reason.empty() || !options.clock_reason.empty();
  if (!has_reason || options.opened_at_us > 0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "a recovery and a change of the clock need the time of the start");
}

std::string TimeText(int64_t time_us) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixMicros(time_us),
                          absl::UTCTimeZone());
}

}  // namespace

absl::Status CheckClock(const StoreOptions& options, const StartState& state) {
  if (options.opened_at_us == 0 || state.head.size == 0 ||
      !options.clock_reason.empty() ||
      options.opened_at_us - state.recorded_at_us <= kMaxClockLeadUs) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(fmt::format(
      "the clock says {}, and the newest entry of the log is of {}, more than "
      "{} days before. Put the clock right; where it is right and nothing was "
      "stored for so long, start once with --accept_clock=REASON, which is "
      "kept in the log",
      TimeText(options.opened_at_us), TimeText(state.recorded_at_us),
      kMaxClockLeadUs / 1'000'000 / 86'400));
}

absl::StatusOr<std::vector<PreparedEntry>> StartEntries(
    const StoreOptions& options, const StartState& state) {
  absl::Status status = CheckReasons(options);
  if (!status.ok()) return status;
  std::vector<NewEntry> entries;
  if (!options.clock_reason.empty()) {
    NewEntry& entry = entries.emplace_back(LedgerEntry(options, state));
    entry.entry.set_recorded_at_us(options.opened_at_us);
    auto& change = *entry.entry.mutable_clock_change();
    change.set_reason(options.clock_reason);
    change.set_previous_recorded_at_us(state.recorded_at_us);
  }
  // After a change of the clock, its time is the log's.
  StartState now = state;
  if (!options.clock_reason.empty()) now.recorded_at_us = options.opened_at_us;
  if (!options.recovery_reason.empty()) {
    NewEntry& entry = entries.emplace_back(LedgerEntry(options, now));
    auto& recovery = *entry.entry.mutable_recovery();
    recovery.set_reason(options.recovery_reason);
    recovery.set_anchored_checkpoint(state.anchored_checkpoint);
    recovery.set_log_size(state.head.size);
  }
  if (!state.was_closed && options.opened_at_us > 0) {
    NewEntry& entry = entries.emplace_back(LedgerEntry(options, now));
    auto& start = *entry.entry.mutable_unclean_start();
    start.set_log_size(state.head.size);
    start.set_anchored_size(state.anchored_size);
  }
  std::vector<PreparedEntry> prepared;
  for (NewEntry& entry : entries) {
    auto one = Prepare(std::move(entry));
    if (!one.ok()) return one.status();
    prepared.push_back(*std::move(one));
  }
  return prepared;
}

std::string KeyChangeText(const std::string& old_key,
                          const std::string& new_key) {
  return fmt::format("techflow key change\n{}\n{}\n", old_key, new_key);
}

absl::StatusOr<PreparedEntry> KeyChangeEntry(const StoreOptions& options,
                                             const ledger::SigningKey& present,
                                             const ledger::SigningKey& next,
                                             const StartState& state) {
  if (next.verifier().name() != present.verifier().name()) {
    return absl::InvalidArgumentError(fmt::format(
        "the new key is of the log {}, expected {}: a log keeps its name",
        next.verifier().name(), present.verifier().name()));
  }
  if (next.verifier() == present.verifier()) {
    return absl::InvalidArgumentError("the new key is the present one");
  }
  const std::string old_key = present.verifier().ToString();
  const std::string new_key = next.verifier().ToString();
  NewEntry entry = LedgerEntry(options, state);
  auto& change = *entry.entry.mutable_key_change();
  change.set_old_key(old_key);
  change.set_new_key(new_key);
  change.set_signature(present.Sign(KeyChangeText(old_key, new_key)));
  return Prepare(std::move(entry));
}

absl::Status AddKeyChange(const store::v1::Entry& entry,
                          std::vector<ledger::VerifierKey>& keys) {
  const auto& change = entry.key_change();
  const auto old_key = ledger::VerifierKey::Parse(change.old_key());
  const auto new_key = ledger::VerifierKey::Parse(change.new_key());
  if (!old_key.ok() || !new_key.ok() ||
      !old_key->Verify(KeyChangeText(change.old_key(), change.new_key()),
                       change.signature()) ||
      (!keys.empty() && keys.back() != *old_key)) {
    return absl::DataLossError(fmt::format(
        "the change of the key at position {} is not signed by the key that "
        "it names, or does not follow the one before",
        entry.position()));
  }
  if (keys.empty()) keys.push_back(*old_key);
  keys.push_back(*new_key);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<ledger::VerifierKey>> SigningHistory(
    const LogReader& reader, int64_t size, const ledger::VerifierKey& present) {
  const auto events = reader.NumberAt(kLedgerSubject, size);
  if (!events.ok()) return events.status();
  std::vector<ledger::VerifierKey> keys;
  for (int64_t number = 1; number <= *events; ++number) {
    const auto stored = reader.GetByNumber(kLedgerSubject, number);
    if (!stored.ok()) return stored.status();
    if (!stored->entry.has_key_change()) continue;
    absl::Status status = AddKeyChange(stored->entry, keys);
    if (!status.ok()) return status;
  }
  if (keys.empty()) keys.push_back(present);
  return keys;
}

}  // namespace techflow::storage
