// Compiles what stands beside the scorecard: rubric, policy outputs, flags.
#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

#include "rating/model_compiler.h"

namespace techflow::rating {

using scorecard::FieldReader;
using scorecard::Rule;

namespace {

constexpr std::string_view kNoScore = "a model without `dimensions` never has";

}  // namespace

bool ModelCompiler::CompileRubric(const FieldReader& reader) {
  const v1::Model& model = parts_->definition;
  if (!model.has_rubric()) return true;
  const FieldReader rubric("the rubric", reader.places().Message("rubric"),
                           diagnostics_);
  parts_->rubric = scorecard::Rubric::Compile(
      model.rubric(),
      model.dimensions().empty()
          ? ScopeWithout(kGradingNames, kNoScore)
          : ScopeWithout(NamesOfVerdict(), "is known only after the clauses"),
      rubric);
  return parts_->rubric != nullptr;
}

bool ModelCompiler::CompileOutputs(const FieldReader& reader) {
  bool is_right = true;
  std::set<std::string> ids;
  for (int i = 0; i < parts_->definition.policy_outputs_size(); ++i) {
    const v1::PolicyOutput& definition = parts_->definition.policy_outputs(i);
    const FieldReader output(fmt::format("policy output `{}`", definition.id()),
                             reader.places().Message("policy_outputs", i),
                             diagnostics_);
    if (!output.ClaimId("id", definition.id(), ids)) is_right = false;
    if (!CompileOutput(definition, output)) is_right = false;
  }
  return is_right;
}

bool ModelCompiler::CompileOutput(const v1::PolicyOutput& definition,
                                  const FieldReader& reader) {
  bool is_right = reader.CheckText("title", definition.title());
  if (!reader.CheckOptionalText("unit", definition.unit())) is_right = false;
  RatingModel::Parts::Output compiled;
  compiled.blank_result.set_id(definition.id());
  *compiled.blank_result.mutable_title() = definition.title();
  if (definition.has_unit()) {
    *compiled.blank_result.mutable_unit() = definition.unit();
  }
  const bool has_score = !parts_->definition.dimensions().empty();
  compiled.rule =
      Rule::Compile(reader.owner(), "expression", definition.expression(),
                    feel::TypeKind::kAny,
                    has_score ? ScopeWithout({}, "")
                              : ScopeWithout(NamesOfPointsAndGrade(), kNoScore),
                    reader);
  if (compiled.rule == nullptr) is_right = false;
  if (!definition.without_grade().empty()) {
    compiled.without_grade = Rule::Compile(
        fmt::format("{} without the grade", reader.owner()), "without_grade",
        definition.without_grade(), feel::TypeKind::kAny,
        ScopeWithout(kGradingNames,
                     "a decision without the grade must not rest on"),
        reader);
    if (compiled.without_grade == nullptr) is_right = false;
  }
  parts_->outputs.push_back(std::move(compiled));
  return is_right;
}

bool ModelCompiler::CompileFlags(const FieldReader& reader) {
  bool is_right = true;
  std::set<std::string> ids;
  for (int i = 0; i < parts_->definition.flags_size(); ++i) {
    const v1::Flag& definition = parts_->definition.flags(i);
    const FieldReader flag(fmt::format("flag `{}`", definition.id()),
                           reader.places().Message("flags", i), diagnostics_);
    if (!flag.ClaimId("id", definition.id(), ids)) is_right = false;
    if (!flag.CheckText("text", definition.text())) is_right = false;
    RatingModel::Parts::Warning compiled;
    compiled.result.set_id(definition.id());
    *compiled.result.mutable_text() = definition.text();
    compiled.rule = Rule::Compile(
        fmt::format("the condition of {}", flag.owner()), "condition",
        definition.condition(), feel::TypeKind::kBoolean,
        ScopeWithout(kGradingNames, "is known only after grading"), flag);
    if (compiled.rule == nullptr) is_right = false;
    parts_->flags.push_back(std::move(compiled));
  }
  return is_right;
}

}  // namespace techflow::rating
