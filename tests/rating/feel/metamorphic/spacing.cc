#include "tests/rating/feel/metamorphic/spacing.h"

#include <iterator>

#include "rating/feel/scanner.h"

namespace techflow::feel::metamorphic {
namespace {

// Symbols that names may hold.
bool IsNameSymbol(const Token& token) {
  for (const std::string_view symbol : {".", "/", "-", "+", "*", "**"}) {
    if (token.IsSymbol(symbol)) return true;
  }
  return false;
}

std::string Blank(std::mt19937& random) {
  // Among them a no-break space, an ideographic space and an em space.
  constexpr const char* kBlanks[] = {" ",      "  ",     "\n",     "\t",
                                     "\n    ", "\u00A0", "\u3000", "\u2003"};
  return kBlanks[random() % std::size(kBlanks)];
}

std::string Comment(std::mt19937& random) {
  // Each begins with a blank: after `/` it would begin earlier.
  constexpr const char* kComments[] = {" /* so */ ", " // if x then\n", " /**/",
                                       " /* \"a\" \n 1 + */", " //\n\n"};
  return kComments[random() % std::size(kComments)];
}

}  // namespace

std::optional<std::vector<Piece>> Cut(std::string_view text) {
  std::vector<Piece> pieces;
  Scanner scanner(text, "", 1, 1);
  const auto no_name = [](std::string_view) { return false; };
  for (;;) {
    const Token token = scanner.Peek(no_name);
    if (token.kind == TokenKind::kEnd) return pieces;
    if (token.kind == TokenKind::kError) return std::nullopt;
    const bool is_word = token.kind == TokenKind::kName ||
                         token.kind == TokenKind::kKeyword ||
                         token.kind == TokenKind::kNumber;
    pieces.push_back({token.begin, token.end, is_word || IsNameSymbol(token)});
    scanner.MoveTo(token.end);
  }
}

std::string Respaced(std::string_view text, std::mt19937& random) {
  const std::optional<std::vector<Piece>> pieces = Cut(text);
  if (!pieces || pieces->empty()) return std::string(text);
  std::string respaced = random() % 4 == 0 ? Comment(random) : "";
  for (size_t i = 0; i < pieces->size(); ++i) {
    const Piece& piece = (*pieces)[i];
    respaced += text.substr(piece.begin, piece.end - piece.begin);
    const bool is_last = i + 1 == pieces->size();
    const bool was_apart = !is_last && (*pieces)[i + 1].begin > piece.end;
    const bool may_be_in_name =
        !is_last && piece.is_name_part && (*pieces)[i + 1].is_name_part;
    if (was_apart || random() % 4 == 0) respaced += Blank(random);
    if (!may_be_in_name && random() % 8 == 0) respaced += Comment(random);
  }
  return respaced;
}

}  // namespace techflow::feel::metamorphic
