#include "rating/package/dmn_export_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "rating/feel/scanner.h"
#include "rating/feel/value_text.h"

namespace techflow::package {
namespace {

using enum FeelStrength;
using feel::ArithmeticOperator;

// Longer than any file of a model, so that no literal is cut.
constexpr size_t kWholeText = size_t{1} << 24;

FeelStrength StrengthOf(ArithmeticOperator sign) {
  switch (sign) {
    case ArithmeticOperator::kAdd:
    case ArithmeticOperator::kSubtract:
      return kSum;
    case ArithmeticOperator::kMultiply:
    case ArithmeticOperator::kDivide:
      return kProduct;
    case ArithmeticOperator::kPower:
      return kPower;
  }
  return kPower;
}

std::string Quoted(const std::string& text) {
  return feel::ToText(feel::Value::String(text), kWholeText);
}

// An entry of a context, of each context of a list, or a property.
std::string MemberText(const FeelText& object, const feel::Node& node,
                       const std::string& member) {
  if (IsPortableName(member)) {
    return std::holds_alternative<feel::Literal>(node.syntax)
               ? fmt::format("({}).{}", object.text, member)
               : fmt::format("{}.{}", object.Within(kPostfix), member);
  }
  if (!node.type.is(feel::TypeKind::kList)) {
    return fmt::format("(if {} = null then null else get value({}, {}))",
                       object.Within(kSum), object.text, Quoted(member));
  }
  return fmt::format(
      "(if {} = null then null else for each_of in {} return "
      "get value(each_of, {}))",
      object.Within(kSum), object.Within(kSum), Quoted(member));
}

// Equal strength groups from the left.
FeelStrength Above(FeelStrength strength) {
  return static_cast<FeelStrength>(static_cast<int>(strength) + 1);
}

// A key that is written without quotes reads as a name.
std::string KeyText(const std::string& key) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == ' ' || (c >= '0' && c <= '9') || static_cast<uint8_t>(c) > 127;
  };
  const bool is_name = !key.empty() && !(key[0] >= '0' && key[0] <= '9') &&
                       std::all_of(key.begin(), key.end(), is_plain);
  return is_name && IsPortableName(key) ? key : Quoted(key);
}

// Dates and times have properties that are null where there is no zone.
bool MayLack(const feel::Path& path) {
  return path.member == "time offset" || path.member == "timezone";
}

bool IsTemporal(const feel::Type& type) {
  return type.is(feel::TypeKind::kDate) || type.is(feel::TypeKind::kTime) ||
         type.is(feel::TypeKind::kDateAndTime) ||
         type.is(feel::TypeKind::kDaysDuration) ||
         type.is(feel::TypeKind::kMonthsDuration);
}

// Whether the tree names the local or one of its entries.
bool Mentions(const feel::Node& node, int level, int local) {
  if (const auto* name = std::get_if<feel::NameReference>(&node.syntax)) {
    const auto is_local = [&](const feel::Symbol& symbol) {
      const bool is_of_item = symbol.kind == feel::Symbol::Kind::kLocal ||
                              symbol.kind == feel::Symbol::Kind::kMember;
      return is_of_item && symbol.level == level && symbol.index == local;
    };
    // Where a name may be an entry of an item, a builtin may be as well.
    return is_local(name->symbol) ||
           (name->symbol.builtin == nullptr &&
            std::any_of(name->items.begin(), name->items.end(), is_local));
  }
  const std::vector<const feel::Node*> children = feel::Children(node);
  return std::any_of(
      children.begin(), children.end(),
      [&](const feel::Node* child) { return Mentions(*child, level, local); });
}

}  // namespace

bool IsPortableName(std::string_view name) {
  return !feel::Scanner::IsKeyword(name.substr(0, name.find(' ')));
}

std::string PortableName(const std::string& name) {
  return IsPortableName(name) ? name : "the " + name;
}

std::string FeelText::Within(FeelStrength weakest) const {
  return strength < weakest ? fmt::format("({})", text) : text;
}

// One function for each kind of node.
class FeelWriter::Forms {
 public:
  Forms(FeelWriter& writer, const feel::Node& node, FeelUse use)
      : writer_(writer), node_(node), use_(use) {}

  FeelText operator()(const feel::Literal& literal) {
    const bool is_null = literal.value.is_null();
    return {
        feel::ToText(literal.value, kWholeText), kAtom, {.written = is_null}};
  }
  FeelText operator()(const feel::NameReference& name) {
    return writer_.WriteName(name);
  }
  FeelText operator()(const feel::Negation& negation) {
    const FeelText operand = Value(negation.operand);
    return {fmt::format("-{}", operand.Within(kSign)), kSign,
            Computed({operand})};
  }
  FeelText operator()(const feel::Arithmetic& arithmetic) {
    const FeelStrength own = StrengthOf(arithmetic.sign);
    const FeelText left = Value(arithmetic.left);
    const FeelText right = Value(arithmetic.right);
    return {fmt::format("{} {} {}", left.Within(own),
                        feel::OperatorText(arithmetic.sign),
                        right.Within(Above(own))),
            own, Computed({left, right})};
  }
  FeelText operator()(const feel::Comparison& comparison) {
    return writer_.WriteComparison(comparison, use_);
  }
  FeelText operator()(const feel::Between& between) {
    const FeelText value = Value(between.value);
    const FeelText low = Value(between.low);
    const FeelText high = Value(between.high);
    return {fmt::format("{} between {} and {}", value.Within(kSum),
                        low.Within(kSum), high.Within(kSum)),
            kComparison, Computed({value, low, high})};
  }
  FeelText operator()(const feel::Logic& logic) {
    const FeelStrength own = logic.is_and ? kAnd : kOr;
    // Both are true only through operands that are true.
    const FeelText left = writer_.Write(*logic.left, use_);
    const FeelText right = writer_.Write(*logic.right, use_);
    NullKinds nulls = left.nulls | right.nulls;
    return {fmt::format("{} {} {}", left.Within(own),
                        logic.is_and ? "and" : "or", right.Within(own)),
            own, nulls};
  }
  FeelText operator()(const feel::If& node) {
    return writer_.WriteIf(node, use_);
  }
  FeelText operator()(const feel::ListLiteral& list) {
    FeelText text{"[", kAtom, {}};
    for (const feel::NodePointer& item : list.items) {
      const FeelText written = Value(item);
      if (text.text.size() > 1) text.text += ", ";
      text.text += written.text;
      text.nulls = text.nulls | written.nulls.AsPart();
    }
    text.text += "]";
    return text;
  }
  FeelText operator()(const feel::ContextLiteral& context) {
    return writer_.WriteContext(context);
  }
  FeelText operator()(const feel::RangeLiteral& range) {
    return writer_.WriteRange(range);
  }
  FeelText operator()(const feel::Path& path) {
    return writer_.WritePath(path);
  }
  FeelText operator()(const feel::Filter& filter) {
    return writer_.WriteFilter(filter);
  }
  FeelText operator()(const feel::For& loop) {
    NullKinds nulls;
    std::string guard;
    const std::string iterators =
        writer_.WriteIterators(loop.iterators, nulls, guard);
    writer_.LocalAt(writer_.level_, loop.partial_local) = {
        {false, false, true, true}, ""};
    const FeelText body = Value(loop.body);
    return {fmt::format("{}for {} return {}", guard, iterators, body.text),
            kWithoutEnd, nulls | body.nulls.AsPart()};
  }
  FeelText operator()(const feel::Quantified& quantified) {
    NullKinds nulls;
    std::string guard;
    const std::string iterators =
        writer_.WriteIterators(quantified.iterators, nulls, guard);
    const FeelText condition = writer_.Write(*quantified.condition, use_);
    nulls.missing = nulls.missing || condition.nulls.missing;
    nulls.written = condition.nulls.written;
    return {fmt::format("{}{} {} satisfies {}", guard,
                        quantified.is_every ? "every" : "some", iterators,
                        condition.text),
            kWithoutEnd, nulls};
  }
  FeelText operator()(const feel::FunctionLiteral& function) {
    return writer_.WriteFunction(function);
  }
  FeelText operator()(const feel::Call& call) {
    return writer_.WriteCall(call, use_, node_.place);
  }
  FeelText operator()(const feel::InstanceOf& instance_of) {
    const FeelText value = Value(instance_of.value);
    const std::string text =
        value.Within(kPostfix) + " instance of " +
        (instance_of.type ? instance_of.type->ToString() : "Any");
    if (!value.nulls.missing) return {text, kWithoutEnd, {}};
    const auto unknown = writer_.UnknownOf(*instance_of.value, value);
    return {
        fmt::format("if {} then null else {}", unknown.value_or("false"), text),
        kWithoutEnd,
        {.missing = true}};
  }
  FeelText operator()(const feel::In& in) { return writer_.WriteIn(in, use_); }

 private:
  FeelText Value(const feel::NodePointer& child) {
    return writer_.Write(*child, FeelUse::kValue);
  }
  // What is computed from operands is missing where one of them is; any other
  // null among them is an error.
  static NullKinds Computed(std::initializer_list<FeelText> operands) {
    NullKinds nulls;
    for (const FeelText& operand : operands) {
      nulls.missing = nulls.missing || operand.nulls.missing;
    }
    return nulls;
  }

  FeelWriter& writer_;
  const feel::Node& node_;
  FeelUse use_;
};

FeelText FeelWriter::Write(const feel::Node& node, FeelUse use) {
  return std::visit(Forms(*this, node, use), node.syntax);
}

void FeelWriter::Refuse(const feel::SourcePlace& place, std::string message) {
  problems_.push_back({place, std::move(message)});
}

std::vector<FeelProblem> FeelWriter::Problems() const {
  std::vector<FeelProblem> problems = problems_;
  if (hides_names_ && repeated_.has_value()) {
    problems.push_back(
        {*repeated_,
         "a plain DMN file would have to ask elsewhere why this is null, and a "
         "name there hides another; expected different names"});
  }
  return problems;
}

void FeelWriter::Declare(const std::string& name, const void* node) {
  const auto [found, is_new] = declared_.emplace(name, node);
  if ((!is_new && found->second != node) || scope_.Find(name)) {
    hides_names_ = true;
  }
}

bool FeelWriter::IsNullLiteral(const feel::Node& node) {
  const auto* literal = std::get_if<feel::Literal>(&node.syntax);
  return literal != nullptr && literal->value.is_null();
}

FeelText FeelWriter::WriteName(const feel::NameReference& name) {
  const feel::Symbol& symbol = name.symbol;
  FeelText text{symbol.name, kAtom, {}};
  switch (symbol.kind) {
    case feel::Symbol::Kind::kSlot:
      names_.insert(symbol.name);
      text.text = PortableName(symbol.name);
      text.nulls = nulls_of_(symbol.name).kinds;
      break;
    case feel::Symbol::Kind::kLocal:
      text.nulls = LocalAt(symbol.level, symbol.index).nulls;
      break;
    case feel::Symbol::Kind::kMember:
      text.nulls = LocalAt(symbol.level, symbol.index).nulls.OfPart();
      if (!IsPortableName(symbol.name)) {
        text.text =
            fmt::format("(if item = null then null else get value(item, {}))",
                        Quoted(symbol.name));
      }
      break;
    default:
      break;
  }
  for (const feel::Symbol& item : name.items) {
    text.nulls = text.nulls | LocalAt(item.level, item.index).nulls.OfPart();
  }
  return text;
}

FeelText FeelWriter::WriteContext(const feel::ContextLiteral& context) {
  FeelText text{"{", kAtom, {}};
  for (const feel::ContextLiteral::Entry& entry : context.entries) {
    const FeelText value = Write(*entry.value, FeelUse::kValue);
    std::string unknown;
    if (value.nulls.is_ambiguous()) {
      // What cannot be told is a problem only where somebody asks.
      const size_t problems = problems_.size();
      const auto repeated = repeated_;
      unknown = UnknownOf(*entry.value, value).value_or("");
      if (problems_.size() > problems) unknown.clear();
      problems_.resize(problems);
      repeated_ = repeated;
    }
    LocalAt(level_, entry.local) = {value.nulls, unknown};
    Declare(entry.key, &entry);
    if (text.text.size() > 1) text.text += ", ";
    text.text += KeyText(entry.key) + ": " + value.text;
    text.nulls = text.nulls | value.nulls.AsPart();
  }
  text.text += "}";
  return text;
}

FeelText FeelWriter::WritePath(const feel::Path& path) {
  const FeelText object = Write(*path.object, FeelUse::kValue);
  FeelText text{MemberText(object, *path.object, path.member), kPostfix,
                object.nulls.OfPart()};
  if (const auto* context =
          std::get_if<feel::ContextLiteral>(&path.object->syntax)) {
    for (const feel::ContextLiteral::Entry& entry : context->entries) {
      if (entry.key == path.member) {
        text.nulls = LocalAt(level_, entry.local).nulls;
      }
    }
    return text;
  }
  if (IsTemporal(path.object->type)) text.nulls = {};
  if (path.object->type.is(feel::TypeKind::kList)) {
    text.nulls = object.nulls.OfPart().AsPart();
  }
  text.nulls.missing = text.nulls.missing || object.nulls.missing;
  text.nulls.written = text.nulls.written || MayLack(path);
  return text;
}

FeelText FeelWriter::WriteFilter(const feel::Filter& filter) {
  const FeelText list = Write(*filter.list, FeelUse::kValue);
  LocalAt(level_, filter.item_local) = {list.nulls.OfPart(), ""};
  const bool is_condition = filter.predicate->type.is(feel::TypeKind::kBoolean);
  const FeelText predicate = Write(
      *filter.predicate, is_condition ? FeelUse::kTruth : FeelUse::kValue);
  FeelText text{fmt::format("{}[{}]", list.Within(kPostfix), predicate.text),
                kPostfix, list.nulls};
  // Some engines take a list that is null for an empty one, or for an item.
  if (list.nulls.any()) {
    text.text = fmt::format("if {} = null then null else {}", list.Within(kSum),
                            text.text);
    text.strength = kWithoutEnd;
  }
  if (is_condition) return text;
  text.nulls = list.nulls | list.nulls.OfPart();
  text.nulls.missing = text.nulls.missing || predicate.nulls.missing;
  const bool is_index = filter.predicate->type.is(feel::TypeKind::kNumber);
  if (!is_index || !predicate.nulls.any()) return text;
  // Who does not know the type takes a null for a condition.
  if (Mentions(*filter.predicate, level_, filter.item_local)) {
    Refuse(filter.predicate->place,
           fmt::format("`{}` may be null and looks at the item; expected a "
                       "condition or a number that is known",
                       predicate.text));
  }
  text.text = fmt::format("if {} = null then null else {}",
                          predicate.Within(kSum), text.text);
  text.strength = kWithoutEnd;
  return text;
}

std::string FeelWriter::WriteIterators(
    const std::vector<feel::Iterator>& iterators, NullKinds& nulls,
    std::string& guard) {
  std::string text;
  for (const feel::Iterator& iterator : iterators) {
    const FeelText source = Write(*iterator.source, FeelUse::kValue);
    nulls.missing = nulls.missing || source.nulls.missing;
    LocalAt(level_, iterator.local) = {source.nulls.OfPart(), ""};
    Declare(iterator.name, &iterator);
    // Engines differ in what a loop over null is. Later sources may stand on
    // the variables before them.
    if (text.empty() && source.nulls.any()) {
      guard = fmt::format("if {} = null then null else ", source.Within(kSum));
    }
    if (!text.empty()) text += ", ";
    text += fmt::format("{} in {}", iterator.name, source.Within(kSum));
    if (iterator.range_end == nullptr) continue;
    const FeelText end = Write(*iterator.range_end, FeelUse::kValue);
    nulls.missing = nulls.missing || end.nulls.missing;
    text += ".." + end.Within(kSum);
  }
  return text;
}

FeelText FeelWriter::WriteRange(const feel::RangeLiteral& range) {
  NullKinds nulls;
  const auto end_text = [&](const feel::NodePointer& end) {
    const FeelText text = Write(*end, FeelUse::kValue);
    nulls = nulls | text.nulls.AsPart();
    return text.Within(kSum);
  };
  if (range.sign.has_value()) {
    const feel::NodePointer& end = range.low ? range.low : range.high;
    return {
        fmt::format("({} {})", feel::OperatorText(*range.sign), end_text(end)),
        kAtom, nulls};
  }
  const std::string low = end_text(range.low);
  const std::string high = end_text(range.high);
  return {fmt::format("{}{}..{}{}", range.low_closed ? '[' : '(', low, high,
                      range.high_closed ? ']' : ')'),
          kAtom, nulls};
}

FeelText FeelWriter::WriteFunction(const feel::FunctionLiteral& function) {
  std::string text = "function(";
  const int outer = std::exchange(level_, function.level);
  for (size_t i = 0; i < function.parameters.size(); ++i) {
    const feel::Parameter& parameter = function.parameters[i];
    // Whoever calls it may pass anything.
    LocalAt(level_, static_cast<int>(i)) = {{true, true, true, true}, ""};
    Declare(parameter.name, &parameter);
    if (i > 0) text += ", ";
    text += parameter.name;
    if (!parameter.type.is(feel::TypeKind::kAny)) {
      text += ": " + parameter.type.ToString();
    }
  }
  const FeelText body = Write(*function.body, FeelUse::kValue);
  level_ = outer;
  return {text + ") " + body.text, kWithoutEnd, {}};
}

}  // namespace techflow::package
