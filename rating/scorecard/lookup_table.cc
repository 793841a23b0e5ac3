#include "rating/scorecard/lookup_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

constexpr std::string_view kOther = "every other";

bool AreAllNumbers(const v1::ScoringFunction& definition) {
  return std::all_of(definition.entries().begin(), definition.entries().end(),
                     [](const v1::LookupEntry& entry) {
                       return entry.key().empty() ||
                              Decimal::Parse(entry.key()).ok();
                     });
}

}  // namespace

std::unique_ptr<const ScoringFunction> LookupTable::Compile(
    const ScoringSource& source) {
  bool is_right =
      source.reader.CheckTakesOnly(source.definition, {"kind", "entries"});
  const int count = source.definition.entries_size();
  if (count == 0) {
    source.reader.AddError("entries", fmt::format("{} needs an entry or more",
                                                  source.reader.owner()));
    return nullptr;
  }
  std::unique_ptr<LookupTable> table(new LookupTable());
  table->are_numbers_ = AreAllNumbers(source.definition);
  for (int i = 0; i < count; ++i) {
    const FieldReader reader(
        fmt::format("entry {} of {}", i + 1, source.reader.owner()),
        source.reader.places().Message("entries", i),
        source.reader.diagnostics());
    if (!table->Add(source.definition.entries(i), i + 1 == count, reader)) {
      is_right = false;
    }
  }
  if (!is_right) return nullptr;
  return table;
}

bool LookupTable::Add(const v1::LookupEntry& definition, bool is_last,
                      const FieldReader& reader) {
  const std::optional<Decimal> points =
      reader.ReadNumber("points", definition.points(), PointsBounds());
  bool is_right = reader.CheckText("text", definition.text());
  if (definition.has_lowest_points()) {
    is_right = reader.AddError(
        "lowest_points",
        fmt::format("{} has `lowest_points`, which only `expert_range` takes",
                    reader.owner()));
  }
  if (!points.has_value()) return false;
  const bool is_first = by_word_.empty() && by_number_.empty();
  lowest_points_ = is_first ? *points : std::min(lowest_points_, *points);
  highest_points_ = is_first ? *points : std::max(highest_points_, *points);
  Entry entry{definition.key(), WithDecimals(*points, kScoreDecimals),
              definition.text()};
  if (definition.key().empty()) {
    if (!is_last) {
      return reader.AddError(
          "key", fmt::format("{} has no `key`, which only the last entry, for "
                             "every other measure, may leave out",
                             reader.owner()));
    }
    entry.key = kOther;
    other_ = std::move(entry);
    return is_right;
  }
  const bool is_new =
      are_numbers_
          ? by_number_.emplace(*Decimal::Parse(definition.key()), entry).second
          : by_word_.emplace(definition.key(), entry).second;
  if (!is_new) {
    return reader.AddError(
        "key", fmt::format("{} has the key `{}` of an earlier entry",
                           reader.owner(), definition.key()));
  }
  return is_right;
}

const LookupTable::Entry* LookupTable::Find(const Measure& measure) const {
  if (are_numbers_) {
    const auto found = by_number_.find(measure.number);
    if (found != by_number_.end()) return &found->second;
  } else {
    const auto found = by_word_.find(measure.word);
    if (found != by_word_.end()) return &found->second;
  }
  return other_.has_value() ? &*other_ : nullptr;
}

absl::StatusOr<Standing> LookupTable::Score(const Measure& measure) const {
  const Entry* entry = Find(measure);
  if (entry == nullptr) {
    std::string keys;
    for (const auto& [number, listed] : by_number_) {
      keys += (keys.empty() ? "" : ", ") + listed.key;
    }
    for (const auto& [word, listed] : by_word_) {
      keys += (keys.empty() ? "" : ", ") + word;
    }
    return absl::InvalidArgumentError(fmt::format(
        "the measure is `{}`; expected one of {}", measure.ToString(), keys));
  }
  Standing standing;
  standing.points = entry->points;
  standing.band = entry->key;
  standing.band_text = &entry->text;
  if (are_numbers_) standing.next = NextFrom(measure, entry->points);
  return standing;
}

std::optional<Standing::Next> LookupTable::NextFrom(
    const Measure& measure, const Decimal& points) const {
  std::optional<Standing::Next> nearest;
  std::optional<Decimal> nearest_distance;
  for (const auto& [number, entry] : by_number_) {
    if (entry.points <= points) continue;
    const std::optional<Decimal> distance = Subtract(number, measure.number);
    if (!distance.has_value()) continue;
    if (nearest_distance && distance->Absolute() >= *nearest_distance) continue;
    nearest_distance = distance->Absolute();
    nearest = Standing::Next{number, entry.points};
  }
  return nearest;
}

}  // namespace techflow::scorecard
