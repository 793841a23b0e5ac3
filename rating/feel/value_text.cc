#include "rating/feel/value_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "rating/feel/calendar_text.h"
#include "rating/feel/characters.h"

namespace techflow::feel {
namespace {

bool NeedsEscape(char c) {
  return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

class Writer {
 public:
  explicit Writer(size_t max_bytes) : max_bytes_(max_bytes) {}

  void Write(const Value& value);
  std::string Take();

 private:
  void WriteInside(const Value& value);
  bool is_full() const { return text_.size() > max_bytes_; }
  void WriteQuoted(std::string_view string);
  void WriteKey(std::string_view key);
  void WriteRange(const Range& range);
  void WriteTemporal(const std::string& text) { text_ += "@\"" + text + "\""; }

  // Loops can nest lists without end.
  static constexpr int kMaxDepth = 1'000;

  size_t max_bytes_;
  int depth_ = 0;
  std::string text_;
};

std::string Writer::Take() {
  if (!is_full()) return std::move(text_);
  size_t end = max_bytes_;
  // Never within a code point.
  while (end > 0 && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) {
    --end;
  }
  text_.resize(end);
  return std::move(text_) + "...";
}

void Writer::WriteQuoted(std::string_view string) {
  string = string.substr(0, max_bytes_ + 1);
  text_ += '"';
  // Most texts have nothing to escape at all.
  const auto plain = static_cast<size_t>(
      std::find_if(string.begin(), string.end(), NeedsEscape) - string.begin());
  text_ += string.substr(0, plain);
  for (const char c : string.substr(plain)) {
    if (c == '"' || c == '\\') {
      text_ += '\\';
      text_ += c;
    } else if (c == '\n') {
      text_ += "\\n";
    } else if (c == '\r') {
      text_ += "\\r";
    } else if (c == '\t') {
      text_ += "\\t";
    } else if (NeedsEscape(c)) {
      text_ += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    } else {
      text_ += c;
    }
  }
  text_ += '"';
}

void Writer::WriteKey(std::string_view key) {
  if (IsName(key)) {
    text_ += key;
  } else {
    WriteQuoted(key);
  }
}

void Writer::WriteRange(const Range& range) {
  if (range.form != Range::Form::kInterval) {
    text_ += range.form == Range::Form::kPoint ? "(= " : "(!= ";
    Write(range.low);
    text_ += ')';
    return;
  }
  if (range.low_unbounded || range.high_unbounded) {
    const bool below = range.low_unbounded;
    const bool closed = below ? range.high_closed : range.low_closed;
    text_ += fmt::format("({}{} ", below ? "<" : ">", closed ? "=" : "");
    Write(below ? range.high : range.low);
    text_ += ')';
    return;
  }
  text_ += range.low_closed ? '[' : '(';
  Write(range.low);
  text_ += "..";
  Write(range.high);
  text_ += range.high_closed ? ']' : ')';
}

void Writer::Write(const Value& value) {
  if (is_full()) return;
  if (depth_ == kMaxDepth) {
    text_ += "...";
    return;
  }
  ++depth_;
  WriteInside(value);
  --depth_;
}

void Writer::WriteInside(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kNull:
      text_ += "null";
      return;
    case ValueKind::kBoolean:
      text_ += value.boolean() ? "true" : "false";
      return;
    case ValueKind::kNumber:
      text_ += value.number().ToString();
      return;
    case ValueKind::kString:
      return WriteQuoted(value.string());
    case ValueKind::kDate:
      return WriteTemporal(ToText(value.date()));
    case ValueKind::kTime:
      return WriteTemporal(ToText(value.time()));
    case ValueKind::kDateAndTime:
      return WriteTemporal(ToText(value.date_and_time()));
    case ValueKind::kDaysDuration:
      return WriteTemporal(ToText(value.days_duration()));
    case ValueKind::kMonthsDuration:
      return WriteTemporal(ToText(value.months_duration()));
    case ValueKind::kRange:
      return WriteRange(value.range());
    case ValueKind::kFunction:
      text_ += "function";
      return;
    case ValueKind::kList: {
      std::string_view separator = "[";
      for (const Value& item : value.list()) {
        if (is_full()) return;
        text_ += separator;
        Write(item);
        separator = ", ";
      }
      text_ += value.list().empty() ? "[]" : "]";
      return;
    }
    case ValueKind::kContext: {
      std::string_view separator = "{";
      for (const ContextEntry& entry : value.context().entries()) {
        if (is_full()) return;
        text_ += separator;
        WriteKey(entry.name);
        text_ += ": ";
        Write(entry.value);
        separator = ", ";
      }
      text_ += value.context().size() == 0 ? "{}" : "}";
      return;
    }
  }
}

}  // namespace

std::string ToText(const Value& value, size_t max_bytes) {
  Writer writer(max_bytes);
  writer.Write(value);
  return writer.Take();
}

std::string ToPlainText(const Value& value, size_t max_bytes) {
  switch (value.kind()) {
    case ValueKind::kString:
      return std::string(value.string());
    case ValueKind::kDate:
      return ToText(value.date());
    case ValueKind::kTime:
      return ToText(value.time());
    case ValueKind::kDateAndTime:
      return ToText(value.date_and_time());
    case ValueKind::kDaysDuration:
      return ToText(value.days_duration());
    case ValueKind::kMonthsDuration:
      return ToText(value.months_duration());
    default:
      return ToText(value, max_bytes);
  }
}

}  // namespace techflow::feel
