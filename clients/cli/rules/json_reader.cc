#include "clients/cli/rules/json_reader.h"

#include <map>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/rules/json_writer.h"
#include "rating/feel/characters.h"

namespace techflow::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// As much of a text as a message repeats.
constexpr size_t kMaxExcerptBytes = 40;

bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

bool IsLetter(char c) {
  return absl::ascii_isalpha(static_cast<unsigned char>(c));
}

std::string Excerpt(std::string_view text) {
  if (text.size() <= kMaxExcerptBytes) return std::string(text);
  size_t end = kMaxExcerptBytes;
  // Never within a code point.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return absl::StrCat(std::string(text.substr(0, end)), "...");
}

// Reads one text from left to right. Each Read function stands before what it
// reads and leaves behind it; false means that status() tells the mistake.
class Reader {
 public:
  Reader(std::string_view file, std::string_view text)
      : file_(file), text_(text) {}

  absl::StatusOr<JsonValue> Read() {
    if (text_.size() > kMaxJsonBytes) {
      return absl::DataLossError(absl::StrCat(
          std::string(file_), " is larger than ", kMaxJsonBytes, " bytes"));
    }
    if (text_.starts_with(kByteOrderMark)) {
      at_ = counted_to_ = kByteOrderMark.size();
    }
    JsonValue value;
    SkipSpace();
    if (!ReadValue(value, 0)) return status_;
    SkipSpace();
    if (at_ < text_.size()) {
      Fail(absl::StrCat("the text ends with its value, and ", Found(),
                        " follows"));
      return status_;
    }
    return value;
  }

 private:
  bool ReadValue(JsonValue& value, int depth) {
    value.place = Place();
    if (++values_ > kMaxJsonValues) {
      return Fail(
          absl::StrCat("there are more than ", kMaxJsonValues, " values"));
    }
    switch (Peek()) {
      case '{':
        return ReadObject(value, depth + 1);
      case '[':
        return ReadArray(value, depth + 1);
      case '"':
        value.kind = JsonValue::Kind::kString;
        return ReadString(value.text);
      case '-':
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7':
      case '8':
      case '9':
        value.kind = JsonValue::Kind::kNumber;
        return ReadNumber(value.text);
      default:
        return ReadWord(value);
    }
  }

  bool ReadObject(JsonValue& value, int depth) {
    value.kind = JsonValue::Kind::kObject;
    if (!Enter(depth)) return false;
    if (Peek() == '}') return Skip(1);
    std::map<std::string, JsonPlace, std::less<>> places;
    while (true) {
      JsonMember member;
      if (!ReadName(member)) return false;
      const auto [first, is_new] =
          places.try_emplace(member.name, member.place);
      if (!is_new) {
        return FailAt(
            member.place,
            absl::StrCat("`", Excerpt(member.name),
                         "` is there twice; the first is at ",
                         first->second.line, ":", first->second.column));
      }
      if (!ReadValue(member.value, depth)) return false;
      value.members.push_back(std::move(member));
      SkipSpace();
      if (Peek() == '}') return Skip(1);
      if (Peek() != ',') return FailExpected("`,` or `}` behind a member");
      Skip(1);
      SkipSpace();
    }
  }

  // The name and its colon, up to the value.
  bool ReadName(JsonMember& member) {
    member.place = Place();
    if (Peek() != '"') return FailExpected("a name in double quotes");
    if (!ReadString(member.name)) return false;
    SkipSpace();
    if (Peek() != ':') return FailExpected("`:` behind a name");
    Skip(1);
    SkipSpace();
    return true;
  }

  bool ReadArray(JsonValue& value, int depth) {
    value.kind = JsonValue::Kind::kArray;
    if (!Enter(depth)) return false;
    if (Peek() == ']') return Skip(1);
    while (true) {
      if (!ReadValue(value.items.emplace_back(), depth)) return false;
      SkipSpace();
      if (Peek() == ']') return Skip(1);
      if (Peek() != ',') return FailExpected("`,` or `]` behind an item");
      Skip(1);
      SkipSpace();
    }
  }

  // Past the bracket that opens a list or an object.
  bool Enter(int depth) {
    if (depth > kMaxJsonDepth) {
      return Fail(absl::StrCat("lists and objects are nested deeper than ",
                               kMaxJsonDepth));
    }
    Skip(1);
    SkipSpace();
    return true;
  }

  bool ReadString(std::string& string) {
    const size_t start = at_;
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') {
        if (!ReadEscape(string)) return false;
        continue;
      }
      if (static_cast<unsigned char>(text_[at_]) < 0x20) {
        return Fail(text_[at_] == '\n'
                        ? "a string ends on its line: a line feed in it is "
                          "written \\n"
                        : "a control character in a string is written as an "
                          "escape, as \\t");
      }
      const feel::CodePoint point = feel::CodePointAt(text_, at_);
      if (point.bytes == 0) return Fail("the bytes here are not UTF-8");
      string.append(text_.substr(at_, point.bytes));
      at_ += point.bytes;
    }
    if (at_ == text_.size()) {
      at_ = start;
      return Fail("the string has no closing quote");
    }
    ++at_;
    return true;
  }

  bool ReadEscape(std::string& string) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char letter = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (letter == 'u') return ReadUnicodeEscape(string);
    const size_t index = kLetters.find(letter);
    if (index == std::string_view::npos || letter == '\0') {
      return Fail("a backslash stands before one of \" \\ / b f n r t u");
    }
    string += kMeanings[index];
    at_ += 2;
    return true;
  }

  // Characters above U+FFFF are written as a pair of surrogates.
  bool ReadUnicodeEscape(std::string& string) {
    const std::optional<char32_t> first = EscapedUnit(at_);
    if (!first) return Fail("\\u is followed by four hexadecimal digits");
    const bool is_high = *first >= 0xD800 && *first < 0xDC00;
    if (!is_high && *first >= 0xDC00 && *first < 0xE000) {
      return Fail("this \\u is the second half of a pair, without the first");
    }
    if (!is_high) {
      feel::AppendUtf8(*first, string);
      at_ += kEscapeBytes;
      return true;
    }
    const std::optional<char32_t> second = EscapedUnit(at_ + kEscapeBytes);
    if (!second || *second < 0xDC00 || *second >= 0xE000) {
      return Fail("this \\u is the first half of a pair, without the second");
    }
    feel::AppendUtf8(0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00),
                     string);
    at_ += 2 * kEscapeBytes;
    return true;
  }

  // The value of "\u12aB" at `position`.
  std::optional<char32_t> EscapedUnit(size_t position) const {
    const std::string_view escape =
        text_.substr(std::min(position, text_.size()), kEscapeBytes);
    if (escape.size() < kEscapeBytes || !escape.starts_with("\\u")) {
      return std::nullopt;
    }
    char32_t unit = 0;
    for (const char c : escape.substr(2)) {
      if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) {
        return std::nullopt;
      }
      const int digit =
          IsDigit(c) ? c - '0' : absl::ascii_tolower(c) - 'a' + 10;
      unit = 16 * unit + static_cast<char32_t>(digit);
    }
    return unit;
  }

  bool ReadNumber(std::string& number) {
    const size_t start = at_;
    if (Peek() == '-') ++at_;
    if (Peek() == '0') {
      ++at_;
      if (IsDigit(Peek())) return Fail("a number does not start with 0");
    } else if (!SkipDigits()) {
      return Fail("a digit is missing behind `-`");
    }
    if (Peek() == '.') {
      ++at_;
      if (!SkipDigits()) return Fail("a digit is missing behind the point");
    }
    if (Peek() == 'e' || Peek() == 'E') {
      ++at_;
      if (Peek() == '+' || Peek() == '-') ++at_;
      if (!SkipDigits()) return Fail("a digit is missing in the exponent");
    }
    number = text_.substr(start, at_ - start);
    return true;
  }

  // False where there is none.
  bool SkipDigits() {
    const size_t start = at_;
    while (IsDigit(Peek())) ++at_;
    return at_ > start;
  }

  bool ReadWord(JsonValue& value) {
    size_t end = at_;
    while (end < text_.size() && IsLetter(text_[end])) ++end;
    const std::string_view word = text_.substr(at_, end - at_);
    if (word == "true" || word == "false") {
      value.kind = JsonValue::Kind::kBoolean;
      value.boolean = word == "true";
    } else if (word != "null") {
      return FailExpected("a value");
    }
    return Skip(word.size());
  }

  bool Skip(size_t bytes) {
    at_ += bytes;
    return true;
  }

  void SkipSpace() {
    while (Peek() == ' ' || Peek() == '\n' || Peek() == '\r' ||
           Peek() == '\t') {
      ++at_;
    }
  }

  char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  // What stands here, for messages.
  std::string Found() const {
    if (at_ >= text_.size()) return "the end of the text";
    if (Peek() == '\'') return "a single quote";
    if (text_.substr(at_, 2) == "//" || text_.substr(at_, 2) == "/*") {
      return "a comment, which JSON does not have,";
    }
    size_t end = at_;
    while (end < text_.size() && IsLetter(text_[end])) ++end;
    const feel::CodePoint point = feel::CodePointAt(text_, at_);
    if (point.bytes == 0) return "a byte that is not UTF-8";
    if (point.value < 0x20) return "a control character";
    const size_t bytes = end > at_ ? end - at_ : point.bytes;
    return absl::StrCat("`", Excerpt(text_.substr(at_, bytes)), "`");
  }

  bool FailExpected(std::string_view what) {
    return Fail(
        absl::StrCat("expected ", std::string(what), ", found ", Found()));
  }

  bool Fail(const std::string& message) { return FailAt(Place(), message); }

  bool FailAt(const JsonPlace& place, const std::string& message) {
    status_ = absl::DataLossError(absl::StrCat(
        std::string(file_), ":", place.line, ":", place.column, ": ", message));
    return false;
  }

  // Where `at_` is. Counts on from where it counted last, so that all the
  // places of a text cost one walk over it.
  JsonPlace Place() {
    if (at_ < counted_to_) {  // Only a string without its end goes back.
      counted_to_ = 0;
      counted_ = {1, 1};
    }
    for (; counted_to_ < at_; ++counted_to_) {
      const unsigned char c = static_cast<unsigned char>(text_[counted_to_]);
      if (c == '\n') {
        counted_ = {counted_.line + 1, 1};
      } else if ((c & 0xC0) != 0x80) {
        ++counted_.column;
      }
    }
    return counted_;
  }

  static constexpr size_t kEscapeBytes = 6;

  std::string_view file_;
  std::string_view text_;
  size_t at_ = 0;
  size_t values_ = 0;
  size_t counted_to_ = 0;
  JsonPlace counted_ = {1, 1};
  absl::Status status_;
};

}  // namespace

absl::StatusOr<JsonValue> ReadJson(std::string_view file,
                                   std::string_view text) {
  return Reader(file, text).Read();
}

std::string Described(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::kNull:
      return "null";
    case JsonValue::Kind::kBoolean:
      return value.boolean ? "true" : "false";
    case JsonValue::Kind::kNumber:
      return absl::StrCat("the number ", Excerpt(value.text));
    case JsonValue::Kind::kString:
      return absl::StrCat("the string ", JsonQuoted(Excerpt(value.text)));
    case JsonValue::Kind::kArray:
      return "a list";
    case JsonValue::Kind::kObject:
      return "an object";
  }
  return "";
}

}  // namespace techflow::cli
