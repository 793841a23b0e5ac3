#ifndef TECHFLOW_RATING_FEEL_SCANNER_H_
#define TECHFLOW_RATING_FEEL_SCANNER_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "rating/feel/diagnostics.h"

namespace techflow::feel {

enum class TokenKind {
  kEnd,
  kError,  // The scanner's message is in Token::text.
  kNumber,
  kString,  // Token::text is what the string stands for.
  kName,    // Token::text as it is written, however many words it has.
  kKeyword,
  kSymbol,  // One of ( ) [ ] { } , : . .. @ = != < <= > >= + - * / ** ->
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;
  size_t begin = 0;
  size_t end = 0;
  SourcePlace place;

  bool IsSymbol(std::string_view symbol) const {
    return kind == TokenKind::kSymbol && text == symbol;
  }
  bool IsKeyword(std::string_view word) const {
    return kind == TokenKind::kKeyword && text == word;
  }
};

// Cuts a text into tokens, one at a time, because where a FEEL name ends
// depends on the names that stand at this place (grammar rules 25 to 30). The
// text and the file name outlive the scanner.
class Scanner {
 public:
  // Says whether the tokens joined in a key (see NameKey) are a known name.
  using NameTest = std::function<bool(std::string_view key)>;

  Scanner(std::string_view text, std::string_view file, int line, int column);

  // The token at the current position, which does not move. Where a name
  // begins, the longest one that passes the test; failing that, one word.
  Token Peek(const NameTest& is_name);
  // Moves behind the token.
  void MoveTo(size_t end);
  size_t position() const { return position_; }

  // The words of a new name, which one of the characters `end_symbols` or, for
  // a loop's variable, the word `in` must end. Nothing where no name stands or
  // something else ends it. The position moves only on success.
  std::optional<Token> ReadDeclaredName(std::string_view end_symbols);
  std::optional<Token> ReadLoopVariable();
  // The longest name that passes the test from here on, which may also begin
  // with a keyword: a member after a point.
  std::optional<Token> PeekLongestName(const NameTest& is_name);
  // One word, keyword or not.
  std::optional<Token> PeekWord();

  static bool IsKeyword(std::string_view word);

 private:
  bool IsComment(size_t position) const;
  size_t SkipBlanks(size_t position) const;
  Token TokenTo(TokenKind kind, size_t end);
  Token Error(std::string message);
  Token ScanNumber();
  Token ScanString();
  // Reads the hexadecimal digits after \u or \U; false when they are wrong.
  bool ReadCodePoint(size_t& position, size_t digits, char32_t& value) const;
  std::optional<Token> ReadNewName(std::string_view end_symbols,
                                   bool ends_at_in);
  bool ReadEscape(size_t& position, std::string& value) const;
  Token ScanSymbol();

  std::string_view text_;
  size_t position_ = 0;
  SourcePlace place_;  // Of `position_`.
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_SCANNER_H_
