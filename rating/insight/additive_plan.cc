#include "rating/insight/additive_plan.h"

#include <algorithm>

namespace techflow::insight {
namespace {

int64_t GainWithin(const DimensionRoom& room, int64_t gain) {
  if (!room.cap.has_value()) return gain;
  return std::min(*room.cap, room.sum + gain) - std::min(*room.cap, room.sum);
}

size_t Index(int number) { return static_cast<size_t>(number); }

// The efforts with more gain than any smaller one.
template <typename GainOf>
std::vector<AdditivePlan::Step> RisingSteps(const std::vector<int64_t>& gains,
                                            GainOf gain_of) {
  std::vector<AdditivePlan::Step> steps;
  for (size_t effort = 0; effort < gains.size(); ++effort) {
    if (gains[effort] < 0) continue;
    const int64_t gain = gain_of(gains[effort]);
    if (!steps.empty() && gain <= steps.back().gain) continue;
    steps.push_back({static_cast<int>(effort), gain});
  }
  return steps;
}

}  // namespace

AdditivePlan::AdditivePlan(const std::vector<ChangeableIndicator>& changeable,
                           const std::vector<DimensionRoom>& rooms,
                           std::optional<int> within_months)
    : changeable_(changeable), parts_(rooms.size()) {
  for (size_t i = 0; i < changeable.size(); ++i) {
    if (within_months.has_value() && changeable[i].months > *within_months) {
      continue;
    }
    parts_[Index(changeable[i].dimension)].members.push_back(i);
  }
  for (Part& part : parts_) FillPart(part);
  Combine(rooms);
}

void AdditivePlan::FillPart(Part& part) const {
  std::vector<int64_t> gains = {0};
  for (const size_t member : part.members) {
    const std::vector<ChangeOption>& options = changeable_[member].options;
    const size_t most = gains.size() + Index(options.back().effort);
    std::vector<int64_t> better(most, kImpossible);
    std::copy(gains.begin(), gains.end(), better.begin());
    std::vector<int> taken(most, 0);
    for (size_t option = 0; option < options.size(); ++option) {
      for (size_t effort = 0; effort < gains.size(); ++effort) {
        if (gains[effort] == kImpossible) continue;
        const size_t sum = effort + Index(options[option].effort);
        const int64_t gain = gains[effort] + options[option].gain;
        if (gain <= better[sum]) continue;
        better[sum] = gain;
        taken[sum] = static_cast<int>(option) + 1;
      }
    }
    gains = std::move(better);
    part.table.taken.push_back(std::move(taken));
  }
  part.table.gains = std::move(gains);
}

void AdditivePlan::Combine(const std::vector<DimensionRoom>& rooms) {
  std::vector<int64_t> gains = {0};
  for (size_t i = 0; i < parts_.size(); ++i) {
    const std::vector<Step> steps =
        RisingSteps(parts_[i].table.gains,
                    [&](int64_t gain) { return GainWithin(rooms[i], gain); });
    const size_t most = gains.size() + Index(steps.back().effort);
    std::vector<int64_t> better(most, kImpossible);
    std::vector<int> taken(most, 0);
    for (const Step& step : steps) {
      for (size_t effort = 0; effort < gains.size(); ++effort) {
        if (gains[effort] == kImpossible) continue;
        const size_t sum = effort + Index(step.effort);
        if (gains[effort] + step.gain <= better[sum]) continue;
        better[sum] = gains[effort] + step.gain;
        taken[sum] = step.effort;
      }
    }
    gains = std::move(better);
    total_.taken.push_back(std::move(taken));
  }
  total_.gains = std::move(gains);
  steps_ = RisingSteps(total_.gains, [](int64_t gain) { return gain; });
}

ChangeSet AdditivePlan::ChangesOf(const Step& step) const {
  ChangeSet changes(changeable_.size(), 0);
  size_t left = Index(step.effort);
  for (size_t i = parts_.size(); i-- > 0;) {
    size_t of_part = Index(total_.taken[i][left]);
    left -= of_part;
    const Part& part = parts_[i];
    for (size_t j = part.members.size(); j-- > 0;) {
      const int option = part.table.taken[j][of_part];
      const size_t member = part.members[j];
      changes[member] = option;
      if (option == 0) continue;
      of_part -= Index(changeable_[member].options[Index(option - 1)].effort);
    }
  }
  return changes;
}

}  // namespace techflow::insight
