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
#include "rating/rating_model.h"
#include "rating/textproto/parsed_text.h"
#include "techflow/v1/model.pb.h"

namespace techflow::package {

// As FEEL writes it; 0 where it is not set. The model compiles, so its numbers
// can be read.
std::string FeelNumber(const v1::Decimal& number);
std::string FeelString(std::string_view text);

// The scorecard of a model that compiles, as decisions of a plain DMN file.
// One thread; what it is made from outlives it.
class ScorecardExport {
 public:
  // `names` are those of the rules and of the evidence.
  ScorecardExport(const rating::RatingModel& compiled,
                  const textproto::FieldPlaces& places,
                  const feel::Scope& names, FeelExport& feel,
                  DmnDocument& document, feel::Diagnostics& diagnostics)
      : compiled_(compiled),
        model_(compiled.definition()),
        places_(places),
        rule_names_(names),
        all_names_(names),
        feel_(feel),
        document_(document),
        diagnostics_(diagnostics) {}

  // The scorecard and the rubric, as far as the model has them. False where
  // something has no counterpart; all of it is in the diagnostics.
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

  // Whether the scheme has weights; points count as they are elsewhere.
  bool takes_weights() const;
  bool AddSegment();
  bool AddWeights();
  bool AddSetsOfWeights();
  bool AddSharesOfPoints();

  // dmn_export_points.cc
  bool AddIndicator(const v1::Indicator& indicator,
                    const textproto::FieldPlaces& places);
  // `rows` are those of the indicator's scoring, with other points.
  bool AddBands(const std::string& name, const v1::Indicator& indicator,
                const v1::ScoringFunction& rows,
                const textproto::FieldPlaces& places);
  bool AddEntries(const std::string& name, const v1::Indicator& indicator,
                  const v1::ScoringFunction& rows);
  bool AddCurve(const v1::Indicator& indicator);
  bool AddPercentile(const v1::Indicator& indicator);
  bool AddExpression(const v1::Indicator& indicator,
                     const textproto::FieldPlaces& places);
  bool AddExpertRange(const v1::Indicator& indicator,
                      const textproto::FieldPlaces& places);

  // dmn_export_folding.cc
  bool AddStatus();
  bool AddWeightedMean();
  bool AddContributions();
  bool AddContribution(const v1::Dimension& dimension,
                       const v1::Indicator& indicator);
  bool AddDimensionPoints();

  // dmn_export_sum.cc
  bool AddSumOfPoints();
  bool AddCountedPoints(const v1::Dimension& dimension);
  // `lowest score` or `highest score` of a model without corrections.
  bool AddBound(bool is_highest);
  std::string BoundOf(const v1::Indicator& indicator, bool is_highest) const;

  // dmn_export_corrections.cc
  bool AddCorrections();
  bool AddCorrection(const v1::Correction& correction,
                     const textproto::FieldPlaces& places);
  bool AddCondition(const v1::Correction& correction,
                    const textproto::FieldPlaces& places);
  std::string RankOf(const std::string& score) const;
  std::string GradeIds() const;

  // dmn_export_rubric.cc
  bool AddGroup(const v1::ClauseGroup& group,
                const textproto::FieldPlaces& places);
  bool AddClause(const v1::Clause& clause,
                 const textproto::FieldPlaces& places);

  bool AddScorecard();
  bool AddRubric();

  const rating::RatingModel& compiled_;
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
