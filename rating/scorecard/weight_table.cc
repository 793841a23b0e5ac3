#include "rating/scorecard/weight_table.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

using WeightsById = std::map<std::string, Decimal>;

bool IsPartOf(const v1::Model& model, const std::string& id) {
  for (const v1::Dimension& dimension : model.dimensions()) {
    if (dimension.id() == id) return true;
    for (const v1::Indicator& indicator : dimension.indicators()) {
      if (indicator.id() == id) return true;
    }
  }
  return false;
}

// Nothing where a weight is wrong.
std::optional<WeightsById> ReadWeights(const v1::Model& model,
                                       const v1::WeightSet& set,
                                       const FieldReader& reader) {
  WeightsById weights;
  bool is_right = true;
  for (int i = 0; i < set.weights_size(); ++i) {
    const v1::Weight& definition = set.weights(i);
    const FieldReader weight(fmt::format("the weight of `{}`", definition.id()),
                             reader.places().Message("weights", i),
                             reader.diagnostics());
    if (!IsPartOf(model, definition.id())) {
      is_right = weight.AddError(
          "id", fmt::format("there is no dimension or indicator `{}`",
                            definition.id()));
    }
    const std::optional<Decimal> value =
        weight.ReadNumber("value", definition.value(), ShareBounds());
    if (!value.has_value()) {
      is_right = false;
    } else if (!weights.emplace(definition.id(), *value).second) {
      is_right =
          weight.AddError("id", fmt::format("`{}` has two weights in {}",
                                            definition.id(), reader.owner()));
    }
  }
  if (!is_right) return std::nullopt;
  return weights;
}

// Looks weights up and adds them up; what is missing is reported once.
class WeightSum {
 public:
  WeightSum(const WeightsById& weights, const FieldReader& reader)
      : weights_(weights), reader_(reader) {}

  Decimal Take(const std::string& id) {
    const auto found = weights_.find(id);
    if (found == weights_.end()) {
      is_right_ = reader_.AddError(
          "weights",
          fmt::format("{} has no weight for `{}`", reader_.owner(), id), 0);
      return Decimal();
    }
    sum_ = Plus(sum_, found->second);
    return found->second;
  }

  bool CheckIsOne(std::string_view what) {
    if (!is_right_ || sum_ == Decimal(1)) return is_right_;
    return reader_.AddError(
        "weights",
        fmt::format("the weights of {} in {} add up to {}; expected exactly 1",
                    what, reader_.owner(), sum_.ToString()),
        0);
  }

 private:
  const WeightsById& weights_;
  const FieldReader& reader_;
  Decimal sum_;
  bool is_right_ = true;
};

std::optional<WeightTable::SegmentWeights> ArrangeWeights(
    const v1::Model& model, const WeightsById& weights,
    const FieldReader& reader) {
  WeightTable::SegmentWeights arranged;
  bool is_right = true;
  WeightSum dimensions(weights, reader);
  for (const v1::Dimension& dimension : model.dimensions()) {
    WeightTable::DimensionWeights row{dimensions.Take(dimension.id()), {}};
    WeightSum indicators(weights, reader);
    for (const v1::Indicator& indicator : dimension.indicators()) {
      row.indicators.push_back(indicators.Take(indicator.id()));
    }
    const std::string what =
        fmt::format("the indicators of dimension `{}`", dimension.id());
    if (!indicators.CheckIsOne(what)) is_right = false;
    arranged.push_back(std::move(row));
  }
  if (!dimensions.CheckIsOne("the dimensions")) is_right = false;
  if (!is_right) return std::nullopt;
  return arranged;
}

std::optional<size_t> SegmentIndex(const v1::Model& model,
                                   const std::string& id) {
  for (int i = 0; i < model.segments_size(); ++i) {
    if (model.segments(i).id() == id) return static_cast<size_t>(i);
  }
  return std::nullopt;
}

}  // namespace

std::optional<WeightTable> WeightTable::Compile(const v1::Model& model,
                                                const FieldReader& reader) {
  bool is_right = true;
  std::vector<SegmentWeights> segments(
      static_cast<size_t>(model.segments_size()));
  std::vector<bool> is_given(segments.size());
  for (int i = 0; i < model.weight_sets_size(); ++i) {
    const v1::WeightSet& definition = model.weight_sets(i);
    const FieldReader set(
        fmt::format("the weight set of segment `{}`", definition.segment()),
        reader.places().Message("weight_sets", i), reader.diagnostics());
    if (!set.CheckText("provenance", definition.provenance())) is_right = false;
    const std::optional<size_t> segment =
        SegmentIndex(model, definition.segment());
    if (!segment.has_value()) {
      is_right = set.AddError("segment", fmt::format("there is no segment `{}`",
                                                     definition.segment()));
    } else if (is_given[*segment]) {
      is_right = set.AddError("segment",
                              fmt::format("segment `{}` has two weight sets",
                                          definition.segment()));
    }
    const std::optional<WeightsById> weights =
        ReadWeights(model, definition, set);
    std::optional<SegmentWeights> arranged;
    if (weights) arranged = ArrangeWeights(model, *weights, set);
    if (!arranged) is_right = false;
    if (!segment.has_value()) continue;
    is_given[*segment] = true;
    if (arranged) segments[*segment] = *std::move(arranged);
  }
  for (size_t i = 0; i < segments.size(); ++i) {
    if (is_given[i]) continue;
    const int index = static_cast<int>(i);
    is_right = reader.AddError("segments",
                               fmt::format("segment `{}` has no weight set",
                                           model.segments(index).id()),
                               index);
  }
  if (!is_right) return std::nullopt;
  return WeightTable(std::move(segments));
}

}  // namespace techflow::scorecard
