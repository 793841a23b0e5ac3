#include "rating/dmn/requirement_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace techflow::dmn {
namespace {

using Kind = Element::Kind;

class Resolver {
 public:
  Resolver(const LinkedModel& model, feel::Dialect dialect,
           feel::Diagnostics& diagnostics)
      : model_(model),
        severity_(dialect == feel::Dialect::kStrict ? feel::Severity::kError
                                                    : feel::Severity::kWarning),
        diagnostics_(diagnostics),
        by_id_(model.files.size()) {
    for (file_ = 0; file_ < model.files.size(); ++file_) {
      const Definitions& definitions = model.files[file_].definitions;
      AddElements(definitions.inputs, Kind::kInput);
      AddElements(definitions.decisions, Kind::kDecision);
      AddElements(definitions.knowledge_models, Kind::kKnowledge);
      AddElements(definitions.services, Kind::kService);
    }
  }

  RequirementGraph Resolve() {
    for (const Element& element : graph_.elements) {
      file_ = element.file;
      std::vector<size_t> required;
      RequirementGraph::Service service;
      const Definitions& definitions = model_.files[file_].definitions;
      switch (element.kind) {
        case Kind::kInput:
          break;
        case Kind::kDecision: {
          const Decision& decision = definitions.decisions[element.index];
          Find(decision.required_inputs, {Kind::kInput}, required);
          Find(decision.required_decisions, {Kind::kDecision}, required);
          FindKnowledge(decision.required_knowledge, required);
          break;
        }
        case Kind::kKnowledge:
          FindKnowledge(
              definitions.knowledge_models[element.index].required_knowledge,
              required);
          break;
        case Kind::kService:
          service = ResolveService(definitions.services[element.index]);
          // What a service takes need not be there first, but its types do.
          for (const auto* part :
               {&service.outputs, &service.encapsulated, &service.input_data,
                &service.input_decisions}) {
            required.insert(required.end(), part->begin(), part->end());
          }
          break;
      }
      graph_.required.push_back(std::move(required));
      graph_.services.push_back(std::move(service));
    }
    return std::move(graph_);
  }

 private:
  using Id = std::pair<Kind, std::string_view>;

  template <typename Listed>
  void AddElements(const std::vector<Listed>& listed, Kind kind) {
    for (size_t i = 0; i < listed.size(); ++i) {
      graph_.elements.push_back({kind, file_, i});
      if (listed[i].id.empty()) continue;  // Nothing can refer to it.
      const Id id(kind, listed[i].id);
      if (!by_id_[file_].emplace(id, graph_.elements.size() - 1).second) {
        Report(listed[i].variable.place,
               fmt::format("the id `{}` is there twice", listed[i].id));
      }
    }
  }

  RequirementGraph::Service ResolveService(const DecisionService& service) {
    RequirementGraph::Service found;
    Find(service.output_decisions, {Kind::kDecision}, found.outputs);
    Find(service.encapsulated_decisions, {Kind::kDecision}, found.encapsulated);
    Find(service.input_data, {Kind::kInput}, found.input_data);
    Find(service.input_decisions, {Kind::kDecision}, found.input_decisions);
    return found;
  }

  void FindKnowledge(const std::vector<Reference>& references,
                     std::vector<size_t>& found) {
    Find(references, {Kind::kKnowledge, Kind::kService}, found);
  }

  // Adds the elements of one of `kinds` that the references mean.
  void Find(const std::vector<Reference>& references,
            const std::vector<Kind>& kinds, std::vector<size_t>& found) {
    for (const Reference& reference : references) {
      const std::optional<size_t> element = FindElement(reference, kinds);
      if (element &&
          std::find(found.begin(), found.end(), *element) == found.end()) {
        found.push_back(*element);
      }
    }
  }

  std::optional<size_t> FindElement(const Reference& reference,
                                    const std::vector<Kind>& kinds) {
    const std::string_view target = reference.href;
    const size_t hash = target.find('#');
    const std::string_view home =
        hash == target.npos ? "" : target.substr(0, hash);
    const std::string_view id =
        hash == target.npos ? target : target.substr(hash + 1);
    const std::optional<size_t> file = FindFile(home);
    if (!file) {
      Report(reference.place,
             fmt::format("`{}` is in a model that is not imported", target));
      return std::nullopt;
    }
    for (const Kind kind : kinds) {
      const auto element = by_id_[*file].find({kind, id});
      if (element != by_id_[*file].end()) return element->second;
    }
    Report(reference.place, fmt::format("there is no {} with the id `{}`",
                                        NameOf(kinds.front()), target));
    return std::nullopt;
  }

  // The file that a reference means, this one or an imported one.
  std::optional<size_t> FindFile(std::string_view home) const {
    if (home.empty()) return file_;
    for (size_t i = 0; i < model_.files.size(); ++i) {
      if (model_.files[i].definitions.target_namespace == home &&
          model_.PrefixIn(file_, i)) {
        return i;
      }
    }
    return std::nullopt;
  }

  static std::string_view NameOf(Kind kind) {
    switch (kind) {
      case Kind::kInput:
        return "input";
      case Kind::kDecision:
        return "decision";
      case Kind::kKnowledge:
        return "business knowledge model";
      case Kind::kService:
        return "decision service";
    }
    return "";
  }

  void Report(Place place, std::string message) {
    diagnostics_.Add(
        severity_,
        {model_.files[file_].definitions.file, place.line, place.column},
        std::move(message));
  }

  const LinkedModel& model_;
  feel::Severity severity_;
  feel::Diagnostics& diagnostics_;
  std::vector<std::map<Id, size_t>> by_id_;  // Of each file.
  RequirementGraph graph_;
  size_t file_ = 0;  // Whose elements are looked at.
};

// Sorts elements so that each comes after those it requires.
class Sorter {
 public:
  explicit Sorter(const std::vector<std::vector<size_t>>& required)
      : required_(required), states_(required.size(), State::kNew) {}

  // Incomplete when there is a circle or a chain that is too long; see
  // circle().
  std::vector<size_t> Sort() {
    for (size_t node = 0; node < required_.size(); ++node) {
      if (!Visit(node)) break;
    }
    return std::move(order_);
  }
  // The elements around the circle, the first one again at the end; empty when
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

  const std::vector<std::vector<size_t>>& required_;
  std::vector<State> states_;
  std::vector<size_t> path_;
  std::vector<size_t> order_;
  std::vector<size_t> circle_;
};

bool Sort(const LinkedModel& model, RequirementGraph& graph,
          feel::Diagnostics& diagnostics) {
  Sorter sorter(graph.required);
  graph.order = sorter.Sort();
  if (graph.order.size() == graph.elements.size()) return true;
  if (sorter.circle().empty()) {
    diagnostics.AddError({model.files[0].definitions.file, 1, 1},
                         fmt::format("more than {} elements require each other "
                                     "in a row, which is the limit",
                                     RequirementGraph::kMaxChain));
    return false;
  }
  std::string path;
  for (const size_t node : sorter.circle()) {
    if (!path.empty()) path += " requires ";
    path += fmt::format("`{}`", VariableOf(model, graph.elements[node]).name);
  }
  const Element& first = graph.elements[sorter.circle().front()];
  const Place place = VariableOf(model, first).place;
  diagnostics.AddError(
      {model.files[first.file].definitions.file, place.line, place.column},
      "the requirements form a circle: " + path);
  return false;
}

}  // namespace

const TypedName& VariableOf(const LinkedModel& model, const Element& element) {
  const Definitions& definitions = model.files[element.file].definitions;
  switch (element.kind) {
    case Kind::kInput:
      return definitions.inputs[element.index].variable;
    case Kind::kDecision:
      return definitions.decisions[element.index].variable;
    case Kind::kKnowledge:
      return definitions.knowledge_models[element.index].variable;
    case Kind::kService:
      break;
  }
  return definitions.services[element.index].variable;
}

std::optional<RequirementGraph> ResolveRequirements(
    const LinkedModel& model, feel::Dialect dialect,
    feel::Diagnostics& diagnostics) {
  const size_t errors_before = diagnostics.error_count();
  RequirementGraph graph = Resolver(model, dialect, diagnostics).Resolve();
  if (!Sort(model, graph, diagnostics)) return std::nullopt;
  if (diagnostics.error_count() > errors_before) return std::nullopt;
  return graph;
}

}  // namespace techflow::dmn
