#include "rating/feel/operator_types.h"

namespace techflow::feel {
namespace {

bool IsInstant(const Type& type) {
  return type.is(TypeKind::kDate) || type.is(TypeKind::kDateAndTime) ||
         type.is(TypeKind::kTime);
}

// The type of a sum or difference; nothing where there can be none.
std::optional<Type> AdditiveType(bool is_sum, const Type& a, const Type& b) {
  if (IsUnknown(a) || IsUnknown(b)) return Type();
  if (a.is(TypeKind::kNumber) && b.is(TypeKind::kNumber)) return a;
  if (is_sum && a.is(TypeKind::kString) && b.is(TypeKind::kString)) return a;
  if (IsDuration(a) && a.kind() == b.kind()) return a;
  if (IsInstant(a) && IsDuration(b)) return a;
  if (is_sum && IsDuration(a) && IsInstant(b)) return b;
  if (!is_sum && IsInstant(a) && IsInstant(b)) {
    return Type(TypeKind::kDaysDuration);
  }
  return std::nullopt;
}

std::optional<Type> ProductType(bool is_product, const Type& a, const Type& b) {
  if (IsUnknown(a) || IsUnknown(b)) return Type();
  if (a.is(TypeKind::kNumber) && b.is(TypeKind::kNumber)) return a;
  if (IsDuration(a) && b.is(TypeKind::kNumber)) return a;
  if (is_product && a.is(TypeKind::kNumber) && IsDuration(b)) return b;
  if (!is_product && IsDuration(a) && a.kind() == b.kind()) {
    return Type(TypeKind::kNumber);
  }
  return std::nullopt;
}

}  // namespace

bool HasOrder(const Type& type) {
  switch (type.kind()) {
    case TypeKind::kBoolean:
    case TypeKind::kList:
    case TypeKind::kContext:
    case TypeKind::kRange:
    case TypeKind::kFunction:
      return false;
    default:
      return true;
  }
}

bool IsUnknown(const Type& type) {
  return type.is(TypeKind::kAny) || type.is(TypeKind::kNull);
}

bool IsDuration(const Type& type) {
  return type.is(TypeKind::kDaysDuration) || type.is(TypeKind::kMonthsDuration);
}

std::optional<Type> ArithmeticType(ArithmeticOperator sign, const Type& a,
                                   const Type& b) {
  switch (sign) {
    case ArithmeticOperator::kAdd:
    case ArithmeticOperator::kSubtract:
      return AdditiveType(sign == ArithmeticOperator::kAdd, a, b);
    case ArithmeticOperator::kMultiply:
    case ArithmeticOperator::kDivide:
      return ProductType(sign == ArithmeticOperator::kMultiply, a, b);
    case ArithmeticOperator::kPower:
      if (!a.MayBe(TypeKind::kNumber) || !b.MayBe(TypeKind::kNumber)) {
        return std::nullopt;
      }
      return Type(TypeKind::kNumber);
  }
  return std::nullopt;
}

}  // namespace techflow::feel
