#include "rating/scorecard/weighted_mean.h"

#include <cstdint>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using Basis = WeighedIndicator::Basis;
using Dimensions = std::vector<WeighedDimension>;

Decimal Millionths(int64_t count) {
  return *Divide(Decimal(count), Decimal(1'000'000));
}

TEST(WeightedMean, SumsWeightTimesPoints) {
  const Dimensions dimensions = {
      {D("0.6"), {{D("0.25"), D("80")}, {D("0.75"), D("40")}}},
      {D("0.4"), {{D("1"), D("70")}}}};
  const FoldedScore folded = WeightedMean().Fold(dimensions);
  // 0.15 × 80 + 0.45 × 40 + 0.4 × 70
  EXPECT_EQ(folded.score, D("58"));
  EXPECT_EQ(folded.dimensions[0].contribution, D("30"));
  EXPECT_EQ(folded.dimensions[0].points, D("50"));
  EXPECT_EQ(folded.dimensions[0].indicators[0].effective_weight, D("0.15"));
  EXPECT_EQ(folded.dimensions[1].contribution, D("28"));
}

TEST(WeightedMean, GivesAnUnknownWeightToItsDimension) {
  const Dimensions dimensions = {{D("0.6"),
                                  {{D("0.2"), D("90")},
                                   {D("0.3"), D("40")},
                                   {D("0.5"), D("0"), Basis::kReallocated}}},
                                 {D("0.4"), {{D("1"), D("70")}}}};
  const FoldedScore folded = WeightedMean().Fold(dimensions);
  // 0.6 × (0.4 × 90 + 0.6 × 40) + 28
  EXPECT_EQ(folded.score, D("64"));
  EXPECT_EQ(folded.dimensions[0].points, D("60"));
  EXPECT_EQ(folded.dimensions[0].effective_weight, D("0.6"));
  EXPECT_EQ(folded.dimensions[0].indicators[0].effective_weight, D("0.24"));
  EXPECT_EQ(folded.dimensions[0].indicators[2].effective_weight, D("0"));
  EXPECT_EQ(folded.dimensions[1].effective_weight, D("0.4"));
}

TEST(WeightedMean, GivesAnUnknownDimensionToTheOthers) {
  const Dimensions dimensions = {
      {D("0.5"), {{D("1"), D("0"), Basis::kReallocated}}},
      {D("0.3"), {{D("1"), D("80")}}},
      {D("0.2"), {{D("1"), D("30")}}}};
  const FoldedScore folded = WeightedMean().Fold(dimensions);
  EXPECT_EQ(folded.score, D("60"));
  EXPECT_FALSE(folded.dimensions[0].points.has_value());
  EXPECT_EQ(folded.dimensions[0].effective_weight, D("0"));
  EXPECT_EQ(folded.dimensions[1].effective_weight, D("0.6"));
  EXPECT_EQ(folded.dimensions[2].effective_weight, D("0.4"));
}

TEST(WeightedMean, LeavesASubstitutedWeightWhereItIs) {
  // The unknown 0.5 goes to the known 0.3 alone; 0.2 keeps its zero points.
  const Dimensions dimensions = {{D("1"),
                                  {{D("0.3"), D("90")},
                                   {D("0.2"), D("0"), Basis::kSubstituted},
                                   {D("0.5"), D("0"), Basis::kReallocated}}}};
  const FoldedScore folded = WeightedMean().Fold(dimensions);
  EXPECT_EQ(folded.score, D("72"));
  EXPECT_EQ(folded.dimensions[0].indicators[1].effective_weight, D("0.2"));
  EXPECT_EQ(folded.dimensions[0].indicators[0].effective_weight, D("0.8"));
}

TEST(WeightedMean, LeavesASubstitutedWeightInADimensionThatKnowsNothing) {
  const Dimensions dimensions = {{D("0.5"),
                                  {{D("0.4"), D("10"), Basis::kSubstituted},
                                   {D("0.6"), D("0"), Basis::kReallocated}}},
                                 {D("0.5"), {{D("1"), D("80")}}}};
  const FoldedScore folded = WeightedMean().Fold(dimensions);
  // 0.2 × 10 + 0.8 × 80
  EXPECT_EQ(folded.score, D("66"));
  EXPECT_EQ(folded.dimensions[0].effective_weight, D("0.2"));
  EXPECT_EQ(folded.dimensions[1].effective_weight, D("0.8"));
}

TEST(WeightedMean, IsZeroWhereNothingIsKnown) {
  const Dimensions dimensions = {
      {D("1"), {{D("1"), D("0"), Basis::kReallocated}}}};
  EXPECT_EQ(WeightedMean().Fold(dimensions).score, D("0"));
}

TEST(WeightedMean, CountsAWeightOfZeroForNothing) {
  const Dimensions dimensions = {
      {D("0"), {{D("1"), D("100")}}},
      {D("1"), {{D("0"), D("100")}, {D("1"), D("0"), Basis::kReallocated}}}};
  EXPECT_EQ(WeightedMean().Fold(dimensions).score, D("0"));
}

// Cuts a million into `count` parts.
std::vector<int64_t> RandomParts(std::mt19937_64& random, size_t count) {
  std::vector<int64_t> parts(count);
  int64_t left = 1'000'000;
  for (size_t i = 0; i + 1 < count; ++i) {
    const auto most = static_cast<uint64_t>(left / 2 + 1);
    parts[i] = static_cast<int64_t>(random() % most);
    left -= parts[i];
  }
  parts.back() = left;
  return parts;
}

Dimensions RandomDimensions(std::mt19937_64& random) {
  const size_t count = 1 + random() % 6;
  const std::vector<int64_t> weights = RandomParts(random, count);
  Dimensions dimensions;
  for (const int64_t weight : weights) {
    WeighedDimension dimension{Millionths(weight), {}};
    for (const int64_t part : RandomParts(random, 1 + random() % 9)) {
      const auto points = static_cast<int64_t>(random() % 100'000'001);
      const uint64_t draw = random() % 10;
      const Basis basis = draw < 6   ? Basis::kKnown
                          : draw < 7 ? Basis::kSubstituted
                                     : Basis::kReallocated;
      dimension.indicators.push_back(
          {Millionths(part), Millionths(points), basis});
    }
    dimensions.push_back(std::move(dimension));
  }
  return dimensions;
}

// The definition in words, step by step with 34-digit quotients: first within
// each dimension, then between dimensions.
Decimal StraightforwardScore(const Dimensions& dimensions) {
  Decimal freed;
  Decimal known_dimensions;
  std::vector<Decimal> known(dimensions.size());
  std::vector<Decimal> reallocated(dimensions.size());
  for (size_t i = 0; i < dimensions.size(); ++i) {
    for (const WeighedIndicator& indicator : dimensions[i].indicators) {
      if (indicator.basis == Basis::kKnown) {
        known[i] = *Add(known[i], indicator.weight);
      } else if (indicator.basis == Basis::kReallocated) {
        reallocated[i] = *Add(reallocated[i], indicator.weight);
      }
    }
    if (known[i].is_zero()) {
      freed = *Add(freed, *Multiply(dimensions[i].weight, reallocated[i]));
    } else {
      known_dimensions = *Add(known_dimensions, dimensions[i].weight);
    }
  }
  Decimal score;
  for (size_t i = 0; i < dimensions.size(); ++i) {
    for (const WeighedIndicator& indicator : dimensions[i].indicators) {
      if (indicator.basis == Basis::kReallocated) continue;
      Decimal weight = *Multiply(dimensions[i].weight, indicator.weight);
      if (indicator.basis == Basis::kKnown && !known[i].is_zero()) {
        const Decimal share = *Divide(indicator.weight, known[i]);
        weight = *Add(
            weight,
            *Multiply(*Multiply(dimensions[i].weight, reallocated[i]), share));
        if (!known_dimensions.is_zero()) {
          const Decimal part = *Divide(dimensions[i].weight, known_dimensions);
          weight = *Add(weight, *Multiply(*Multiply(freed, part), share));
        }
      }
      score = *Add(score, *Multiply(weight, indicator.points));
    }
  }
  return score;
}

TEST(WeightedMean, AgreesWithTheDefinitionInWords) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 2'000; ++i) {
    const Dimensions dimensions = RandomDimensions(random);
    size_t count = 0;
    for (const WeighedDimension& dimension : dimensions) {
      count += dimension.indicators.size();
    }
    const Decimal difference = Subtract(WeightedMean().Fold(dimensions).score,
                                        StraightforwardScore(dimensions))
                                   ->Absolute();
    // Each contribution is off by half a millionth at most.
    EXPECT_LE(difference,
              *Multiply(Decimal(static_cast<int64_t>(count)), D("0.0000005")));
  }
}

TEST(WeightedMean, AddsUpToTheLastDigit) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 2'000; ++i) {
    const FoldedScore folded = WeightedMean().Fold(RandomDimensions(random));
    Decimal of_dimensions;
    Decimal of_indicators;
    for (const FoldedDimension& dimension : folded.dimensions) {
      of_dimensions = *Add(of_dimensions, dimension.contribution);
      for (const FoldedIndicator& indicator : dimension.indicators) {
        of_indicators = *Add(of_indicators, indicator.contribution);
        EXPECT_EQ(indicator.contribution,
                  *Round(indicator.contribution, 6, Rounding::kHalfEven));
      }
    }
    EXPECT_EQ(folded.score, of_dimensions);
    EXPECT_EQ(folded.score, of_indicators);
    EXPECT_GE(folded.score, D("0"));
  }
}

TEST(WeightedMean, NeverFallsWhenPointsRise) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 1'000; ++i) {
    Dimensions dimensions = RandomDimensions(random);
    const Decimal before = WeightedMean().Fold(dimensions).score;
    WeighedDimension& dimension = dimensions[random() % dimensions.size()];
    WeighedIndicator& indicator =
        dimension.indicators[random() % dimension.indicators.size()];
    indicator.points = D("100");
    EXPECT_GE(WeightedMean().Fold(dimensions).score, before);
  }
}

TEST(WeightedMean, GivesEveryoneTheSamePointsThatScore) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 500; ++i) {
    Dimensions dimensions = RandomDimensions(random);
    bool is_known = false;
    Decimal count;
    for (WeighedDimension& dimension : dimensions) {
      for (WeighedIndicator& indicator : dimension.indicators) {
        indicator.points = D("73.25");
        count = *Add(count, D("1"));
        is_known |= indicator.basis == Basis::kKnown &&
                    !indicator.weight.is_zero() && !dimension.weight.is_zero();
      }
    }
    if (!is_known) continue;
    // Effective weights add up to 1, so the mean of equal points is the same.
    const Decimal difference =
        Subtract(WeightedMean().Fold(dimensions).score, D("73.25"))->Absolute();
    EXPECT_LE(difference, *Multiply(count, D("0.0000005")));
  }
}

}  // namespace
}  // namespace techflow::scorecard
