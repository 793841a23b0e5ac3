#ifndef TECHFLOW_RATING_SCORECARD_SCORING_FUNCTION_H_
#define TECHFLOW_RATING_SCORECARD_SCORING_FUNCTION_H_

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "rating/decimal/decimal.h"
#include "rating/feel/scope.h"
#include "rating/scorecard/field_reader.h"
#include "techflow/v1/model.pb.h"

namespace techflow::scorecard {

// What a scoring function says of a measure. Texts live as long as the
// function.
struct Standing {
  Decimal points;

  // Where the measure stands, in FEEL: "[0.05..0.06)".
  std::string_view band;
  // What it means to stand there; null where nobody said.
  const v1::LocalizedText* band_text = nullptr;

  // The nearest measure that would earn more, and what it would earn. Where
  // that band leaves out its own edge (`> 5`), it is the edge.
  struct Next {
    Decimal at;
    Decimal points;
  };
  std::optional<Next> next;
};

// A measure at which points change: the edge between two bands, or a value on
// its own, such as the bend of a curve.
struct Turn {
  enum class Kind {
    kOpensAbove,   // An edge; the band above holds it.
    kClosesBelow,  // An edge; the band below holds it.
    kBend,         // No edge: the points at it are its own.
  };
  Decimal at;
  Kind kind = Kind::kBend;
};

// From a measure to points between 0 and 100: one implementation for each kind
// of the catalog. Immutable; any number of threads may share one.
class ScoringFunction {
 public:
  virtual ~ScoringFunction() = default;

  // Every number has points; the same number always has the same ones.
  virtual Standing Score(const Decimal& measure) const = 0;

  // The fewest and the most points that any measure can earn.
  virtual Decimal lowest_points() const = 0;
  virtual Decimal highest_points() const = 0;

  // Where points change, rising; none where nobody can say. At one value a band
  // that holds only that value opens before it closes.
  virtual std::vector<Turn> turns() const { return {}; }
};

// What a kind is made from. `reader` reads the fields of `definition`.
struct ScoringSource {
  const v1::ScoringFunction& definition;
  const FieldReader& reader;
  const feel::Scope& scope;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_SCORING_FUNCTION_H_
