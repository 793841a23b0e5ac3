#ifndef TECHFLOW_TESTS_RATING_SCORECARD_RATED_COMPANY_H_
#define TECHFLOW_TESTS_RATING_SCORECARD_RATED_COMPANY_H_

#include <map>
#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "rating/feel/evaluation.h"
#include "rating/scorecard/catalog.h"
#include "rating/scorecard/rule.h"
#include "tests/rating/scorecard/definition_text.h"

// Rules over a company of which a test says what is known.
namespace techflow::scorecard {

// What is known: numbers and a word. Names that are not set are missing.
using Known = std::map<std::string, std::string>;

// Numbers a to d, and the word w.
inline feel::Scope CompanyNames() {
  feel::Scope scope;
  for (const char* number : {"a", "b", "c", "d"}) {
    scope.Add(number, feel::TypeKind::kNumber);
  }
  scope.Add("w", feel::TypeKind::kString);
  return scope;
}

// An evaluation over a company; calls `use` with its evaluator.
template <typename Use>
auto WithCompany(const Known& known, const Use& use) {
  const feel::Scope names = CompanyNames();
  feel::Evaluation evaluation{feel::DateAndTime{}};
  const feel::Evaluation::Frame frame(evaluation, names.size());
  for (size_t slot = 0; slot < names.size(); ++slot) {
    const feel::Scope::Name& name = names.at(static_cast<int>(slot));
    feel::Value value =
        feel::Value::Missing(evaluation.arena(), name.name + " is not known");
    const auto found = known.find(name.name);
    if (found != known.end()) {
      value = name.type.is(feel::TypeKind::kNumber)
                  ? feel::Value::Number(D(found->second))
                  : feel::Value::String(found->second);
    }
    evaluation.Set(static_cast<int>(slot), value);
  }
  return use(
      [&](const Rule& rule) { return rule.expression().Evaluate(evaluation); });
}

}  // namespace techflow::scorecard

#endif  // TECHFLOW_TESTS_RATING_SCORECARD_RATED_COMPANY_H_
