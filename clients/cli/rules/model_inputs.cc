#include "clients/cli/rules/model_inputs.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/rules/findings.h"
#include "clients/cli/rules/value_type.h"
#include "clients/cli/suggestions.h"
#include "rating/feel/characters.h"

namespace techflow::cli {
namespace {

std::string PlaceOf(const std::string& file, const JsonMember& member) {
  return absl::StrCat(file, ":", member.place.line, ":", member.place.column);
}

}  // namespace

ModelInputs::ModelInputs(const dmn::LinkedModel& model) {
  feel::Diagnostics told_by_the_compiler;
  std::vector<dmn::TypeTable> types(model.files.size());
  for (const size_t i : model.import_order) {
    std::vector<dmn::TypeTable::Imported> imported;
    for (const size_t file : model.files[i].imported) {
      imported.push_back({model.PrefixIn(i, file).value_or(""), &types[file]});
    }
    types[i] = dmn::TypeTable::Build(model.files[i].definitions,
                                     told_by_the_compiler, std::move(imported));
  }
  for (size_t i = 0; i < model.files.size(); ++i) {
    for (const dmn::InputData& input : model.files[i].definitions.inputs) {
      Add(types[i], input.variable, /*is_decision=*/false);
    }
  }
  for (const dmn::Decision& decision : model.files[0].definitions.decisions) {
    Add(types[0], decision.variable, /*is_decision=*/true);
  }
}

void ModelInputs::Add(const dmn::TypeTable& types,
                      const dmn::TypedName& variable, bool is_decision) {
  if (Find(variable.name) != nullptr) return;
  const feel::Type type = types.Find(variable.type_ref).value_or(feel::Type());
  inputs_.push_back({{variable.name, type}, is_decision, std::nullopt, ""});
}

ModelInputs::Input* ModelInputs::Find(const std::string& name) {
  const std::string key = feel::NameKey(name);
  for (Input& input : inputs_) {
    if (feel::NameKey(input.name.name) == key) return &input;
  }
  return nullptr;
}

std::vector<feel::Scope::Name> ModelInputs::names() const {
  std::vector<feel::Scope::Name> names;
  for (const Input& input : inputs_) {
    if (input.is_decision) continue;
    names.push_back(input.name);
    if (input.value && input.name.type.is(feel::TypeKind::kAny)) {
      names.back().type = TypeOf(*input.value);
    }
  }
  return names;
}

std::vector<std::string> ModelInputs::Read(const JsonValue& json,
                                           const std::string& file,
                                           JsonValues& reader) {
  std::vector<std::string> known;
  for (const Input& input : inputs_) {
    if (!input.is_decision) known.push_back(input.name.name);
  }
  std::vector<std::string> problems;
  for (const JsonMember& member : json.members) {
    const std::string place = PlaceOf(file, member);
    Input* input = Find(member.name);
    if (input == nullptr) {
      problems.push_back(
          UnknownMember(file, member, "input of the model", known));
    } else if (input->value) {
      problems.push_back(absl::StrCat(place, ": `", member.name, "` and `",
                                      input->name.name, "` are one name"));
    } else {
      input->place = place;
      input->value =
          reader.Read(member.value, input->name.type, input->name.name);
    }
  }
  return problems;
}

std::vector<std::string> ModelInputs::Set(const dmn::DecisionGraph& graph,
                                          const feel::Evaluation& evaluation,
                                          JsonValues& reader,
                                          dmn::DecisionGraph::Run& run) const {
  std::vector<std::string> problems;
  for (const Input& input : inputs_) {
    const std::optional<int> slot = graph.scope().Find(input.name.name);
    if (!slot || (input.is_decision && !input.value)) continue;
    if (!input.value) {
      run.Set(*slot, reader.Absent(input.name.name));
      continue;
    }
    run.Set(*slot, *input.value);
    // The run keeps an error for a value that it does not take.
    const feel::Value& taken = evaluation.Get(*slot);
    if (!input.value->is_error() && taken.is_error()) {
      problems.push_back(
          absl::StrCat(input.place, ": `", input.name.name,
                       "`: ", std::string(taken.reason().message)));
    }
  }
  return problems;
}

std::vector<std::string> ModelInputs::absent() const {
  std::vector<std::string> names;
  for (const Input& input : inputs_) {
    if (!input.is_decision && !input.value) names.push_back(input.name.name);
  }
  return names;
}

std::vector<std::string> ModelInputs::untyped() const {
  std::vector<std::string> names;
  for (const Input& input : inputs_) {
    if (!input.is_decision && input.name.type.is(feel::TypeKind::kAny)) {
      names.push_back(input.name.name);
    }
  }
  return names;
}

std::string UnknownMember(const std::string& file, const JsonMember& member,
                          const std::string& what,
                          const std::vector<std::string>& known) {
  std::string sentence = absl::StrCat(PlaceOf(file, member), ": `", member.name,
                                      "` is no ", what, ".");
  if (const auto nearest = Nearest(member.name, known)) {
    absl::StrAppend(&sentence, " Did you mean `", *nearest, "`?");
  } else if (!known.empty()) {
    absl::StrAppend(&sentence, " It has: ", absl::StrJoin(known, ", "));
  }
  return sentence;
}

absl::Status TellMisfits(Session& session, std::vector<std::string> problems,
                         JsonValues& reader, const std::string& file,
                         const std::string& model) {
  problems.insert(problems.end(), reader.problems().begin(),
                  reader.problems().end());
  for (const std::string& note : reader.TakeNotes()) TellNote(session, note);
  for (const std::string& problem : problems) TellError(session, problem);
  if (problems.empty()) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat(file, " does not fit ", model));
}

}  // namespace techflow::cli
