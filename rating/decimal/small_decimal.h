#ifndef TECHFLOW_RATING_DECIMAL_SMALL_DECIMAL_H_
#define TECHFLOW_RATING_DECIMAL_SMALL_DECIMAL_H_

#include <compare>
#include <cstdint>
#include <optional>

#include "rating/decimal/decimal.h"

// Arithmetic where 128 bits hold the exact result, before it is rounded to 34
// digits, or the divisor fits into a word: nearly all of a rating. Results have
// the exponent that IEEE 754 prefers: bit for bit what the library computes, in
// a fraction of the time.
//
// Each of these gives nothing where the operands are not so small. Of two
// numbers with different signs CompareSmall() always tells. For the sources of
// this folder only. Pure; any thread.
namespace techflow {

std::optional<std::strong_ordering> CompareSmall(const Decimal& a,
                                                 const Decimal& b);
std::optional<Decimal> AddSmall(const Decimal& a, const Decimal& b);
std::optional<Decimal> MultiplySmall(const Decimal& a, const Decimal& b);
std::optional<Decimal> DivideSmall(const Decimal& a, const Decimal& b);

// The library's answers, whatever the operands; decimal.cc has them. Decimals
// are compared without it, and the tests hold that against it.
namespace library {

std::strong_ordering Compare(const Decimal& a, const Decimal& b);
std::optional<Decimal> Add(const Decimal& a, const Decimal& b);
std::optional<Decimal> Subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> Multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> Divide(const Decimal& a, const Decimal& b);

}  // namespace library

}  // namespace techflow

#endif  // TECHFLOW_RATING_DECIMAL_SMALL_DECIMAL_H_
