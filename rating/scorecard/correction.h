#ifndef TECHFLOW_RATING_SCORECARD_CORRECTION_H_
#define TECHFLOW_RATING_SCORECARD_CORRECTION_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "rating/decimal/decimal.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"
#include "rating/scorecard/field_reader.h"
#include "rating/scorecard/grade_scale.h"
#include "techflow/v1/model.pb.h"

namespace techflow::scorecard {

// A score, and the rank of its grade, which corrections may have moved.
struct GradedScore {
  Decimal score;
  int rank = 0;
};

// What is possible while something is unknown: the lowest score and the worst
// rank, the highest score and the best rank.
struct GradedRange {
  GradedScore lowest;
  GradedScore highest;
};

// The narrowest range that holds both.
GradedRange Hull(const GradedRange& a, const GradedRange& b);

// What a correction made of it.
struct Corrected {
  GradedScore after;
  // By how much, for people: a coefficient, a number of notches, a grade.
  std::string value;
};

// What moves a score or a grade after folding: one implementation for each kind
// of the catalog. Immutable; any number of threads may share one.
class Correction {
 public:
  // In a model corrections stand in this order: a grade follows from the score
  // until the first correction moves it, and nothing lifts a veto.
  enum class Stage { kScore, kGrade, kVeto };

  virtual ~Correction() = default;

  virtual Stage stage() const = 0;
  // The kind of value it needs; kNull where it takes none.
  virtual feel::TypeKind value_kind() const = 0;

  // `value` is of value_kind(). INVALID_ARGUMENT, saying what was expected,
  // where this correction cannot take the value, whatever `before` is. With the
  // same value a higher score or a better rank before never leads to a lower or
  // a worse one after, so that the ends of a range lead to the ends of what it
  // becomes.
  virtual absl::StatusOr<Corrected> Apply(const GradedScore& before,
                                          const feel::Value& value,
                                          const GradeScale& scale) const = 0;

  // Where all values that it can take lead from `before`, for a value that is
  // not known. Not called where it takes none.
  virtual GradedRange Reach(const GradedRange& before,
                            const GradeScale& scale) const = 0;
};

// What a kind is made from. `reader` reads the fields of `definition`.
struct CorrectionSource {
  const v1::Correction& definition;
  const FieldReader& reader;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_CORRECTION_H_
