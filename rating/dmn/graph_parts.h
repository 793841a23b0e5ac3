#ifndef TECHFLOW_RATING_DMN_GRAPH_PARTS_H_
#define TECHFLOW_RATING_DMN_GRAPH_PARTS_H_

#include <memory>
#include <string>
#include <vector>

#include "rating/dmn/decision_graph.h"
#include "rating/dmn/logic.h"
#include "rating/dmn/source_text.h"
#include "rating/feel/expression.h"
#include "rating/feel/type.h"

namespace techflow::dmn {

// What a compiled graph is made of. Slots are those of the graph's scope unless
// they are called local.
struct DecisionGraph::Parts {
  static constexpr int kNoDecision = -1;

  // A value that a decision or function takes over into its own frame.
  struct Use {
    int local_slot = 0;
    int slot = 0;
    std::string name;
  };
  struct Decision {
    std::string name;
    Place place;
    int slot = 0;
    LogicPointer logic;
    size_t slot_count = 0;
    std::vector<Use> uses;
  };
  // A business knowledge model.
  struct Knowledge {
    int slot = 0;
    std::unique_ptr<const FunctionCode> code;  // Null pointer when it is wrong.
    std::vector<int> required_slots;
  };
  struct DeclaredInput {
    int slot = 0;
    feel::Type type;
    Place place;
  };

  std::string file;
  feel::Dialect dialect = feel::Dialect::kStrict;
  SourceMap source_map;
  // Those whose values may not be of the declared type.
  std::vector<DeclaredInput> coerced_inputs;
  std::vector<Decision> decisions;  // Each after those it requires.
  std::vector<Knowledge> knowledge;
  // For each slot its index in `decisions`, or kNoDecision.
  std::vector<int> decision_of_slot;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_GRAPH_PARTS_H_
