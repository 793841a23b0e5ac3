#ifndef TECHFLOW_RATING_GRADING_NAMES_H_
#define TECHFLOW_RATING_GRADING_NAMES_H_

#include <array>
#include <span>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "rating/feel/arena.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"
#include "rating/grading.h"
#include "techflow/v1/model.pb.h"

namespace techflow::rating {

// What rules may use of their own rating, in the order of their slots, which
// follow those of the evidence.
enum class GradingName {
  // Known once the points are folded, so that corrections may use them.
  kBaseScore,
  kCompleteness,
  kDimensionPoints,  // A context of numbers: dimension `rd_work` is `rd work`.
  // Known once there is a grade.
  kScore,
  kLowestScore,
  kHighestScore,
  kGrade,
  kGradeRank,
  kBestGradeRank,
  kWorstGradeRank,
  kStatus,
  // Known once the rubric has answered: "met", "not met", "unknown".
  kVerdict,
};

inline const std::array<std::string, 12> kGradingNames = {"base score",
                                                          "completeness",
                                                          "dimension points",
                                                          "score",
                                                          "lowest score",
                                                          "highest score",
                                                          "grade",
                                                          "grade rank",
                                                          "best grade rank",
                                                          "worst grade rank",
                                                          "status",
                                                          "verdict"};

// Those that corrections may use.
inline std::span<const std::string> NamesOfPoints() {
  return std::span(kGradingNames).first(3);
}
// Those that only a model with dimensions has.
inline std::span<const std::string> NamesOfPointsAndGrade() {
  return std::span(kGradingNames).first(10);
}
// Those that clauses may not use.
inline std::span<const std::string> NamesOfVerdict() {
  return std::span(kGradingNames).last(1);
}

// Values of the names for one rating after another. Immutable; any thread.
class GradingNames {
 public:
  // Takes each value under its name.
  using Set =
      absl::FunctionRef<void(GradingName name, const feel::Value& value)>;

  // The dimensions are those of `model`.
  explicit GradingNames(const v1::Model& model);
  GradingNames(GradingNames&&) = default;
  GradingNames& operator=(GradingNames&&) = default;

  // The type of every name, in the order of their slots.
  std::vector<feel::Member> members() const;

  // Before anything is known each is an error, so that a rule which looks at
  // one too early stops the rating.
  void Withhold(Set set) const;
  // `grading` has its completeness and points and, unless it is unratable, its
  // base score. What it does not have is unknown.
  void RevealPoints(const Grading& grading, feel::Arena& arena, Set set) const;
  // `grading` has its status and, unless it is unratable, score and grades, and
  // outlives the values.
  static void RevealGrade(const Grading& grading, feel::Arena& arena, Set set);
  // Of a model with a rubric; of another the verdict is unknown.
  static void RevealVerdict(const Grading& grading, feel::Arena& arena,
                            Set set);

 private:
  std::vector<std::string> dimensions_;      // As rules call them.
  std::vector<std::string> without_points_;  // Why one has none.
  std::vector<std::string> withheld_texts_;
  std::vector<feel::NullReason> withheld_;  // Their messages are those texts.
};

}  // namespace techflow::rating

#endif  // TECHFLOW_RATING_GRADING_NAMES_H_
