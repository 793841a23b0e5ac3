#include "rating/feel/checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rating/feel/builtins.h"
#include "rating/feel/operator_types.h"
#include "rating/feel/properties.h"

namespace techflow::feel {
namespace {

Type TypeOfLiteral(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBoolean:
      return TypeKind::kBoolean;
    case ValueKind::kNumber:
      return TypeKind::kNumber;
    case ValueKind::kString:
      return TypeKind::kString;
    case ValueKind::kDate:
      return TypeKind::kDate;
    case ValueKind::kTime:
      return TypeKind::kTime;
    case ValueKind::kDateAndTime:
      return TypeKind::kDateAndTime;
    case ValueKind::kDaysDuration:
      return TypeKind::kDaysDuration;
    case ValueKind::kMonthsDuration:
      return TypeKind::kMonthsDuration;
    default:
      return TypeKind::kNull;
  }
}

// Whether a node only combines its children.
bool IsPure(const Node& node) {
  if (const auto* name = std::get_if<NameReference>(&node.syntax)) {
    return name->symbol.builtin != nullptr &&
           !name->symbol.builtin->reads_clock && name->items.empty();
  }
  if (std::holds_alternative<Call>(node.syntax)) {
    const Node& callee = *std::get<Call>(node.syntax).callee;
    return std::holds_alternative<NameReference>(callee.syntax);
  }
  return std::holds_alternative<Literal>(node.syntax) ||
         std::holds_alternative<Negation>(node.syntax) ||
         std::holds_alternative<Arithmetic>(node.syntax) ||
         std::holds_alternative<Comparison>(node.syntax) ||
         std::holds_alternative<ListLiteral>(node.syntax) ||
         std::holds_alternative<RangeLiteral>(node.syntax);
}

// Of the node itself; see Node::last_local.
int OwnLastLocal(const Node& node) {
  // A call counts steps each time, and a function is run elsewhere.
  if (std::holds_alternative<Call>(node.syntax) ||
      std::holds_alternative<FunctionLiteral>(node.syntax)) {
    return Node::kVaries;
  }
  const auto* name = std::get_if<NameReference>(&node.syntax);
  if (name == nullptr) return -1;
  std::vector<Symbol> symbols = name->items;
  symbols.push_back(name->symbol);
  int last = -1;
  for (const Symbol& symbol : symbols) {
    const bool is_local = symbol.kind == Symbol::Kind::kLocal ||
                          symbol.kind == Symbol::Kind::kMember;
    if (!is_local) continue;
    last = std::max(last, symbol.level == 0 ? symbol.index : Node::kVaries);
  }
  return last;
}

}  // namespace

// The type of each kind of node, from those of its children.
class Checker::Inference {
 public:
  Inference(Checker& checker, const SourcePlace& place)
      : checker_(checker), place_(place) {}

  Type operator()(const Literal& node) { return TypeOfLiteral(node.value); }

  Type operator()(const NameReference& node) {
    if (!node.items.empty()) return Type();
    if (node.symbol.kind == Symbol::Kind::kUnknown) {
      checker_.Report(place_,
                      fmt::format("there is no name `{}`", node.symbol.name));
    }
    return node.symbol.type;
  }

  Type operator()(const Negation& node) {
    const Type& type = node.operand->type;
    if (!IsUnknown(type) && !IsDuration(type)) {
      checker_.Expect(*node.operand, TypeKind::kNumber, "what is negated");
      return TypeKind::kNumber;
    }
    return type;
  }

  Type operator()(const Arithmetic& node) {
    const std::optional<Type> type =
        ArithmeticType(node.sign, node.left->type, node.right->type);
    if (!type) {
      checker_.Report(
          place_,
          fmt::format("`{}` does not take {} and {}", OperatorText(node.sign),
                      node.left->type.ToString(), node.right->type.ToString()));
    }
    return type.value_or(Type());
  }

  Type operator()(const Comparison& node) {
    if (node.sign == ComparisonOperator::kEqual ||
        node.sign == ComparisonOperator::kNotEqual) {
      checker_.CheckEquality(place_, node.left->type, node.right->type);
    } else {
      checker_.CheckOrder(place_, node.left->type, node.right->type);
    }
    return TypeKind::kBoolean;
  }

  Type operator()(const Between& node) {
    checker_.CheckOrder(place_, node.value->type, node.low->type);
    checker_.CheckOrder(place_, node.value->type, node.high->type);
    return TypeKind::kBoolean;
  }

  Type operator()(const Logic& node) {
    const std::string_view role =
        node.is_and ? "what `and` joins" : "what `or` joins";
    checker_.Expect(*node.left, TypeKind::kBoolean, role);
    checker_.Expect(*node.right, TypeKind::kBoolean, role);
    return TypeKind::kBoolean;
  }

  Type operator()(const If& node) {
    checker_.Expect(*node.condition, TypeKind::kBoolean, "the condition");
    return CommonType(node.then->type, node.otherwise->type);
  }

  Type operator()(const ListLiteral& node) {
    Type item = TypeKind::kNull;
    for (const NodePointer& pointer : node.items) {
      item = CommonType(item, pointer->type);
    }
    return Type::List(node.items.empty() ? Type() : std::move(item));
  }

  Type operator()(const ContextLiteral& node) {
    std::vector<Member> members;
    std::set<std::string_view> keys;
    for (const ContextLiteral::Entry& entry : node.entries) {
      if (!keys.insert(entry.key).second) {
        checker_.Report(entry.value->place,
                        fmt::format("the key `{}` is there twice", entry.key));
        return TypeKind::kContext;
      }
      members.push_back({entry.key, entry.value->type});
    }
    return Type::Context(std::move(members));
  }

  Type operator()(const RangeLiteral& node) {
    if (node.low != nullptr && node.high != nullptr) {
      checker_.CheckOrder(place_, node.low->type, node.high->type);
      return Type::Range(CommonType(node.low->type, node.high->type));
    }
    return Type::Range(node.low ? node.low->type : node.high->type);
  }

  Type operator()(const Path& node) {
    const Type& object = node.object->type;
    const bool is_list = object.is(TypeKind::kList);
    const std::optional<Type> member =
        MemberType(is_list ? object.element() : object, node.member);
    if (!member) {
      checker_.Report(place_, fmt::format("{} has no member `{}`",
                                          object.ToString(), node.member));
      return Type();
    }
    return is_list ? Type::List(*member) : *member;
  }

  Type operator()(const Filter& node) {
    const Type& index = node.predicate->type;
    Type item = ItemType(node.list->type);
    if (index.is(TypeKind::kNumber)) return item;
    if (IsUnknown(index)) return Type();
    checker_.Expect(*node.predicate, TypeKind::kBoolean,
                    "what stands in a filter");
    return Type::List(item);
  }

  Type operator()(const For& node) {
    CheckIterators(node.iterators);
    return Type::List(node.body->type);
  }

  Type operator()(const Quantified& node) {
    CheckIterators(node.iterators);
    checker_.Expect(*node.condition, TypeKind::kBoolean,
                    "what stands behind `satisfies`");
    return TypeKind::kBoolean;
  }

  Type operator()(const FunctionLiteral& node) {
    std::vector<Type> parameters;
    std::vector<std::string> names;
    for (const Parameter& parameter : node.parameters) {
      parameters.push_back(parameter.type);
      names.push_back(parameter.name);
    }
    return Type::Function(std::move(parameters), node.body->type,
                          std::move(names));
  }

  Type operator()(const Call& node) {
    const auto* name = std::get_if<NameReference>(&node.callee->syntax);
    if (name != nullptr && name->symbol.builtin != nullptr &&
        name->items.empty()) {
      return CheckBuiltin(*name->symbol.builtin, node);
    }
    checker_.Expect(*node.callee, TypeKind::kFunction, "what is called");
    const Type& function = node.callee->type;
    if (!function.has_known_signature()) return Type();
    const std::span<const Type> parameters = function.parameters();
    if (!node.names.empty()) {
      CheckNamedArguments(node, function);
      return function.result();
    }
    if (parameters.size() != node.arguments.size()) {
      checker_.Report(place_,
                      fmt::format("this function takes {} arguments, "
                                  "not {}",
                                  parameters.size(), node.arguments.size()));
      return function.result();
    }
    for (size_t i = 0; i < parameters.size(); ++i) {
      CheckArgument(*node.arguments[i], parameters[i], "the argument");
    }
    return function.result();
  }

  Type operator()(const InstanceOf&) { return TypeKind::kBoolean; }
  Type operator()(const In&) { return TypeKind::kBoolean; }

 private:
  void CheckIterators(const std::vector<Iterator>& iterators) {
    for (const Iterator& iterator : iterators) {
      if (iterator.range_end == nullptr) continue;
      for (const Node* end :
           {iterator.source.get(), iterator.range_end.get()}) {
        if (!end->type.is(TypeKind::kDate)) {
          checker_.Expect(*end, TypeKind::kNumber, "the end of a loop");
        }
      }
    }
  }

  static bool Fits(const Type& type, const Type& wanted) {
    return type.MayBe(wanted) ||
           (type.is(TypeKind::kList) && type.element().MayBe(wanted)) ||
           (wanted.is(TypeKind::kList) && type.MayBe(wanted.element()));
  }

  void CheckArgument(const Node& argument, const Type& wanted,
                     std::string_view role) {
    if (!Fits(argument.type, wanted)) {
      checker_.Expect(argument, wanted, role);
    }
  }

  // Names that the function does not have, and those that it misses.
  void CheckNamedArguments(const Call& node, const Type& function) {
    const std::span<const std::string> names = function.parameter_names();
    if (names.empty()) return;
    for (size_t i = 0; i < node.names.size(); ++i) {
      const auto found = std::find(names.begin(), names.end(), node.names[i]);
      if (found == names.end()) {
        checker_.Report(
            node.arguments[i]->place,
            fmt::format("this function has no parameter `{}`", node.names[i]));
        continue;
      }
      const auto parameter = static_cast<size_t>(found - names.begin());
      CheckArgument(*node.arguments[i], function.parameters()[parameter],
                    fmt::format("`{}`", node.names[i]));
    }
    for (const std::string& name : names) {
      if (std::find(node.names.begin(), node.names.end(), name) !=
          node.names.end()) {
        continue;
      }
      checker_.Report(place_, fmt::format("the parameter `{}` is not given; "
                                          "write `{}: null` if it is meant to "
                                          "be unknown",
                                          name, name));
    }
  }

  // Of several signatures that take as many arguments by position the first
  // that these may fit.
  static size_t BestSignature(const Builtin& builtin, size_t first,
                              const Call& node) {
    if (!node.names.empty() || builtin.is_variadic()) return first;
    const size_t count = node.arguments.size();
    for (size_t i = first; i < builtin.signatures.size(); ++i) {
      const BuiltinSignature& signature = builtin.signatures[i];
      if (ParameterCount(signature) < std::max<size_t>(count, 1)) continue;
      bool fits = true;
      for (size_t n = 0; n < count; ++n) {
        fits = fits && Fits(node.arguments[n]->type, signature[n].type);
      }
      if (fits) return i;
    }
    return first;
  }

  Type CheckBuiltin(const Builtin& builtin, const Call& node) {
    const std::optional<size_t> signature =
        node.names.empty() ? FindSignature(builtin, node.arguments.size())
                           : FindSignature(builtin, node.names);
    if (!signature) {
      checker_.Report(
          place_,
          node.names.empty()
              ? fmt::format("{}() does not take {} arguments", builtin.name,
                            node.arguments.size())
              : fmt::format("{}() has no such parameters", builtin.name));
      return Type();
    }
    const BuiltinSignature& parameters =
        builtin.signatures[BestSignature(builtin, *signature, node)];
    std::vector<Type> types(builtin.is_variadic() ? 1 : parameters.size());
    for (size_t i = 0; i < node.arguments.size(); ++i) {
      if (builtin.is_variadic() && node.arguments.size() > 1) {
        types[0] = Type::List(
            i == 0 ? node.arguments[i]->type
                   : CommonType(types[0].element(), node.arguments[i]->type));
        continue;
      }
      size_t position = i;
      for (size_t p = 0; !node.names.empty() && p < parameters.size(); ++p) {
        if (parameters[p].name == node.names[i]) position = p;
      }
      types[position] = node.arguments[i]->type;
      CheckArgument(*node.arguments[i], parameters[position].type,
                    parameters[position].name);
    }
    return builtin.result(types);
  }

  Checker& checker_;
  const SourcePlace& place_;
};

bool Checker::Finish(Node& node) {
  node.is_constant = IsPure(node);
  node.last_local = OwnLastLocal(node);
  for (const Node* child : Children(node)) {
    node.is_constant = node.is_constant && child->is_constant;
    node.height = std::max(node.height, child->height + 1);
    node.count += child->count;
    node.last_local = std::max(node.last_local, child->last_local);
  }
  if (node.is_constant) node.last_local = -1;
  if (node.height > kMaxHeight) {
    diagnostics_.AddError(node.place, "this is nested too deep");
    return false;
  }
  node.type = std::visit(Inference(*this, node.place), node.syntax);
  return true;
}

void Checker::Expect(const Node& node, const Type& wanted,
                     std::string_view role) {
  if (node.type.MayBe(wanted)) return;
  Report(node.place, fmt::format("{} must be a {}, not {}", role,
                                 wanted.ToString(), node.type.ToString()));
}

void Checker::CheckOrder(const SourcePlace& place, const Type& a,
                         const Type& b) {
  if (a.MayBe(b) && HasOrder(a) && HasOrder(b)) return;
  Report(place,
         fmt::format("{} and {} have no order", a.ToString(), b.ToString()));
}

void Checker::CheckEquality(const SourcePlace& place, const Type& a,
                            const Type& b) {
  if (a.MayBe(b)) return;
  Report(place,
         fmt::format("{} and {} are never equal", a.ToString(), b.ToString()));
}

void Checker::CheckTest(const Test& test, const Type& input) {
  const Type& type = test.operand->type;
  const SourcePlace& place = test.operand->place;
  switch (test.kind) {
    case Test::Kind::kCondition:
      return Expect(*test.operand, TypeKind::kBoolean, "a test");
    case Test::Kind::kComparison:
      if (test.sign == ComparisonOperator::kEqual ||
          test.sign == ComparisonOperator::kNotEqual) {
        return CheckEquality(place, input, type);
      }
      return CheckOrder(place, input, type);
    case Test::Kind::kValue:
      break;
  }
  // The value itself, a range around it, or a list of either.
  const Type& item = type.is(TypeKind::kList) ? type.element() : type;
  const bool fits = input.MayBe(type) || input.MayBe(item) ||
                    (item.is(TypeKind::kRange) && input.MayBe(item.element()));
  if (!fits) CheckEquality(place, input, type);
}

Type Checker::ItemType(const Type& source) {
  if (source.is(TypeKind::kList) || source.is(TypeKind::kRange)) {
    return source.element();
  }
  return source.is(TypeKind::kNull) ? Type() : source;
}

std::optional<Type> Checker::MemberType(const Type& object,
                                        const std::string& member) {
  if (IsUnknown(object)) return Type();
  if (object.is(TypeKind::kContext)) {
    if (!object.has_known_members()) return Type();
    const Member* found = object.FindMember(member);
    return found == nullptr ? std::nullopt : std::optional(found->type);
  }
  return PropertyType(object, member);
}

}  // namespace techflow::feel
