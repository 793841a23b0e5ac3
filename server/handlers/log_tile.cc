#include "server/handlers/log_tile.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "storage/ledger/big_endian.h"
#include "storage/ledger/merkle_tree.h"

namespace techflow::server {
namespace {

constexpr int kTileWidth = 256;
constexpr int kTileHeight = 8;
constexpr size_t kEntryLengthBytes = 2;
constexpr int kMaxLevel = 5;
// Three of them make an index of a billion tiles, more than any log of ours.
constexpr size_t kMaxIndexGroups = 4;

bool IsGroup(absl::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// "x001/x234/067" of `groups`.
std::optional<int64_t> ParseIndex(const std::vector<std::string>& groups) {
  if (groups.empty() || groups.size() > kMaxIndexGroups) return std::nullopt;
  int64_t index = 0;
  for (size_t i = 0; i < groups.size(); ++i) {
    absl::string_view group = groups[i];
    const bool is_last = i + 1 == groups.size();
    if (!is_last && !absl::ConsumePrefix(&group, "x")) return std::nullopt;
    int value = 0;
    if (!IsGroup(group) || !absl::SimpleAtoi(group, &value)) {
      return std::nullopt;
    }
    // Written in its shortest form only.
    if (i == 0 && !is_last && value == 0) return std::nullopt;
    index = index * 1000 + value;
  }
  return index;
}

absl::StatusOr<std::string> ReadNodes(const storage::RatingStore& store,
                                      const TilePlace& place) {
  std::vector<int64_t> indexes;
  indexes.reserve(static_cast<size_t>(place.width));
  for (int i = 0; i < place.width; ++i) {
    indexes.push_back(ledger::NodeIndex(kTileHeight * place.level,
                                        place.index * kTileWidth + i));
  }
  const auto nodes = store.nodes().Read(indexes);
  if (!nodes.ok()) return nodes.status();
  std::string content;
  for (const ledger::Hash& node : *nodes) content += ledger::BytesOf(node);
  return content;
}

absl::StatusOr<std::string> ReadEntries(const storage::RatingStore& store,
                                        const TilePlace& place) {
  std::string content;
  for (int i = 0; i < place.width; ++i) {
    const auto entry = store.Get(place.index * kTileWidth + i);
    if (!entry.ok()) return entry.status();
    content += ledger::BigEndian(entry->bytes.size(), kEntryLengthBytes);
    content += entry->bytes;
  }
  return content;
}

}  // namespace

std::optional<TilePlace> ParseTilePath(absl::string_view path) {
  std::vector<std::string> parts = absl::StrSplit(path, '/');
  if (parts.size() < 3 || parts[0] != "tile") return std::nullopt;
  TilePlace place{.level = 0, .index = 0, .width = kTileWidth};
  if (parts[1] == "entries") {
    place.level = TilePlace::kEntries;
  } else if (parts[1].size() != 1 ||
             !absl::SimpleAtoi(parts[1], &place.level) || place.level < 0 ||
             place.level > kMaxLevel) {
    return std::nullopt;
  }
  parts.erase(parts.begin(), parts.begin() + 2);
  // A tile that is not full: its last group ends in ".p", and a width follows.
  if (parts.size() >= 2) {
    absl::string_view group = parts[parts.size() - 2];
    if (absl::ConsumeSuffix(&group, ".p")) {
      const std::string width = parts.back();
      if (!absl::SimpleAtoi(width, &place.width) || place.width < 1 ||
          place.width >= kTileWidth || std::to_string(place.width) != width) {
        return std::nullopt;
      }
      const std::string last(group);
      parts.pop_back();
      parts.back() = last;
    }
  }
  const auto index = ParseIndex(parts);
  if (!index.has_value()) return std::nullopt;
  place.index = *index;
  return place;
}

bool IsTileOf(const TilePlace& place, int64_t size) {
  const int level = std::max(place.level, 0);
  const int64_t nodes = size >> (kTileHeight * level);
  return place.index * kTileWidth + place.width <= nodes;
}

absl::StatusOr<std::string> ReadTile(const storage::RatingStore& store,
                                     const TilePlace& place) {
  return place.level == TilePlace::kEntries ? ReadEntries(store, place)
                                            : ReadNodes(store, place);
}

}  // namespace techflow::server
