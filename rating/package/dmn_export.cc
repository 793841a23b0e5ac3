#include "rating/package/dmn_export.h"

#include <fmt/format.h>

#include <memory>

#include "rating/dmn/decision_graph.h"
#include "rating/dmn/reader.h"
#include "rating/evidence/context.h"
#include "rating/grading_names.h"
#include "rating/package/dmn_export_document.h"
#include "rating/package/dmn_export_feel.h"
#include "rating/package/dmn_export_rules.h"
#include "rating/package/dmn_export_scorecard.h"
#include "rating/package_files.h"
#include "rating/rating_model.h"
#include "rating/textproto/parsed_text.h"

namespace techflow::package {
namespace {

constexpr char kAsOfDate[] = "as of date";

// One export of a package that compiles.
class ModelExport {
 public:
  explicit ModelExport(feel::Diagnostics& diagnostics)
      : diagnostics_(diagnostics), feel_(diagnostics) {}

  std::optional<std::string> Run(const rating::RatingModel& compiled,
                                 const rating::PackageFiles& files) {
    const v1::Model& model = compiled.definition();
    v1::Model again;
    const auto text = textproto::ParsedText::Parse(
        files.model->path(), files.model->content(), again, diagnostics_);
    const feel::Scope inputs = NamesOf(model);
    if (text == nullptr || !ReadRules(files, inputs)) return std::nullopt;
    DmnDocument document(model.id(), model.title().en());
    for (const feel::Member& name : layout_.names()) {
      document.AddInput(name.name, name.type);
    }
    bool is_right = true;
    if (rules_.has_value()) {
      is_right =
          RulesExport(*rules_, *graph_, feel_, diagnostics_).AddTo(document);
    }
    ScorecardExport scorecard(compiled, text->places(),
                              graph_ ? graph_->scope() : inputs, feel_,
                              document, diagnostics_);
    if (!scorecard.AddAll() || !is_right) return std::nullopt;
    for (const std::string& name : document.UndeclaredNames()) {
      diagnostics_.AddError(
          text->places().place(),
          fmt::format("`{}`, which a rule uses, cannot be exported", name));
    }
    if (diagnostics_.has_errors()) return std::nullopt;
    return document.ToXml();
  }

 private:
  // Evidence, then what rules may use of their own rating.
  feel::Scope NamesOf(const v1::Model& model) {
    feel::Scope scope;
    for (const feel::Member& name : layout_.names()) {
      scope.Add(name.name, name.type);
      const bool is_known = name.name == kAsOfDate;
      feel_.SetNulls(name.name,
                     {{.missing = !is_known, .missing_inside = !is_known}, ""});
    }
    for (const feel::Member& name : rating::GradingNames(model).members()) {
      scope.Add(name.name, name.type);
      feel_.SetNulls(name.name,
                     {{.missing = true, .missing_inside = true}, ""});
    }
    for (const rating::GradingName known :
         {rating::GradingName::kStatus, rating::GradingName::kVerdict}) {
      feel_.SetNulls(rating::kGradingNames[static_cast<size_t>(known)], {});
    }
    return scope;
  }

  bool ReadRules(const rating::PackageFiles& files, const feel::Scope& inputs) {
    if (files.rules == nullptr) return true;
    rules_ = dmn::ReadDefinitions(files.rules->path(), files.rules->content(),
                                  diagnostics_);
    graph_ = dmn::DecisionGraph::Compile(files.rules->path(),
                                         files.rules->content(), inputs.names(),
                                         feel::Dialect::kStrict, diagnostics_);
    return rules_.has_value() && graph_ != nullptr;
  }

  feel::Diagnostics& diagnostics_;
  evidence::EvidenceLayout layout_;
  FeelExport feel_;
  std::optional<dmn::Definitions> rules_;
  std::shared_ptr<const dmn::DecisionGraph> graph_;
};

}  // namespace

std::optional<std::string> ExportDmn(const v1::ModelPackage& package,
                                     const scorecard::Catalog& catalog,
                                     feel::Diagnostics& diagnostics) {
  // Warnings are for those who validate the model.
  feel::Diagnostics found;
  const std::shared_ptr<const rating::RatingModel> model =
      rating::RatingModel::Compile(package, catalog, found);
  if (model == nullptr) {
    for (const feel::Diagnostic& problem : found.all()) {
      diagnostics.Add(problem.severity,
                      {problem.file, problem.line, problem.column},
                      problem.message);
    }
    return std::nullopt;
  }
  const auto files = rating::PackageFiles::Sort(package, found);
  feel::Diagnostics exporting;
  std::optional<std::string> xml = ModelExport(exporting).Run(*model, *files);
  for (const feel::Diagnostic& problem : exporting.all()) {
    if (problem.severity != feel::Severity::kError) continue;
    diagnostics.Add(problem.severity,
                    {problem.file, problem.line, problem.column},
                    problem.message);
  }
  if (exporting.has_errors()) return std::nullopt;
  return xml;
}

}  // namespace techflow::package
