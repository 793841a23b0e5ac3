#ifndef TECHFLOW_TESTS_TCK_WRITTEN_VALUE_H_
#define TECHFLOW_TESTS_TCK_WRITTEN_VALUE_H_

#include "absl/status/statusor.h"
#include "rating/feel/arena.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/value.h"
#include "tests/tck/suite.h"

namespace techflow::tck {

// The FEEL value that a test file means, in `arena`. INVALID_ARGUMENT where its
// text is not of its schema type.
absl::StatusOr<feel::Value> ToFeel(const WrittenValue& written,
                                   feel::Arena& arena);

// Whether a result is what a test expects: numbers within 1e-8, as the
// published runners compare them, everything else exactly.
bool Agrees(const feel::Value& result, const feel::Value& expected,
            feel::Evaluation& evaluation);

}  // namespace techflow::tck

#endif  // TECHFLOW_TESTS_TCK_WRITTEN_VALUE_H_
