#ifndef TECHFLOW_RATING_SCORECARD_STANDARD_CORRECTIONS_H_
#define TECHFLOW_RATING_SCORECARD_STANDARD_CORRECTIONS_H_

#include <memory>

#include "rating/scorecard/correction.h"

// The corrections of the standard catalog. Each returns null where the
// definition is wrong for its kind, which it reports. Any thread.
namespace techflow::scorecard {

// "coefficient": the score is multiplied by the value, a number that is not
// negative, half-even to kScoreDecimals and at most 100; the grade follows.
// Parameters `lowest` and `highest`, numbers from 0: the value lies between
// them, which bounds what an unknown one may be; without them a score from 0 to
// 100 is possible.
std::unique_ptr<const Correction> CompileCoefficient(
    const CorrectionSource& source);

// "notches": the grade moves up by the value, an integer (down where it is
// negative), as far as there are grades. Parameter `at_most`, an integer from
// 1: moves by no more than that either way.
std::unique_ptr<const Correction> CompileNotches(
    const CorrectionSource& source);

// "cap": the grade is not better than the one that the value names.
std::unique_ptr<const Correction> CompileCap(const CorrectionSource& source);

// "floor": the grade is not worse than the one that the value names.
std::unique_ptr<const Correction> CompileFloor(const CorrectionSource& source);

// "veto": the worst grade. Takes no value.
std::unique_ptr<const Correction> CompileVeto(const CorrectionSource& source);

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_STANDARD_CORRECTIONS_H_
