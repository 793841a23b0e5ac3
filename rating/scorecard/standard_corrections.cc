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
  Stage stage() const override { return Stage::kScore; }
  feel::TypeKind value_kind() const override { return feel::TypeKind::kNumber; }

  absl::StatusOr<Corrected> Apply(const GradedScore& before,
                                  const feel::Value& value,
                                  const GradeScale& scale) const override {
    const Decimal& coefficient = value.number();
    if (coefficient.is_negative()) {
      return absl::InvalidArgumentError(fmt::format(
          "the coefficient is {}; expected 0 or more", coefficient.ToString()));
    }
    const std::optional<Decimal> product = Multiply(before.score, coefficient);
    // A product that no decimal can hold is above 100 as well.
    const Decimal bounded =
        Bounded(product.value_or(Decimal(100)), Decimal(0), Decimal(100));
    const Decimal score = RoundTo(bounded, kScoreDecimals);
    return Corrected{{score, scale.RankOf(score)}, coefficient.ToString()};
  }
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
  if (!TakesNoParameters(source)) return nullptr;
  return std::make_unique<Coefficient>();
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
