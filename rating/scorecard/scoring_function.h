#ifndef TECHFLOW_RATING_SCORECARD_SCORING_FUNCTION_H_
#define TECHFLOW_RATING_SCORECARD_SCORING_FUNCTION_H_

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "rating/decimal/decimal.h"
#include "rating/feel/scope.h"
#include "rating/feel/type.h"
#include "rating/scorecard/field_reader.h"
#include "techflow/v1/model.pb.h"

namespace techflow::scorecard {

// What is scored: a number, or a word for the kinds that look words up. The
// word must outlive the measure.
struct Measure {
  // Numbers are what is scored nearly everywhere.
  // NOLINTNEXTLINE(google-explicit-constructor)
  Measure(const Decimal& value) : number(value) {}
  static Measure OfWord(std::string_view text) {
    Measure measure{Decimal()};
    measure.word = text;
    measure.is_word = true;
    return measure;
  }
  std::string ToString() const {
    return is_word ? std::string(word) : number.ToString();
  }

  Decimal number;
  std::string_view word;
  bool is_word = false;
};

// What a scoring function says of a measure. Texts live as long as the
// function.
struct Standing {
  Decimal points;

  // Where points are left to an expert, the fewest and the most that one may
  // give here; `points` are those without an expert.
  struct Range {
    Decimal lowest;
    Decimal highest;
  };
  std::optional<Range> range;

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

  // What it scores: kNumber or kString.
  virtual feel::TypeKind measure_kind() const {
    return feel::TypeKind::kNumber;
  }

  // `measure` is of measure_kind(); the same one always has the same points.
  // INVALID_ARGUMENT, saying what was expected, for a measure without points:
  // a word that no table lists, a number for which an expression has none.
  virtual absl::StatusOr<Standing> Score(const Measure& measure) const = 0;

  // True where a band leaves points to an expert.
  virtual bool leaves_range_to_expert() const { return false; }

  // The fewest and the most points that any measure can earn.
  virtual Decimal lowest_points() const = 0;
  virtual Decimal highest_points() const = 0;

  // Where points change, rising; none where nobody can say. At one value a band
  // that holds only that value opens before it closes. Good for as long as
  // this.
  virtual std::span<const Turn> turns() const { return {}; }
};

// What a kind is made from. `reader` reads the fields of `definition`.
struct ScoringSource {
  const v1::ScoringFunction& definition;
  const FieldReader& reader;
  const feel::Scope& scope;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_SCORING_FUNCTION_H_
