#ifndef TECHFLOW_RATING_SCORECARD_CORRECTION_SEQUENCE_H_
#define TECHFLOW_RATING_SCORECARD_CORRECTION_SEQUENCE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "rating/scorecard/catalog.h"
#include "rating/scorecard/grade_scale.h"
#include "rating/scorecard/rule.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::scorecard {

// A score with its grade, and what else is possible.
struct GradedOutcome {
  GradedScore score;
  GradedRange range;
};

// What one correction did.
struct CorrectionStep {
  GradedScore before;
  GradedScore after;
  bool applied = false;
  // By how much it moved, for people; empty where it did not apply.
  std::string value;
  // Why it is not known whether it applies or how far; empty where it is known.
  std::string missing_reason;
};

// The corrections of a model, applied one after another to what the one before
// left. A correction whose condition or value is unknown does not apply, and
// its result says what is not known. Immutable; any thread.
class CorrectionSequence {
 public:
  // Nothing when a definition is wrong or the stages are out of order;
  // everything wrong is reported. A value that depends on no name is tried at
  // once. `reader` reads the fields of the model.
  static std::optional<CorrectionSequence> Compile(const v1::Model& model,
                                                   const Catalog& catalog,
                                                   const RuleScope& scope,
                                                   const GradeScale& scale,
                                                   const FieldReader& reader);

  // The score and grade after all of them, and the range of what is possible,
  // which holds them; adds what each did to `steps`.
  //
  // In the range a correction whose condition is unknown both applies and does
  // not, and one whose value is unknown goes wherever it can reach. Unless
  // `is_settled`, the points of the model can still move: then the condition
  // and the value of a rule that looks at them count as unknown too. A value
  // that is not constant is not looked at while its condition is false.
  //
  // FAILED_PRECONDITION where a rule is wrong.
  absl::StatusOr<GradedOutcome> Apply(const GradedOutcome& before,
                                      bool is_settled, const GradeScale& scale,
                                      Evaluator evaluate,
                                      std::vector<CorrectionStep>& steps) const;

  // Writes down what Apply() added for each.
  void Describe(const std::vector<CorrectionStep>& steps,
                const GradeScale& scale, v1::Assessment& assessment) const;

  // Every condition and value, in order.
  std::vector<const Rule*> rules() const;

 private:
  struct Item {
    // What every result of it has in common: id, title, kind, reason.
    v1::CorrectionResult blank_result;
    // Null: always.
    std::unique_ptr<const Rule> when;
    // Null where the kind takes none.
    std::unique_ptr<const Rule> value;
    std::unique_ptr<const Correction> correction;
  };
  explicit CorrectionSequence(std::vector<Item> items);

  static std::optional<Item> CompileItem(const v1::Correction& definition,
                                         const Catalog& catalog,
                                         const RuleScope& scope,
                                         const GradeScale& scale,
                                         const FieldReader& reader);
  class ItemRun;

  std::vector<Item> items_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_CORRECTION_SEQUENCE_H_
