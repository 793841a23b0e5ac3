#ifndef TECHFLOW_RATING_STATISTICS_RANK_AGREEMENT_H_
#define TECHFLOW_RATING_STATISTICS_RANK_AGREEMENT_H_

#include <optional>
#include <span>
#include <vector>

#include "rating/decimal/decimal.h"

// How well one order of things agrees with another. Only order counts, so that
// scores, grades and ratios can be held against the same outcome. Pairs are
// counted exactly; the result has the 34 digits of a decimal. Pure; any thread.
namespace techflow::statistics {

// Kendall's tau-b of values that belong to the same things, -1 to 1:
// (C - D) / sqrt((P - T1) (P - T2)) over all P pairs, with C in the same order
// in both, D in opposite orders, T1 and T2 tied in the first and in the second
// (Kendall 1945). Nothing where all values of one are equal. Takes as many
// steps as there are pairs. Both spans are equally long.
std::optional<Decimal> KendallTauB(std::span<const Decimal> first,
                                   std::span<const Decimal> second);

// The area under the ROC curve: of all pairs of a positive and a negative
// thing, the share in which the positive one has the higher score; a tie counts
// a half. Nothing without positives or without negatives. Both are equally
// long.
std::optional<Decimal> AreaUnderCurve(std::span<const Decimal> scores,
                                      const std::vector<bool>& is_positive);

// True for the top one in `parts` by value, such as the top fifth: so many,
// rounded up, and all that tie with the last of them. `parts` is 1 or more.
std::vector<bool> TopPart(std::span<const Decimal> values, int parts);

}  // namespace techflow::statistics

#endif  // TECHFLOW_RATING_STATISTICS_RANK_AGREEMENT_H_
