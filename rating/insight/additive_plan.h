#ifndef TECHFLOW_RATING_INSIGHT_ADDITIVE_PLAN_H_
#define TECHFLOW_RATING_INSIGHT_ADDITIVE_PLAN_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "rating/insight/change_option.h"

namespace techflow::insight {

// How far the sum of a dimension's contributions may rise, in millionths.
struct DimensionRoom {
  int64_t sum = 0;
  // Nothing: as far as it likes.
  std::optional<int64_t> cap;
};

// For each total effort the changes that gain the most, where gains add up: a
// dynamic programme over the options of each indicator within its dimension,
// then over the dimensions, in time of the order of options × effort. Of equal
// gains the one without changes of later indicators is kept. Immutable; any
// thread.
class AdditivePlan {
 public:
  // One room for each dimension of the model. Only indicators of at most
  // `within_months` are changed; nothing: all.
  AdditivePlan(const std::vector<ChangeableIndicator>& changeable,
               const std::vector<DimensionRoom>& rooms,
               std::optional<int> within_months);

  // An effort, and the most that can be gained with no more than it.
  struct Step {
    int effort = 0;
    int64_t gain = 0;
  };
  // Both rise; the first is no effort and no gain.
  const std::vector<Step>& steps() const { return steps_; }

  // The changes of a step.
  ChangeSet ChangesOf(const Step& step) const;

 private:
  // The best of a part for each effort. `taken[i][e]` is which option, or
  // which effort, of its i-th member was taken for the effort e.
  struct Table {
    std::vector<int64_t> gains;  // kImpossible where no set has the effort.
    std::vector<std::vector<int>> taken;
  };
  struct Part {
    std::vector<size_t> members;  // Indices of changeable indicators.
    Table table;
  };

  static constexpr int64_t kImpossible = -1;

  void FillPart(Part& part) const;
  void Combine(const std::vector<DimensionRoom>& rooms);

  const std::vector<ChangeableIndicator>& changeable_;
  std::vector<Part> parts_;
  Table total_;
  std::vector<Step> steps_;
};

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_ADDITIVE_PLAN_H_
