#ifndef TECHFLOW_RATING_FEEL_UNARY_TESTS_H_
#define TECHFLOW_RATING_FEEL_UNARY_TESTS_H_

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "rating/feel/expression.h"

namespace techflow::feel {

// The values from `low` to `high`, all of one ordered kind; an absent end is
// unbounded. A point has both ends closed and equal. Strings and booleans
// occur as points only.
struct Interval {
  std::optional<Value> low;
  std::optional<Value> high;
  bool low_closed = false;
  bool high_closed = false;
};

enum class Match { kNo, kYes, kUnknown };

struct TestOutcome {
  Match match = Match::kNo;
  // Why it is unknown; null pointer otherwise.
  const NullReason* reason = nullptr;
};

// The tests of a decision table's cell: `< 5, [10..20)`, `"a","b"`, `-`,
// `not(3)`, `? > limit`. Compiled once, immutable, shared by any number of
// threads; it outlives what it returns.
class UnaryTests {
 public:
  // As Expression::Compile. `input_type` is the type of what is tested, which
  // the tests may name `?`.
  static std::shared_ptr<const UnaryTests> Compile(
      std::string_view text, const Scope& scope, const Type& input_type,
      const CompileOptions& options, Diagnostics& diagnostics);

  // Whether any of the tests holds for `input`. kUnknown when none holds and
  // one is null: a missing input, or a rule that is wrong (see the cause).
  TestOutcome Evaluate(Evaluation& evaluation, const Value& input) const;

  // The cell is `-`: everything matches, null too.
  bool matches_everything() const { return matches_everything_; }
  // Where all tests compare the input with constants: exactly the values that
  // match, as intervals in the order written; `-` is one without ends. Nothing
  // where the cell asks more than that. The ends live as long as this.
  const std::optional<std::vector<Interval>>& intervals() const;

  std::span<const Reference> references() const;

 private:
  UnaryTests(std::shared_ptr<const Program> program,
             std::optional<std::vector<Interval>> intervals,
             bool matches_everything, bool ask_constants);
  Value Holds(Evaluation& evaluation, const Value& input) const;

  Body body_;
  bool matches_everything_;
  bool ask_constants_;
  std::shared_ptr<const Program> program_;
  std::optional<std::vector<Interval>> intervals_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_UNARY_TESTS_H_
