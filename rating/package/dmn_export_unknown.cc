#include <fmt/format.h>

#include <string_view>

#include "rating/feel/builtins.h"
#include "rating/package/dmn_export_writer.h"

// Telling a value that is missing from a null of another kind.
namespace techflow::package {
namespace {

using enum FeelStrength;

// What makes one value of a list, and null of an empty one.
bool IsAggregate(std::string_view name) {
  return name == "min" || name == "max" || name == "sum" || name == "mean" ||
         name == "product" || name == "median";
}

}  // namespace

std::optional<std::string> FeelWriter::Unknown(const feel::Node& node) {
  return UnknownOf(node, Write(node, FeelUse::kValue));
}

std::optional<std::string> FeelWriter::UnknownOf(const feel::Node& node,
                                                 const FeelText& written) {
  if (!written.nulls.missing) return std::nullopt;
  if (!written.nulls.written) {
    if (const auto* comparison = std::get_if<feel::Comparison>(&node.syntax)) {
      const Sides sides{Write(*comparison->left, FeelUse::kValue),
                        Write(*comparison->right, FeelUse::kValue),
                        comparison->left.get(), comparison->right.get()};
      const bool asks_equality =
          comparison->sign == feel::ComparisonOperator::kEqual ||
          comparison->sign == feel::ComparisonOperator::kNotEqual;
      if (asks_equality) return UnknownEquality(sides);
      std::string unknown;
      for (const FeelText* side : {&sides.left, &sides.right}) {
        if (!side->nulls.any()) continue;
        if (!unknown.empty()) unknown += " or ";
        unknown += side->Within(kSum) + " = null";
      }
      return unknown;
    }
    return written.Within(kSum) + " = null";
  }
  if (!repeated_.has_value()) repeated_ = node.place;
  if (const auto* name = std::get_if<feel::NameReference>(&node.syntax)) {
    const feel::Symbol& symbol = name->symbol;
    std::string unknown;
    if (name->items.empty() && symbol.kind == feel::Symbol::Kind::kSlot) {
      unknown = nulls_of_(symbol.name).unknown_name;
      if (!unknown.empty()) {
        names_.insert(unknown);
        unknown = PortableName(unknown);
      }
    } else if (name->items.empty() &&
               symbol.kind == feel::Symbol::Kind::kLocal) {
      unknown = LocalAt(symbol.level, symbol.index).unknown;
    }
    if (!unknown.empty()) return unknown;
  }
  if (const auto* condition = std::get_if<feel::If>(&node.syntax)) {
    return UnknownIf(*condition);
  }
  if (const auto* call = std::get_if<feel::Call>(&node.syntax)) {
    if (auto unknown = UnknownCall(*call)) return unknown;
  }
  if (const auto* path = std::get_if<feel::Path>(&node.syntax)) {
    if (auto unknown = UnknownEntry(*path)) return unknown;
  }
  Refuse(node.place,
         fmt::format("`{}` may be null because evidence is missing or because "
                     "there is nothing, which a plain DMN file cannot tell "
                     "apart here; expected a test for null before it is used",
                     written.text));
  return "false";
}

std::optional<std::string> FeelWriter::UnknownIf(const feel::If& node) {
  const std::string then = Unknown(*node.then).value_or("false");
  const std::string otherwise = Unknown(*node.otherwise).value_or("false");
  std::string text = fmt::format("if {} then {} else {}",
                                 Write(*node.condition, FeelUse::kTruth).text,
                                 then, otherwise);
  if (const auto unknown = Unknown(*node.condition)) {
    text = fmt::format("if {} then true else {}", *unknown, text);
  }
  return "(" + text + ")";
}

// An aggregate is missing where a list or one of its items is. Where there is
// no item it is null, and nothing is missing.
std::optional<std::string> FeelWriter::UnknownCall(const feel::Call& call) {
  const auto* callee = std::get_if<feel::NameReference>(&call.callee->syntax);
  const bool is_aggregate =
      callee != nullptr && callee->symbol.builtin != nullptr &&
      IsAggregate(callee->symbol.builtin->name) && call.arguments.size() == 1;
  if (!is_aggregate) return std::nullopt;
  const FeelText list = Write(*call.arguments[0], FeelUse::kValue);
  if (list.nulls.written) return std::nullopt;
  std::string unknown = fmt::format("list contains({}, null)", list.text);
  if (list.nulls.missing) {
    unknown = fmt::format("if {} = null then true else {}", list.Within(kSum),
                          unknown);
  }
  return "(" + unknown + ")";
}

// An entry of a context that is written here: the question is asked inside of
// the context, where the names of the other entries are known.
std::optional<std::string> FeelWriter::UnknownEntry(const feel::Path& path) {
  constexpr std::string_view kQuestion = "is_unknown";
  const auto* context = std::get_if<feel::ContextLiteral>(&path.object->syntax);
  if (context == nullptr) return std::nullopt;
  const FeelText written = WriteContext(*context);
  for (const feel::ContextLiteral::Entry& entry : context->entries) {
    if (entry.key == kQuestion) return std::nullopt;
    if (entry.key != path.member) continue;
    const auto unknown = Unknown(*entry.value);
    std::string text = written.text;
    text.pop_back();
    return fmt::format("{}, {}: {}}}.{}", text, kQuestion,
                       unknown.value_or("false"), kQuestion);
  }
  return std::nullopt;
}

}  // namespace techflow::package
