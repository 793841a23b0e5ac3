// Compiles a DMN file into a DecisionGraph; how it runs is in decision_run.cc.
#include <fmt/format.h>

#include <set>
#include <utility>
#include <vector>

#include "rating/dmn/boxed_expression.h"
#include "rating/dmn/decision_graph.h"
#include "rating/dmn/graph_parts.h"
#include "rating/dmn/linked_model.h"
#include "rating/dmn/logic_compiler.h"
#include "rating/dmn/requirement_graph.h"

namespace techflow::dmn {

class GraphCompiler {
 public:
  GraphCompiler(const LinkedModel& model, const RequirementGraph& requirements,
                feel::Dialect dialect, feel::Diagnostics& diagnostics)
      : model_(model),
        requirements_(requirements),
        diagnostics_(diagnostics),
        graph_(new DecisionGraph),
        parts_(*graph_->parts_) {
    parts_.dialect = dialect;
    graph_->target_namespace_ = model.files[0].definitions.target_namespace;
    visible_.resize(model.files.size());
    for (const LinkedModel::File& file : model.files) {
      parts_.files.push_back(std::make_unique<DecisionGraph::Parts::File>());
      parts_.files.back()->name = file.definitions.file;
    }
    const auto memory = std::make_shared<feel::Arena>();
    for (size_t i = 0; i < model.files.size(); ++i) {
      settings_.push_back({parts_.files[i]->name, dialect,
                           parts_.files[i]->types, parts_.files[i]->constraints,
                           visible_[i], parts_.files[i]->source_map,
                           diagnostics, memory});
    }
    for (const size_t file : model.import_order) BuildTypes(file);
    parts_.files[0]->types.AddTo(graph_->scope_);
  }

  std::shared_ptr<const DecisionGraph> Compile(
      std::span<const feel::Scope::Name> inputs) {
    for (const feel::Scope::Name& input : inputs) {
      graph_->scope_.Add(input.name, input.type);
    }
    caller_slots_ = graph_->scope_.size();
    for (const Element& element : requirements_.elements) AddElement(element);
    parts_.decision_of_slot.assign(graph_->scope_.size(),
                                   DecisionGraph::Parts::kNoDecision);
    for (const size_t i : requirements_.order) {
      switch (requirements_.elements[i].kind) {
        case Element::Kind::kInput:
          break;
        case Element::Kind::kDecision:
          CompileDecision(i);
          break;
        case Element::Kind::kKnowledge:
          CompileKnowledge(i);
          break;
        case Element::Kind::kService:
          CompileService(i);
          break;
      }
    }
    return std::move(graph_);
  }

 private:
  void BuildTypes(size_t index) {
    const LinkedModel::File& file = model_.files[index];
    DecisionGraph::Parts::File& built = *parts_.files[index];
    std::vector<TypeTable::Imported> types;
    std::vector<ConstraintTable::Imported> constraints;
    for (const size_t imported : file.imported) {
      const std::string prefix = model_.PrefixIn(index, imported).value_or("");
      types.push_back({prefix, &parts_.files[imported]->types});
      constraints.push_back({prefix, &parts_.files[imported]->constraints});
    }
    built.types =
        TypeTable::Build(file.definitions, diagnostics_, std::move(types));
    built.types.AddTo(visible_[index]);
    LogicCompiler compiler(settings_[index], visible_[index]);
    built.constraints = ConstraintTable(
        file.definitions, built.types, std::move(constraints),
        [&compiler](const SourceText& text, const feel::Type& type) {
          return compiler.CompileTests(text, type);
        });
  }

  feel::SourcePlace PlaceIn(size_t file, Place place) const {
    return {parts_.files[file]->name, place.line, place.column};
  }

  void Report(size_t file, Place place, std::string message) {
    const bool is_strict = parts_.dialect == feel::Dialect::kStrict;
    diagnostics_.Add(
        is_strict ? feel::Severity::kError : feel::Severity::kWarning,
        PlaceIn(file, place), std::move(message));
  }

  const TypedName& VariableOf(size_t element) const {
    return dmn::VariableOf(model_, requirements_.elements[element]);
  }

  DeclaredType Resolve(size_t file, const TypedName& variable) {
    return LogicCompiler(settings_[file], feel::Scope())
        .ResolveType(variable.type_ref, variable.place);
  }

  // Gives the element a slot, in the order of `elements`.
  void AddElement(const Element& element) {
    const size_t index = slots_.size();
    const TypedName& variable = VariableOf(index);
    if (element.kind == Element::Kind::kInput) {
      AddInput(element, variable);
      return;
    }
    const feel::Type type = element.kind == Element::Kind::kDecision
                                ? feel::Type()
                                : feel::Type(feel::TypeKind::kFunction);
    AddSlot(element, variable, type);
  }

  void AddSlot(const Element& element, const TypedName& variable,
               const feel::Type& type) {
    const std::string name = model_.files[element.file].path + variable.name;
    if (graph_->scope_.Find(name)) {
      Report(element.file, variable.place,
             fmt::format("the name `{}` is there twice", name));
    }
    slots_.push_back(graph_->scope_.Add(name, type));
    ShowType(slots_.size() - 1, type);
  }

  // Lets every file that may require the element know its type.
  void ShowType(size_t index, const feel::Type& type) {
    const Element& element = requirements_.elements[index];
    graph_->scope_.Add(graph_->scope_.at(slots_[index]).name, type);
    for (size_t file = 0; file < model_.files.size(); ++file) {
      if (const auto prefix = model_.PrefixIn(file, element.file)) {
        visible_[file].Add(*prefix + VariableOf(index).name, type);
      }
    }
  }

  // An input that the caller supplies under its own name, or one of the file's.
  void AddInput(const Element& element, const TypedName& variable) {
    const DeclaredType declared = Resolve(element.file, variable);
    const auto known = graph_->scope_.Find(variable.name);
    const bool is_supplied =
        known && static_cast<size_t>(*known) < caller_slots_;
    if (is_supplied) {
      slots_.push_back(*known);
      CheckSupplied(element.file, variable, declared);
    } else {
      if (!known) {
        Report(element.file, variable.place,
               fmt::format("there is no input `{}`", variable.name));
      }
      AddSlot(element, variable, declared.type);
      CheckInput(element.file, variable, declared);
    }
    DecisionGraph::Parts::Input& input = parts_.inputs.emplace_back();
    input.slot = slots_.back();
    input.message = fmt::format("the input `{}` was not given", variable.name);
    input.not_given = {parts_.dialect == feel::Dialect::kStrict
                           ? feel::NullReason::Cause::kMissing
                           : feel::NullReason::Cause::kExplicit,
                       input.message, PlaceIn(element.file, variable.place)};
    const std::string& home =
        model_.files[element.file].definitions.target_namespace;
    parts_.input_slots.emplace(std::make_pair(home, variable.name),
                               slots_.back());
  }

  void CheckSupplied(size_t file, const TypedName& variable,
                     const DeclaredType& declared) {
    const feel::Type supplied = graph_->scope_.at(slots_.back()).type;
    const bool conforms = supplied.ConformsTo(declared.type);
    if (!conforms && !supplied.MayBe(declared.type)) {
      Report(file, variable.place,
             fmt::format("the input `{}` is a {}, and a {} is declared",
                         variable.name, supplied.ToString(),
                         declared.type.ToString()));
    }
    ShowType(slots_.size() - 1, conforms ? supplied : declared.type);
    if (!conforms || declared.constraint != nullptr) {
      CheckInput(file, variable, declared);
    }
  }

  void CheckInput(size_t file, const TypedName& variable,
                  const DeclaredType& declared) {
    parts_.checked_inputs.push_back({slots_.back(), declared.type,
                                     declared.constraint,
                                     PlaceIn(file, variable.place)});
  }

  // A scope with the names of what an element requires alone.
  feel::Scope ScopeOf(size_t index) const {
    const size_t file = requirements_.elements[index].file;
    feel::Scope scope;
    parts_.files[file]->types.AddTo(scope);
    for (const size_t i : requirements_.required[index]) {
      scope.Add(NameIn(file, i), graph_->scope_.at(slots_[i]).type);
    }
    return scope;
  }

  // What the expressions of a file call an element that they require.
  std::string NameIn(size_t file, size_t index) const {
    return model_.PrefixIn(file, requirements_.elements[index].file)
               .value_or("") +
           VariableOf(index).name;
  }

  void CompileKnowledge(size_t index) {
    const Element& element = requirements_.elements[index];
    const BusinessKnowledgeModel& model =
        model_.files[element.file].definitions.knowledge_models[element.index];
    DecisionGraph::Parts::Knowledge compiled;
    compiled.slot = slots_[index];
    compiled.place = PlaceIn(element.file, model.variable.place);
    if (!model.function) {
      Report(element.file, model.variable.place,
             fmt::format("the business knowledge model `{}` has no logic",
                         model.variable.name));
    } else {
      const DeclaredType result = ResultTypeOf(element.file, model.variable);
      feel::Scope scope = ScopeOf(index);
      // It may call itself.
      scope.Add(model.variable.name,
                SignatureOf(element.file, *model.function, result.type));
      compiled.known_slots.assign(scope.size(), compiled.slot);
      for (const size_t i : requirements_.required[index]) {
        const auto local = scope.Find(NameIn(element.file, i));
        compiled.known_slots[static_cast<size_t>(*local)] = slots_[i];
      }
      LogicCompiler compiler(settings_[element.file], std::move(scope));
      compiled.code = compiler.CompileFunction(
          *model.function, model.variable.name, model.variable.place, result);
    }
    if (compiled.code != nullptr) ShowType(index, compiled.code->type);
    parts_.knowledge.push_back(std::move(compiled));
  }

  // What a function tells of itself before its body is compiled.
  feel::Type SignatureOf(size_t file, const FunctionDefinition& function,
                         const feel::Type& result) {
    std::vector<feel::Type> types;
    std::vector<std::string> names;
    for (const TypedName& parameter : function.parameters) {
      // What is wrong with it is reported with the body.
      types.push_back(parts_.files[file]
                          ->types.Find(parameter.type_ref)
                          .value_or(feel::Type()));
      names.push_back(parameter.name);
    }
    return feel::Type::Function(std::move(types), result, std::move(names));
  }

  // The variable's type is that of the function, or, as most editors write it,
  // that of its result.
  DeclaredType ResultTypeOf(size_t file, const TypedName& function) {
    DeclaredType declared = Resolve(file, function);
    const feel::Type& type = declared.type;
    if (!type.is(feel::TypeKind::kFunction)) return declared;
    return {type.has_known_signature() ? type.result() : feel::Type(), nullptr};
  }

  void CompileService(size_t index) {
    const size_t file = requirements_.elements[index].file;
    const RequirementGraph::Service& made_of = requirements_.services[index];
    auto service = std::make_unique<DecisionGraph::Parts::Service>();
    service->name = graph_->scope_.at(slots_[index]).name;
    service->slot = slots_[index];
    std::vector<feel::Type> types;
    // Data before decisions, as the standard orders them (DMN 1.5, 10.4).
    for (const auto* inputs : {&made_of.input_data, &made_of.input_decisions}) {
      for (const size_t i : *inputs) {
        types.push_back(graph_->scope_.at(slots_[i]).type);
        service->parameters.push_back(VariableOf(i).name);
        service->parameter_slots.push_back(slots_[i]);
      }
    }
    service->parameter_names.assign(service->parameters.begin(),
                                    service->parameters.end());
    std::vector<feel::Member> members;
    for (const size_t i : made_of.outputs) {
      service->outputs.push_back({VariableOf(i).name, slots_[i]});
      members.push_back(
          {VariableOf(i).name, graph_->scope_.at(slots_[i]).type});
    }
    if (members.empty()) {
      Report(file, VariableOf(index).place,
             fmt::format("the decision service `{}` has no output decision",
                         service->name));
    }
    feel::Type found = members.size() == 1
                           ? members[0].type
                           : feel::Type::Context(std::move(members));
    service->result = ResultTypeOf(file, VariableOf(index));
    service->place = PlaceIn(file, VariableOf(index).place);
    const feel::Type& declared = service->result.type;
    service->type = feel::Type::Function(
        std::move(types), found.ConformsTo(declared) ? found : declared,
        service->parameters);
    ShowType(index, service->type);
    parts_.services.push_back(std::move(service));
  }

  void CompileDecision(size_t index) {
    const Element& element = requirements_.elements[index];
    const Decision& decision =
        model_.files[element.file].definitions.decisions[element.index];
    const feel::Scope scope = ScopeOf(index);
    LogicCompiler compiler(settings_[element.file], scope);
    const DeclaredType declared = Resolve(element.file, decision.variable);
    DecisionGraph::Parts::Decision compiled;
    compiled.name = graph_->scope_.at(slots_[index]).name;
    compiled.place = PlaceIn(element.file, decision.variable.place);
    compiled.slot = slots_[index];
    compiled.logic =
        decision.logic == nullptr
            ? compiler.Failed(
                  decision.variable.place,
                  fmt::format("the decision `{}` has no logic", compiled.name))
            : compiler.CompileTyped(*decision.logic, declared);
    AddUses(index, scope, compiler, compiled);
    const feel::Type& found = compiled.logic->type();
    ShowType(index, found.ConformsTo(declared.type) ? found : declared.type);
    graph_->decision_slots_.push_back(compiled.slot);
    parts_.decision_of_slot[static_cast<size_t>(compiled.slot)] =
        static_cast<int>(parts_.decisions.size());
    parts_.decisions.push_back(std::move(compiled));
  }

  // The required names that the logic uses; what it does not use need not be
  // evaluated for it.
  void AddUses(size_t index, const feel::Scope& scope, LogicCompiler& compiler,
               DecisionGraph::Parts::Decision& compiled) {
    const Element& element = requirements_.elements[index];
    std::vector<int> sources(compiler.slot_count(),
                             DecisionGraph::Parts::kNoSlot);
    std::vector<int> required;
    for (const size_t i : requirements_.required[index]) {
      const std::string name = NameIn(element.file, i);
      const std::optional<int> local = scope.Find(name);
      if (!local) continue;
      if (compiler.used_slots().contains(*local)) {
        compiled.uses.push_back({slots_[i], name});
        sources[static_cast<size_t>(*local)] = slots_[i];
        const int decision =
            parts_.decision_of_slot[static_cast<size_t>(slots_[i])];
        if (decision != DecisionGraph::Parts::kNoDecision) {
          required.push_back(decision);
        }
      } else if (compiler.is_strict() && !diagnostics_.has_errors()) {
        compiler.Warn(VariableOf(index).place,
                      fmt::format("`{}` requires `{}` and does not use it",
                                  compiled.name, name));
      }
    }
    compiled.required = parts_.Keep(required);
    compiled.sources = parts_.Keep(sources);
  }

  const LinkedModel& model_;
  const RequirementGraph& requirements_;
  feel::Diagnostics& diagnostics_;
  std::shared_ptr<DecisionGraph> graph_;
  DecisionGraph::Parts& parts_;
  // Of each file: the names it may require, and what its logic is compiled
  // with.
  std::vector<feel::Scope> visible_;
  std::vector<LogicSetting> settings_;
  size_t caller_slots_ = 0;
  std::vector<int> slots_;  // Of each element.
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

feel::SourcePlace DecisionGraph::Parts::PlaceOfFunction(int slot) const {
  for (const Knowledge& function : knowledge) {
    if (function.slot == slot) return function.place;
  }
  for (const auto& service : services) {
    if (service->slot == slot) return service->place;
  }
  return {};
}

std::optional<int> DecisionGraph::FindFunction(std::string_view name) const {
  const std::optional<int> slot = scope_.Find(name);
  if (!slot || parts_->PlaceOfFunction(*slot).line == 0) return std::nullopt;
  return slot;
}

std::optional<int> DecisionGraph::FindInput(
    std::string_view name, std::string_view model_namespace) const {
  const std::string home(model_namespace.empty() ? target_namespace_
                                                 : model_namespace);
  const auto found = parts_->input_slots.find({home, std::string(name)});
  if (found == parts_->input_slots.end()) return std::nullopt;
  return found->second;
}

std::vector<int> DecisionGraph::Parts::UsedBy(int slot) const {
  std::vector<int> used;
  const size_t index = static_cast<size_t>(slot);
  const int decision =
      index < decision_of_slot.size() ? decision_of_slot[index] : kNoDecision;
  if (decision != kNoDecision) {
    for (const Use& use : decisions[static_cast<size_t>(decision)].uses) {
      used.push_back(use.slot);
    }
  }
  for (const Knowledge& function : knowledge) {
    if (function.slot != slot) continue;
    used.insert(used.end(), function.known_slots.begin(),
                function.known_slots.end());
  }
  for (const auto& service : services) {
    if (service->slot != slot) continue;
    for (const Service::Output& output : service->outputs) {
      used.push_back(output.slot);
    }
  }
  return used;
}

bool DecisionGraph::Uses(int slot, int other) const {
  std::set<int> seen;
  std::vector<int> waiting = {slot};
  while (!waiting.empty()) {
    const int next = waiting.back();
    waiting.pop_back();
    if (next == other) return true;
    if (!seen.insert(next).second) continue;
    for (const int used : parts_->UsedBy(next)) waiting.push_back(used);
  }
  return false;
}

feel::SourcePlace DecisionGraph::InFile(const feel::SourcePlace& place) const {
  for (const auto& file : parts_->files) {
    if (file->name != place.file) continue;
    const Place found = file->source_map.InFile({place.line, place.column});
    return {place.file, found.line, found.column};
  }
  return place;
}

std::shared_ptr<const DecisionGraph> DecisionGraph::Compile(
    std::string_view file_name, std::string_view xml,
    std::span<const feel::Scope::Name> inputs, feel::Dialect dialect,
    feel::Diagnostics& diagnostics, std::span<const ModelText> importable) {
  const size_t errors_before = diagnostics.error_count();
  const std::optional<LinkedModel> model =
      LinkModel({file_name, xml}, importable, diagnostics);
  if (!model) return nullptr;
  const std::optional<RequirementGraph> requirements =
      ResolveRequirements(*model, dialect, diagnostics);
  if (!requirements) return nullptr;
  std::shared_ptr<const DecisionGraph> graph =
      GraphCompiler(*model, *requirements, dialect, diagnostics)
          .Compile(inputs);
  if (diagnostics.error_count() > errors_before) return nullptr;
  return graph;
}

}  // namespace techflow::dmn
