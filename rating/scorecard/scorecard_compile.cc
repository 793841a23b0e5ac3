#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rating/scorecard/percentile.h"
#include "rating/scorecard/score_arithmetic.h"
#include "rating/scorecard/scorecard.h"

namespace techflow::scorecard {
namespace {

std::unique_ptr<const WeightScheme> CompileWeightScheme(
    const v1::Model& model, const Catalog& catalog, const FieldReader& reader) {
  const std::string& kind = model.weight_scheme().kind();
  const FieldReader scheme("the weight scheme",
                           reader.places().Message("weight_scheme"),
                           reader.diagnostics());
  const auto* factory = catalog.weight_schemes.Find(kind);
  if (factory == nullptr) {
    scheme.AddError("kind",
                    fmt::format("there is no weight scheme `{}`; there are {}",
                                kind, catalog.weight_schemes.Names()));
    return nullptr;
  }
  return (*factory)({model.weight_scheme(), scheme});
}

// The names that are known once points have been folded are no longer withheld.
std::vector<std::string> WithheldFromCorrections(const RuleScope& scope) {
  std::vector<std::string> withheld;
  for (const std::string& name : scope.withheld) {
    if (std::find(scope.scored.begin(), scope.scored.end(), name) ==
        scope.scored.end()) {
      withheld.push_back(name);
    }
  }
  return withheld;
}

}  // namespace

Scorecard::Scorecard(Parts parts, std::vector<Dimension> dimensions,
                     std::vector<SegmentName> segment_names)
    : parts_(std::move(parts)),
      dimensions_(std::move(dimensions)),
      segment_names_(std::move(segment_names)),
      points_range_{Decimal(100), Decimal(0)} {
  for (const Dimension& dimension : dimensions_) {
    for (const auto& indicator : dimension.indicators) {
      indicators_.emplace(indicator->id(), indicator.get());
      const ScoringFunction& scoring = indicator->scoring();
      points_range_ = {
          std::min(points_range_.lowest, scoring.lowest_points()),
          std::max(points_range_.highest, scoring.highest_points())};
    }
  }
}

std::unique_ptr<const Scorecard> Scorecard::Compile(
    const v1::Model& model, const textproto::FieldPlaces& places,
    const Catalog& catalog, const RuleScope& scope,
    feel::Diagnostics& diagnostics) {
  const FieldReader reader("the model", places, diagnostics);
  std::optional<std::vector<Dimension>> dimensions =
      CompileDimensions(model, catalog, scope, reader);
  std::unique_ptr<const WeightScheme> weight_scheme =
      CompileWeightScheme(model, catalog, reader);
  const bool needs_segments =
      weight_scheme == nullptr || weight_scheme->takes_weights();
  std::optional<Segments> segments =
      Segments::Compile(model, scope, needs_segments, reader);
  std::optional<WeightTable> weights =
      CompileWeights(model, dimensions, weight_scheme.get(), reader);
  const FieldReader scale_reader("the grade scale",
                                 places.Message("grade_scale"), diagnostics);
  std::optional<GradeScale> scale =
      GradeScale::Compile(model.grade_scale(), scale_reader);
  std::optional<CorrectionSequence> corrections;
  // Without a scale the grades that corrections name cannot be looked up.
  if (scale.has_value()) {
    const std::vector<std::string> withheld = WithheldFromCorrections(scope);
    RuleScope correction_scope = scope;
    correction_scope.withheld = withheld;
    corrections = CorrectionSequence::Compile(model, catalog, correction_scope,
                                              *scale, reader);
  }
  const std::optional<Thresholds> thresholds = ReadThresholds(model, reader);
  const bool is_right = segments && dimensions && weight_scheme && weights &&
                        scale && corrections && thresholds;
  if (!is_right) return nullptr;
  std::vector<SegmentName> names;
  for (const v1::Segment& segment : model.segments()) {
    names.push_back({segment.id(), segment.title()});
  }
  if (names.empty()) names.emplace_back();
  return std::unique_ptr<const Scorecard>(new Scorecard(
      {*std::move(segments), *std::move(weights), std::move(weight_scheme),
       *std::move(scale), *std::move(corrections), *thresholds},
      *std::move(dimensions), std::move(names)));
}

std::optional<std::vector<Scorecard::Dimension>> Scorecard::CompileDimensions(
    const v1::Model& model, const Catalog& catalog, const RuleScope& scope,
    const FieldReader& reader) {
  bool is_right = CheckPeerDays(model, reader);
  if (model.dimensions().empty()) {
    is_right = reader.AddError("dimensions", "a model needs a dimension");
  }
  std::set<std::string> ids;
  std::vector<Dimension> dimensions;
  for (int i = 0; i < model.dimensions_size(); ++i) {
    const v1::Dimension& definition = model.dimensions(i);
    const FieldReader dimension_reader(
        fmt::format("dimension `{}`", definition.id()),
        reader.places().Message("dimensions", i), reader.diagnostics());
    Dimension dimension;
    dimension.blank_result.set_id(definition.id());
    *dimension.blank_result.mutable_title() = definition.title();
    if (!dimension_reader.ClaimId("id", definition.id(), ids)) is_right = false;
    if (!dimension_reader.CheckText("title", definition.title())) {
      is_right = false;
    }
    if (definition.indicators().empty()) {
      is_right = dimension_reader.AddError(
          "indicators",
          fmt::format("{} needs an indicator", dimension_reader.owner()));
    }
    dimension.best_only = definition.best_only();
    if (definition.has_cap()) {
      dimension.cap =
          dimension_reader.ReadNumber("cap", definition.cap(), PointsBounds());
      if (!dimension.cap.has_value()) is_right = false;
    }
    for (int j = 0; j < definition.indicators_size(); ++j) {
      const v1::Indicator& indicator = definition.indicators(j);
      const FieldReader indicator_reader(
          fmt::format("indicator `{}`", indicator.id()),
          dimension_reader.places().Message("indicators", j),
          reader.diagnostics());
      if (!indicator_reader.ClaimId("id", indicator.id(), ids)) {
        is_right = false;
      }
      dimension.indicators.push_back(
          Indicator::Compile(indicator, catalog, scope, indicator_reader));
      if (dimension.indicators.back() == nullptr) is_right = false;
    }
    dimensions.push_back(std::move(dimension));
  }
  if (!is_right) return std::nullopt;
  return dimensions;
}

Decimal Scorecard::Dimension::ReachablePoints() const {
  Decimal points;
  for (const auto& indicator : indicators) {
    const Decimal highest = indicator->scoring().highest_points();
    points = best_only ? std::max(points, highest) : Plus(points, highest);
  }
  return cap.has_value() ? std::min(points, *cap) : points;
}

bool Scorecard::CheckDimensions(const std::vector<Dimension>& dimensions,
                                const WeightScheme& scheme,
                                const v1::Model& model,
                                const FieldReader& reader) {
  bool is_right = true;
  Decimal sum;
  for (size_t i = 0; i < dimensions.size(); ++i) {
    const Dimension& dimension = dimensions[i];
    const FieldReader dimension_reader(
        fmt::format("dimension `{}`", dimension.blank_result.id()),
        reader.places().Message("dimensions", static_cast<int>(i)),
        reader.diagnostics());
    if (scheme.takes_weights()) {
      if (dimension.cap.has_value() || dimension.best_only) {
        is_right = dimension_reader.AddError(
            dimension.best_only ? "best_only" : "cap",
            fmt::format("{} has `cap` or `best_only`, which only the weight "
                        "scheme `sum_of_points` takes",
                        dimension_reader.owner()));
      }
      continue;
    }
    sum = Plus(sum, dimension.ReachablePoints());
    for (const auto& indicator : dimension.indicators) {
      if (indicator->missing_policy() != v1::MISSING_POLICY_REALLOCATE) {
        continue;
      }
      is_right = dimension_reader.AddError(
          "indicators",
          fmt::format("indicator `{}` has MISSING_POLICY_REALLOCATE, but the "
                      "weight scheme `{}` has no weights to reallocate; "
                      "expected _ZERO, _FLOOR or _UNRATABLE",
                      indicator->id(), model.weight_scheme().kind()));
    }
  }
  if (sum > Decimal(100)) {
    is_right = reader.AddError(
        "dimensions", fmt::format("the dimensions can bring {} points; "
                                  "expected at most 100",
                                  sum.ToString()));
  }
  return is_right;
}

std::optional<WeightTable> Scorecard::CompileWeights(
    const v1::Model& model,
    const std::optional<std::vector<Dimension>>& dimensions,
    const WeightScheme* scheme, const FieldReader& reader) {
  if (scheme == nullptr) {
    // Most schemes take weights, so what is wrong with them is worth saying.
    if (!model.weight_sets().empty()) WeightTable::Compile(model, reader);
    return std::nullopt;
  }
  const bool is_right = !dimensions.has_value() ||
                        CheckDimensions(*dimensions, *scheme, model, reader);
  if (scheme->takes_weights()) {
    std::optional<WeightTable> weights = WeightTable::Compile(model, reader);
    if (!is_right) return std::nullopt;
    return weights;
  }
  if (!model.weight_sets().empty()) {
    reader.AddError("weight_sets",
                    fmt::format("the weight scheme `{}` takes no weight sets",
                                model.weight_scheme().kind()));
    return std::nullopt;
  }
  if (!is_right || !dimensions.has_value()) return std::nullopt;
  std::vector<WeightTable::Reach> reaches;
  for (const Dimension& dimension : *dimensions) {
    WeightTable::Reach reach{dimension.ReachablePoints(), {}};
    for (const auto& indicator : dimension.indicators) {
      reach.indicators.push_back(indicator->scoring().highest_points());
    }
    reaches.push_back(std::move(reach));
  }
  return WeightTable::OfPoints(
      reaches, std::max<size_t>(1, static_cast<size_t>(model.segments_size())));
}

std::optional<Scorecard::Thresholds> Scorecard::ReadThresholds(
    const v1::Model& model, const FieldReader& reader) {
  const FieldReader rule("the completeness rule",
                         reader.places().Message("completeness"),
                         reader.diagnostics());
  const std::optional<Decimal> rated_from = rule.ReadNumber(
      "rated_from", model.completeness().rated_from(), ShareBounds());
  const std::optional<Decimal> provisional_from =
      rule.ReadNumber("provisional_from",
                      model.completeness().provisional_from(), ShareBounds());
  if (!rated_from || !provisional_from) return std::nullopt;
  // At 0 a company of which nothing is known would have a grade.
  if (provisional_from->is_zero()) {
    rule.AddError("provisional_from",
                  "`provisional_from` is 0; expected more than 0");
    return std::nullopt;
  }
  if (*provisional_from > *rated_from) {
    rule.AddError(
        "provisional_from",
        fmt::format(
            "`provisional_from` is {}; expected at most `rated_from`, {}",
            provisional_from->ToString(), rated_from->ToString()));
    return std::nullopt;
  }
  return Thresholds{*rated_from, *provisional_from};
}

}  // namespace techflow::scorecard
