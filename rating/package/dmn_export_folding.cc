#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "rating/package/dmn_export_scorecard.h"
#include "rating/scorecard/score_arithmetic.h"

// How points fold into the base score.
namespace techflow::package {
namespace {

// `sum([...])` of what `item` writes for each indicator that `is_meant`.
template <typename IsMeant, typename Item>
std::string SumOver(const v1::Dimension& dimension, IsMeant is_meant,
                    Item item) {
  std::string text;
  for (const v1::Indicator& indicator : dimension.indicators()) {
    if (!is_meant(indicator)) continue;
    if (!text.empty()) text += ", ";
    text += item(indicator);
  }
  return text.empty() ? "0" : "sum([" + text + "])";
}

// The weight where the measure is known, or where it is not; else 0.
std::string WeightWhere(const v1::Indicator& indicator, bool is_known) {
  return fmt::format("if measure_{0} {1} null then weights.{0} else 0",
                     indicator.id(), is_known ? "!=" : "=");
}

}  // namespace

bool ScorecardExport::AddStatus() {
  std::string known;
  std::string unratable;
  for (const v1::Dimension& dimension : model_.dimensions()) {
    for (const v1::Indicator& indicator : dimension.indicators()) {
      if (!known.empty()) known += ", ";
      known += fmt::format(
          "if measure_{0} = null then 0 else weights.{1} * weights.{0}",
          indicator.id(), dimension.id());
      if (indicator.missing() == v1::MISSING_POLICY_UNRATABLE) {
        unratable += fmt::format("measure_{} = null or ", indicator.id());
      }
    }
  }
  const v1::CompletenessRule& rule = model_.completeness();
  return Add("completeness", feel::TypeKind::kNumber,
             fmt::format("decimal(sum([{}]), {})", known,
                         scorecard::kScoreDecimals)) &&
         Add("status", feel::TypeKind::kString,
             fmt::format("if {}completeness < {} then \"unratable\" else if "
                         "completeness < {} then \"provisional\" else "
                         "\"rated\"",
                         unratable, FeelNumber(rule.provisional_from()),
                         FeelNumber(rule.rated_from())));
}

// The formula and its letters are in scorecard/weighted_mean.h.
bool ScorecardExport::AddWeightedMean() {
  if (model_.weight_scheme().kind() != "weighted_mean") {
    return Refuse(
        places_.Message("weight_scheme").Field("kind"),
        fmt::format("a weight scheme of kind `{}` cannot be "
                    "exported; expected `weighted_mean` or `sum_of_points`",
                    model_.weight_scheme().kind()));
  }
  const auto is_any = [](const v1::Indicator&) { return true; };
  const auto is_reallocated = [](const v1::Indicator& indicator) {
    return indicator.missing() == v1::MISSING_POLICY_REALLOCATE;
  };
  const auto known = [](const v1::Indicator& i) {
    return WeightWhere(i, true);
  };
  const auto unknown = [](const v1::Indicator& i) {
    return WeightWhere(i, false);
  };
  constexpr auto kNumber = feel::TypeKind::kNumber;
  bool is_right = true;
  std::string known_weight;
  std::string freed_weight;
  for (const v1::Dimension& dimension : model_.dimensions()) {
    const std::string& id = dimension.id();
    is_right = Add("known_" + id, kNumber, SumOver(dimension, is_any, known)) &&
               Add("reallocated_" + id, kNumber,
                   SumOver(dimension, is_reallocated, unknown)) &&
               is_right;
    const std::string_view separator = known_weight.empty() ? "" : ", ";
    known_weight += fmt::format("{}if known_{} = 0 then 0 else weights.{}",
                                separator, id, id);
    freed_weight += fmt::format(
        "{0}if known_{1} = 0 then weights.{1} * reallocated_{1} else 0",
        separator, id);
  }
  is_right = is_right &&
             Add("known_weight", kNumber, "sum([" + known_weight + "])") &&
             Add("freed_weight", kNumber, "sum([" + freed_weight + "])");
  if (!is_right) return false;
  return AddContributions();
}

bool ScorecardExport::AddContributions() {
  constexpr auto kNumber = feel::TypeKind::kNumber;
  bool is_right = true;
  std::string contributions;
  for (const v1::Dimension& dimension : model_.dimensions()) {
    const std::string& id = dimension.id();
    is_right =
        Add("denominator_" + id, kNumber,
            fmt::format("if known_{0} * known_weight = 0 then 1 else known_{0} "
                        "* known_weight",
                        id)) &&
        Add("numerator_" + id, kNumber,
            fmt::format(
                "if known_{0} * known_weight = 0 then 1 else (known_{0} "
                "+ reallocated_{0}) * known_weight + freed_weight",
                id)) &&
        is_right;
    for (const v1::Indicator& indicator : dimension.indicators()) {
      is_right = is_right && AddContribution(dimension, indicator);
      if (!contributions.empty()) contributions += ", ";
      contributions += "contribution_" + indicator.id();
    }
  }
  return is_right && AddDimensionPoints() &&
         Add("base score", kNumber,
             fmt::format("if status = \"unratable\" then null else sum([{}])",
                         contributions));
}

// The scorecard rounds the exact quotient once; here it is rounded to 34 digits
// first, which changes nothing: the numerator has at most 30 digits after the
// point and half a unit times the denominator 19, so that a quotient that is no
// tie lies at least 10^-30 off one, for the denominator is at most 1. Quotients
// are at most 100, and 34 digits are then off by less than 10^-31.
bool ScorecardExport::AddContribution(const v1::Dimension& dimension,
                                      const v1::Indicator& indicator) {
  std::string unknown = "0";
  if (indicator.missing() == v1::MISSING_POLICY_FLOOR) {
    unknown =
        fmt::format("decimal(weights.{} * weights.{} * {}, {})", dimension.id(),
                    indicator.id(), FeelNumber(indicator.floor()),
                    scorecard::kScoreDecimals);
  }
  return Add("contribution_" + indicator.id(), feel::TypeKind::kNumber,
             fmt::format("if status = \"unratable\" then null else if "
                         "measure_{0} = null then {1} else decimal(weights.{2} "
                         "* weights.{0} * numerator_{2} * points_{0} / "
                         "denominator_{2}, {3})",
                         indicator.id(), unknown, dimension.id(),
                         scorecard::kScoreDecimals),
             &indicator.title());
}

// `dimension_d` and the context of them. A share is a weight times what the
// reallocation makes of it; that the quotient is rounded twice changes nothing
// here either, for a share has 18 digits after the point at most.
bool ScorecardExport::AddDimensionPoints() {
  std::string context;
  std::set<std::string> names;
  std::vector<feel::Member> members;
  for (const v1::Dimension& dimension : model_.dimensions()) {
    const std::string& id = dimension.id();
    if (takes_weights()) {
      std::string shares;
      std::string points;
      for (const v1::Indicator& indicator : dimension.indicators()) {
        const bool is_reallocated =
            indicator.missing() == v1::MISSING_POLICY_REALLOCATE;
        const std::string share = fmt::format(
            "(if measure_{0} != null then weights.{0} * numerator_{1} else "
            "{2})",
            indicator.id(), id,
            is_reallocated ? "0"
                           : fmt::format("weights.{} * denominator_{}",
                                         indicator.id(), id));
        const std::string_view separator = shares.empty() ? "" : ", ";
        shares += fmt::format("{}{}", separator, share);
        points +=
            fmt::format("{}{} * (if measure_{} != null then points_{} else {})",
                        separator, share, indicator.id(), indicator.id(),
                        FeelNumber(indicator.floor()));
      }
      const std::string feel = fmt::format(
          "if status = \"unratable\" or sum([{0}]) = 0 then null else "
          "decimal(sum([{1}]) / sum([{0}]), {2})",
          shares, points, scorecard::kScoreDecimals);
      if (!Add("dimension_" + id, feel::TypeKind::kNumber, feel,
               &dimension.title())) {
        return false;
      }
    }
    std::string key = id;
    std::replace(key.begin(), key.end(), '_', ' ');
    context +=
        fmt::format("{}{}: dimension_{}", context.empty() ? "" : ", ", key, id);
    members.push_back({key, feel::TypeKind::kNumber});
    names.insert("dimension_" + id);
  }
  return AddDecision(
      {"dimension points", "", {}, LiteralElement("{" + context + "}"), names},
      feel::Type::Context(members));
}

}  // namespace techflow::package
