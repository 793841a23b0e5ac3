#ifndef TECHFLOW_TESTS_TCK_CASE_RUN_H_
#define TECHFLOW_TESTS_TCK_CASE_RUN_H_

#include <string>

#include "rating/dmn/decision_graph.h"
#include "tests/tck/suite.h"

namespace techflow::tck {

// What came of one test case.
struct CaseOutcome {
  bool passed = false;
  // Something other than null was expected.
  bool expects_value = false;
  // The case says whether each null is that of an error; ours all agree.
  bool errors_agree = false;
  // For people: where they do not.
  std::string error_note;
  // For people: what was expected and what came instead, and why it is null.
  std::string explanation;
};

// Runs a case twice, with a trace and without: results that differ fail it, and
// so does a null that does not say why it is null.
CaseOutcome RunCase(const dmn::DecisionGraph& graph, const TestCase& test);

// What a case expects, where its model could not be compiled at all.
bool ExpectsValue(const TestCase& test);

}  // namespace techflow::tck

#endif  // TECHFLOW_TESTS_TCK_CASE_RUN_H_
