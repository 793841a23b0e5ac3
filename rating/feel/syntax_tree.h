#ifndef TECHFLOW_RATING_FEEL_SYNTAX_TREE_H_
#define TECHFLOW_RATING_FEEL_SYNTAX_TREE_H_

#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "rating/feel/diagnostics.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"

// What the parser makes and the compiler reads: a tree of small structs, names
// already bound and types already known.
namespace techflow::feel {

struct Builtin;
struct Node;
using NodePointer = std::unique_ptr<Node>;

// What a name stands for.
struct Symbol {
  enum class Kind {
    kUnknown,
    kSlot,        // A name of the caller's scope.
    kLocal,       // A variable of the expression or function at `level`.
    kMember,      // An entry of the context in the local at `index`.
    kSlotMember,  // An entry of the context in the slot at `index`.
    kBuiltin,     // A built-in function.
  };
  Kind kind = Kind::kUnknown;
  std::string name;
  Type type;
  Type owner = {};  // Of kMember and kSlotMember: the context's.
  int index = 0;
  int level = 0;  // 0 is the expression, 1 a function in it, and so on.
  const Builtin* builtin = nullptr;
};

struct Literal {
  Value value;  // Its memory is the program's.
};

struct NameReference {
  Symbol symbol;
  // Filter items of unknown type, innermost first. Where one of them is a
  // context with an entry of that name, the entry is meant.
  std::vector<Symbol> items;
};

enum class ArithmeticOperator { kAdd, kSubtract, kMultiply, kDivide, kPower };
enum class ComparisonOperator {
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
};

struct Negation {
  NodePointer operand;
};
struct Arithmetic {
  ArithmeticOperator sign;
  NodePointer left, right;
};
struct Comparison {
  ComparisonOperator sign;
  NodePointer left, right;
};
struct Between {
  NodePointer value, low, high;
};
struct Logic {
  bool is_and;
  NodePointer left, right;
};
struct If {
  NodePointer condition, then, otherwise;
};

struct ListLiteral {
  std::vector<NodePointer> items;
};
struct ContextLiteral {
  struct Entry {
    std::string key;
    int local;  // Where later entries find the value.
    NodePointer value;
  };
  std::vector<Entry> entries;
};
// An end that is not given, as in `(< 5)`, is a null pointer.
struct RangeLiteral {
  NodePointer low, high;
  bool low_closed = false;
  bool high_closed = false;
  // `(!= 5)` matches all but its ends, `(= 5)` is [5..5] of another spelling.
  std::optional<ComparisonOperator> sign;
};

struct Path {
  NodePointer object;
  std::string member;
};
struct Filter {
  NodePointer list;
  NodePointer predicate;
  int item_local;
};

struct Iterator {
  std::string name;
  int local;
  NodePointer source;
  NodePointer range_end;  // Of `in 1..n`; else a null pointer.
};
struct For {
  std::vector<Iterator> iterators;
  int partial_local;
  NodePointer body;
};
struct Quantified {
  bool is_every;
  std::vector<Iterator> iterators;
  NodePointer condition;
};

struct Parameter {
  std::string name;
  Type type;
};
struct FunctionLiteral {
  std::vector<Parameter> parameters;  // They are the first locals.
  NodePointer body;
  int level;
  int local_count;
};
struct Call {
  NodePointer callee;
  std::vector<NodePointer> arguments;
  // One for each argument, or none when they are positional.
  std::vector<std::string> names;
};
struct InstanceOf {
  NodePointer value;
  std::optional<Type> type;  // Nothing where the type is not known.
};

// Tests of an input, from the right side of `in` or from a table's cell.
struct Test {
  enum class Kind {
    kComparison,  // `< 5`
    kCondition,   // `? > 5`: an expression that names the input.
    kValue,       // Equal to it, within it, or one of it.
  };
  Kind kind;
  ComparisonOperator sign = ComparisonOperator::kEqual;  // For kComparison.
  NodePointer operand;
};
struct In {
  NodePointer value;
  int input_local;  // Where the tests find the value.
  std::vector<Test> tests;
};

using Syntax = std::variant<Literal, NameReference, Negation, Arithmetic,
                            Comparison, Between, Logic, If, ListLiteral,
                            ContextLiteral, RangeLiteral, Path, Filter, For,
                            Quantified, FunctionLiteral, Call, InstanceOf, In>;

struct Node {
  Syntax syntax;
  SourcePlace place;
  Type type;
  int height = 1;  // Bounds the recursion of everything that walks the tree.
  int count = 1;   // Nodes of the subtree.
  // Depends on nothing but what is written, so it is computed once.
  bool is_constant = false;
  // The highest number of a local of the expression that the subtree reads:
  // within a loop it stays the same unless that is the loop's or one made in
  // it. -1 where it reads none, kVaries where that does not tell.
  static constexpr int kVaries = std::numeric_limits<int>::max();
  int last_local = -1;
};

// The cell of a decision table.
struct TestsSyntax {
  bool is_any = false;      // `-`
  bool is_negated = false;  // `not(...)`
  std::vector<Test> tests;
  int input_local = 0;
};

std::string_view OperatorText(ArithmeticOperator sign);
std::string_view OperatorText(ComparisonOperator sign);

// The nodes directly below, in the order written.
std::vector<const Node*> Children(const Node& node);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_SYNTAX_TREE_H_
