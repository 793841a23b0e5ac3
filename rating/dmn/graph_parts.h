#ifndef TECHFLOW_RATING_DMN_GRAPH_PARTS_H_
#define TECHFLOW_RATING_DMN_GRAPH_PARTS_H_

#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "rating/dmn/decision_graph.h"
#include "rating/dmn/item_definition.h"
#include "rating/dmn/logic.h"
#include "rating/dmn/logic_compiler.h"
#include "rating/dmn/source_text.h"
#include "rating/dmn/value_constraint.h"
#include "rating/feel/expression.h"
#include "rating/feel/type.h"

namespace techflow::dmn {

// What a compiled graph is made of. Slots are those of the graph's scope unless
// they are called local.
struct DecisionGraph::Parts {
  static constexpr int kNoDecision = -1;
  static constexpr int kNoSlot = -1;

  // A file of the model. Does not move: places refer to its name.
  struct File {
    std::string name;
    TypeTable types;
    ConstraintTable constraints;
    SourceMap source_map;
  };
  // A value that a decision takes over into its own frame.
  struct Use {
    int slot = 0;
    std::string name;
  };
  // A piece of Parts::numbers.
  struct Numbers {
    size_t first = 0;
    size_t size = 0;
  };
  struct Decision {
    // What a run reads stands first; a rating makes many decisions once each.
    LogicPointer logic;
    // The decisions among its uses, by their index.
    Numbers required;
    // For each slot of its frame that whose value it takes, or kNoSlot.
    Numbers sources;
    int slot = 0;
    std::string name;
    feel::SourcePlace place;
    std::vector<Use> uses;
  };
  // A business knowledge model.
  struct Knowledge {
    int slot = 0;
    feel::SourcePlace place;
    std::unique_ptr<const FunctionCode> code;  // Null pointer when it is wrong.
    // For each name of its scope, itself among them, the slot of its value.
    std::vector<int> known_slots;
  };
  // A decision service: a function of its input data and input decisions. Its
  // value is that of its one output, or a context of all.
  struct Service {
    struct Output {
      std::string name;
      int slot = 0;
    };
    std::string name;
    feel::SourcePlace place;
    int slot = 0;
    feel::Type type;
    DeclaredType result;
    std::vector<std::string> parameters;
    std::vector<std::string_view> parameter_names;  // Views of the above.
    std::vector<int> parameter_slots;
    std::vector<Output> outputs;
  };
  struct DeclaredInput {
    int slot = 0;
    feel::Type type;
    ConstraintPointer constraint;  // Null pointer where there is none.
    feel::SourcePlace place;
  };

  // An input of some file, and what it is until somebody sets it: unknown to a
  // strict model, null to the standard.
  struct Input {
    int slot = 0;
    std::string message;
    feel::NullReason not_given;  // Refers to the message.
  };

  // The slots that a decision or function uses itself; none for an input.
  std::vector<int> UsedBy(int slot) const;
  Numbers Keep(std::span<const int> piece) {
    const Numbers kept{numbers.size(), piece.size()};
    numbers.insert(numbers.end(), piece.begin(), piece.end());
    return kept;
  }
  std::span<const int> RequiredBy(const Decision& decision) const {
    return NumbersOf(decision.required);
  }
  std::span<const int> SourcesOf(const Decision& decision) const {
    return NumbersOf(decision.sources);
  }
  // Where a function is declared; nowhere for what is none.
  feel::SourcePlace PlaceOfFunction(int slot) const;

  feel::Dialect dialect = feel::Dialect::kStrict;
  std::vector<std::unique_ptr<File>> files;
  std::deque<Input> inputs;
  // Inputs by the namespace of their model and their name.
  std::map<std::pair<std::string, std::string>, int> input_slots;
  // Those whose values may not be of the declared type.
  std::vector<DeclaredInput> checked_inputs;
  std::vector<Decision> decisions;  // Each after those it requires.
  // Of all decisions, side by side.
  std::vector<int> numbers;
  // Each after those it requires.
  std::vector<Knowledge> knowledge;
  std::vector<std::unique_ptr<const Service>> services;
  // For each slot its index in `decisions`, or kNoDecision.
  std::vector<int> decision_of_slot;

 private:
  std::span<const int> NumbersOf(const Numbers& piece) const {
    return std::span(numbers).subspan(piece.first, piece.size);
  }
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_GRAPH_PARTS_H_
