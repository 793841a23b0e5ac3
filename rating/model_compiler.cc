#include "rating/model_compiler.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rating/feel/calendar.h"
#include "rating/model_parts.h"
#include "rating/package_files.h"
#include "rating/scorecard/field_reader.h"
#include "rating/textproto/parsed_text.h"

namespace techflow::rating {

using scorecard::FieldReader;
using scorecard::Rule;
using scorecard::RuleScope;

namespace {

// Nobody would trust a rating for longer than ten years.
constexpr int kMaxValidityMonths = 120;

// What a model without rules has.
constexpr char kNoRules[] =
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/")"
    R"( id="none" name="none" namespace="none"/>)";

std::optional<feel::Date> ReadDay(const v1::Date& date) {
  return feel::MakeDate(date.year(), date.month(), date.day());
}

bool CheckPeriod(const v1::Model& model, const FieldReader& reader) {
  const std::optional<feel::Date> from = ReadDay(model.effective_from());
  const std::optional<feel::Date> until = ReadDay(model.effective_until());
  bool is_right = true;
  if (model.has_effective_from() && !from) {
    is_right = reader.AddError("effective_from", "there is no such day");
  }
  if (model.has_effective_until() && !until) {
    is_right = reader.AddError("effective_until", "there is no such day");
  }
  if (model.has_effective_from() && model.has_effective_until() && from &&
      until && *until < *from) {
    is_right = reader.AddError("effective_until",
                               "the model ends before `effective_from`");
  }
  return is_right;
}

// What only a model with dimensions has.
bool CheckTakesNoScore(const v1::Model& model, const FieldReader& reader) {
  bool is_right = true;
  const auto refuse = [&](std::string_view field, bool is_there) {
    if (!is_there) return;
    is_right = reader.AddError(
        field, fmt::format("a model without `dimensions` only answers its "
                           "rubric; expected no `{}`",
                           field));
  };
  refuse("segments", !model.segments().empty());
  refuse("weight_scheme", model.has_weight_scheme());
  refuse("weight_sets", !model.weight_sets().empty());
  refuse("corrections", !model.corrections().empty());
  refuse("grade_scale", model.has_grade_scale());
  refuse("completeness", model.has_completeness());
  refuse("near_threshold", model.has_near_threshold());
  return is_right;
}

bool CheckNearThreshold(const v1::Model& model, const FieldReader& reader) {
  const v1::NearThresholdRule& definition = model.near_threshold();
  const FieldReader rule("the rule of near edges",
                         reader.places().Message("near_threshold"),
                         reader.diagnostics());
  bool is_right = true;
  if (definition.has_measure_share()) {
    is_right = rule.ReadNumber("measure_share", definition.measure_share(),
                               scorecard::ShareBounds())
                   .has_value();
  }
  if (definition.has_score_points()) {
    is_right = rule.ReadNumber("score_points", definition.score_points(),
                               scorecard::PointsBounds())
                   .has_value() &&
               is_right;
  }
  return is_right;
}

bool CheckIdentity(const v1::Model& model, const FieldReader& reader) {
  bool is_right = reader.CheckId("id", model.id(), '-');
  if (!reader.CheckText("title", model.title())) is_right = false;
  if (!reader.CheckText("notes", model.notes())) is_right = false;
  if (!CheckPeriod(model, reader)) is_right = false;
  if (model.validity_months() < 1 ||
      model.validity_months() > kMaxValidityMonths) {
    is_right = reader.AddError(
        "validity_months",
        fmt::format("`validity_months` is {}; expected 1 to {}",
                    model.validity_months(), kMaxValidityMonths));
  }
  return is_right;
}

}  // namespace

std::shared_ptr<const RatingModel> ModelCompiler::Compile(
    const v1::ModelPackage& package) {
  const std::optional<PackageFiles> files =
      PackageFiles::Sort(package, diagnostics_);
  if (!files.has_value()) return nullptr;
  const std::unique_ptr<const textproto::ParsedText> text =
      textproto::ParsedText::Parse(files->model->path(),
                                   files->model->content(), parts_->definition,
                                   diagnostics_);
  parts_->grading_names = GradingNames(parts_->definition);
  CompileGraph(files->rules);
  // Expressions cannot be read without the names of the rules, nor can the
  // rest of the model be looked at without its text.
  if (parts_->graph == nullptr || text == nullptr) return nullptr;
  if (!CompileModel(text->places())) return nullptr;
  return std::shared_ptr<const RatingModel>(new RatingModel(std::move(parts_)));
}

void ModelCompiler::CompileGraph(const v1::ModelFile* rules) {
  std::vector<feel::Scope::Name> inputs;
  for (const feel::Member& name : parts_->layout.names()) {
    inputs.push_back({name.name, name.type});
  }
  for (const feel::Member& name : parts_->grading_names.members()) {
    inputs.push_back({name.name, name.type});
  }
  parts_->graph = dmn::DecisionGraph::Compile(
      rules == nullptr ? "" : rules->path(),
      rules == nullptr ? kNoRules : rules->content(), inputs,
      feel::Dialect::kStrict, diagnostics_);
}

RuleScope ModelCompiler::ScopeWithout(std::span<const std::string> withheld,
                                      std::string_view why) const {
  return {parts_->graph->scope(),
          withheld,
          NamesOfPoints(),
          [graph = parts_->graph.get()](int slot, int other) {
            return graph->Uses(slot, other);
          },
          why,
          memory_};
}

bool ModelCompiler::CompileModel(const textproto::FieldPlaces& places) {
  const v1::Model& model = parts_->definition;
  const FieldReader reader("the model", places, diagnostics_);
  bool is_right = CheckIdentity(model, reader);
  if (model.dimensions().empty() && model.has_rubric()) {
    is_right = CheckTakesNoScore(model, reader) && is_right;
  } else {
    parts_->scorecard = scorecard::Scorecard::Compile(
        model, places, catalog_,
        ScopeWithout(kGradingNames, "is known only after grading"),
        diagnostics_);
    is_right = parts_->scorecard != nullptr && is_right;
  }
  is_right = CheckNearThreshold(model, reader) && is_right;
  is_right = CompileRubric(reader) && is_right;
  is_right = CompileOutputs(reader) && is_right;
  return CompileFlags(reader) && is_right;
}

RatingModel::RatingModel(std::unique_ptr<const Parts> parts)
    : parts_(std::move(parts)) {}

RatingModel::~RatingModel() = default;

std::shared_ptr<const RatingModel> RatingModel::Compile(
    const v1::ModelPackage& package, const scorecard::Catalog& catalog,
    feel::Diagnostics& diagnostics) {
  return ModelCompiler(catalog, diagnostics).Compile(package);
}

}  // namespace techflow::rating
