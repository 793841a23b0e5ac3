#include "rating/scorecard/bands.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

std::optional<Decimal> EndOf(const std::optional<feel::Value>& end) {
  if (!end.has_value()) return std::nullopt;
  return end->number();
}

}  // namespace

std::string Bands::Stretch::ToString() const {
  if (!low && !high) return "every number";
  if (!low)
    return fmt::format("{}{}", high_closed ? "<= " : "< ", high->ToString());
  if (!high)
    return fmt::format("{}{}", low_closed ? ">= " : "> ", low->ToString());
  if (*low == *high) return low->ToString();
  return fmt::format("{}{}..{}{}", low_closed ? "[" : "(", low->ToString(),
                     high->ToString(), high_closed ? "]" : ")");
}

bool Bands::Stretch::is_empty() const {
  if (!low || !high) return false;
  return *low > *high || (*low == *high && !(low_closed && high_closed));
}

bool Bands::Stretch::EndsBefore(const Stretch& other) const {
  if (!high) return false;
  if (!other.high || *other.high > *high) return true;
  return *other.high == *high && !high_closed && other.high_closed;
}

std::unique_ptr<const ScoringFunction> Bands::Compile(
    const ScoringSource& source) {
  bool is_right =
      source.reader.CheckTakesOnly(source.definition, {"kind", "bands"});
  std::vector<Band> bands;
  std::vector<Stretch> stretches;
  for (int i = 0; i < source.definition.bands_size(); ++i) {
    if (!ReadBand(source, i, bands, stretches)) is_right = false;
  }
  if (bands.empty()) {
    source.reader.AddError(
        "bands", fmt::format("{} needs a band or more", source.reader.owner()));
    return nullptr;
  }
  // A band that could not be read would be reported as a gap as well.
  if (!is_right || !CheckPartition(source, stretches)) return nullptr;
  return std::unique_ptr<const ScoringFunction>(
      new Bands(std::move(bands), std::move(stretches)));
}

bool Bands::ReadBand(const ScoringSource& source, int index,
                     std::vector<Band>& bands,
                     std::vector<Stretch>& stretches) {
  const v1::Band& definition = source.definition.bands(index);
  const FieldReader reader(
      fmt::format("band {} of {}", index + 1, source.reader.owner()),
      source.reader.places().Message("bands", index),
      source.reader.diagnostics());
  const std::optional<Decimal> points =
      reader.ReadNumber("points", definition.points(), PointsBounds());
  const bool has_text = reader.CheckText("text", definition.text());
  if (definition.has_lowest_points()) {
    return reader.AddError(
        "lowest_points",
        fmt::format("{} has `lowest_points`, which only `expert_range` takes",
                    reader.owner()));
  }
  bands.push_back({definition.when(),
                   WithDecimals(points.value_or(Decimal()), kScoreDecimals),
                   definition.text()});
  if (definition.when().empty()) {
    return reader.AddError(
        "when", fmt::format("{} needs `when`, FEEL unary tests: \"< 5\"",
                            reader.owner()));
  }
  feel::CompileOptions options;
  options.origin = reader.places().Text("when");
  const std::shared_ptr<const feel::UnaryTests> tests =
      feel::UnaryTests::Compile(definition.when(), source.scope,
                                feel::Type(feel::TypeKind::kNumber), options,
                                reader.diagnostics());
  if (tests == nullptr) return false;
  return AddStretches(*tests, reader, bands.size() - 1, stretches) &&
         points.has_value() && has_text;
}

bool Bands::AddStretches(const feel::UnaryTests& tests,
                         const FieldReader& reader, size_t band,
                         std::vector<Stretch>& stretches) {
  const auto is_number = [](const std::optional<feel::Value>& end) {
    return !end.has_value() || end->is(feel::ValueKind::kNumber);
  };
  const auto& intervals = tests.intervals();
  const bool are_numbers =
      intervals.has_value() && std::all_of(intervals->begin(), intervals->end(),
                                           [&](const feel::Interval& interval) {
                                             return is_number(interval.low) &&
                                                    is_number(interval.high);
                                           });
  if (!are_numbers) {
    return reader.AddError(
        "when", fmt::format("{} must compare the measure with constant "
                            "numbers, so that gaps and overlaps can be found",
                            reader.owner()));
  }
  for (const feel::Interval& interval : *intervals) {
    const Stretch stretch{EndOf(interval.low), EndOf(interval.high),
                          interval.low_closed, interval.high_closed, band};
    if (stretch.is_empty()) {
      return reader.AddError(
          "when", fmt::format("{} holds no number: {}", reader.owner(),
                              stretch.ToString()));
    }
    stretches.push_back(stretch);
  }
  return true;
}

bool Bands::CheckPartition(const ScoringSource& source,
                           std::vector<Stretch>& stretches) {
  // Lower starts first; of two equal ones the closed one, which starts earlier.
  std::stable_sort(stretches.begin(), stretches.end(),
                   [](const Stretch& a, const Stretch& b) {
                     if (!a.low || !b.low) return !a.low && b.low;
                     if (*a.low != *b.low) return *a.low < *b.low;
                     return a.low_closed && !b.low_closed;
                   });
  bool is_partition = true;
  const auto report = [&](const Stretch& at, const std::string& problem) {
    source.reader.diagnostics().AddError(
        source.reader.places()
            .Message("bands", static_cast<int>(at.band))
            .Field("when"),
        fmt::format("the bands of {} {}", source.reader.owner(), problem));
    is_partition = false;
  };
  // Everything below `reached`'s end is covered.
  const Stretch* reached = &stretches.front();
  if (reached->low) {
    const Stretch gap{{}, reached->low, false, !reached->low_closed, 0};
    report(*reached, fmt::format("leave a gap: {}", gap.ToString()));
  }
  for (size_t i = 1; i < stretches.size(); ++i) {
    const Stretch& next = stretches[i];
    const std::string problem = ProblemBetween(*reached, next);
    if (!problem.empty()) report(next, problem);
    if (reached->EndsBefore(next)) reached = &next;
  }
  if (reached->high) {
    const Stretch gap{reached->high, {}, !reached->high_closed, false, 0};
    report(*reached, fmt::format("leave a gap: {}", gap.ToString()));
  }
  return is_partition;
}

std::string Bands::ProblemBetween(const Stretch& before, const Stretch& after) {
  const bool share_a_point =
      !before.high || !after.low || *before.high > *after.low ||
      (*before.high == *after.low && before.high_closed && after.low_closed);
  if (share_a_point) {
    return fmt::format("overlap: {} and {}", before.ToString(),
                       after.ToString());
  }
  const bool touch =
      *before.high == *after.low && (before.high_closed || after.low_closed);
  if (touch) return "";
  const Stretch gap{before.high, after.low, !before.high_closed,
                    !after.low_closed, 0};
  return fmt::format("leave a gap: {}", gap.ToString());
}

Bands::Bands(std::vector<Band> bands, std::vector<Stretch> stretches)
    : bands_(std::move(bands)), stretches_(std::move(stretches)) {
  const auto [lowest, highest] = std::minmax_element(
      bands_.begin(), bands_.end(),
      [](const Band& a, const Band& b) { return a.points < b.points; });
  lowest_points_ = lowest->points;
  highest_points_ = highest->points;
  for (const Stretch& stretch : stretches_) {
    if (!stretch.low.has_value()) continue;
    turns_.push_back({*stretch.low, stretch.low_closed
                                        ? Turn::Kind::kOpensAbove
                                        : Turn::Kind::kClosesBelow});
  }
}

absl::StatusOr<Standing> Bands::Score(const Measure& measured) const {
  const Decimal& measure = measured.number;
  // The last stretch that starts at or before the measure holds it.
  const auto after =
      std::partition_point(std::next(stretches_.begin()), stretches_.end(),
                           [&measure](const Stretch& stretch) {
                             return stretch.low_closed ? *stretch.low <= measure
                                                       : *stretch.low < measure;
                           });
  const auto stretch = static_cast<size_t>(after - stretches_.begin()) - 1;
  const Band& band = bands_[stretches_[stretch].band];
  Standing standing;
  standing.points = band.points;
  standing.band = band.when;
  standing.band_text = &band.text;
  standing.next = NextFrom(stretch, measure);
  return standing;
}

// On either side the first stretch with more points is the nearest; the lower
// one where both are as near.
std::optional<Standing::Next> Bands::NextFrom(size_t stretch,
                                              const Decimal& measure) const {
  const auto points_of = [this](const Stretch& of) -> const Decimal& {
    return bands_[of.band].points;
  };
  const Decimal& points = points_of(stretches_[stretch]);
  const Stretch* below = nullptr;
  for (size_t i = stretch; i > 0 && below == nullptr; --i) {
    if (points_of(stretches_[i - 1]) > points) below = &stretches_[i - 1];
  }
  const Stretch* above = nullptr;
  for (size_t i = stretch + 1; i < stretches_.size() && above == nullptr; ++i) {
    if (points_of(stretches_[i]) > points) above = &stretches_[i];
  }
  if (below != nullptr && above != nullptr) {
    // Only numbers near the largest decimal overflow; nobody reaches them.
    const auto down = Subtract(measure, *below->high);
    const auto up = Subtract(*above->low, measure);
    if (down && (!up || *down <= *up)) above = nullptr;
  }
  if (above != nullptr) return Standing::Next{*above->low, points_of(*above)};
  if (below != nullptr) return Standing::Next{*below->high, points_of(*below)};
  return std::nullopt;
}

}  // namespace techflow::scorecard
