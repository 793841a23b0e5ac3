#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_SECOND_OPINION_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_SECOND_OPINION_H_

#include <string>

#include "rating/feel/expression.h"
#include "tests/rating/feel/reference/evaluator.h"
#include "tests/rating/feel/reference/tree.h"

namespace techflow::feel::reference {

// Evaluates trees by the reference and by the engine in all the ways in which
// it may be used, which must not matter: traced and untraced, for a first and
// a second time, with constants folded and handed in, with types known and
// unknown, strict and not.
class SecondOpinion {
 public:
  // `globals` are the names that trees may use without declaring them.
  explicit SecondOpinion(Context globals);

  // What is wrong, and empty where all agree or where the standard leaves the
  // result open.
  std::string Disagreement(const Tree& tree);

  // How many trees it was asked about; of these, those whose result the
  // standard leaves open, has a result that is no null, and that the strict
  // dialect accepts.
  int asked() const { return asked_; }
  int open() const { return open_; }
  int not_null() const { return not_null_; }
  int strict() const { return strict_; }

 private:
  enum class Types { kKnown, kUnknown };
  // A text for the engine, and the values of its names.
  struct Question {
    std::string text;
    Context values;
    Types types = Types::kUnknown;
    Dialect dialect = Dialect::kConformance;
  };

  // Asks in one dialect with all kinds of texts and types.
  std::string AskAll(const Tree& tree, Dialect dialect);
  // Asks once for each way of evaluating; empty where all agree. What is told
  // of the value is in `answer`, and must be the same where it is not empty.
  std::string Ask(const Question& question, const Value& expected,
                  std::string& answer);

  Context globals_;
  int asked_ = 0;
  int open_ = 0;
  int not_null_ = 0;
  int strict_ = 0;
};

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_SECOND_OPINION_H_
