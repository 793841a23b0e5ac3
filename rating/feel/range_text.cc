#include "rating/feel/range_text.h"

#include <array>

#include "rating/feel/builtins.h"
#include "rating/feel/characters.h"
#include "rating/feel/comparison.h"
#include "rating/feel/scanner.h"
#include "rating/feel/temporal_literal.h"

namespace techflow::feel {
namespace {

// Functions that may make an end, from one string.
constexpr std::array<std::string_view, 4> kEndFunctions = {
    "date", "time", "date and time", "duration"};

bool IsEndFunction(std::string_view key) {
  for (const std::string_view name : kEndFunctions) {
    if (key == name) return true;
  }
  return false;
}

class RangeReader {
 public:
  RangeReader(std::string_view text, Evaluation& evaluation)
      : evaluation_(evaluation), scanner_(text, "", 1, 1) {
    Advance();
  }

  std::optional<Range> Read() {
    Range range;
    range.low_closed = token_.IsSymbol("[");
    if (!range.low_closed && !TokenIsOneOf("(", "]")) return std::nullopt;
    Advance();
    if (!ReadEnd("..", range.low, range.low_unbounded)) return std::nullopt;
    if (!token_.IsSymbol("..")) return std::nullopt;
    Advance();
    if (!ReadEnd("", range.high, range.high_unbounded)) return std::nullopt;
    range.high_closed = token_.IsSymbol("]");
    if (!range.high_closed && !TokenIsOneOf(")", "[")) return std::nullopt;
    Advance();
    if (token_.kind != TokenKind::kEnd || !IsSound(range)) return std::nullopt;
    return range;
  }

 private:
  void Advance() {
    scanner_.MoveTo(token_.end);
    token_ = scanner_.Peek(IsEndFunction);
  }

  bool TokenIsOneOf(std::string_view a, std::string_view b) const {
    return token_.IsSymbol(a) || token_.IsSymbol(b);
  }

  // One end; where `follower` or a closing sign comes at once, it is left out.
  bool ReadEnd(std::string_view follower, Value& end, bool& is_unbounded) {
    is_unbounded = follower.empty()
                       ? TokenIsOneOf("]", ")") || token_.IsSymbol("[")
                       : token_.IsSymbol(follower);
    if (is_unbounded) return true;
    if (token_.IsSymbol("@")) {
      Advance();
      if (token_.kind != TokenKind::kString) return false;
      const auto value = ParseTemporal(token_.text, evaluation_.arena());
      if (!value) return false;
      end = *value;
      Advance();
      return true;
    }
    if (token_.kind == TokenKind::kString) {
      end = String();
      Advance();
      return true;
    }
    return token_.kind == TokenKind::kName ? ReadCall(end) : ReadNumber(end);
  }

  bool ReadNumber(Value& end) {
    const bool is_negative = token_.IsSymbol("-");
    if (is_negative) Advance();
    if (token_.kind != TokenKind::kNumber) return false;
    const absl::StatusOr<Decimal> number = Decimal::Parse(token_.text);
    if (!number.ok()) return false;
    end = Value::Number(is_negative ? number->Negated() : *number);
    Advance();
    return true;
  }

  // date("2026-01-01")
  bool ReadCall(Value& end) {
    const Builtin* builtin = FindBuiltin(NameKey(token_.text));
    if (builtin == nullptr || !IsEndFunction(builtin->name)) return false;
    Advance();
    if (!token_.IsSymbol("(")) return false;
    Advance();
    if (token_.kind != TokenKind::kString) return false;
    const Value argument[] = {String()};
    Advance();
    if (!token_.IsSymbol(")")) return false;
    Advance();
    end = CallBuiltin(evaluation_, *builtin, 0, argument, {});
    return !end.is_null();
  }

  Value String() {
    return Value::String(evaluation_.arena().Copy(token_.text));
  }

  // An end that is left out is open, and ends do not descend.
  static bool IsSound(const Range& range) {
    if (range.low_unbounded && range.high_unbounded) return false;
    if (range.low_unbounded) return !range.low_closed;
    if (range.high_unbounded) return !range.high_closed;
    const std::optional<int> order = Compare(range.low, range.high);
    return order && *order <= 0;
  }

  Evaluation& evaluation_;
  Scanner scanner_;
  Token token_;
};

}  // namespace

std::optional<Range> ParseRange(std::string_view text, Evaluation& evaluation) {
  return RangeReader(text, evaluation).Read();
}

}  // namespace techflow::feel
