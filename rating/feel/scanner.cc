#include "rating/feel/scanner.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "rating/feel/characters.h"

namespace techflow::feel {
namespace {

constexpr std::array<std::string_view, 19> kKeywords = {
    "and",      "between",   "else", "every",    "external", "false", "for",
    "function", "if",        "in",   "instance", "null",     "of",    "or",
    "return",   "satisfies", "some", "then",     "true"};

// Longer symbols first.
constexpr std::array<std::string_view, 23> kSymbols = {
    "..", "->", "**", "!=", "<=", ">=", "(", ")", "[", "]", "{", "}",
    ",",  ":",  ".",  "@",  "=",  "<",  ">", "+", "-", "*", "/"};

// A name of more tokens than this is found only up to here.
constexpr int kMostNameTokens = 64;

bool IsDigit(std::string_view text, size_t position) {
  return position < text.size() &&
         absl::ascii_isdigit(static_cast<unsigned char>(text[position]));
}

}  // namespace

Scanner::Scanner(std::string_view text, std::string_view file, int line,
                 int column)
    : text_(text), place_{file, line, column} {}

bool Scanner::IsKeyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

void Scanner::MoveTo(size_t end) {
  while (position_ < end) {
    const CodePoint c = CodePointAt(text_, position_);
    position_ += c.bytes == 0 ? 1 : c.bytes;
    ++place_.column;
    if (c.value == '\n') {
      ++place_.line;
      place_.column = 1;
    }
  }
}

bool Scanner::IsComment(size_t position) const {
  const std::string_view rest = text_.substr(position);
  return rest.starts_with("//") || rest.starts_with("/*");
}

// Spaces and comments. A comment that does not end takes the rest.
size_t Scanner::SkipBlanks(size_t position) const {
  for (;;) {
    position = SkipSpaces(text_, position);
    if (!IsComment(position)) return position;
    if (text_[position + 1] == '/') {
      position = std::min(text_.find_first_of("\r\n", position), text_.size());
    } else {
      const size_t end = text_.find("*/", position + 2);
      position = end == text_.npos ? text_.size() : end + 2;
    }
  }
}

Token Scanner::TokenTo(TokenKind kind, size_t end) {
  return {kind, std::string(text_.substr(position_, end - position_)),
          position_, end, place_};
}

Token Scanner::Error(std::string message) {
  return {TokenKind::kError, std::move(message), position_, position_, place_};
}

Token Scanner::Peek(const NameTest& is_name) {
  MoveTo(SkipBlanks(position_));
  if (position_ == text_.size()) return TokenTo(TokenKind::kEnd, position_);
  const CodePoint c = CodePointAt(text_, position_);
  if (c.bytes == 0) return Error("the text is not valid UTF-8");
  if (c.value == '"') return ScanString();
  if (IsDigit(text_, position_) ||
      (c.value == '.' && IsDigit(text_, position_ + 1))) {
    return ScanNumber();
  }
  if (!IsNameStart(c.value)) return ScanSymbol();
  Token word = TokenTo(TokenKind::kName, NameTokenEnd(text_, position_));
  if (IsKeyword(word.text)) {
    word.kind = TokenKind::kKeyword;
    return word;
  }
  std::optional<Token> name = PeekLongestName(is_name);
  return name ? *std::move(name) : word;
}

std::optional<Token> Scanner::PeekLongestName(const NameTest& is_name) {
  MoveTo(SkipBlanks(position_));
  std::string key;
  size_t position = position_;
  size_t longest = position_;
  for (int i = 0; i < kMostNameTokens && position < text_.size(); ++i) {
    const size_t end = NameTokenEnd(text_, position);
    if (end == position || IsComment(position)) break;
    if (!key.empty()) key += ' ';
    key += text_.substr(position, end - position);
    if (is_name(key)) longest = end;
    position = SkipSpaces(text_, end);
  }
  if (longest == position_) return std::nullopt;
  return TokenTo(TokenKind::kName, longest);
}

std::optional<Token> Scanner::PeekWord() {
  MoveTo(SkipBlanks(position_));
  if (!IsNameStart(CodePointAt(text_, position_).value)) return std::nullopt;
  return TokenTo(TokenKind::kName, NameTokenEnd(text_, position_));
}

std::optional<Token> Scanner::ReadDeclaredName(std::string_view end_symbols) {
  return ReadNewName(end_symbols, /*ends_at_in=*/false);
}

std::optional<Token> Scanner::ReadLoopVariable() {
  return ReadNewName("", /*ends_at_in=*/true);
}

std::optional<Token> Scanner::ReadNewName(std::string_view end_symbols,
                                          bool ends_at_in) {
  MoveTo(SkipBlanks(position_));
  if (!IsNameStart(CodePointAt(text_, position_).value)) return std::nullopt;
  size_t position = position_;
  size_t name_end = position_;
  for (;;) {
    // A comment ends the name; its characters could all be a name's.
    const bool is_over = IsComment(position);
    position = SkipBlanks(position);
    if (position == text_.size()) return std::nullopt;
    if (end_symbols.find(text_[position]) != end_symbols.npos) break;
    const size_t end = NameTokenEnd(text_, position);
    if (end == position) return std::nullopt;
    const std::string_view word = text_.substr(position, end - position);
    if (ends_at_in && word == "in" && position != position_) break;
    if (is_over) return std::nullopt;
    name_end = end;
    position = SkipSpaces(text_, end);
  }
  Token name = TokenTo(TokenKind::kName, name_end);
  MoveTo(name_end);
  return name;
}

Token Scanner::ScanNumber() {
  size_t end = position_;
  const auto skip_digits = [&] {
    while (IsDigit(text_, end)) ++end;
  };
  skip_digits();
  // `1..5` is a range from 1, not the number `1.`.
  if (text_.substr(end).starts_with('.') && IsDigit(text_, end + 1)) {
    ++end;
    skip_digits();
  }
  const std::string_view rest = text_.substr(end);
  if (rest.starts_with('e') || rest.starts_with('E')) {
    const size_t sign = rest.size() > 1 && (rest[1] == '+' || rest[1] == '-');
    if (IsDigit(text_, end + 1 + sign)) {
      end += 1 + sign;
      skip_digits();
    }
  }
  return TokenTo(TokenKind::kNumber, end);
}

Token Scanner::ScanString() {
  std::string value;
  size_t position = position_ + 1;
  while (position < text_.size() && text_[position] != '"') {
    if (text_[position] == '\\') {
      if (!ReadEscape(position, value)) {
        return Error("this string has an escape that FEEL does not know");
      }
      continue;
    }
    const CodePoint c = CodePointAt(text_, position);
    if (c.bytes == 0) return Error("the text is not valid UTF-8");
    value += text_.substr(position, c.bytes);
    position += c.bytes;
  }
  if (position == text_.size()) return Error("this string does not end");
  Token token = TokenTo(TokenKind::kString, position + 1);
  token.text = std::move(value);
  return token;
}

bool Scanner::ReadCodePoint(size_t& position, size_t digits,
                            char32_t& value) const {
  if (position + digits > text_.size()) return false;
  value = 0;
  for (const char c : text_.substr(position, digits)) {
    if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return false;
    const int digit =
        c <= '9'
            ? c - '0'
            : absl::ascii_tolower(static_cast<unsigned char>(c)) - 'a' + 10;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  position += digits;
  return value <= 0x10FFFF;
}

bool Scanner::ReadEscape(size_t& position, std::string& value) const {
  constexpr std::string_view kLetters = "'\"\\nrt";
  constexpr std::string_view kMeanings = "'\"\\\n\r\t";
  const char letter = position + 1 < text_.size() ? text_[position + 1] : '\0';
  position += 2;
  if (const size_t found = kLetters.find(letter); found != kLetters.npos) {
    value += kMeanings[found];
    return true;
  }
  if (letter != 'u' && letter != 'U') {
    // Grammar rule 35: a backslash that begins no escape is a character as any
    // other, so that patterns can be written as "\d".
    value += '\\';
    --position;
    return true;
  }
  char32_t c = 0;
  if (!ReadCodePoint(position, letter == 'U' ? 6 : 4, c)) return false;
  if (c >= 0xD800 && c <= 0xDBFF) {
    // Only the two halves of a surrogate pair together are a code point.
    char32_t low = 0;
    if (!text_.substr(position).starts_with("\\u")) return false;
    position += 2;
    if (!ReadCodePoint(position, 4, low)) return false;
    if (low < 0xDC00 || low > 0xDFFF) return false;
    c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
  }
  if (c >= 0xD800 && c <= 0xDFFF) return false;
  AppendUtf8(c, value);
  return true;
}

Token Scanner::ScanSymbol() {
  const std::string_view rest = text_.substr(position_);
  for (const std::string_view symbol : kSymbols) {
    if (rest.starts_with(symbol)) {
      return TokenTo(TokenKind::kSymbol, position_ + symbol.size());
    }
  }
  const CodePoint c = CodePointAt(text_, position_);
  return Error(fmt::format("`{}` has no meaning here",
                           text_.substr(position_, c.bytes)));
}

}  // namespace techflow::feel
