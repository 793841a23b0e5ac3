#include "rating/dmn/requirement_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace techflow::dmn {
namespace {

using Adjacency = std::vector<std::vector<size_t>>;

class Resolver {
 public:
  Resolver(const Definitions& definitions, feel::Dialect dialect,
           feel::Diagnostics& diagnostics)
      : definitions_(definitions),
        severity_(dialect == feel::Dialect::kStrict ? feel::Severity::kError
                                                    : feel::Severity::kWarning),
        diagnostics_(diagnostics) {
    Index(definitions.inputs, inputs_);
    Index(definitions.decisions, decisions_);
    Index(definitions.knowledge_models, knowledge_);
    for (const DecisionService& service : definitions.services) {
      services_.emplace(service.id, 0);
    }
  }

  RequirementGraph Resolve() {
    RequirementGraph graph;
    for (const Decision& decision : definitions_.decisions) {
      graph.of_decision.push_back(
          {Find(decision.required_inputs, inputs_, "input"),
           Find(decision.required_decisions, decisions_, "decision"),
           FindKnowledge(decision.required_knowledge)});
    }
    for (const BusinessKnowledgeModel& model : definitions_.knowledge_models) {
      graph.of_knowledge.push_back(
          {{}, {}, FindKnowledge(model.required_knowledge)});
    }
    return graph;
  }

 private:
  using IndexById = std::map<std::string_view, size_t>;

  template <typename Element>
  void Index(const std::vector<Element>& elements, IndexById& by_id) {
    for (size_t i = 0; i < elements.size(); ++i) {
      const Element& element = elements[i];
      if (element.id.empty()) continue;  // Nothing can refer to it.
      if (!by_id.emplace(element.id, i).second) {
        Report(element.variable.place,
               fmt::format("the id `{}` is there twice", element.id));
      }
    }
  }

  std::vector<size_t> FindKnowledge(const std::vector<Reference>& references) {
    return Find(references, knowledge_, "business knowledge model");
  }

  std::vector<size_t> Find(const std::vector<Reference>& references,
                           const IndexById& by_id, std::string_view kind) {
    std::vector<size_t> found;
    for (const Reference& reference : references) {
      const size_t hash = reference.href.find('#');
      const std::string_view target = reference.href;
      const std::string_view home =
          hash == std::string::npos ? "" : target.substr(0, hash);
      const std::string_view id =
          hash == std::string::npos ? target : target.substr(hash + 1);
      const auto element = by_id.find(id);
      if (!home.empty() && home != definitions_.target_namespace) {
        Report(reference.place,
               fmt::format("`{}` is in another file; imports are not read yet",
                           reference.href));
      } else if (element != by_id.end()) {
        if (std::find(found.begin(), found.end(), element->second) ==
            found.end()) {
          found.push_back(element->second);
        }
      } else if (services_.contains(id)) {
        Report(reference.place,
               fmt::format("`{}` is a decision service; these cannot be called "
                           "yet",
                           reference.href));
      } else {
        Report(reference.place, fmt::format("there is no {} with the id `{}`",
                                            kind, reference.href));
      }
    }
    return found;
  }

  void Report(Place place, std::string message) {
    diagnostics_.Add(severity_, {definitions_.file, place.line, place.column},
                     std::move(message));
  }

  const Definitions& definitions_;
  feel::Severity severity_;
  feel::Diagnostics& diagnostics_;
  IndexById inputs_;
  IndexById decisions_;
  IndexById knowledge_;
  IndexById services_;
};

// Sorts the nodes so that each comes after those it requires.
class Sorter {
 public:
  explicit Sorter(const Adjacency& required)
      : required_(required), states_(required.size(), State::kNew) {}

  // Empty when there is a circle or a chain that is too long; see circle().
  std::vector<size_t> Sort() {
    for (size_t node = 0; node < required_.size(); ++node) {
      if (!Visit(node)) return {};
    }
    return std::move(order_);
  }
  // The nodes around the circle, the first one again at the end; empty when
  // the chain was too long.
  const std::vector<size_t>& circle() const { return circle_; }

 private:
  enum class State { kNew, kOpen, kDone };

  // Recursion is bounded by the longest chain allowed.
  bool Visit(size_t node) {
    if (states_[node] == State::kDone) return true;
    if (states_[node] == State::kOpen) {
      circle_.assign(std::find(path_.begin(), path_.end(), node), path_.end());
      circle_.push_back(node);
      return false;
    }
    if (path_.size() >= RequirementGraph::kMaxChain) return false;
    states_[node] = State::kOpen;
    path_.push_back(node);
    for (const size_t required : required_[node]) {
      if (!Visit(required)) return false;
    }
    path_.pop_back();
    states_[node] = State::kDone;
    order_.push_back(node);
    return true;
  }

  const Adjacency& required_;
  std::vector<State> states_;
  std::vector<size_t> path_;
  std::vector<size_t> order_;
  std::vector<size_t> circle_;
};

template <typename Element>
std::vector<size_t> Order(const std::string& file,
                          const std::vector<Element>& elements,
                          const Adjacency& required,
                          feel::Diagnostics& diagnostics) {
  Sorter sorter(required);
  std::vector<size_t> order = sorter.Sort();
  if (order.size() == elements.size()) return order;
  if (sorter.circle().empty()) {
    diagnostics.AddError({file, 1, 1},
                         fmt::format("more than {} elements require each other "
                                     "in a row, which is the limit",
                                     RequirementGraph::kMaxChain));
    return order;
  }
  std::string path;
  for (const size_t node : sorter.circle()) {
    if (!path.empty()) path += " requires ";
    path += fmt::format("`{}`", elements[node].variable.name);
  }
  const Place place = elements[sorter.circle().front()].variable.place;
  diagnostics.AddError({file, place.line, place.column},
                       "the requirements form a circle: " + path);
  return order;
}

}  // namespace

std::optional<RequirementGraph> ResolveRequirements(
    const Definitions& definitions, feel::Dialect dialect,
    feel::Diagnostics& diagnostics) {
  const size_t errors_before = diagnostics.error_count();
  RequirementGraph graph =
      Resolver(definitions, dialect, diagnostics).Resolve();
  Adjacency decisions;
  for (const auto& required : graph.of_decision) {
    decisions.push_back(required.decisions);
  }
  Adjacency knowledge;
  for (const auto& required : graph.of_knowledge) {
    knowledge.push_back(required.knowledge);
  }
  graph.decision_order =
      Order(definitions.file, definitions.decisions, decisions, diagnostics);
  graph.knowledge_order = Order(definitions.file, definitions.knowledge_models,
                                knowledge, diagnostics);
  if (diagnostics.error_count() > errors_before) return std::nullopt;
  return graph;
}

}  // namespace techflow::dmn
