#include "rating/feel/compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rating/feel/value_builder.h"

namespace techflow::feel {
namespace {

// What takes longer than this is left to the evaluation.
constexpr EvaluationLimits kFoldingLimits = {.steps = 1'000,
                                             .depth = 2'000,
                                             .list_length = 1'000,
                                             .string_bytes = 64 * 1024,
                                             .arena_bytes = 1024 * 1024};

}  // namespace

// One function for each kind of node.
class Compiler::Generator {
 public:
  Generator(Compiler& compiler, const Node& node)
      : compiler_(compiler),
        node_(node),
        place_(compiler.program_.Keep(node.place)),
        arena_(compiler.arena_) {}

  const Code* operator()(const Literal& literal) {
    return MakeConstant(arena_, place_, literal.value);
  }
  const Code* operator()(const NameReference& name) {
    return compiler_.CompileName(name, place_);
  }
  const Code* operator()(const Negation& negation) {
    return MakeNegation(arena_, place_, Sub(negation.operand));
  }
  const Code* operator()(const Arithmetic& arithmetic) {
    return MakeArithmetic(arena_, place_, arithmetic.sign, Sub(arithmetic.left),
                          Sub(arithmetic.right));
  }
  const Code* operator()(const Comparison& comparison) {
    return MakeComparison(arena_, place_, comparison.sign, Sub(comparison.left),
                          Sub(comparison.right));
  }
  const Code* operator()(const Between& between) {
    return MakeBetween(arena_, place_, Sub(between.value), Sub(between.low),
                       Sub(between.high));
  }
  const Code* operator()(const Logic& logic) {
    return MakeLogic(arena_, place_, logic.is_and, Sub(logic.left),
                     Sub(logic.right));
  }
  const Code* operator()(const If& node) {
    return MakeIf(arena_, place_, compiler_.is_strict_, Sub(node.condition),
                  Sub(node.then), Sub(node.otherwise));
  }
  const Code* operator()(const ListLiteral& list) {
    return MakeList(arena_, compiler_.CompileAll(list.items));
  }

  const Code* operator()(const ContextLiteral& context) {
    std::vector<EntryCode> entries;
    for (const ContextLiteral::Entry& entry : context.entries) {
      const bool is_repeated = std::any_of(
          entries.begin(), entries.end(),
          [&entry](const EntryCode& other) { return other.key == entry.key; });
      if (is_repeated) {
        return MakeError(arena_, place_,
                         fmt::format("the key `{}` is there twice", entry.key));
      }
      entries.push_back(
          {arena_.Copy(entry.key), entry.local, Sub(entry.value)});
    }
    return MakeContext(arena_, compiler_.Keep(entries));
  }

  const Code* operator()(const RangeLiteral& range) {
    Range shape;
    shape.low_closed = range.low_closed;
    shape.high_closed = range.high_closed;
    shape.low_unbounded = range.low == nullptr;
    shape.high_unbounded = range.high == nullptr;
    if (range.sign == ComparisonOperator::kEqual) {
      shape.form = Range::Form::kPoint;
      shape.high_unbounded = false;
    } else if (range.sign == ComparisonOperator::kNotEqual) {
      shape.form = Range::Form::kAllBut;
      shape.high_unbounded = false;
    }
    if (range.sign) {
      shape.low_closed = shape.low_closed && range.low != nullptr;
      shape.high_closed = shape.high_closed && !shape.high_unbounded;
    }
    return MakeRange(arena_, place_, shape,
                     range.low ? Sub(range.low) : nullptr,
                     range.high ? Sub(range.high) : nullptr);
  }

  const Code* operator()(const Path& path) {
    const Type& object = path.object->type;
    const Type& owner = object.is(TypeKind::kList) ? object.element() : object;
    size_t index = 0;
    for (const Member& member : owner.members()) {
      if (member.name == path.member) break;
      ++index;
    }
    return MakePath(arena_, place_, Sub(path.object), path.member,
                    compiler_.program_.Keep(owner)->members(), index);
  }

  const Code* operator()(const Filter& filter) {
    const Type& type = filter.predicate->type;
    const FilterKind kind = type.is(TypeKind::kNumber) ? FilterKind::kIndex
                            : type.is(TypeKind::kBoolean)
                                ? FilterKind::kPredicate
                                : FilterKind::kUnknown;
    const Code* list = Sub(filter.list);
    return MakeFilter(
        arena_, place_, kind, compiler_.is_strict_, list,
        compiler_.CompileBody(*filter.predicate, filter.item_local),
        filter.item_local);
  }

  const Code* operator()(const For& loop) {
    const auto iterators = compiler_.CompileIterators(loop.iterators);
    return MakeFor(
        arena_, place_, iterators, loop.partial_local,
        compiler_.CompileBody(*loop.body, loop.iterators.front().local));
  }
  const Code* operator()(const Quantified& quantified) {
    const auto iterators = compiler_.CompileIterators(quantified.iterators);
    return MakeQuantified(
        arena_, place_, quantified.is_every, iterators,
        compiler_.CompileBody(*quantified.condition,
                              quantified.iterators.front().local));
  }
  const Code* operator()(const FunctionLiteral& function) {
    return compiler_.CompileFunction(function, node_.type);
  }
  const Code* operator()(const Call& call) {
    return compiler_.CompileCall(call, place_);
  }
  const Code* operator()(const InstanceOf& instance_of) {
    const Type* type =
        instance_of.type ? compiler_.program_.Keep(*instance_of.type) : nullptr;
    return MakeInstanceOf(arena_, place_, Sub(instance_of.value), type);
  }
  const Code* operator()(const In& in) {
    const Code* value = Sub(in.value);
    return MakeIn(arena_, place_, value, in.input_local,
                  compiler_.Keep(compiler_.CompileTestList(in.tests)));
  }

 private:
  const Code* Sub(const NodePointer& child) {
    return compiler_.Compile(*child);
  }

  Compiler& compiler_;
  const Node& node_;
  const SourcePlace& place_;
  Arena& arena_;
};

Compiler::Compiler(Program& program, Dialect dialect, int local_count)
    : program_(program),
      is_strict_(dialect == Dialect::kStrict),
      arena_(program.arena()),
      activations_(1),
      local_count_(local_count),
      folding_(DateAndTime{}, kFoldingLimits) {}

template <typename T>
std::span<const T> Compiler::Keep(const std::vector<T>& items) {
  const std::span<T> kept = arena_.NewArray<T>(items.size());
  std::copy(items.begin(), items.end(), kept.begin());
  return kept;
}

const Code* Compiler::Compile(const Node& node) {
  Loop* const loop = LoopToKeepIn(node);
  if (loop == nullptr) return CompileNode(node);
  const int local = local_count_++;
  loop->kept_locals.push_back(local);
  const size_t outer = std::exchange(settled_loops_, loops_.size());
  const Code* code = CompileNode(node);
  settled_loops_ = outer;
  return MakeKept(arena_, code, local);
}

const Code* Compiler::CompileNode(const Node& node) {
  const Code* code = std::visit(Generator(*this, node), node.syntax);
  return node.is_constant ? Fold(code, node.place) : code;
}

LoopBody Compiler::CompileBody(const Node& body, int first_local) {
  loops_.push_back({first_local, {}});
  const Code* code = Compile(body);
  const std::vector<int> kept = std::move(loops_.back().kept_locals);
  loops_.pop_back();
  return {code, body.count, Keep(kept)};
}

Compiler::Loop* Compiler::LoopToKeepIn(const Node& node) {
  // Names and literals are at hand anyway; functions have locals of their own.
  if (node.is_constant || node.count == 1 || activations_.size() > 1) {
    return nullptr;
  }
  for (size_t i = settled_loops_; i < loops_.size(); ++i) {
    if (node.last_local < loops_[i].first_local) return &loops_[i];
  }
  return nullptr;
}

const Code* Compiler::Fold(const Code* code, const SourcePlace& place) {
  if (ConstantOf(code) != nullptr || !folding_.ok()) return code;
  const Value value = Run(code, folding_);
  // A null keeps its code, which says where it comes from.
  if (!folding_.ok() || value.is_null()) return code;
  return MakeConstant(arena_, program_.Keep(place), CopyTo(arena_, value));
}

const Code* Compiler::MakeTestsCode(const TestsSyntax& syntax,
                                    const std::vector<TestCode>& tests) {
  if (syntax.is_any)
    return MakeConstant(arena_, kNowhere, Value::Boolean(true));
  return MakeTests(arena_, syntax.is_negated, syntax.input_local, Keep(tests));
}

std::vector<TestCode> Compiler::CompileTestList(std::span<const Test> tests) {
  std::vector<TestCode> codes;
  for (const Test& test : tests) {
    codes.push_back({test.kind, test.sign, Compile(*test.operand)});
  }
  return codes;
}

const Code* Compiler::ReadVariable(const Symbol& symbol,
                                   const SourcePlace& place,
                                   size_t activation) {
  Activation& here = activations_[activation];
  const bool is_slot = symbol.kind == Symbol::Kind::kSlot;
  if (is_slot && here.level == 0) {
    program_.AddReference(symbol.name, symbol.index);
    return MakeSlot(arena_, place, symbol.index, symbol.name);
  }
  if (!is_slot && symbol.level == here.level) {
    return MakeLocal(arena_, symbol.index);
  }
  const auto found = std::find_if(
      here.captures.begin(), here.captures.end(), [&](const Symbol& other) {
        return (other.kind == Symbol::Kind::kSlot) == is_slot &&
               other.level == symbol.level && other.index == symbol.index;
      });
  const auto index = static_cast<int>(found - here.captures.begin());
  if (found == here.captures.end()) here.captures.push_back(symbol);
  return MakeLocal(arena_, here.local_count + index);
}

const Code* Compiler::CompileName(const NameReference& name,
                                  const SourcePlace& place) {
  const Symbol& symbol = name.symbol;
  const size_t innermost = activations_.size() - 1;
  const Code* code = nullptr;
  switch (symbol.kind) {
    case Symbol::Kind::kSlot:
    case Symbol::Kind::kLocal:
      code = ReadVariable(symbol, place, innermost);
      break;
    case Symbol::Kind::kMember:
      code = MakePath(arena_, place, ReadVariable(symbol, place, innermost),
                      symbol.name, program_.Keep(symbol.owner)->members(), 0);
      break;
    case Symbol::Kind::kSlotMember: {
      const Symbol item{.kind = Symbol::Kind::kSlot,
                        .name = std::string(Scope::kItemName),
                        .type = symbol.owner,
                        .index = symbol.index};
      code = MakePath(arena_, place, ReadVariable(item, place, innermost),
                      symbol.name, program_.Keep(symbol.owner)->members(), 0);
      break;
    }
    case Symbol::Kind::kBuiltin: {
      const BuiltinSignature& signature = symbol.builtin->signatures[0];
      std::vector<Type> types;
      for (size_t i = 0; i < ParameterCount(signature); ++i) {
        types.push_back(signature[i].type);
      }
      const Type* type =
          program_.Keep(Type::Function(types, symbol.builtin->result(types)));
      code = MakeBuiltinValue(arena_, *symbol.builtin, type);
      break;
    }
    case Symbol::Kind::kUnknown:
      code = MakeError(arena_, place,
                       fmt::format("there is no name `{}`", symbol.name));
      break;
  }
  if (name.items.empty()) return code;
  std::vector<const Code*> items;
  for (const Symbol& item : name.items) {
    items.push_back(ReadVariable(item, place, innermost));
  }
  return MakeItemName(arena_, place, symbol.name, Keep(items), code);
}

const Code* Compiler::CompileFunction(const FunctionLiteral& function,
                                      const Type& type) {
  activations_.push_back({function.level, function.local_count, {}});
  const Code* body = Compile(*function.body);
  const std::vector<Symbol> captured = activations_.back().captures;
  activations_.pop_back();
  std::vector<const Code*> captures;
  captures.reserve(captured.size());
  for (const Symbol& symbol : captured) {
    captures.push_back(ReadVariable(symbol, program_.Keep(function.body->place),
                                    activations_.size() - 1));
  }
  std::vector<std::string_view> names;
  for (const Parameter& parameter : function.parameters) {
    names.push_back(arena_.Copy(parameter.name));
  }
  return MakeClosure(
      arena_, arena_.New<FunctionCode>(FunctionCode{
                  program_.Keep(type), Keep(names), body,
                  static_cast<size_t>(function.local_count), Keep(captures),
                  function.body->height + 1, function.body->count}));
}

const Code* Compiler::CompileCall(const Call& call, const SourcePlace& place) {
  const auto* name = std::get_if<NameReference>(&call.callee->syntax);
  if (name != nullptr && name->symbol.builtin != nullptr &&
      name->items.empty()) {
    return CompileBuiltinCall(*name->symbol.builtin, call, place);
  }
  const Code* callee = Compile(*call.callee);
  std::vector<std::string_view> names;
  for (const std::string& argument : call.names) {
    names.push_back(arena_.Copy(argument));
  }
  return MakeCall(arena_, place, callee, CompileAll(call.arguments),
                  Keep(names));
}

const Code* Compiler::CompileBuiltinCall(const Builtin& builtin,
                                         const Call& call,
                                         const SourcePlace& place) {
  const std::optional<size_t> signature =
      call.names.empty() ? FindSignature(builtin, call.arguments.size())
                         : FindSignature(builtin, call.names);
  if (!signature) {
    return MakeError(
        arena_, place,
        fmt::format("{}() does not take these arguments", builtin.name));
  }
  const BuiltinSignature& parameters = builtin.signatures[*signature];
  std::vector<const Code*> arguments(builtin.is_variadic()
                                         ? call.arguments.size()
                                         : ParameterCount(parameters));
  for (size_t i = 0; i < call.arguments.size(); ++i) {
    size_t position = i;
    for (size_t p = 0; !call.names.empty() && p < arguments.size(); ++p) {
      if (parameters[p].name == call.names[i]) position = p;
    }
    arguments[position] = Compile(*call.arguments[i]);
  }
  return MakeBuiltinCall(arena_, place, builtin, *signature,
                         !call.names.empty(), Keep(arguments));
}

std::span<const Code* const> Compiler::CompileAll(
    std::span<const NodePointer> nodes) {
  std::vector<const Code*> codes;
  for (const NodePointer& node : nodes) codes.push_back(Compile(*node));
  return Keep(codes);
}

std::span<const IteratorCode> Compiler::CompileIterators(
    std::span<const Iterator> iterators) {
  std::vector<IteratorCode> codes;
  for (const Iterator& iterator : iterators) {
    const Code* source = Compile(*iterator.source);
    const Code* range_end =
        iterator.range_end ? Compile(*iterator.range_end) : nullptr;
    codes.push_back({source, range_end, iterator.local});
  }
  return Keep(codes);
}

}  // namespace techflow::feel
