#include "clients/cli/rules/model_evaluation.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/rules/answer.h"
#include "clients/cli/rules/findings.h"
#include "clients/cli/rules/function_arguments.h"
#include "clients/cli/rules/model_inputs.h"
#include "clients/cli/suggestions.h"
#include "rating/dmn/decision_graph.h"
#include "rating/feel/calendar_text.h"

namespace techflow::cli {
namespace {

template <typename Element>
void AddNames(const std::vector<Element>& elements,
              std::vector<std::string>& names) {
  for (const Element& element : elements) {
    names.push_back(element.variable.name);
  }
}

absl::Status CheckName(const EvalFlags& flags, const std::string& what,
                       const std::string& name,
                       const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), name) != known.end()) {
    return absl::OkStatus();
  }
  std::string sentence =
      absl::StrCat(flags.model.path, " has no ", what, " `", name, "`.");
  if (const auto nearest = Nearest(name, known)) {
    absl::StrAppend(&sentence, " Did you mean `", *nearest, "`?");
  } else if (!known.empty()) {
    absl::StrAppend(&sentence, " It has: ", absl::StrJoin(known, ", "));
  }
  return UsageError(sentence);
}

// What is asked for is in the file.
absl::Status CheckNames(const EvalFlags& flags,
                        const dmn::Definitions& definitions) {
  if (!flags.expression.empty()) return absl::OkStatus();
  std::vector<std::string> known;
  if (!flags.function.empty()) {
    AddNames(definitions.services, known);
    AddNames(definitions.knowledge_models, known);
    return CheckName(flags, "decision service or business knowledge model",
                     flags.function, known);
  }
  AddNames(definitions.decisions, known);
  if (known.empty()) {
    return absl::NotFoundError(
        absl::StrCat(flags.model.path,
                     " holds no decisions; --service calls its functions"));
  }
  absl::Status status;
  for (const std::string& name : flags.decisions) {
    status.Update(CheckName(flags, "decision", name, known));
  }
  return status;
}

void TellAbsent(Session& session, const std::vector<std::string>& names) {
  if (names.empty()) return;
  const std::string separator = session.In({"`、`", "`, `"});
  TellNote(session, absl::StrCat(session.In({"未给出，按 null 计算：`",
                                             "not given, and so null: `"}),
                                 absl::StrJoin(names, separator), "`"));
}

// Names of `absent` that the decisions or the expression used.
std::vector<std::string> UsedOf(const std::vector<std::string>& absent,
                                const dmn::DecisionTrace& trace,
                                const feel::Expression* expression) {
  std::set<std::string, std::less<>> used;
  for (const dmn::TracedDecision& decision : trace.decisions) {
    for (const dmn::NamedValue& input : decision.inputs) {
      used.emplace(input.name);
    }
  }
  if (expression != nullptr) {
    for (const feel::Reference& reference : expression->references()) {
      used.insert(reference.name);
    }
  }
  std::vector<std::string> names;
  for (const std::string& name : absent) {
    if (used.contains(name)) names.push_back(name);
  }
  return names;
}

// A model and an expression over its names, compiled.
struct CompiledModel {
  // Of the file itself; those that it imports are there for them.
  std::set<std::string> decisions;
  std::set<std::string> services;
  std::shared_ptr<const dmn::DecisionGraph> graph;
  std::shared_ptr<const feel::Expression> expression;  // Null where none is.
  feel::Diagnostics diagnostics;
};

CompiledModel Compile(const EvalFlags& flags, const ModelFiles& files,
                      const dmn::Definitions& definitions,
                      const ModelInputs& inputs) {
  const feel::Dialect dialect = flags.model.rules.dialect;
  CompiledModel compiled;
  for (const dmn::Decision& decision : definitions.decisions) {
    compiled.decisions.insert(decision.variable.name);
  }
  for (const dmn::DecisionService& service : definitions.services) {
    compiled.services.insert(service.variable.name);
  }
  compiled.graph = dmn::DecisionGraph::Compile(
      files.main().file, files.main().xml, inputs.names(), dialect,
      compiled.diagnostics, files.importable());
  if (compiled.graph != nullptr && !flags.expression.empty()) {
    compiled.expression = feel::Expression::Compile(
        flags.expression, compiled.graph->scope(),
        {.dialect = dialect, .origin = {kExpressionFile, 1, 1}},
        compiled.diagnostics);
  }
  return compiled;
}

void TellOtherDialect(Session& session, const EvalFlags& flags) {
  if (flags.model.rules.dialect != feel::Dialect::kStrict) return;
  TellNote(session,
           session.In({"--conformance 按标准求值：错误成为 null",
                       "--conformance evaluates it as the standard says: what "
                       "is wrong becomes null"}));
}

// One run of a compiled model, and what it leaves for the reader.
class ModelRun {
 public:
  ModelRun(const CompiledModel& model, const feel::DateAndTime& as_of,
           const EvalFlags& flags)
      : model_(model),
        graph_(*model.graph),
        flags_(flags),
        evaluation_(as_of),
        run_(graph_, evaluation_, &traced_.trace) {
    traced_.as_of = feel::ToText(as_of);
    traced_.trace.with_unmatched_rules = flags.model.rules.unmatched;
    traced_.in_file = [this](const feel::SourcePlace& place) {
      return graph_.InFile(place);
    };
  }

  // `json` may be a null pointer.
  absl::StatusOr<int> Call(Session& session, const JsonValue* json,
                           JsonValues& reader) {
    const std::string file = ShownPath(flags_.model.input);
    const int slot = *graph_.FindFunction(flags_.function);
    const feel::Value& function = evaluation_.Get(slot);
    FunctionArguments arguments;
    // In the conformance dialect it may not compile, which its result tells.
    if (function.is(feel::ValueKind::kFunction)) {
      arguments = ReadArguments(function.function(), json, file, reader);
    }
    const absl::Status fits = TellMisfits(session, arguments.problems, reader,
                                          file, flags_.model.path);
    if (!fits.ok()) return fits;
    TellAbsent(session, arguments.absent);
    Answer answer;
    answer.results.push_back({"", Invoke(slot, arguments)});
    return Print(session, answer);
  }

  absl::StatusOr<int> Evaluate(Session& session, const ModelInputs& inputs,
                               JsonValues& reader) {
    const absl::Status fits =
        TellMisfits(session, inputs.Set(graph_, evaluation_, reader, run_),
                    reader, ShownPath(flags_.model.input), flags_.model.path);
    if (!fits.ok()) return fits;
    Answer answer;
    if (model_.expression != nullptr) {
      answer.results.push_back({"", EvaluateExpression()});
    } else {
      EvaluateDecisions(answer);
    }
    TellAbsent(session,
               UsedOf(inputs.absent(), traced_.trace, model_.expression.get()));
    return Print(session, answer);
  }

 private:
  // The decisions of a service trace themselves.
  feel::Value Invoke(int slot, const FunctionArguments& arguments) {
    const auto invoke = [&] {
      return run_.Invoke(slot, arguments.names, arguments.values);
    };
    return model_.services.contains(flags_.function)
               ? invoke()
               : RunTraced(flags_.function, evaluation_, traced_.trace, invoke);
  }

  feel::Value EvaluateExpression() {
    // First the decisions that it names, which are steps of their own.
    for (const feel::Reference& reference : model_.expression->references()) {
      const auto slots = graph_.decision_slots();
      if (std::find(slots.begin(), slots.end(), reference.slot) !=
          slots.end()) {
        run_.EvaluateDecision(reference.slot);
      }
    }
    return RunTraced("", evaluation_, traced_.trace,
                     [this] { return run_.Evaluate(*model_.expression); });
  }

  void EvaluateDecisions(Answer& answer) {
    for (const int slot : graph_.decision_slots()) {
      const std::string& name = graph_.scope().at(slot).name;
      if (flags_.decisions.empty() && model_.decisions.contains(name)) {
        answer.results.push_back({name, run_.EvaluateDecision(slot)});
      }
    }
    for (const std::string& name : flags_.decisions) {
      const std::optional<int> slot = graph_.FindDecision(name);
      if (!slot) continue;  // CheckNames has found it.
      answer.results.push_back({name, run_.EvaluateDecision(*slot)});
    }
  }

  absl::StatusOr<int> Print(Session& session, Answer& answer) {
    answer.is_one =
        answer.results.size() == 1 &&
        (flags_.decisions.size() == 1 || answer.results.front().name.empty());
    answer.status = run_.status();
    if (!evaluation_.ok()) answer.results.clear();
    answer.expression = flags_.expression;
    answer.shows_trace = flags_.model.rules.trace;
    answer.traced = &traced_;
    return PrintAnswer(session, answer, model_.diagnostics);
  }

  const CompiledModel& model_;
  const dmn::DecisionGraph& graph_;
  const EvalFlags& flags_;
  Traced traced_;
  feel::Evaluation evaluation_;
  dmn::DecisionGraph::Run run_;
};

}  // namespace

absl::StatusOr<int> EvaluateModel(Session& session, const EvalFlags& flags) {
  feel::Arena arena;
  const auto as_of = ParseAsOf(flags.model.rules.as_of);
  if (!as_of.ok()) return as_of.status();
  const absl::StatusOr<ModelFiles> files = ModelFiles::Read(flags.model);
  if (!files.ok()) return files.status();
  feel::Diagnostics unreadable;
  const std::optional<dmn::LinkedModel> linked =
      dmn::LinkModel(files->main(), files->importable(), unreadable);
  if (!linked) {
    TellDiagnostics(session, unreadable);
    return kExitFindings;
  }
  const absl::Status known = CheckNames(flags, linked->files[0].definitions);
  if (!known.ok()) return known;
  std::optional<JsonValue> json;
  if (!flags.model.input.empty()) {
    absl::StatusOr<JsonValue> read = ReadJsonObject(flags.model.input);
    if (!read.ok()) return read.status();
    json = *std::move(read);
  }
  const std::string file = ShownPath(flags.model.input);
  ModelInputs inputs(*linked);
  JsonValues reader(file, flags.model.rules.dialect, arena);
  if (json && flags.function.empty()) {
    const absl::Status fits =
        TellMisfits(session, inputs.Read(*json, file, reader), reader, file,
                    flags.model.path);
    if (!fits.ok()) return fits;
  }
  const CompiledModel compiled =
      Compile(flags, *files, linked->files[0].definitions, inputs);
  TellDiagnostics(session, compiled.diagnostics, flags.expression);
  if (compiled.diagnostics.has_errors()) {
    TellOtherDialect(session, flags);
    return kExitFindings;
  }
  ModelRun run(compiled, *as_of, flags);
  return flags.function.empty()
             ? run.Evaluate(session, inputs, reader)
             : run.Call(session, json ? &*json : nullptr, reader);
}

}  // namespace techflow::cli
