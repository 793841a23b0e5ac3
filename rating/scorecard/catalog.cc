#include "rating/scorecard/catalog.h"

#include "rating/scorecard/bands.h"
#include "rating/scorecard/curve.h"
#include "rating/scorecard/expert_range.h"
#include "rating/scorecard/lookup_table.h"
#include "rating/scorecard/percentile.h"
#include "rating/scorecard/scoring_expression.h"
#include "rating/scorecard/standard_corrections.h"
#include "rating/scorecard/sum_of_points.h"
#include "rating/scorecard/weakest_link.h"
#include "rating/scorecard/weighted_geometric_mean.h"
#include "rating/scorecard/weighted_mean.h"

namespace techflow::scorecard {

Catalog BuildStandardCatalog() {
  Catalog catalog;
  catalog.scoring_functions.Add("bands", &Bands::Compile);
  catalog.scoring_functions.Add("curve", &Curve::Compile);
  catalog.scoring_functions.Add("expert_range", &ExpertRange::Compile);
  catalog.scoring_functions.Add("expression", &ScoringExpression::Compile);
  catalog.scoring_functions.Add("lookup_table", &LookupTable::Compile);
  catalog.scoring_functions.Add("percentile", &Percentile::Compile);
  catalog.weight_schemes.Add("sum_of_points", &SumOfPoints::Compile);
  catalog.weight_schemes.Add("weakest_link", &WeakestLink::Compile);
  catalog.weight_schemes.Add("weighted_geometric_mean",
                             &WeightedGeometricMean::Compile);
  catalog.weight_schemes.Add("weighted_mean", &WeightedMean::Compile);
  catalog.corrections.Add("coefficient", &CompileCoefficient);
  catalog.corrections.Add("notches", &CompileNotches);
  catalog.corrections.Add("cap", &CompileCap);
  catalog.corrections.Add("floor", &CompileFloor);
  catalog.corrections.Add("veto", &CompileVeto);
  return catalog;
}

}  // namespace techflow::scorecard
