// Compiles a DMN file into a DecisionGraph; how it runs is in decision_run.cc.
#include <fmt/format.h>

#include <utility>

#include "rating/dmn/boxed_expression.h"
#include "rating/dmn/decision_graph.h"
#include "rating/dmn/graph_parts.h"
#include "rating/dmn/item_definition.h"
#include "rating/dmn/logic_compiler.h"
#include "rating/dmn/reader.h"
#include "rating/dmn/requirement_graph.h"

namespace techflow::dmn {

class GraphCompiler {
 public:
  GraphCompiler(const Definitions& definitions, const TypeTable& types,
                const RequirementGraph& requirements, feel::Dialect dialect,
                feel::Diagnostics& diagnostics)
      : definitions_(definitions),
        types_(types),
        requirements_(requirements),
        diagnostics_(diagnostics),
        graph_(new DecisionGraph),
        parts_(*graph_->parts_),
        setting_{parts_.file,    dialect,           types,
                 graph_->scope_, parts_.source_map, diagnostics} {
    parts_.file = definitions.file;
    parts_.dialect = dialect;
    setting_.file = parts_.file;
    types_.AddTo(graph_->scope_);
  }

  std::shared_ptr<const DecisionGraph> Compile(
      std::span<const feel::Scope::Name> inputs) {
    for (const feel::Scope::Name& input : inputs) {
      graph_->scope_.Add(input.name, input.type);
    }
    caller_slots_ = graph_->scope_.size();
    for (const InputData& input : definitions_.inputs) AddInput(input);
    for (const Decision& decision : definitions_.decisions) {
      decision_slots_.push_back(AddName(decision.variable, feel::Type()));
    }
    for (const BusinessKnowledgeModel& model : definitions_.knowledge_models) {
      knowledge_slots_.push_back(
          AddName(model.variable, feel::TypeKind::kFunction));
    }
    for (const size_t i : requirements_.knowledge_order) CompileKnowledge(i);
    parts_.decision_of_slot.assign(graph_->scope_.size(),
                                   DecisionGraph::Parts::kNoDecision);
    for (const size_t i : requirements_.decision_order) CompileDecision(i);
    return std::move(graph_);
  }

 private:
  void Report(Place place, std::string message) {
    const bool is_strict = setting_.dialect == feel::Dialect::kStrict;
    diagnostics_.Add(
        is_strict ? feel::Severity::kError : feel::Severity::kWarning,
        {parts_.file, place.line, place.column}, std::move(message));
  }

  feel::Type Resolve(const TypedName& variable) {
    feel::Diagnostics found;
    feel::Type type =
        types_.Resolve(variable.type_ref, parts_.file, variable.place, found);
    for (const feel::Diagnostic& diagnostic : found.all()) {
      Report(variable.place, diagnostic.message);
    }
    return type;
  }

  int AddName(const TypedName& variable, const feel::Type& type) {
    if (graph_->scope_.Find(variable.name)) {
      Report(variable.place,
             fmt::format("the name `{}` is there twice", variable.name));
    }
    return graph_->scope_.Add(variable.name, type);
  }

  void AddInput(const InputData& input) {
    const feel::Type declared = Resolve(input.variable);
    const auto known = graph_->scope_.Find(input.variable.name);
    if (!known || static_cast<size_t>(*known) >= caller_slots_) {
      if (!known) {
        Report(input.variable.place,
               fmt::format("there is no input `{}`", input.variable.name));
      }
      const int slot = AddName(input.variable, declared);
      input_slots_.push_back(slot);
      parts_.coerced_inputs.push_back({slot, declared, input.variable.place});
      return;
    }
    input_slots_.push_back(*known);
    const feel::Type supplied = graph_->scope_.at(*known).type;
    if (supplied.ConformsTo(declared)) return;
    if (!supplied.MayBe(declared)) {
      Report(input.variable.place,
             fmt::format("the input `{}` is a {}, and a {} is declared",
                         input.variable.name, supplied.ToString(),
                         declared.ToString()));
    }
    graph_->scope_.Add(input.variable.name, declared);
    parts_.coerced_inputs.push_back({*known, declared, input.variable.place});
  }

  // A scope with these names of the graph's scope alone.
  feel::Scope ScopeOf(const std::vector<int>& slots) const {
    feel::Scope scope;
    types_.AddTo(scope);
    for (const int slot : slots) {
      const feel::Scope::Name& name = graph_->scope_.at(slot);
      scope.Add(name.name, name.type);
    }
    return scope;
  }

  void CompileKnowledge(size_t index) {
    const BusinessKnowledgeModel& model = definitions_.knowledge_models[index];
    DecisionGraph::Parts::Knowledge compiled;
    compiled.slot = knowledge_slots_[index];
    for (const size_t i : requirements_.of_knowledge[index].knowledge) {
      compiled.required_slots.push_back(knowledge_slots_[i]);
    }
    if (!model.function) {
      Report(model.variable.place,
             fmt::format("the business knowledge model `{}` has no logic",
                         model.variable.name));
    } else {
      LogicCompiler compiler(setting_, ScopeOf(compiled.required_slots));
      compiled.code =
          compiler.CompileFunction(*model.function, model.variable.name,
                                   model.variable.place, ResultTypeOf(model));
    }
    if (compiled.code != nullptr) {
      graph_->scope_.Add(model.variable.name, compiled.code->type);
    }
    parts_.knowledge.push_back(std::move(compiled));
  }

  // The variable's type is that of the function, or, as most editors write it,
  // that of its result.
  feel::Type ResultTypeOf(const BusinessKnowledgeModel& model) {
    feel::Type type = Resolve(model.variable);
    if (!type.is(feel::TypeKind::kFunction)) return type;
    return type.has_known_signature() ? type.result() : feel::Type();
  }

  void CompileDecision(size_t index) {
    const Decision& decision = definitions_.decisions[index];
    const auto& required = requirements_.of_decision[index];
    std::vector<int> slots;
    for (const size_t i : required.inputs) slots.push_back(input_slots_[i]);
    for (const size_t i : required.decisions) {
      slots.push_back(decision_slots_[i]);
    }
    for (const size_t i : required.knowledge) {
      slots.push_back(knowledge_slots_[i]);
    }
    feel::Scope scope = ScopeOf(slots);
    LogicCompiler compiler(setting_, scope);
    const feel::Type declared = Resolve(decision.variable);
    DecisionGraph::Parts::Decision compiled;
    compiled.name = decision.variable.name;
    compiled.place = decision.variable.place;
    compiled.slot = decision_slots_[index];
    compiled.logic =
        decision.logic == nullptr
            ? compiler.Failed(
                  compiled.place,
                  fmt::format("the decision `{}` has no logic", compiled.name))
            : compiler.CompileTyped(*decision.logic, declared);
    compiled.slot_count = compiler.slot_count();
    AddUses(slots, scope, compiler, compiled);
    const feel::Type& found = compiled.logic->type();
    graph_->scope_.Add(compiled.name,
                       found.ConformsTo(declared) ? found : declared);
    graph_->decision_slots_.push_back(compiled.slot);
    parts_.decision_of_slot[static_cast<size_t>(compiled.slot)] =
        static_cast<int>(parts_.decisions.size());
    parts_.decisions.push_back(std::move(compiled));
  }

  // The required names that the logic uses; what it does not use need not be
  // evaluated for it.
  void AddUses(const std::vector<int>& slots, const feel::Scope& scope,
               LogicCompiler& compiler,
               DecisionGraph::Parts::Decision& compiled) {
    for (const int slot : slots) {
      const std::string& name = graph_->scope_.at(slot).name;
      const std::optional<int> local = scope.Find(name);
      if (!local) continue;
      if (compiler.used_slots().contains(*local)) {
        compiled.uses.push_back({*local, slot, name});
      } else if (compiler.is_strict() && !diagnostics_.has_errors()) {
        compiler.Warn(compiled.place,
                      fmt::format("`{}` requires `{}` and does not use it",
                                  compiled.name, name));
      }
    }
  }

  const Definitions& definitions_;
  const TypeTable& types_;
  const RequirementGraph& requirements_;
  feel::Diagnostics& diagnostics_;
  std::shared_ptr<DecisionGraph> graph_;
  DecisionGraph::Parts& parts_;
  LogicSetting setting_;
  size_t caller_slots_ = 0;
  std::vector<int> input_slots_;
  std::vector<int> decision_slots_;
  std::vector<int> knowledge_slots_;
};

DecisionGraph::DecisionGraph() : parts_(std::make_unique<Parts>()) {}

DecisionGraph::~DecisionGraph() = default;

std::optional<int> DecisionGraph::FindDecision(std::string_view name) const {
  const std::optional<int> slot = scope_.Find(name);
  if (!slot || parts_->decision_of_slot[static_cast<size_t>(*slot)] ==
                   Parts::kNoDecision) {
    return std::nullopt;
  }
  return slot;
}

std::shared_ptr<const DecisionGraph> DecisionGraph::Compile(
    std::string_view file_name, std::string_view xml,
    std::span<const feel::Scope::Name> inputs, feel::Dialect dialect,
    feel::Diagnostics& diagnostics) {
  const size_t errors_before = diagnostics.error_count();
  const std::optional<Definitions> definitions =
      ReadDefinitions(file_name, xml, diagnostics);
  if (!definitions) return nullptr;
  for (const Import& import : definitions->imports) {
    diagnostics.Add(
        dialect == feel::Dialect::kStrict ? feel::Severity::kError
                                          : feel::Severity::kWarning,
        {file_name, import.place.line, import.place.column},
        fmt::format("imports are not read yet; `{}` is to be part of this file",
                    import.name));
  }
  const TypeTable types = TypeTable::Build(*definitions, diagnostics);
  const std::optional<RequirementGraph> requirements =
      ResolveRequirements(*definitions, dialect, diagnostics);
  if (!requirements) return nullptr;
  std::shared_ptr<const DecisionGraph> graph =
      GraphCompiler(*definitions, types, *requirements, dialect, diagnostics)
          .Compile(inputs);
  if (diagnostics.error_count() > errors_before) return nullptr;
  return graph;
}

}  // namespace techflow::dmn
