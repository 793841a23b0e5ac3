#include "storage/stored_nodes.h"

#include <optional>
#include <string>

#include "fmt/format.h"
#include "storage/keys.h"

namespace techflow::storage {

absl::StatusOr<std::vector<ledger::Hash>> StoredNodes::Read(
    absl::Span<const int64_t> indexes) const {
  std::vector<std::string> keys;
  keys.reserve(indexes.size());
  for (const int64_t index : indexes) keys.push_back(NumberBytes(index));
  const auto values = database_.GetAll(Column::kNode, keys);
  if (absl::IsNotFound(values.status())) {
    return absl::DataLossError("a node of the log's tree is missing");
  }
  if (!values.ok()) return values.status();
  std::vector<ledger::Hash> nodes;
  nodes.reserve(values->size());
  for (size_t i = 0; i < values->size(); ++i) {
    const std::optional<ledger::Hash> hash = ledger::HashOf((*values)[i]);
    if (!hash.has_value()) {
      return absl::DataLossError(
          fmt::format("node {} of the log's tree has {} bytes, expected {}",
                      indexes[i], (*values)[i].size(), sizeof(ledger::Hash)));
    }
    nodes.push_back(*hash);
  }
  return nodes;
}

}  // namespace techflow::storage
