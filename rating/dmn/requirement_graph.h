#ifndef TECHFLOW_RATING_DMN_REQUIREMENT_GRAPH_H_
#define TECHFLOW_RATING_DMN_REQUIREMENT_GRAPH_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "rating/dmn/definitions.h"
#include "rating/dmn/linked_model.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/expression.h"

namespace techflow::dmn {

// An input, decision, business knowledge model or decision service of a model.
struct Element {
  enum class Kind { kInput, kDecision, kKnowledge, kService };
  Kind kind = Kind::kInput;
  size_t file = 0;   // Of LinkedModel::files.
  size_t index = 0;  // In the list of its kind in the file's Definitions.
};

// The name and type that an element declares.
const TypedName& VariableOf(const LinkedModel& model, const Element& element);

// Which elements of a model require which. Elements are called by their index
// in `elements`.
struct RequirementGraph {
  // A chain of decisions that require each other is evaluated recursively.
  static constexpr size_t kMaxChain = 200;

  // The elements that a service is made of, each in the order of the file.
  struct Service {
    std::vector<size_t> outputs;
    std::vector<size_t> encapsulated;
    std::vector<size_t> input_data;
    std::vector<size_t> input_decisions;
  };

  std::vector<Element> elements;
  // Of each element what it requires: a decision its inputs, decisions and
  // knowledge in this order; a service the decisions it makes.
  std::vector<std::vector<size_t>> required;
  std::vector<Service> services;  // Of each element; empty for no service.

  // Each element after all those it requires; otherwise as the files have them.
  std::vector<size_t> order;
};

// Nothing, and errors with their places, when elements require each other in a
// circle or a chain is too long, and in the strict dialect when a reference
// leads nowhere; in the other such a reference is left out with a warning.
std::optional<RequirementGraph> ResolveRequirements(
    const LinkedModel& model, feel::Dialect dialect,
    feel::Diagnostics& diagnostics);

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_REQUIREMENT_GRAPH_H_
