#ifndef TECHFLOW_RATING_SCORECARD_CATALOG_H_
#define TECHFLOW_RATING_SCORECARD_CATALOG_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "rating/scorecard/correction.h"
#include "rating/scorecard/scoring_function.h"
#include "rating/scorecard/weight_scheme.h"

namespace techflow::scorecard {

// Kinds of one thing under the names by which models call them. A factory
// returns null where the definition is wrong, and reports why.
template <typename Product, typename Source>
class Kinds {
 public:
  using Factory =
      std::function<std::unique_ptr<const Product>(const Source& source)>;

  // Replaces the kind of that name, if there is one.
  void Add(std::string name, Factory factory) {
    factories_.insert_or_assign(std::move(name), std::move(factory));
  }
  // Null pointer when there is no such kind.
  const Factory* Find(std::string_view name) const {
    const auto found = factories_.find(name);
    return found == factories_.end() ? nullptr : &found->second;
  }
  // "`bands`, `curve`", for messages.
  std::string Names() const {
    std::string names;
    for (const auto& [name, factory] : factories_) {
      names += (names.empty() ? "`" : ", `") + name + "`";
    }
    return names;
  }

 private:
  std::map<std::string, Factory, std::less<>> factories_;
};

// Everything that a model may call by name. Built once where the program
// starts, and passed to whoever compiles models; const from then on, so any
// number of threads may read it. It may go before the models it compiled.
struct Catalog {
  Kinds<ScoringFunction, ScoringSource> scoring_functions;
  Kinds<WeightScheme, WeightSchemeSource> weight_schemes;
  Kinds<Correction, CorrectionSource> corrections;
};

// The kinds of this engine: bands, curve, expert_range, expression,
// lookup_table, percentile; sum_of_points, weakest_link,
// weighted_geometric_mean, weighted_mean; coefficient, notches, cap, floor,
// veto.
Catalog BuildStandardCatalog();

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_CATALOG_H_
