#include "rating/decimal/wide_decimal.h"

#include <algorithm>
#include <cassert>

#include "absl/strings/str_format.h"

namespace techflow {
namespace {

constexpr uint64_t kBase = 1'000'000'000;

}  // namespace

WideDecimal::WideDecimal(Coefficient coefficient, int64_t exponent)
    : exponent_(exponent) {
  assert(coefficient != 0);
  for (; coefficient != 0; coefficient /= kBase) {
    limbs_.push_back(static_cast<uint32_t>(coefficient % kBase));
  }
}

WideDecimal WideDecimal::Reciprocal(Coefficient coefficient, int64_t exponent,
                                    size_t limbs) {
  if (coefficient == 1) return WideDecimal(1, -exponent);
  WideDecimal reciprocal;
  reciprocal.exponent_ = -exponent;
  // Long division, three digits a step: the remainder is below 10 ** 34, so
  // that 1,000 times it still fits.
  Coefficient remainder = 1;
  while (remainder != 0 && reciprocal.limbs_.size() < limbs) {
    uint32_t limb = 0;
    for (int step = 0; step < kLimbDigits / 3; ++step) {
      remainder *= 1000;
      limb = limb * 1000 + static_cast<uint32_t>(remainder / coefficient);
      remainder %= coefficient;
    }
    reciprocal.exponent_ -= kLimbDigits;
    const bool leading_zero = limb == 0 && reciprocal.limbs_.empty();
    if (!leading_zero) reciprocal.limbs_.push_back(limb);
  }
  std::reverse(reciprocal.limbs_.begin(), reciprocal.limbs_.end());
  reciprocal.exact_ = remainder == 0;
  return reciprocal;
}

WideDecimal WideDecimal::Product(const WideDecimal& a, const WideDecimal& b,
                                 size_t limbs) {
  WideDecimal product;
  product.exponent_ = a.exponent_ + b.exponent_;
  product.exact_ = a.exact_ && b.exact_;
  product.limbs_.assign(a.limbs_.size() + b.limbs_.size(), 0);
  for (size_t i = 0; i < a.limbs_.size(); ++i) {
    uint64_t carry = 0;
    for (size_t j = 0; j < b.limbs_.size(); ++j) {
      uint32_t& limb = product.limbs_[i + j];
      carry += limb + uint64_t{a.limbs_[i]} * b.limbs_[j];
      limb = static_cast<uint32_t>(carry % kBase);
      carry /= kBase;
    }
    product.limbs_[i + b.limbs_.size()] = static_cast<uint32_t>(carry);
  }
  product.Shorten(limbs);
  return product;
}

void WideDecimal::Shorten(size_t limbs) {
  while (limbs_.back() == 0) limbs_.pop_back();
  if (limbs_.size() <= limbs) return;
  const size_t excess = limbs_.size() - limbs;
  const auto kept = limbs_.begin() + static_cast<std::ptrdiff_t>(excess);
  if (std::any_of(limbs_.begin(), kept, [](uint32_t limb) { return limb; })) {
    exact_ = false;
  }
  limbs_.erase(limbs_.begin(), kept);
  exponent_ += static_cast<int64_t>(excess) * kLimbDigits;
}

int64_t WideDecimal::LeadingExponent() const {
  const auto lower = static_cast<int64_t>(limbs_.size() - 1) * kLimbDigits;
  return exponent_ + lower + CountDigits(limbs_.back()) - 1;
}

std::string WideDecimal::Digits() const {
  std::string digits = absl::StrFormat("%d", limbs_.back());
  for (size_t i = limbs_.size() - 1; i > 0; --i) {
    absl::StrAppendFormat(&digits, "%09d", limbs_[i - 1]);
  }
  return digits;
}

}  // namespace techflow
