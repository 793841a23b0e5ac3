#include "tests/crash/log_audit.h"

#include <algorithm>

#include "fmt/format.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/entry_bytes.h"
#include "storage/ledger/signing_key.h"
#include "tests/conformance/server_process.h"

namespace techflow::crash {
namespace {

constexpr int64_t kTileEntries = 256;

// The path of the tile of entries `index`, of which the log has `width`.
std::string TilePath(int64_t index, int64_t width) {
  std::string digits = fmt::format("{:03}", index % 1000);
  for (index /= 1000; index > 0; index /= 1000) {
    digits = fmt::format("x{:03}/{}", index % 1000, digits);
  }
  return width == kTileEntries
             ? fmt::format("tile/entries/{}", digits)
             : fmt::format("tile/entries/{}.p/{}", digits, width);
}

}  // namespace

void LogAudit::ReadTo(int64_t size, v1::AuditService::Stub& audits,
                      const std::string& verifier_key) {
  checkpoints_ = journal_.checkpoints();
  CheckCheckpoint(verifier_key);
  while (tree_.size() < size) {
    const int64_t index = tree_.size() / kTileEntries;
    const int64_t first = index * kTileEntries;
    v1::GetTileRequest request;
    request.set_path(TilePath(index, std::min(kTileEntries, size - first)));
    conformance::PatientContext context;
    v1::GetTileResponse tile;
    const grpc::Status status = audits.GetTile(&context, request, &tile);
    if (!status.ok()) {
      return Add(fmt::format("{}: {}", request.path(), status.error_message()));
    }
    const std::string& content = tile.content();
    size_t at = 0;
    for (int64_t position = first; at + 2 <= content.size(); ++position) {
      const size_t length = static_cast<unsigned char>(content[at]) * 256u +
                            static_cast<unsigned char>(content[at + 1]);
      if (position == tree_.size()) {
        Take(content.substr(at + 2, length));
        CheckCheckpoint(verifier_key);
      }
      at += 2 + length;
    }
    if (tree_.size() < std::min(first + kTileEntries, size)) {
      return Add(fmt::format("{} ends before its end", request.path()));
    }
  }
}

void LogAudit::Take(const std::string& bytes) {
  const int64_t position = tree_.size();
  tree_.Append(ledger::LeafHash(bytes));
  auto stored = ledger::ParseEntry(bytes);
  if (!stored.ok() || stored->entry.position() != position) {
    return Add(fmt::format("what is at position {} is not its entry: {}",
                           position, stored.status().ToString()));
  }
  store::v1::Entry& entry = stored->entry;
  auto& [number, previous] =
      subjects_.try_emplace(entry.subject(), 0, -1).first->second;
  if (entry.number() != number + 1 || entry.previous_position() != previous) {
    Add(
        fmt::format("the entry at {} is number {} of {} after {} at {}, and "
                    "has number {} at {} before it",
                    position, entry.number(), entry.subject(),
                    entry.previous_position(), previous, number, previous));
  }
  number = entry.number();
  previous = position;
  if (entry.has_rating()) {
    const std::string name =
        fmt::format("{}/ratings/{}", entry.subject(), entry.number());
    const auto [it, is_new] =
        requests_.try_emplace(entry.request_id(), position, name);
    if (!is_new) {
      journal_.Add(ServerJournal::Wrong::kDoubled,
                   fmt::format("{} is in the log at {} and at {}",
                               entry.request_id(), it->second.first, position));
    }
  }
  last_ = std::move(entry);
}

void LogAudit::CheckCheckpoint(const std::string& verifier_key) {
  const auto it = checkpoints_.find(tree_.size());
  if (it == checkpoints_.end()) return;
  const auto key = ledger::VerifierKey::Parse(verifier_key);
  if (!key.ok()) return Add(key.status().ToString());
  const ledger::VerifierKey keys[] = {*key};
  const auto checkpoint = ledger::OpenCheckpoint(it->second, keys);
  if (!checkpoint.ok()) return Add(checkpoint.status().ToString());
  if (checkpoint->size != tree_.size() ||
      checkpoint->root != ledger::BytesOf(tree_.Root())) {
    Add(fmt::format("the checkpoint of size {} is not that of the log",
                    tree_.size()));
  }
}

void LogAudit::CheckAnswers() const {
  for (const auto& [id, answer] : journal_.answers()) {
    const auto it = requests_.find(id);
    if (it == requests_.end()) {
      journal_.Add(ServerJournal::Wrong::kLost,
                   fmt::format("{} is not in the log", id));
    } else if (it->second != std::pair<int64_t, std::string>(
                                 answer.log_position, answer.name)) {
      journal_.Add(
          ServerJournal::Wrong::kLost,
          fmt::format("{} was answered {} at {} and is {} at {} in the log", id,
                      answer.name, answer.log_position, it->second.second,
                      it->second.first));
    }
  }
}

int64_t LogAudit::PositionOf(const std::string& id) const {
  const auto it = requests_.find(id);
  return it == requests_.end() ? -1 : it->second.first;
}

void LogAudit::Add(const std::string& what) const {
  journal_.Add(ServerJournal::Wrong::kOther, what);
}

}  // namespace techflow::crash
