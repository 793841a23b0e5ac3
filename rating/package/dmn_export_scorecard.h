#ifndef TECHFLOW_RATING_PACKAGE_DMN_EXPORT_SCORECARD_H_
#define TECHFLOW_RATING_PACKAGE_DMN_EXPORT_SCORECARD_H_

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "rating/feel/diagnostics.h"
#include "rating/feel/scope.h"
#include "rating/package/dmn_export_document.h"
#include "rating/package/dmn_export_feel.h"
#include "rating/textproto/parsed_text.h"
#include "techflow/v1/model.pb.h"

namespace techflow::package {

// The scorecard of a model that compiles, as decisions of a plain DMN file.
// One thread; what it is made from outlives it.
class ScorecardExport {
 public:
  // `names` are those of the rules and of the evidence.
  ScorecardExport(const v1::Model& model, const textproto::FieldPlaces& places,
                  const feel::Scope& names, FeelExport& feel,
                  DmnDocument& document, feel::Diagnostics& diagnostics)
      : model_(model),
        places_(places),
        rule_names_(names),
        all_names_(names),
        feel_(feel),
        document_(document),
        diagnostics_(diagnostics) {}

  // False where something has no counterpart; all of it is in the diagnostics.
  bool AddAll();

 private:
  // A decision whose logic is FEEL of ours over names that are there. False
  // where the name is taken.
  bool Add(const std::string& name, feel::TypeKind type,
           const std::string& feel, const v1::LocalizedText* title = nullptr);
  bool AddDecision(DmnDocument::Decision decision, const feel::Type& type);
  // An expression of the model.
  std::optional<ExportedFeel> Read(std::string_view text,
                                   const textproto::FieldPlaces& places,
                                   std::string_view field, FeelUse use);
  bool Refuse(const feel::SourcePlace& place, std::string message);

  bool AddSegment();
  bool AddWeights();
  bool AddIndicator(const v1::Indicator& indicator,
                    const textproto::FieldPlaces& places);
  bool AddBands(const v1::Indicator& indicator,
                const textproto::FieldPlaces& places);
  bool AddCurve(const v1::Indicator& indicator);
  // dmn_export_folding.cc
  bool AddStatus();
  bool AddWeightedMean();
  bool AddContribution(const v1::Dimension& dimension,
                       const v1::Indicator& indicator);
  // dmn_export_corrections.cc
  bool AddCorrections();
  bool AddCorrection(const v1::Correction& correction,
                     const textproto::FieldPlaces& places);
  bool AddCondition(const v1::Correction& correction,
                    const textproto::FieldPlaces& places);
  std::string RankOf(const std::string& score) const;
  std::string GradeIds() const;

  const v1::Model& model_;
  textproto::FieldPlaces places_;
  const feel::Scope& rule_names_;
  feel::Scope all_names_;
  FeelExport& feel_;
  DmnDocument& document_;
  feel::Diagnostics& diagnostics_;
  // What the corrections so far made of it.
  std::string score_ = "base score";
  std::string rank_ = "rank_before_corrections";
};

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_DMN_EXPORT_SCORECARD_H_
