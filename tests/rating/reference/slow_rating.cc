#include "tests/rating/reference/slow_rating.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "rating/decimal/decimal.h"

namespace techflow {
namespace {

using absl::int128;

constexpr int64_t kMillion = 1'000'000;

Decimal Number(absl::string_view text) {
  return *Decimal::Parse({text.data(), text.size()});
}

// A number of at most six decimals, in millionths.
int128 Millionths(const Decimal& number) {
  return *Multiply(number, Decimal(kMillion))->ToInt64();
}
int128 Millionths(const v1::Decimal& number) {
  return Millionths(Number(number.value()));
}

std::string Text(int128 millionths) {
  return Divide(Decimal(static_cast<int64_t>(millionths)), Decimal(kMillion))
      ->ToString();
}

// numerator / denominator to the nearest whole number, half to even. Both are
// positive or zero.
int128 Quotient(int128 numerator, int128 denominator) {
  int128 quotient = numerator / denominator;
  const int128 twice_rest = 2 * (numerator % denominator);
  if (twice_rest > denominator ||
      (twice_rest == denominator && quotient % 2 != 0)) {
    quotient += 1;
  }
  return quotient;
}

bool IsIn(const Decimal& measure, absl::string_view test) {
  const auto rest = [&test] {
    return Number(absl::StripAsciiWhitespace(test));
  };
  if (absl::ConsumePrefix(&test, ">=")) return measure >= rest();
  if (absl::ConsumePrefix(&test, "<=")) return measure <= rest();
  if (absl::ConsumePrefix(&test, ">")) return measure > rest();
  if (absl::ConsumePrefix(&test, "<")) return measure < rest();
  const char first = test.front();
  if (first != '[' && first != '(') return measure == Number(test);
  const char last = test.back();
  const std::vector<absl::string_view> ends =
      absl::StrSplit(test.substr(1, test.size() - 2), "..");
  const Decimal low = Number(ends.at(0));
  const Decimal high = Number(ends.at(1));
  return (first == '[' ? low <= measure : low < measure) &&
         (last == ']' ? measure <= high : measure < high);
}

int128 BandPoints(const v1::ScoringFunction& scoring, const Decimal& measure) {
  for (const v1::Band& band : scoring.bands()) {
    for (const absl::string_view test : absl::StrSplit(band.when(), ',')) {
      if (IsIn(measure, absl::StripAsciiWhitespace(test))) {
        return Millionths(band.points());
      }
    }
  }
  std::abort();  // Bands hold every number.
}

int128 CurvePoints(const v1::ScoringFunction& scoring, const Decimal& measure) {
  const auto& points = scoring.points();
  if (measure <= Number(points[0].x().value())) {
    return Millionths(points[0].points());
  }
  for (int i = 1; i < points.size(); ++i) {
    const Decimal x0 = Number(points[i - 1].x().value());
    const Decimal x1 = Number(points[i].x().value());
    if (measure > x1) continue;
    const Decimal p0 = Number(points[i - 1].points().value());
    const Decimal p1 = Number(points[i].points().value());
    const Decimal rise =
        *Divide(*Multiply(*Subtract(measure, x0), *Subtract(p1, p0)),
                *Subtract(x1, x0));
    return Millionths(*Round(*Add(p0, rise), 6, Rounding::kHalfEven));
  }
  return Millionths(points[points.size() - 1].points());
}

int128 PointsOf(const v1::ScoringFunction& scoring, const Decimal& measure) {
  return scoring.kind() == "curve" ? CurvePoints(scoring, measure)
                                   : BandPoints(scoring, measure);
}

// An indicator as the fold sees it; numbers in millionths.
struct Line {
  std::string id;
  int128 weight = 0;
  std::optional<int128> points;
  bool is_known = false;
  bool is_required = false;
};
struct Group {
  std::string id;
  int128 weight = 0;
  std::vector<Line> lines;
};

int128 WeightOf(const v1::Model& model, const std::string& segment,
                const std::string& id) {
  for (const v1::WeightSet& set : model.weight_sets()) {
    if (set.segment() != segment) continue;
    for (const v1::Weight& weight : set.weights()) {
      if (weight.id() == id) return Millionths(weight.value());
    }
    return WeightOf(model, set.based_on(), id);
  }
  std::abort();  // A weight that nobody names.
}

std::vector<Group> Read(const v1::Model& model, const v1::Assessment& given,
                        SlowRating& rating) {
  std::vector<Group> groups;
  for (int i = 0; i < model.dimensions_size(); ++i) {
    const v1::Dimension& dimension = model.dimensions(i);
    Group group{
        dimension.id(), WeightOf(model, given.segment(), dimension.id()), {}};
    for (int j = 0; j < dimension.indicators_size(); ++j) {
      const v1::Indicator& indicator = dimension.indicators(j);
      const v1::IndicatorResult& result = given.dimensions(i).indicators(j);
      Line line{indicator.id(),
                WeightOf(model, given.segment(), indicator.id()),
                {},
                !result.missing(),
                indicator.missing() == v1::MISSING_POLICY_UNRATABLE};
      if (line.is_known) {
        line.points =
            PointsOf(indicator.scoring(), Number(result.measure().value()));
        rating.points[line.id] = Text(*line.points);
      } else if (indicator.missing() == v1::MISSING_POLICY_ZERO) {
        line.points = 0;
      } else if (indicator.missing() == v1::MISSING_POLICY_FLOOR) {
        line.points = Millionths(indicator.floor());
      }
      group.lines.push_back(line);
    }
    groups.push_back(group);
  }
  return groups;
}

// The effective weight of each line is W × w of the model; what nobody knows is
// dealt out step by step, as weighted_mean.h tells it, over one common
// denominator so that nothing is rounded before the end.
int128 Fold(const std::vector<Group>& groups, SlowRating& rating) {
  int128 known_groups = 0;  // K, in millionths.
  int128 freed = 0;         // F, in millionths of millionths.
  std::vector<int128> known(groups.size());
  std::vector<int128> reallocated(groups.size());
  for (size_t i = 0; i < groups.size(); ++i) {
    for (const Line& line : groups[i].lines) {
      if (line.is_known) known[i] += line.weight;
      if (!line.points) reallocated[i] += line.weight;
    }
    if (known[i] > 0) {
      known_groups += groups[i].weight;
    } else {
      freed += groups[i].weight * reallocated[i];
    }
  }
  int128 sum = 0;
  for (size_t i = 0; i < groups.size(); ++i) {
    for (const Line& line : groups[i].lines) {
      if (!line.points) continue;
      const int128 share = groups[i].weight * line.weight;  // 10^-12.
      int128 contribution = 0;
      if (line.is_known && known[i] * known_groups > 0) {
        const int128 gained =
            (known[i] + reallocated[i]) * known_groups + freed;
        contribution = Quotient(
            share * gained * *line.points,
            known[i] * known_groups * int128(kMillion) * int128(kMillion));
      } else {
        contribution =
            Quotient(share * *line.points, int128(kMillion) * int128(kMillion));
      }
      rating.contributions[line.id] = Text(contribution);
      sum += contribution;
    }
  }
  return sum;
}

void Judge(const v1::Model& model, const std::vector<Group>& groups,
           SlowRating& rating) {
  int128 known = 0;
  bool lacks_required = false;
  for (const Group& group : groups) {
    for (const Line& line : group.lines) {
      if (line.is_known) known += group.weight * line.weight;
      if (!line.is_known && line.is_required) lacks_required = true;
    }
  }
  const int128 completeness = Quotient(known, kMillion);
  rating.completeness = Text(completeness);
  if (lacks_required ||
      completeness < Millionths(model.completeness().provisional_from())) {
    rating.status = v1::RATING_STATUS_UNRATABLE;
  } else {
    rating.status = completeness < Millionths(model.completeness().rated_from())
                        ? v1::RATING_STATUS_PROVISIONAL
                        : v1::RATING_STATUS_RATED;
  }
}

// Ranks from 0.
int RankOf(const v1::GradeScale& scale, int128 score) {
  int rank = 0;
  while (score < Millionths(scale.grades(rank).from())) ++rank;
  return rank;
}
int RankOf(const v1::GradeScale& scale, absl::string_view id) {
  int rank = 0;
  while (scale.grades(rank).id() != id) ++rank;
  return rank;
}

void Correct(const v1::Model& model, const v1::Assessment& given, int128 base,
             SlowRating& rating) {
  const v1::GradeScale& scale = model.grade_scale();
  int128 score = base;
  int rank = RankOf(scale, score);
  for (const v1::CorrectionResult& correction : given.corrections()) {
    if (!correction.applied()) continue;
    const std::string& kind = correction.kind();
    if (kind == "coefficient") {
      const Decimal product =
          *Multiply(Number(Text(score)), Number(correction.value()));
      const Decimal bounded = std::min(product, Decimal(100));
      score = Millionths(*Round(bounded, 6, Rounding::kHalfEven));
      rank = RankOf(scale, score);
    } else if (kind == "notches") {
      rank = std::clamp(rank - std::atoi(correction.value().c_str()), 0,
                        scale.grades_size() - 1);
    } else if (kind == "cap") {
      rank = std::max(rank, RankOf(scale, correction.value()));
    } else if (kind == "floor") {
      rank = std::min(rank, RankOf(scale, correction.value()));
    } else {
      rank = scale.grades_size() - 1;
    }
  }
  rating.score = Text(score);
  rating.grade = scale.grades(rank).id();
}

}  // namespace

SlowRating RateSlowly(const v1::Model& model, const v1::Assessment& given) {
  SlowRating rating;
  const std::vector<Group> groups = Read(model, given, rating);
  Judge(model, groups, rating);
  if (rating.status == v1::RATING_STATUS_UNRATABLE) return rating;
  const int128 base = Fold(groups, rating);
  rating.base_score = Text(base);
  Correct(model, given, base, rating);
  return rating;
}

}  // namespace techflow
