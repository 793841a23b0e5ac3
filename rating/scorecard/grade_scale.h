#ifndef TECHFLOW_RATING_SCORECARD_GRADE_SCALE_H_
#define TECHFLOW_RATING_SCORECARD_GRADE_SCALE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rating/decimal/decimal.h"
#include "rating/scorecard/field_reader.h"
#include "techflow/v1/model.pb.h"

namespace techflow::scorecard {

// From a score to a grade. Bands are half-open: a grade holds the scores from
// its own `from` up to, and without, that of the next better grade; the best
// one holds 100 too, and the worst begins at 0, so there is neither gap nor
// overlap. Ranks count from 1, the best grade. Immutable; any thread.
class GradeScale {
 public:
  // Nothing when the definition is wrong; everything wrong is reported.
  static std::optional<GradeScale> Compile(const v1::GradeScale& definition,
                                           const FieldReader& reader);

  // `score` is between 0 and 100.
  int RankOf(const Decimal& score) const;
  // Nothing where there is no such grade.
  std::optional<int> RankOf(std::string_view id) const;
  const std::string& IdOf(int rank) const {
    return grades_[static_cast<size_t>(rank - 1)].id;
  }
  int worst_rank() const { return static_cast<int>(grades_.size()); }
  // `rank`, or the nearest rank that there is.
  int Nearest(int64_t rank) const;
  // "T1, T2, T3", for messages.
  std::string Ids() const;

 private:
  struct Grade {
    std::string id;
    Decimal from;
  };
  explicit GradeScale(std::vector<Grade> grades) : grades_(std::move(grades)) {}

  std::vector<Grade> grades_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_GRADE_SCALE_H_
