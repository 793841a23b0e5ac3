#include "rating/insight/change_search.h"

#include <algorithm>
#include <compare>
#include <numeric>
#include <queue>
#include <utility>

namespace techflow::insight {
namespace {

// A set of changes: which indicators, rising, and which option of each.
struct Node {
  int effort = 0;
  int months = 0;
  std::vector<std::pair<size_t, int>> taken;

  auto operator<=>(const Node&) const = default;
};

ChangeSet ToSet(const Node& node, size_t size) {
  ChangeSet changes(size, 0);
  for (const auto& [indicator, option] : node.taken) {
    changes[indicator] = option;
  }
  return changes;
}

int EffortOfOption(const ChangeableIndicator& indicator, int option) {
  if (option == 0) return 0;
  return indicator.options[static_cast<size_t>(option - 1)].effort;
}

// What every set but the empty one is made from exactly once, by something
// cheaper or as cheap: the last change goes one option further, or a later
// indicator changes too.
class Frontier {
 public:
  explicit Frontier(const std::vector<ChangeableIndicator>& changeable)
      : changeable_(changeable) {
    AddLater(Node{});
  }

  bool is_empty() const { return nodes_.empty(); }

  Node Take() {
    Node node = nodes_.top();
    nodes_.pop();
    AddFurther(node);
    AddLater(node);
    return node;
  }

 private:
  void AddFurther(Node node) {
    auto& [indicator, option] = node.taken.back();
    const ChangeableIndicator& changed = changeable_[indicator];
    if (static_cast<size_t>(option) == changed.options.size()) return;
    node.effort +=
        EffortOfOption(changed, option + 1) - EffortOfOption(changed, option);
    ++option;
    nodes_.push(std::move(node));
  }

  void AddLater(const Node& node) {
    const size_t from = node.taken.empty() ? 0 : node.taken.back().first + 1;
    for (size_t i = from; i < changeable_.size(); ++i) {
      Node next = node;
      next.effort += EffortOfOption(changeable_[i], 1);
      next.months = std::max(next.months, changeable_[i].months);
      next.taken.emplace_back(i, 1);
      nodes_.push(std::move(next));
    }
  }

  const std::vector<ChangeableIndicator>& changeable_;
  std::priority_queue<Node, std::vector<Node>, std::greater<>> nodes_;
};

}  // namespace

absl::StatusOr<SearchResult> SearchCheapest(
    const std::vector<ChangeableIndicator>& changeable, int most_tries,
    Reaches reaches) {
  Frontier frontier(changeable);
  for (int tries = 0; tries < most_tries; ++tries) {
    if (frontier.is_empty()) return SearchResult{std::nullopt, true};
    ChangeSet changes = ToSet(frontier.Take(), changeable.size());
    const absl::StatusOr<bool> is_reached = reaches(changes);
    if (!is_reached.ok()) return is_reached.status();
    if (*is_reached) return SearchResult{std::move(changes), true};
  }
  return SearchResult{std::nullopt, frontier.is_empty()};
}

absl::StatusOr<ChangeSet> Thin(
    const std::vector<ChangeableIndicator>& changeable, Reaches reaches) {
  ChangeSet changes = AllChanges(changeable);
  std::vector<size_t> order(changeable.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return EffortOfOption(changeable[a], changes[a]) >
           EffortOfOption(changeable[b], changes[b]);
  });
  for (const size_t i : order) {
    const int most = changes[i];
    for (int option = 0; option < most; ++option) {
      changes[i] = option;
      const absl::StatusOr<bool> is_reached = reaches(changes);
      if (!is_reached.ok()) return is_reached.status();
      if (*is_reached) break;
      changes[i] = most;
    }
  }
  return changes;
}

}  // namespace techflow::insight
