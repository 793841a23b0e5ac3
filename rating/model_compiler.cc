#include <fmt/format.h>

#include <optional>
#include <set>
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

// Builds the parts of a RatingModel one after another; what is wrong with one
// does not hide what is wrong with the next. Lives for one Compile().
class ModelCompiler {
 public:
  ModelCompiler(const scorecard::Catalog& catalog,
                feel::Diagnostics& diagnostics)
      : catalog_(catalog), diagnostics_(diagnostics) {}

  std::shared_ptr<const RatingModel> Compile(const v1::ModelPackage& package);

 private:
  void CompileGraph(const v1::ModelFile* rules);
  bool CompileModel(const textproto::FieldPlaces& places);
  bool CompileOutputs(const FieldReader& reader);
  bool CompileFlags(const FieldReader& reader);

  const scorecard::Catalog& catalog_;
  feel::Diagnostics& diagnostics_;
  std::unique_ptr<RatingModel::Parts> parts_ =
      std::make_unique<RatingModel::Parts>();
};

std::shared_ptr<const RatingModel> ModelCompiler::Compile(
    const v1::ModelPackage& package) {
  const std::optional<PackageFiles> files =
      PackageFiles::Sort(package, diagnostics_);
  if (!files.has_value()) return nullptr;
  CompileGraph(files->rules);
  const std::unique_ptr<const textproto::ParsedText> text =
      textproto::ParsedText::Parse(files->model->path(),
                                   files->model->content(), parts_->definition,
                                   diagnostics_);
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
  for (const std::string& name : kGradingNames) {
    const bool is_number =
        name == kGradingNames[kScore] || name == kGradingNames[kGradeRank];
    inputs.push_back(
        {name, is_number ? feel::TypeKind::kNumber : feel::TypeKind::kString});
  }
  parts_->graph = dmn::DecisionGraph::Compile(
      rules == nullptr ? "" : rules->path(),
      rules == nullptr ? kNoRules : rules->content(), inputs,
      feel::Dialect::kStrict, diagnostics_);
}

bool ModelCompiler::CompileModel(const textproto::FieldPlaces& places) {
  const v1::Model& model = parts_->definition;
  const FieldReader reader("the model", places, diagnostics_);
  const bool has_identity = CheckIdentity(model, reader);
  parts_->scorecard = scorecard::Scorecard::Compile(
      model, places, catalog_, {parts_->graph->scope(), kGradingNames},
      diagnostics_);
  const bool has_outputs = CompileOutputs(reader);
  const bool has_flags = CompileFlags(reader);
  return has_identity && parts_->scorecard != nullptr && has_outputs &&
         has_flags;
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
    if (!output.CheckText("title", definition.title())) is_right = false;
    if (!output.CheckOptionalText("unit", definition.unit())) is_right = false;
    RatingModel::Parts::Output compiled;
    compiled.blank_result.set_id(definition.id());
    *compiled.blank_result.mutable_title() = definition.title();
    if (definition.has_unit()) {
      *compiled.blank_result.mutable_unit() = definition.unit();
    }
    compiled.rule = Rule::Compile(output.owner(), "expression",
                                  definition.expression(), feel::TypeKind::kAny,
                                  {parts_->graph->scope(), {}}, output);
    if (compiled.rule == nullptr) is_right = false;
    parts_->outputs.push_back(std::move(compiled));
  }
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
        {parts_->graph->scope(), kGradingNames}, flag);
    if (compiled.rule == nullptr) is_right = false;
    parts_->flags.push_back(std::move(compiled));
  }
  return is_right;
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
