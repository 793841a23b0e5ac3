#include "rating/scorecard/weight_table.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "rating/scorecard/derivation_check.h"
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

// The dimensions, or the indicators of one.
struct Group {
  std::string what;
  std::vector<std::string> ids;
};

std::vector<Group> GroupsOf(const v1::Model& model) {
  std::vector<Group> groups = {{"the dimensions", {}}};
  for (const v1::Dimension& dimension : model.dimensions()) {
    groups.front().ids.push_back(dimension.id());
    Group group{fmt::format("the indicators of dimension `{}`", dimension.id()),
                {}};
    for (const v1::Indicator& indicator : dimension.indicators()) {
      group.ids.push_back(indicator.id());
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

bool NamesNoneOf(const WeightsById& weights, const Group& group) {
  for (const std::string& id : group.ids) {
    if (weights.contains(id)) return false;
  }
  return true;
}

// That all of the group is there and adds up to exactly 1.
bool CheckGroup(const WeightsById& weights, const Group& group,
                const FieldReader& reader) {
  bool is_right = true;
  Decimal sum;
  for (const std::string& id : group.ids) {
    const auto found = weights.find(id);
    if (found == weights.end()) {
      is_right = reader.AddError(
          "weights",
          fmt::format("{} has no weight for `{}`", reader.owner(), id), 0);
    } else {
      sum = Plus(sum, found->second);
    }
  }
  if (!is_right || sum == Decimal(1)) return is_right;
  return reader.AddError(
      "weights",
      fmt::format("the weights of {} in {} add up to {}; expected exactly 1",
                  group.what, reader.owner(), sum.ToString()),
      0);
}

WeightTable::SegmentWeights Arranged(const v1::Model& model,
                                     const WeightsById& weights) {
  const auto weight_of = [&weights](const std::string& id) {
    return WithDecimals(weights.at(id), kWeightDecimals);
  };
  WeightTable::SegmentWeights arranged;
  for (const v1::Dimension& dimension : model.dimensions()) {
    WeightTable::DimensionWeights row{weight_of(dimension.id()), {}};
    for (const v1::Indicator& indicator : dimension.indicators()) {
      row.indicators.push_back(weight_of(indicator.id()));
    }
    arranged.push_back(std::move(row));
  }
  return arranged;
}

std::optional<size_t> SegmentIndex(const v1::Model& model,
                                   const std::string& id) {
  for (int i = 0; i < model.segments_size(); ++i) {
    if (model.segments(i).id() == id) return static_cast<size_t>(i);
  }
  return std::nullopt;
}

// A weight set as it is read; its weights are nothing where one is wrong.
struct ReadSet {
  const v1::WeightSet* definition = nullptr;
  int index = 0;
  std::optional<WeightsById> weights;
};

FieldReader SetReader(const ReadSet& set, const FieldReader& reader) {
  return FieldReader(
      fmt::format("the weight set of segment `{}`", set.definition->segment()),
      reader.places().Message("weight_sets", set.index), reader.diagnostics());
}

using SetsBySegment = std::map<std::string, ReadSet>;

// Each set under its segment; what is wrong with one is reported.
bool ReadSets(const v1::Model& model, const FieldReader& reader,
              SetsBySegment& sets) {
  bool is_right = true;
  for (int i = 0; i < model.weight_sets_size(); ++i) {
    ReadSet set{&model.weight_sets(i), i, {}};
    const FieldReader set_reader = SetReader(set, reader);
    const std::string& segment = set.definition->segment();
    if (!set_reader.CheckText("provenance", set.definition->provenance())) {
      is_right = false;
    }
    if (!CheckDerivations(model, *set.definition, set_reader)) is_right = false;
    set.weights = ReadWeights(model, *set.definition, set_reader);
    if (!set.weights) is_right = false;
    if (!SegmentIndex(model, segment).has_value()) {
      is_right = set_reader.AddError(
          "segment", fmt::format("there is no segment `{}`", segment));
    } else if (!sets.emplace(segment, std::move(set)).second) {
      is_right = set_reader.AddError(
          "segment", fmt::format("segment `{}` has two weight sets", segment));
    }
  }
  for (int i = 0; i < model.segments_size(); ++i) {
    if (sets.contains(model.segments(i).id())) continue;
    is_right = reader.AddError(
        "segments",
        fmt::format("segment `{}` has no weight set", model.segments(i).id()),
        i);
  }
  return is_right;
}

// The set on which `set` is based; null for none. Reports where there is no
// such set or it leads back to the set.
const ReadSet* BaseOf(const ReadSet& set, const SetsBySegment& sets,
                      const FieldReader& reader, bool& is_right) {
  const std::string& name = set.definition->based_on();
  if (name.empty()) return nullptr;
  const FieldReader set_reader = SetReader(set, reader);
  const auto found = sets.find(name);
  if (found == sets.end()) {
    is_right = set_reader.AddError(
        "based_on",
        fmt::format("there is no weight set of a segment `{}`", name));
    return nullptr;
  }
  const ReadSet* next = &found->second;
  for (size_t steps = 0; steps <= sets.size(); ++steps) {
    if (next->definition->based_on().empty()) return &found->second;
    const auto base = sets.find(next->definition->based_on());
    // Reported where the set that names it is looked at.
    if (base == sets.end()) return nullptr;
    next = &base->second;
  }
  is_right = set_reader.AddError(
      "based_on",
      fmt::format("{} is in the end based on itself", set_reader.owner()));
  return nullptr;
}

// All weights of a set, with those of the sets on which it is based.
bool CompleteWeights(const ReadSet& set, const std::vector<Group>& groups,
                     const SetsBySegment& sets, const FieldReader& reader,
                     WeightsById& complete) {
  bool is_right = true;
  const ReadSet* base = BaseOf(set, sets, reader, is_right);
  if (!is_right) return false;
  WeightsById inherited;
  if (base != nullptr &&
      !CompleteWeights(*base, groups, sets, reader, inherited)) {
    return false;
  }
  complete = *set.weights;
  for (const Group& group : groups) {
    if (base != nullptr && NamesNoneOf(*set.weights, group)) {
      for (const std::string& id : group.ids) complete[id] = inherited[id];
    } else if (!CheckGroup(*set.weights, group, SetReader(set, reader))) {
      is_right = false;
    }
  }
  return is_right;
}

// `parts` as shares of their sum, which add up to exactly 1.
std::vector<Decimal> SharesOf(const std::vector<Decimal>& parts) {
  Decimal sum;
  for (const Decimal& part : parts) sum = Plus(sum, part);
  std::vector<Decimal> shares;
  Decimal rest(1);
  for (const Decimal& part : parts) {
    shares.push_back(sum.is_zero() ? Decimal()
                                   : DivideRounded(part, sum, kWeightDecimals));
    rest = Minus(rest, shares.back());
  }
  if (!shares.empty()) shares.front() = Plus(shares.front(), rest);
  return shares;
}

}  // namespace

std::optional<WeightTable> WeightTable::Compile(const v1::Model& model,
                                                const FieldReader& reader) {
  SetsBySegment sets;
  if (!ReadSets(model, reader, sets)) return std::nullopt;
  const std::vector<Group> groups = GroupsOf(model);
  std::vector<SegmentWeights> segments;
  bool is_right = true;
  for (const v1::Segment& segment : model.segments()) {
    WeightsById weights;
    if (CompleteWeights(sets.at(segment.id()), groups, sets, reader, weights)) {
      segments.push_back(Arranged(model, weights));
    } else {
      is_right = false;
    }
  }
  if (!is_right) return std::nullopt;
  return WeightTable(std::move(segments));
}

WeightTable WeightTable::OfPoints(const std::vector<Reach>& dimensions,
                                  size_t segment_count) {
  std::vector<Decimal> points;
  points.reserve(dimensions.size());
  for (const Reach& dimension : dimensions) points.push_back(dimension.points);
  const std::vector<Decimal> shares = SharesOf(points);
  SegmentWeights weights;
  for (size_t i = 0; i < dimensions.size(); ++i) {
    weights.push_back({shares[i], SharesOf(dimensions[i].indicators)});
  }
  return WeightTable(std::vector<SegmentWeights>(segment_count, weights));
}

}  // namespace techflow::scorecard
