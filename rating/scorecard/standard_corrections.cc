#include "rating/scorecard/standard_corrections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

class Coefficient : public Correction {
 public:
  // Without bound where there is no `highest`.
  Coefficient(const Decimal& lowest, const std::optional<Decimal>& highest)
      : lowest_(lowest), highest_(highest) {}

  Stage stage() const override { return Stage::kScore; }
  feel::TypeKind value_kind() const override { return feel::TypeKind::kNumber; }

  absl::StatusOr<Corrected> Apply(const GradedScore& before,
                                  const feel::Value& value,
                                  const GradeScale& scale) const override {
    const Decimal& coefficient = value.number();
    if (coefficient < lowest_ || (highest_ && coefficient > *highest_)) {
      return absl::InvalidArgumentError(fmt::format(
          "the coefficient is {}; expected {}", coefficient.ToString(),
          highest_ ? fmt::format("{} to {}", lowest_.ToString(),
                                 highest_->ToString())
                   : fmt::format("{} or more", lowest_.ToString())));
    }
    return Corrected{Scaled(before.score, coefficient, scale),
                     coefficient.ToString()};
  }

  GradedRange Reach(const GradedRange& before,
                    const GradeScale& scale) const override {
    // A score of 0 stays one, whatever it is multiplied by.
    const bool is_bounded = highest_ || before.highest.score.is_zero();
    return {Scaled(before.lowest.score, lowest_, scale),
            is_bounded ? Scaled(before.highest.score,
                                highest_.value_or(Decimal(1)), scale)
                       : GradedScore{Decimal(100), 1}};
  }

 private:
  static GradedScore Scaled(const Decimal& score, const Decimal& coefficient,
                            const GradeScale& scale) {
    const std::optional<Decimal> product = Multiply(score, coefficient);
    // A product that no decimal can hold is above 100 as well.
    const Decimal bounded =
        Bounded(product.value_or(Decimal(100)), Decimal(0), Decimal(100));
    const Decimal rounded = RoundTo(bounded, kScoreDecimals);
    return {rounded, scale.RankOf(rounded)};
  }

  Decimal lowest_;
  std::optional<Decimal> highest_;
};

class Notches : public Correction {
 public:
  explicit Notches(int64_t at_most) : at_most_(at_most) {}

  Stage stage() const override { return Stage::kGrade; }
  feel::TypeKind value_kind() const override { return feel::TypeKind::kNumber; }

  absl::StatusOr<Corrected> Apply(const GradedScore& before,
                                  const feel::Value& value,
                                  const GradeScale& scale) const override {
    const std::optional<int64_t> asked = value.number().ToInt64();
    // Beyond 32 bits nobody means it, and the sums below could overflow.
    if (!asked.has_value() || *asked > std::numeric_limits<int32_t>::max() ||
        *asked < std::numeric_limits<int32_t>::min()) {
      return absl::InvalidArgumentError(
          fmt::format("the number of notches is {}; expected an integer",
                      value.number().ToString()));
    }
    const int64_t notches = std::clamp(*asked, -at_most_, at_most_);
    return Corrected{{before.score, scale.Nearest(before.rank - notches)},
                     fmt::format("{}", notches)};
  }

  GradedRange Reach(const GradedRange& before,
                    const GradeScale& scale) const override {
    return {
        {before.lowest.score, scale.Nearest(before.lowest.rank + at_most_)},
        {before.highest.score, scale.Nearest(before.highest.rank - at_most_)}};
  }

 private:
  int64_t at_most_;
};

class GradeBound : public Correction {
 public:
  enum class Side { kCap, kFloor };
  explicit GradeBound(Side side) : side_(side) {}

  Stage stage() const override { return Stage::kGrade; }
  feel::TypeKind value_kind() const override { return feel::TypeKind::kString; }

  absl::StatusOr<Corrected> Apply(const GradedScore& before,
                                  const feel::Value& value,
                                  const GradeScale& scale) const override {
    const std::optional<int> bound = scale.RankOf(value.string());
    if (!bound.has_value()) {
      return absl::InvalidArgumentError(fmt::format(
          "there is no grade `{}`; there are {}", value.string(), scale.Ids()));
    }
    const int rank = side_ == Side::kCap ? std::max(before.rank, *bound)
                                         : std::min(before.rank, *bound);
    return Corrected{{before.score, rank}, std::string(value.string())};
  }

  // Down to the worst grade, or up to the best.
  GradedRange Reach(const GradedRange& before,
                    const GradeScale& scale) const override {
    GradedRange reached = before;
    if (side_ == Side::kCap) {
      reached.lowest.rank = scale.worst_rank();
    } else {
      reached.highest.rank = 1;
    }
    return reached;
  }

 private:
  Side side_;
};

class Veto : public Correction {
 public:
  Stage stage() const override { return Stage::kVeto; }
  feel::TypeKind value_kind() const override { return feel::TypeKind::kNull; }

  absl::StatusOr<Corrected> Apply(const GradedScore& before,
                                  const feel::Value& /*value*/,
                                  const GradeScale& scale) const override {
    return Corrected{{before.score, scale.worst_rank()}, ""};
  }

  // It takes no value that could be unknown.
  GradedRange Reach(const GradedRange& before,
                    const GradeScale& scale) const override {
    return {{before.lowest.score, scale.worst_rank()},
            {before.highest.score, scale.worst_rank()}};
  }
};

bool TakesNoParameters(const CorrectionSource& source) {
  if (source.definition.parameters().empty()) return true;
  return source.reader.AddError(
      "parameters",
      fmt::format("a {} takes no parameters", source.definition.kind()), 0);
}

}  // namespace

std::unique_ptr<const Correction> CompileCoefficient(
    const CorrectionSource& source) {
  std::optional<Decimal> lowest;
  std::optional<Decimal> highest;
  bool is_right = true;
  for (int i = 0; i < source.definition.parameters_size(); ++i) {
    const v1::Parameter& parameter = source.definition.parameters(i);
    const absl::StatusOr<Decimal> number = Decimal::Parse(parameter.value());
    const bool is_lowest = parameter.name() == "lowest";
    std::optional<Decimal>& bound = is_lowest ? lowest : highest;
    if ((!is_lowest && parameter.name() != "highest") || bound) {
      is_right = source.reader.AddError(
          "parameters",
          fmt::format("a coefficient takes `lowest` and `highest`, each once; "
                      "got `{}`",
                      parameter.name()),
          i);
    } else if (!number.ok() || number->is_negative()) {
      is_right = source.reader.AddError(
          "parameters",
          fmt::format("`{}` is `{}`; expected a number from 0",
                      parameter.name(), parameter.value()),
          i);
    } else {
      bound = *number;
    }
  }
  if (lowest && highest && *lowest > *highest) {
    is_right = source.reader.AddError(
        "parameters",
        fmt::format("`lowest` is {}; expected at most `highest`, "
                    "{}",
                    lowest->ToString(), highest->ToString()),
        0);
  }
  if (!is_right) return nullptr;
  return std::make_unique<Coefficient>(lowest.value_or(Decimal(0)), highest);
}

std::unique_ptr<const Correction> CompileNotches(
    const CorrectionSource& source) {
  int64_t at_most = std::numeric_limits<int32_t>::max();
  bool is_right = true;
  for (int i = 0; i < source.definition.parameters_size(); ++i) {
    const v1::Parameter& parameter = source.definition.parameters(i);
    int32_t number = 0;
    if (parameter.name() != "at_most" || i > 0) {
      is_right = source.reader.AddError(
          "parameters",
          fmt::format("notches take one parameter, `at_most`; got `{}`",
                      parameter.name()),
          i);
    } else if (!absl::SimpleAtoi(parameter.value(), &number) || number < 1) {
      is_right = source.reader.AddError(
          "parameters",
          fmt::format("`at_most` is `{}`; expected an integer from 1",
                      parameter.value()),
          i);
    } else {
      at_most = number;
    }
  }
  if (!is_right) return nullptr;
  return std::make_unique<Notches>(at_most);
}

std::unique_ptr<const Correction> CompileCap(const CorrectionSource& source) {
  if (!TakesNoParameters(source)) return nullptr;
  return std::make_unique<GradeBound>(GradeBound::Side::kCap);
}

std::unique_ptr<const Correction> CompileFloor(const CorrectionSource& source) {
  if (!TakesNoParameters(source)) return nullptr;
  return std::make_unique<GradeBound>(GradeBound::Side::kFloor);
}

std::unique_ptr<const Correction> CompileVeto(const CorrectionSource& source) {
  if (!TakesNoParameters(source)) return nullptr;
  return std::make_unique<Veto>();
}

}  // namespace techflow::scorecard
