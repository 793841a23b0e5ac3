#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "rating/feel/builtins.h"
#include "rating/package/dmn_export_writer.h"

namespace techflow::package {
namespace {

using enum FeelStrength;

// The parameter that the argument number `i` of a call is for.
size_t ParameterAt(const feel::Call& call, const feel::BuiltinSignature& takes,
                   size_t i) {
  if (call.names.empty()) return i;
  for (size_t p = 0; p < takes.size(); ++p) {
    if (takes[p].name == call.names[i]) return p;
  }
  return i;
}

// Whether a null reaches the function in the standard's dialect and not in the
// strict one.
bool TakesNull(const feel::Builtin& builtin,
               const feel::BuiltinParameter& parameter) {
  if (builtin.accepts_null || builtin.is_variadic()) return false;
  return parameter.type == feel::TypeKind::kAny || parameter.may_be_null;
}

// An aggregate of one list, that is, not of its arguments.
bool IsAggregate(const feel::Builtin& builtin, const feel::Call& call) {
  return builtin.variadic == feel::Variadic::kListOrItems &&
         call.arguments.size() == 1;
}

// Whether a null as argument makes the result null. Some engines take it for a
// failure, and for one of all that uses the result.
bool NeedsValue(const feel::Builtin& builtin,
                const feel::BuiltinSignature& takes, size_t parameter) {
  if (builtin.accepts_null || builtin.name == "all" || builtin.name == "any") {
    return false;
  }
  if (builtin.variadic == feel::Variadic::kArguments) {
    return parameter == 0 || builtin.name != "append";
  }
  if (builtin.is_variadic()) return true;
  return parameter < takes.size() && !TakesNull(builtin, takes[parameter]) &&
         !takes[parameter].is_optional;
}

// An aggregate of a list that is null, empty or holds a null is null as well.
std::string AggregateText(std::string_view name, const FeelText& list) {
  // Longer lists are written once.
  constexpr size_t kLong = 40;
  const bool is_long = list.text.size() > kLong;
  const FeelText values =
      is_long ? FeelText{"aggregated", kAtom, list.nulls} : list;
  std::string text = fmt::format("{}({})", name, values.text);
  // Three-valued logic over the items.
  const bool is_logic = name == "all" || name == "any";
  if (!is_logic) {
    std::string guard = fmt::format("count({}) = 0", values.text);
    if (list.nulls.missing_inside || list.nulls.written_inside) {
      guard += fmt::format(" or list contains({}, null)", values.text);
    }
    text = fmt::format("if {} then null else {}", guard, text);
  }
  if (list.nulls.any()) {
    text = fmt::format("if {} = null then null else {}", values.Within(kSum),
                       text);
  }
  return is_long ? fmt::format("{{aggregated: {}, result: {}}}.result",
                               list.text, text)
                 : "(" + text + ")";
}

// Functions that look for something among items, one of which may be unknown.
bool LooksAmongItems(std::string_view name) {
  return name == "list contains" || name == "index of" || name == "string join";
}

// Which nulls the result may be, before what is guarded.
NullKinds ResultNulls(const feel::Builtin& builtin, const NullKinds& all,
                      size_t argument_count) {
  const std::string_view name = builtin.name;
  if (name == "is defined") return {};
  if (name == "string") return {all.missing, all.written, false, false};
  if (name == "count") return {.missing = all.missing};
  NullKinds nulls{.missing = all.missing || all.missing_inside,
                  .written = false,
                  .missing_inside = all.missing_inside,
                  .written_inside = all.written_inside};
  // An aggregate of nothing; an entry that is not there.
  const bool is_aggregate =
      builtin.variadic == feel::Variadic::kListOrItems && argument_count == 1;
  nulls.written = is_aggregate || name == "get value";
  if (name == "get value") nulls.written_inside = true;
  // Lists are handed on with whatever is in them.
  const bool makes_list = builtin.result == feel::ListLikeFirst ||
                          builtin.result == feel::ListOfAny;
  if (makes_list) {
    nulls.missing = all.missing;
    nulls.missing_inside = all.missing || all.missing_inside;
    nulls.written_inside = all.written || all.written_inside;
  }
  return nulls;
}

}  // namespace

FeelText FeelWriter::WriteCall(const feel::Call& call, FeelUse use,
                               const feel::SourcePlace& place) {
  const auto* callee = std::get_if<feel::NameReference>(&call.callee->syntax);
  // An item of unknown type may have an entry of that name, which is no
  // function.
  if (callee != nullptr && callee->symbol.builtin != nullptr) {
    return WriteBuiltin(call, *callee->symbol.builtin, use, place);
  }
  if (callee != nullptr && callee->items.empty() &&
      callee->symbol.kind == feel::Symbol::Kind::kSlot) {
    const auto function = nulls_of_(callee->symbol.name).function;
    if (function.has_value()) {
      names_.insert(callee->symbol.name);
      return WriteFunctionCall(call, callee->symbol.name, *function);
    }
  }
  std::string text =
      Write(*call.callee, FeelUse::kValue).Within(kPostfix) + "(";
  for (size_t i = 0; i < call.arguments.size(); ++i) {
    if (i > 0) text += ", ";
    if (!call.names.empty()) text += call.names[i] + ": ";
    text += Write(*call.arguments[i], FeelUse::kValue).text;
  }
  // What a function in an expression does with its arguments is not followed.
  return {text + ")", kPostfix, {true, true, true, true}};
}

FeelText FeelWriter::WriteFunctionCall(const feel::Call& call,
                                       const std::string& name,
                                       const FunctionNulls& function) {
  std::string arguments;
  bool is_written = false;
  std::map<std::string, std::string> unknown;
  for (size_t i = 0; i < call.arguments.size(); ++i) {
    const FeelText argument = Write(*call.arguments[i], FeelUse::kValue);
    if (i > 0) arguments += ", ";
    if (!call.names.empty()) arguments += call.names[i] + ": ";
    arguments += argument.text;
    is_written = is_written || argument.nulls.written;
    const std::string parameter = !call.names.empty() ? call.names[i]
                                  : i < function.parameters.size()
                                      ? function.parameters[i]
                                      : "";
    const bool is_asked =
        std::find(function.asked.begin(), function.asked.end(), parameter) !=
        function.asked.end();
    if (is_asked) {
      unknown[parameter] =
          UnknownOf(*call.arguments[i], argument).value_or("false");
    }
    if (argument.nulls.written_inside) {
      Refuse(call.arguments[i]->place,
             fmt::format("something in `{}` may be null because there is "
                         "nothing, which a function of a plain DMN file would "
                         "take for missing evidence",
                         argument.text));
    }
  }
  for (const std::string& parameter : function.asked) {
    if (!call.names.empty()) {
      arguments += fmt::format(", {}: ", UnknownName(parameter));
    } else {
      arguments += ", ";
    }
    // A parameter that is not given is null, and nobody knows why.
    const auto found = unknown.find(parameter);
    arguments += found == unknown.end() ? "false" : found->second;
  }
  return {fmt::format("{}({})", PortableName(name), arguments), kPostfix,
          is_written ? function.result_of_written : function.result};
}

FeelText FeelWriter::WriteBuiltin(const feel::Call& call,
                                  const feel::Builtin& builtin, FeelUse use,
                                  const feel::SourcePlace& place) {
  const auto signature =
      call.names.empty() ? feel::FindSignature(builtin, call.arguments.size())
                         : feel::FindSignature(builtin, call.names);
  const feel::BuiltinSignature& takes =
      builtin.signatures[signature.value_or(0)];
  std::string arguments;
  std::string guard;
  NullKinds all;
  FeelText list;
  for (size_t i = 0; i < call.arguments.size(); ++i) {
    const FeelText argument = Write(*call.arguments[i], FeelUse::kValue);
    if (i > 0) arguments += ", ";
    if (!call.names.empty()) arguments += call.names[i] + ": ";
    arguments += argument.text;
    all = all | argument.nulls;
    const size_t p = ParameterAt(call, takes, i);
    if (p == 0) list = argument;
    if (NeedsValue(builtin, takes, p) && argument.nulls.any() &&
        !IsAggregate(builtin, call)) {
      if (!guard.empty()) guard += " or ";
      guard += argument.Within(kSum) + " = null";
      continue;
    }
    if (p >= takes.size() || !TakesNull(builtin, takes[p])) continue;
    if (const auto unknown = UnknownOf(*call.arguments[i], argument)) {
      if (!guard.empty()) guard += " or ";
      guard += *unknown;
    }
  }
  if (IsAggregate(builtin, call)) {
    return {AggregateText(builtin.name, list), kPostfix,
            ResultNulls(builtin, all, 1)};
  }
  FeelText text{fmt::format("{}({})", builtin.name, arguments), kPostfix,
                ResultNulls(builtin, all, call.arguments.size())};
  if (LooksAmongItems(builtin.name) && list.nulls.missing_inside) {
    if (list.nulls.written_inside) {
      Refuse(place,
             fmt::format("an item of `{}` may be null because it is missing or "
                         "because there is nothing, which a plain DMN file "
                         "cannot tell apart",
                         list.text));
    }
    const bool is_found_first = builtin.name == "list contains";
    if (!is_found_first || use == FeelUse::kValue) {
      text.text = fmt::format(
          "{}if list contains({}, null) then null else {}",
          is_found_first ? fmt::format("if {} then true else ", text.text) : "",
          list.text, is_found_first ? "false" : text.text);
      // A list that is missing contains nothing, and is null.
      if (is_found_first && list.nulls.missing) {
        text.text = fmt::format("if {} = null then null else {}",
                                list.Within(kSum), text.text);
      }
      text.strength = kWithoutEnd;
    }
  }
  // Where only the truth is asked for, an element that is missing matters only
  // where it could be taken for an item.
  const bool is_harmless =
      builtin.name == "list contains" && use == FeelUse::kTruth &&
      !list.nulls.missing_inside && !list.nulls.written_inside;
  if (!guard.empty() && !is_harmless) {
    text.text = fmt::format("if {} then null else {}", guard, text.text);
    text.strength = kWithoutEnd;
  }
  return text;
}

}  // namespace techflow::package
