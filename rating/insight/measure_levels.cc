#include "rating/insight/measure_levels.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace techflow::insight {
namespace {

using scorecard::Turn;

int DecimalsOf(const Decimal& number) {
  const std::string text = number.ToString();
  const size_t point = text.find('.');
  if (point == std::string::npos) return 0;
  return static_cast<int>(text.size() - point - 1);
}

// One unit of the last decimal that the measure or an edge has.
Decimal UnitOf(std::span<const Turn> turns, const Decimal& measure) {
  int decimals = DecimalsOf(measure);
  for (const Turn& turn : turns) {
    decimals = std::max(decimals, DecimalsOf(turn.at));
  }
  Decimal unit(1);
  for (int i = std::min(decimals, kMaxStepDecimals); i > 0; --i) {
    unit = Divide(unit, Decimal(10)).value_or(unit);
  }
  return unit;
}

Decimal MiddleOf(const Decimal& a, const Decimal& b) {
  const std::optional<Decimal> sum = Add(a, b);
  if (!sum.has_value()) return a;
  return Divide(*sum, Decimal(2)).value_or(a);
}

// A measure in the band that begins above turn i, whose edge is left out.
Decimal JustAbove(std::span<const Turn> turns, size_t i, const Decimal& unit) {
  const Decimal& at = turns[i].at;
  const Decimal next = Add(at, unit).value_or(at);
  if (i + 1 == turns.size()) return next;
  const Turn& end = turns[i + 1];
  const bool is_beyond =
      next > end.at || (next == end.at && end.kind == Turn::Kind::kOpensAbove);
  return is_beyond ? MiddleOf(at, end.at) : next;
}

// A measure in the band that ends below turn i, whose edge is left out.
Decimal JustBelow(std::span<const Turn> turns, size_t i, const Decimal& unit) {
  const Decimal& at = turns[i].at;
  const Decimal next = Subtract(at, unit).value_or(at);
  if (i == 0) return next;
  const Turn& end = turns[i - 1];
  const bool is_beyond =
      next < end.at || (next == end.at && end.kind == Turn::Kind::kClosesBelow);
  return is_beyond ? MiddleOf(at, end.at) : next;
}

bool LiesAbove(const Turn& turn, const Decimal& measure) {
  return turn.at > measure ||
         (turn.at == measure && turn.kind == Turn::Kind::kClosesBelow);
}

bool LiesBelow(const Turn& turn, const Decimal& measure) {
  return turn.at < measure ||
         (turn.at == measure && turn.kind == Turn::Kind::kOpensAbove);
}

}  // namespace

std::vector<MeasureLevel> LevelsAround(std::span<const Turn> turns,
                                       const Decimal& measure) {
  const Decimal unit = UnitOf(turns, measure);
  std::vector<MeasureLevel> levels;
  int steps = 0;
  for (size_t i = turns.size(); i-- > 0;) {
    if (!LiesBelow(turns[i], measure)) continue;
    const bool is_left_out = turns[i].kind == Turn::Kind::kOpensAbove;
    levels.push_back({turns[i].at,
                      is_left_out ? JustBelow(turns, i, unit) : turns[i].at,
                      ++steps, /*is_above=*/false});
  }
  steps = 0;
  for (size_t i = 0; i < turns.size(); ++i) {
    if (!LiesAbove(turns[i], measure)) continue;
    const bool is_left_out = turns[i].kind == Turn::Kind::kClosesBelow;
    levels.push_back({turns[i].at,
                      is_left_out ? JustAbove(turns, i, unit) : turns[i].at,
                      ++steps, /*is_above=*/true});
  }
  const auto distance = [&measure](const MeasureLevel& level) {
    return Subtract(level.at, measure).value_or(level.at).Absolute();
  };
  std::stable_sort(levels.begin(), levels.end(),
                   [&distance](const MeasureLevel& a, const MeasureLevel& b) {
                     return distance(a) < distance(b);
                   });
  return levels;
}

}  // namespace techflow::insight
