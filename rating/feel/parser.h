#ifndef TECHFLOW_RATING_FEEL_PARSER_H_
#define TECHFLOW_RATING_FEEL_PARSER_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rating/feel/arena.h"
#include "rating/feel/checker.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/lexical_scope.h"
#include "rating/feel/scanner.h"
#include "rating/feel/scope.h"
#include "rating/feel/syntax_tree.h"

namespace techflow::feel {

// Reads one FEEL text: precedence climbing over tokens that are scanned as the
// names in scope ask (DMN 1.5, 10.3.1). Names are bound and types inferred on
// the way. The first mistake of syntax ends the reading; mistakes of meaning
// are all reported. Used once.
class Parser {
 public:
  // `file` and what `constants` holds outlive the tree.
  Parser(std::string_view text, const Scope& scope, Dialect dialect,
         std::string_view file, int line, int column, Arena& constants,
         Diagnostics& diagnostics);

  // The whole text as an expression; a null pointer when it cannot be read.
  NodePointer ReadExpression();
  // The whole text as the cell of a decision table.
  std::optional<TestsSyntax> ReadTests(const Type& input_type);
  // How many locals what was read needs.
  int local_count() const { return scope_.local_count(); }

 private:
  // Bounds the recursion while reading; the tree's height bounds the rest.
  static constexpr int kMaxDepth = 200;
  // Behind `in` and `<` stands only what is tighter than a comparison.
  static constexpr int kBehindIn = 3;

  // parser.cc: tokens, operators, and what follows an operand.
  NodePointer ParseExpression(int least_precedence = 0);
  NodePointer ParseOperators(NodePointer left, int least_precedence);
  NodePointer ParseOperand();
  NodePointer ParseOperator(NodePointer left, int precedence);
  NodePointer ParseBetween(NodePointer value);
  NodePointer ParseInstanceOf(NodePointer value);
  NodePointer ParsePostfix(NodePointer operand);
  NodePointer ParsePath(NodePointer object);
  NodePointer ParseFilter(NodePointer list);
  NodePointer ParseCall(NodePointer callee);
  bool ParseArguments(Call& call);
  int OperatorPrecedence() const;
  bool OpensFilter();

  // parser_literals.cc: literals, names, lists, contexts, ranges.
  NodePointer ParsePrimary();
  NodePointer ParseKeyword();
  NodePointer ParseName();
  // Reports a name that could be meant as several.
  void CheckAmbiguity(std::string_view key, const Token& name);
  NodePointer ParseNumber();
  NodePointer ParseString();
  NodePointer ParseAtLiteral();
  NodePointer ParseParenthesis();
  NodePointer ParseBracket();
  NodePointer ParseContext();
  bool ParseContextEntry(ContextLiteral& context);
  NodePointer ParseOpenRange();
  NodePointer ParseSignedRange(const SourcePlace& place);
  NodePointer ParseRangeEnd(const SourcePlace& place, NodePointer low,
                            bool low_closed);

  // parser_forms.cc: if, for, some, every, function, and types.
  NodePointer ParseIf();
  NodePointer ParseFor();
  NodePointer ParseQuantified();
  bool ParseIterators(std::vector<Iterator>& iterators);
  NodePointer ParseFunction();
  bool ParseParameters(std::vector<Parameter>& parameters);
  bool ParseType(std::optional<Type>& type);
  bool ParseTypeArguments(std::string_view name, std::optional<Type>& type);
  bool ParseMemberTypes(std::optional<Type>& type);
  bool ParseFunctionType(std::optional<Type>& type);

  // parser_tests.cc: `in` and the cells of tables.
  NodePointer ParseIn(NodePointer value);
  bool ParseEnclosedTests(std::vector<Test>& tests);
  bool ParseTestList(std::vector<Test>& tests);
  bool ParseTest(int least_precedence, std::vector<Test>& tests);
  bool ParseNegatedTests(TestsSyntax& syntax);
  std::optional<ComparisonOperator> ComparisonSign() const;

  // Moves to the next token, or reads this one again in a changed scope.
  void Advance();
  void Rescan();
  bool Take(std::string_view symbol);
  bool TakeKeyword(std::string_view word);
  bool Expect(std::string_view symbol);
  bool ExpectKeyword(std::string_view word);
  // Reports that something else should stand here, unless an error has been
  // reported already. Returns null.
  NodePointer Fail(std::string_view wanted);
  Token TakeToken();

  template <typename T>
  NodePointer Make(const SourcePlace& place, T syntax) {
    auto node = std::make_unique<Node>();
    node->syntax = std::move(syntax);
    node->place = place;
    if (checker_.Finish(*node)) return node;
    failed_ = true;
    return nullptr;
  }

  std::string_view text_;
  Dialect dialect_;
  Arena& constants_;
  Diagnostics& diagnostics_;
  Checker checker_;
  LexicalScope scope_;
  Scanner scanner_;
  Scanner::NameTest is_name_;
  Token token_;
  int depth_ = 0;
  bool failed_ = false;
  // Within the upper end of a range `[` may close it: `[1..5[`.
  bool in_range_end_ = false;
  // Whether the input `?` was named since this was last cleared.
  bool input_named_ = false;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_PARSER_H_
