#ifndef TECHFLOW_TESTS_TCK_RUNNER_H_
#define TECHFLOW_TESTS_TCK_RUNNER_H_

#include <vector>

#include "tests/tck/suite.h"
#include "tests/tck/tally.h"

namespace techflow::tck {

// Compiles each model of the suite and runs its cases.
Report RunSuite(const std::vector<Folder>& suite);

}  // namespace techflow::tck

#endif  // TECHFLOW_TESTS_TCK_RUNNER_H_
