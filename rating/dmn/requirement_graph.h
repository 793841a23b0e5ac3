#ifndef TECHFLOW_RATING_DMN_REQUIREMENT_GRAPH_H_
#define TECHFLOW_RATING_DMN_REQUIREMENT_GRAPH_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "rating/dmn/definitions.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/expression.h"

namespace techflow::dmn {

// Which elements of a file each decision and business knowledge model
// requires, as indices into the lists of Definitions.
struct RequirementGraph {
  // A chain of decisions that require each other is evaluated recursively.
  static constexpr size_t kMaxChain = 200;

  struct Requirements {
    std::vector<size_t> inputs;
    std::vector<size_t> decisions;
    std::vector<size_t> knowledge;
  };
  std::vector<Requirements> of_decision;
  std::vector<Requirements> of_knowledge;  // `knowledge` alone is filled.

  // Each after all those it requires; otherwise in the order of the file.
  std::vector<size_t> decision_order;
  std::vector<size_t> knowledge_order;
};

// Nothing, and errors with their places, when elements require each other in a
// circle or a chain is too long, and in the strict dialect when a reference
// leads nowhere; in the other such a reference is left out with a warning.
std::optional<RequirementGraph> ResolveRequirements(
    const Definitions& definitions, feel::Dialect dialect,
    feel::Diagnostics& diagnostics);

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_REQUIREMENT_GRAPH_H_
