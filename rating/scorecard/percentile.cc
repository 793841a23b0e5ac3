#include "rating/scorecard/percentile.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "rating/feel/calendar.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

// Far above any ratio, count or amount, and far below what could overflow.
constexpr int64_t kLargestValue = 1'000'000'000'000'000;
// More digits than any published table has.
constexpr int kValueDecimals = 15;
// More companies than there will ever be; 200 of it fit into an integer.
constexpr int64_t kMostPeers = 1'000'000'000'000;

std::optional<feel::Date> DayOf(const v1::Date& date) {
  return feel::MakeDate(date.year(), date.month(), date.day());
}

std::string DayText(const v1::Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(),
                     date.day());
}

bool CheckTable(const v1::PeerTable& table, const FieldReader& reader) {
  bool is_right = reader.CheckText("source", table.source());
  if (!table.has_as_of_date()) {
    is_right = reader.AddError(
        "as_of_date",
        fmt::format("{} need `as_of_date`, the day on which they were taken",
                    reader.owner()));
  } else if (!DayOf(table.as_of_date())) {
    is_right = reader.AddError(
        "as_of_date", fmt::format("`as_of_date` of {} is {}; expected a day of "
                                  "the calendar",
                                  reader.owner(), DayText(table.as_of_date())));
  }
  if (table.counts_size() < 2) {
    is_right = reader.AddError(
        "counts", fmt::format("{} need two counts or more, got {}",
                              reader.owner(), table.counts_size()));
  }
  return is_right;
}

}  // namespace

bool Percentile::ReadPeers(const v1::PeerTable& table,
                           const FieldReader& reader,
                           std::vector<Peers>& peers) {
  bool is_right = true;
  int64_t before = 0;
  for (int i = 0; i < table.counts_size(); ++i) {
    const v1::PeerCount& definition = table.counts(i);
    const FieldReader row(fmt::format("count {} of {}", i + 1, reader.owner()),
                          reader.places().Message("counts", i),
                          reader.diagnostics());
    const std::optional<Decimal> value = row.ReadNumber(
        "value", definition.value(),
        {Decimal(-kLargestValue), Decimal(kLargestValue), kValueDecimals});
    if (!value.has_value()) {
      is_right = false;
    } else if (!peers.empty() && *value <= peers.back().value) {
      is_right = row.AddError(
          "value", fmt::format("`value` of {} is {}; expected more than {}, "
                               "that of the count before",
                               row.owner(), value->ToString(),
                               peers.back().value.ToString()));
    }
    const int64_t count = definition.count();
    if (count < 1 || count > kMostPeers) {
      is_right = row.AddError(
          "count", fmt::format("`count` of {} is {}; expected 1 to {}",
                               row.owner(), count, kMostPeers));
      continue;
    }
    if (value.has_value()) peers.push_back({*value, count, before});
    before += count;
  }
  if (before > kMostPeers) {
    is_right = reader.AddError(
        "counts", fmt::format("the counts of {} add up to {}; expected at "
                              "most {}",
                              reader.owner(), before, kMostPeers));
  }
  return is_right;
}

std::unique_ptr<const ScoringFunction> Percentile::Compile(
    const ScoringSource& source) {
  bool is_right =
      source.reader.CheckTakesOnly(source.definition, {"kind", "peers"});
  if (!source.definition.has_peers()) {
    source.reader.AddError("peers",
                           fmt::format("{} needs `peers`, against whom it is "
                                       "held",
                                       source.reader.owner()));
    return nullptr;
  }
  const v1::PeerTable& table = source.definition.peers();
  const FieldReader reader(
      fmt::format("the peers of {}", source.reader.owner()),
      source.reader.places().Message("peers"), source.reader.diagnostics());
  if (!CheckTable(table, reader)) is_right = false;
  std::vector<Peers> peers;
  if (!ReadPeers(table, reader, peers) || !is_right) return nullptr;
  return std::unique_ptr<const ScoringFunction>(
      new Percentile(std::move(peers), table.falling()));
}

Percentile::Percentile(std::vector<Peers> peers, bool falling)
    : peers_(std::move(peers)), falling_(falling) {
  std::string low;
  for (const Peers& at : peers_) {
    all_ += at.count;
    const std::string value = at.value.ToString();
    bands_.push_back(low.empty() ? fmt::format("< {}", value)
                                 : fmt::format("({}..{})", low, value));
    bands_.push_back(value);
    turns_.push_back({at.value, Turn::Kind::kOpensAbove});
    turns_.push_back({at.value, Turn::Kind::kClosesBelow});
    low = value;
  }
  bands_.push_back(fmt::format("> {}", low));
}

size_t Percentile::StretchOf(const Decimal& measure) const {
  const auto at = std::lower_bound(
      peers_.begin(), peers_.end(), measure,
      [](const Peers& peers, const Decimal& x) { return peers.value < x; });
  const size_t index = static_cast<size_t>(at - peers_.begin());
  return at != peers_.end() && at->value == measure ? 2 * index + 1 : 2 * index;
}

Decimal Percentile::PointsOf(size_t stretch) const {
  const size_t index = stretch / 2;
  const bool is_value = stretch % 2 == 1;
  const int64_t smaller =
      index == peers_.size() ? all_ : peers_[index].count_before;
  const int64_t equal = is_value ? peers_[index].count : 0;
  const int64_t below = falling_ ? all_ - smaller - equal : smaller;
  return DivideRounded(Decimal(100 * (2 * below + equal)), Decimal(2 * all_),
                       kScoreDecimals);
}

absl::StatusOr<Standing> Percentile::Score(const Measure& measure) const {
  const size_t stretch = StretchOf(measure.number);
  Standing standing;
  standing.points = PointsOf(stretch);
  standing.band = bands_[stretch];
  standing.next = NextFrom(measure.number, stretch);
  return standing;
}

std::optional<Standing::Next> Percentile::NextFrom(const Decimal& measure,
                                                   size_t stretch) const {
  // Better values lie on one side, so the nearest is the first on it.
  const size_t index = stretch / 2;
  const bool is_value = stretch % 2 == 1;
  if (!falling_) {
    const size_t next = is_value ? index + 1 : index;
    if (next < peers_.size()) {
      return Standing::Next{peers_[next].value, PointsOf(2 * next + 1)};
    }
  } else if (index > 0) {
    return Standing::Next{peers_[index - 1].value, PointsOf(2 * index - 1)};
  }
  if (!is_value) return std::nullopt;
  return Standing::Next{measure, highest_points()};
}

bool CheckPeerDays(const v1::Model& model, const FieldReader& reader) {
  const std::optional<feel::Date> from = DayOf(model.effective_from());
  // A day that there is not is reported where the period is read.
  if (!model.has_effective_from() || !from) return true;
  bool is_right = true;
  for (int i = 0; i < model.dimensions_size(); ++i) {
    const v1::Dimension& dimension = model.dimensions(i);
    for (int j = 0; j < dimension.indicators_size(); ++j) {
      const v1::Indicator& indicator = dimension.indicators(j);
      const v1::Date& day = indicator.scoring().peers().as_of_date();
      const std::optional<feel::Date> taken = DayOf(day);
      if (!indicator.scoring().has_peers() || !taken || *taken <= *from) {
        continue;
      }
      const FieldReader peers(
          fmt::format("the peers of indicator `{}`", indicator.id()),
          reader.places()
              .Message("dimensions", i)
              .Message("indicators", j)
              .Message("scoring")
              .Message("peers"),
          reader.diagnostics());
      is_right = peers.AddError(
          "as_of_date",
          fmt::format("`as_of_date` of {} is {}; expected at most "
                      "`effective_from` of the model, {}",
                      peers.owner(), DayText(day),
                      DayText(model.effective_from())));
    }
  }
  return is_right;
}

}  // namespace techflow::scorecard
