#include <vector>

#include "tests/rating/feel/reference/builtins.h"

namespace techflow::feel::reference {
namespace {

Value Text(std::string text) { return {std::move(text)}; }

// The characters of a UTF-8 text.
std::vector<std::string> Characters(const std::string& text) {
  std::vector<std::string> characters;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (continues) {
      characters.back() += c;
    } else {
      characters.emplace_back(1, c);
    }
  }
  return characters;
}

Value Substring(const Arguments& call) {
  const std::vector<std::string> characters = Characters(call.TextAt(0));
  const auto size = static_cast<int64_t>(characters.size());
  const std::optional<int64_t> start = call.NumberAt(1).ToInt64();
  if (!start) return call.evaluator.LeaveOpen("half a character");
  if (*start == 0 || *start > size || *start < -size) return Error();
  const int64_t first = *start > 0 ? *start - 1 : size + *start;
  int64_t length = size - first;
  if (call.size() > 2) {
    const std::optional<int64_t> given = call.NumberAt(2).ToInt64();
    if (!given) return call.evaluator.LeaveOpen("half a character");
    if (*given < 1 || *given > length) return Error();
    length = *given;
  }
  std::string text;
  for (int64_t i = first; i < first + length; ++i) {
    text += characters[static_cast<size_t>(i)];
  }
  return Text(text);
}

// ASCII only; the generators write no other letters that have a case.
Value WithCase(const std::string& text, bool upper) {
  std::string changed = text;
  for (char& c : changed) {
    if (upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (!upper && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return Text(changed);
}

Value Before(const std::string& text, const std::string& match) {
  const size_t at = text.find(match);
  return Text(at == std::string::npos ? "" : text.substr(0, at));
}

Value After(const std::string& text, const std::string& match) {
  const size_t at = text.find(match);
  return Text(at == std::string::npos ? "" : text.substr(at + match.size()));
}

Value Join(const Arguments& call) {
  const bool has_delimiter = call.size() > 1 && !call[1].IsNull();
  const std::string delimiter = has_delimiter ? call.TextAt(1) : "";
  std::string text;
  bool is_first = true;
  for (const Value& item : call.ListAt(0)) {
    if (item.IsNull()) continue;
    if (!item.Is<std::string>()) return Error();
    text += (is_first ? "" : delimiter) + item.As<std::string>();
    is_first = false;
  }
  return Text(text);
}

Value ToPlainText(const Arguments& call) {
  const Value& from = call[0];
  if (from.IsNull()) return from;
  if (from.Is<std::string>()) return from;
  if (from.Is<Decimal>()) return Text(from.As<Decimal>().ToString());
  if (from.Is<bool>()) return Text(from.As<bool>() ? "true" : "false");
  return call.evaluator.LeaveOpen("the text of other kinds");
}

// A built-in that takes two texts.
template <typename Call>
Builtin OfTwo(const std::string& name, Call answer) {
  return {name,
          {{"string", "string"}, {"match", "string"}},
          [answer](const Arguments& call) -> Value {
            return answer(call.TextAt(0), call.TextAt(1));
          }};
}

template <typename Call>
Builtin OfOne(const std::string& name, Call answer) {
  return {
      name, {{"string", "string"}}, [answer](const Arguments& call) -> Value {
        return answer(call.TextAt(0));
      }};
}

using S = const std::string&;

}  // namespace

std::vector<Builtin> TextBuiltins() {
  return {
      {"substring",
       {{"string", "string"},
        {"start position", "number"},
        {"length", "number", true}},
       Substring},
      {"string join",
       {{"list", "list"}, {"delimiter", "string", true, true}},
       Join},
      {"string", {{"from", "Any"}}, ToPlainText},
      OfOne("string length",
            [](S text) {
              return Number(static_cast<int64_t>(Characters(text).size()));
            }),
      OfOne("upper case", [](S text) { return WithCase(text, true); }),
      OfOne("lower case", [](S text) { return WithCase(text, false); }),
      OfTwo("substring before", Before),
      OfTwo("substring after", After),
      OfTwo("contains",
            [](S text, S match) {
              return Boolean(text.find(match) != std::string::npos);
            }),
      OfTwo("starts with",
            [](S text, S match) { return Boolean(text.starts_with(match)); }),
      OfTwo("ends with",
            [](S text, S match) { return Boolean(text.ends_with(match)); }),
  };
}

}  // namespace techflow::feel::reference
