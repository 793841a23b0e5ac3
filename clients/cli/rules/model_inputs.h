#ifndef TECHFLOW_CLIENTS_CLI_RULES_MODEL_INPUTS_H_
#define TECHFLOW_CLIENTS_CLI_RULES_MODEL_INPUTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/rules/json_reader.h"
#include "clients/cli/rules/value_from_json.h"
#include "clients/cli/session.h"
#include "rating/dmn/decision_graph.h"
#include "rating/dmn/item_definition.h"
#include "rating/dmn/linked_model.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/scope.h"
#include "rating/feel/value.h"

namespace techflow::cli {

// What a model asks its callers for, the input data of its files, and what a
// JSON object gives them. One thread.
class ModelInputs {
 public:
  explicit ModelInputs(const dmn::LinkedModel& model);

  // For DecisionGraph::Compile, each once. The type is the declared one; where
  // none is declared it is that of the value, once it was read.
  std::vector<feel::Scope::Name> names() const;

  // Takes the values from the object; values that do not fit are told by
  // `reader`. A member may also name a decision, which is then not made. The
  // result tells every member that the file has no name for, with its place.
  std::vector<std::string> Read(const JsonValue& json, const std::string& file,
                                JsonValues& reader);

  // Sets the inputs and the given decisions of a run, which was just opened in
  // `evaluation`, of the graph that was compiled with names(). Inputs that are
  // absent are what `reader` makes of them. The result tells every value that
  // the model does not allow, with its place.
  std::vector<std::string> Set(const dmn::DecisionGraph& graph,
                               const feel::Evaluation& evaluation,
                               JsonValues& reader,
                               dmn::DecisionGraph::Run& run) const;

  // Inputs that have no value.
  std::vector<std::string> absent() const;
  // Inputs for which the file declares no type.
  std::vector<std::string> untyped() const;

 private:
  struct Input {
    feel::Scope::Name name;
    bool is_decision = false;
    std::optional<feel::Value> value;
    std::string place;  // "input.json:3:14", where the value was given.
  };

  void Add(const dmn::TypeTable& types, const dmn::TypedName& variable,
           bool is_decision);
  Input* Find(const std::string& name);

  std::vector<Input> inputs_;
};

// "input.json:3:14: `revenu` is no input of the model. Did you mean ...?",
// where `what` is "input of the model" and `known` are the names that there
// are.
std::string UnknownMember(const std::string& file, const JsonMember& member,
                          const std::string& what,
                          const std::vector<std::string>& known);

// Tells the problems and those of the reader, with its notes; DATA_LOSS where
// there are problems. `file` is what does not fit, `model` what it does not
// fit.
absl::Status TellMisfits(Session& session, std::vector<std::string> problems,
                         JsonValues& reader, const std::string& file,
                         const std::string& model);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_MODEL_INPUTS_H_
