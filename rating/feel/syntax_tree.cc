#include "rating/feel/syntax_tree.h"

namespace techflow::feel {
namespace {

// Collects the children of each kind of node.
class ChildCollector {
 public:
  void operator()(const Literal&) {}
  void operator()(const NameReference&) {}
  void operator()(const Negation& node) { Add(node.operand); }
  void operator()(const Arithmetic& node) { Add(node.left, node.right); }
  void operator()(const Comparison& node) { Add(node.left, node.right); }
  void operator()(const Between& node) { Add(node.value, node.low, node.high); }
  void operator()(const Logic& node) { Add(node.left, node.right); }
  void operator()(const If& node) {
    Add(node.condition, node.then, node.otherwise);
  }
  void operator()(const ListLiteral& node) { AddAll(node.items); }
  void operator()(const ContextLiteral& node) {
    for (const ContextLiteral::Entry& entry : node.entries) Add(entry.value);
  }
  void operator()(const RangeLiteral& node) { Add(node.low, node.high); }
  void operator()(const Path& node) { Add(node.object); }
  void operator()(const Filter& node) { Add(node.list, node.predicate); }
  void operator()(const For& node) {
    AddIterators(node.iterators);
    Add(node.body);
  }
  void operator()(const Quantified& node) {
    AddIterators(node.iterators);
    Add(node.condition);
  }
  void operator()(const FunctionLiteral& node) { Add(node.body); }
  void operator()(const Call& node) {
    Add(node.callee);
    AddAll(node.arguments);
  }
  void operator()(const InstanceOf& node) { Add(node.value); }
  void operator()(const In& node) {
    Add(node.value);
    for (const Test& test : node.tests) Add(test.operand);
  }

  std::vector<const Node*> Take() { return std::move(children_); }

 private:
  template <typename... Pointers>
  void Add(const Pointers&... pointers) {
    (AddOne(pointers), ...);
  }
  void AddOne(const NodePointer& pointer) {
    if (pointer != nullptr) children_.push_back(pointer.get());
  }
  void AddAll(const std::vector<NodePointer>& pointers) {
    for (const NodePointer& pointer : pointers) AddOne(pointer);
  }
  void AddIterators(const std::vector<Iterator>& iterators) {
    for (const Iterator& iterator : iterators) {
      Add(iterator.source, iterator.range_end);
    }
  }

  std::vector<const Node*> children_;
};

}  // namespace

std::string_view OperatorText(ArithmeticOperator sign) {
  switch (sign) {
    case ArithmeticOperator::kAdd:
      return "+";
    case ArithmeticOperator::kSubtract:
      return "-";
    case ArithmeticOperator::kMultiply:
      return "*";
    case ArithmeticOperator::kDivide:
      return "/";
    case ArithmeticOperator::kPower:
      return "**";
  }
  return "";
}

std::string_view OperatorText(ComparisonOperator sign) {
  switch (sign) {
    case ComparisonOperator::kEqual:
      return "=";
    case ComparisonOperator::kNotEqual:
      return "!=";
    case ComparisonOperator::kLess:
      return "<";
    case ComparisonOperator::kLessOrEqual:
      return "<=";
    case ComparisonOperator::kGreater:
      return ">";
    case ComparisonOperator::kGreaterOrEqual:
      return ">=";
  }
  return "";
}

std::vector<const Node*> Children(const Node& node) {
  ChildCollector collector;
  std::visit(collector, node.syntax);
  return collector.Take();
}

}  // namespace techflow::feel
