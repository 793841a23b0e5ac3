#include <fmt/format.h>

#include "rating/package/dmn_export_writer.h"

// `if` and comparisons, which the standard's dialect answers for null as well.
namespace techflow::package {
namespace {

using enum FeelStrength;
using feel::ComparisonOperator;

bool IsEquality(ComparisonOperator sign) {
  return sign == ComparisonOperator::kEqual ||
         sign == ComparisonOperator::kNotEqual;
}

std::string IsNotNull(const FeelText& text) {
  return text.Within(kSum) + " != null";
}

}  // namespace

FeelText FeelWriter::WriteIf(const feel::If& node, FeelUse use) {
  const FeelText condition = Write(*node.condition, FeelUse::kValue);
  const std::string truth = Write(*node.condition, FeelUse::kTruth).text;
  const FeelText then = Write(*node.then, use);
  const FeelText otherwise = Write(*node.otherwise, use);
  FeelText text{
      fmt::format("if {} then {} else {}", truth, then.text, otherwise.text),
      kWithoutEnd, then.nulls | otherwise.nulls};
  if (!condition.nulls.missing) return text;
  text.nulls.missing = true;
  if (const auto unknown = UnknownOf(*node.condition, condition)) {
    text.text = fmt::format("if {} then null else {}", *unknown, text.text);
  }
  return text;
}

FeelText FeelWriter::WriteOrder(const feel::Comparison& node) {
  const FeelText left = Write(*node.left, FeelUse::kValue);
  const FeelText right = Write(*node.right, FeelUse::kValue);
  return {fmt::format("{} {} {}", left.Within(kSum),
                      feel::OperatorText(node.sign), right.Within(kSum)),
          kComparison,
          {.missing = left.nulls.missing || right.nulls.missing}};
}

std::string FeelWriter::UnknownSide(const FeelText& text,
                                    const feel::Node& node) {
  return UnknownOf(node, text).value_or("false");
}

std::optional<std::string> FeelWriter::UnknownEquality(const Sides& sides) {
  if (IsNullLiteral(*sides.left_node) || IsNullLiteral(*sides.right_node)) {
    return std::nullopt;
  }
  // A missing side leaves it open, unless the other is a null of another kind,
  // which asks for null.
  const auto side_leaves_open = [this](const FeelText& side,
                                       const feel::Node& node,
                                       const FeelText& other,
                                       const feel::Node& other_node) {
    std::string unknown = UnknownSide(side, node);
    if (!other.nulls.written) return unknown;
    std::string asked = IsNotNull(other);
    if (other.nulls.missing) {
      asked = fmt::format("({} or {})", asked, UnknownSide(other, other_node));
    }
    return fmt::format("({}) and {}", unknown, asked);
  };
  std::string unknown;
  if (sides.left.nulls.missing) {
    unknown = side_leaves_open(sides.left, *sides.left_node, sides.right,
                               *sides.right_node);
  }
  if (sides.right.nulls.missing) {
    if (!unknown.empty()) unknown += " or ";
    unknown += side_leaves_open(sides.right, *sides.right_node, sides.left,
                                *sides.left_node);
  }
  if (unknown.empty()) return std::nullopt;
  return unknown;
}

FeelText FeelWriter::WriteComparison(const feel::Comparison& node,
                                     FeelUse use) {
  if (!IsEquality(node.sign)) return WriteOrder(node);
  const Sides sides{Write(*node.left, FeelUse::kValue),
                    Write(*node.right, FeelUse::kValue), node.left.get(),
                    node.right.get()};
  FeelText plain{
      fmt::format("{} {} {}", sides.left.Within(kSum),
                  feel::OperatorText(node.sign), sides.right.Within(kSum)),
      kComparison,
      {}};
  if (IsNullLiteral(*node.left) || IsNullLiteral(*node.right)) return plain;
  const NullKinds& left = sides.left.nulls;
  const NullKinds& right = sides.right.nulls;
  if (!left.missing && !right.missing) return plain;
  if (use == FeelUse::kValue) {
    const auto unknown = UnknownEquality(sides);
    return {fmt::format("if {} then null else {}", unknown.value_or("false"),
                        plain.text),
            kWithoutEnd,
            {.missing = true}};
  }
  plain.nulls.missing = true;
  std::string guard;
  if (node.sign == ComparisonOperator::kEqual) {
    // Only two missing sides are taken to be equal by mistake.
    if (!left.missing || !right.missing) return plain;
    if (!left.written && !right.written) {
      const bool is_left_shorter =
          sides.left.text.size() < sides.right.text.size();
      guard = IsNotNull(is_left_shorter ? sides.left : sides.right);
    } else {
      guard =
          fmt::format("not(({}) and ({}))", UnknownSide(sides.left, *node.left),
                      UnknownSide(sides.right, *node.right));
    }
  } else {
    for (const auto& [side, side_node] :
         {std::pair(&sides.left, node.left.get()),
          std::pair(&sides.right, node.right.get())}) {
      if (!side->nulls.missing) continue;
      if (!guard.empty()) guard += " and ";
      guard += side->nulls.written
                   ? fmt::format("not({})", UnknownSide(*side, *side_node))
                   : IsNotNull(*side);
    }
  }
  return {fmt::format("{} and {}", guard, plain.text), kAnd, plain.nulls};
}

}  // namespace techflow::package
