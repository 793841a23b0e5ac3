#ifndef TECHFLOW_RATING_SCORECARD_RUBRIC_H_
#define TECHFLOW_RATING_SCORECARD_RUBRIC_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "rating/scorecard/field_reader.h"
#include "rating/scorecard/rule.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::scorecard {

// A question that is met, not met or unknown, and the clauses it hangs on. Of
// clauses that are all needed, one that is not met decides, and else one that
// is unknown; where any is enough, one that is met decides, and else one that
// is unknown (Kleene's three values). Immutable; any thread.
class Rubric {
 public:
  // Null when the definition is wrong; everything wrong is reported. `reader`
  // reads the fields of `definition`.
  static std::unique_ptr<const Rubric> Compile(const v1::Rubric& definition,
                                               const RuleScope& scope,
                                               const FieldReader& reader);

  // Every group and clause with its answer, a group before what is in it. Each
  // condition and value is evaluated, whether or not it still matters.
  //
  // An unknown clause can decide where every group around it is unknown: then
  // no other answer settles a group, and either answer of the clause can become
  // the verdict while the others unknown are free to go either way. Clauses are
  // taken to be independent; two that ask the same may decide less than said.
  //
  // FAILED_PRECONDITION where a condition or value is wrong for this evidence.
  absl::StatusOr<v1::RubricResult> Evaluate(Evaluator evaluate) const;

 private:
  // A group or a clause, in the order of the results.
  struct Item {
    // All that does not hang on the evidence.
    v1::ClauseResult blank_result;
    // The group that it is in; nothing for the outermost.
    std::optional<size_t> group;
    // Of a clause.
    std::unique_ptr<const Rule> condition;
    // Of a clause that shows one; else null.
    std::unique_ptr<const Rule> value;
    v1::LocalizedText supplied_by;
  };
  class Compiler;

  Rubric(const v1::LocalizedText& question, std::vector<Item> items);
  static absl::Status Answer(const Item& item, Evaluator evaluate,
                             v1::ClauseResult& result);
  void FoldGroups(v1::RubricResult& result) const;
  void MarkDeciding(v1::RubricResult& result) const;

  v1::LocalizedText question_;
  std::vector<Item> items_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_RUBRIC_H_
