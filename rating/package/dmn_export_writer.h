#ifndef TECHFLOW_RATING_PACKAGE_DMN_EXPORT_WRITER_H_
#define TECHFLOW_RATING_PACKAGE_DMN_EXPORT_WRITER_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rating/feel/diagnostics.h"
#include "rating/feel/scope.h"
#include "rating/feel/syntax_tree.h"
#include "rating/package/dmn_export_nulls.h"

namespace techflow::package {

// What a value is asked for.
enum class FeelUse {
  kValue,
  // Whether it is true: false and null are the same there, as in a filter.
  kTruth,
};

// How tightly a text binds; what binds less than its place asks for stands in
// parentheses. Forms without end swallow all that follows.
enum class FeelStrength {
  kWithoutEnd,
  kOr,
  kAnd,
  kComparison,
  kSum,
  kProduct,
  kPower,
  kSign,
  kPostfix,
  kAtom,
};

// FEEL text and which nulls its value may be in the strict dialect.
struct FeelText {
  std::string text;
  FeelStrength strength = FeelStrength::kAtom;
  NullKinds nulls;

  std::string Within(FeelStrength weakest) const;
};

// Whether the standard lets a name be written as it is: it may not begin with a
// keyword, as `in restricted industry` does.
bool IsPortableName(std::string_view name);
// The name, or another that may be written for it: `the in house share`.
std::string PortableName(const std::string& name);

// A place that the standard's dialect cannot be made to mean the same.
struct FeelProblem {
  feel::SourcePlace place;
  std::string message;
};

// Writes trees of the strict dialect as text that has the same value in the
// standard's: what hangs on missing evidence stays null where the standard
// would go on, as in `if null then`, `null = 5` and `null != 5`. Callers give
// null for what is missing. Once for each text; one thread.
class FeelWriter {
 public:
  // `scope` holds the names of the caller and outlives this.
  FeelWriter(const feel::Scope& scope, NullsOf nulls_of)
      : scope_(scope), nulls_of_(std::move(nulls_of)) {}

  FeelText Write(const feel::Node& node, FeelUse use);
  // FEEL that is true where the node's value is missing and false elsewhere;
  // nothing where it is never missing. Refuses where that cannot be told.
  std::optional<std::string> Unknown(const feel::Node& node);

  // The unary tests of a table's cell on an input of these nulls, as a cell
  // that holds exactly where they do, and whether the strict dialect may leave
  // open whether they hold.
  struct Cell {
    std::string text;
    bool may_be_unknown = false;
    // Compares the input with constants, so that gaps and overlaps were found.
    bool is_plain = false;
  };
  Cell WriteCell(const feel::TestsSyntax& cell, const NullKinds& input);
  // The same tests as an expression over `input`: true, false or null.
  std::string WriteTestsOf(const feel::TestsSyntax& cell,
                           const FeelText& input);

  // All places that had to be refused.
  std::vector<FeelProblem> Problems() const;
  // Names of the caller's scope in what was written.
  const std::set<std::string>& names() const { return names_; }

 private:
  class Forms;
  struct Local {
    NullKinds nulls;
    // As Unknown(); empty where it cannot be told.
    std::string unknown;
  };
  // Both sides of an equality.
  struct Sides {
    FeelText left, right;
    const feel::Node* left_node;
    const feel::Node* right_node;
  };

  // dmn_export_conditions.cc
  FeelText WriteIf(const feel::If& node, FeelUse use);
  FeelText WriteComparison(const feel::Comparison& node, FeelUse use);
  FeelText WriteOrder(const feel::Comparison& node);
  // When an equality hangs on what is missing; nothing where it never does.
  std::optional<std::string> UnknownEquality(const Sides& sides);
  std::string UnknownSide(const FeelText& text, const feel::Node& node);

  FeelText WriteName(const feel::NameReference& name);
  FeelText WriteContext(const feel::ContextLiteral& context);
  FeelText WritePath(const feel::Path& path);
  FeelText WriteFilter(const feel::Filter& filter);
  // Adds to `guard` what is true where the first source is null.
  std::string WriteIterators(const std::vector<feel::Iterator>& iterators,
                             NullKinds& nulls, std::string& guard);
  FeelText WriteRange(const feel::RangeLiteral& range);
  FeelText WriteFunction(const feel::FunctionLiteral& function);

  // dmn_export_calls.cc
  FeelText WriteCall(const feel::Call& call, FeelUse use,
                     const feel::SourcePlace& place);
  FeelText WriteFunctionCall(const feel::Call& call, const std::string& name,
                             const FunctionNulls& function);
  FeelText WriteBuiltin(const feel::Call& call, const feel::Builtin& builtin,
                        FeelUse use, const feel::SourcePlace& place);

  // dmn_export_tests.cc
  FeelText WriteIn(const feel::In& in, FeelUse use);
  std::string WriteTests(const std::vector<feel::Test>& tests);

  // dmn_export_unknown.cc
  std::optional<std::string> UnknownOf(const feel::Node& node,
                                       const FeelText& written);
  std::optional<std::string> UnknownIf(const feel::If& node);
  std::optional<std::string> UnknownCall(const feel::Call& call);
  std::optional<std::string> UnknownEntry(const feel::Path& path);

  void Refuse(const feel::SourcePlace& place, std::string message);

  // Notes a name that the text itself declares at a node.
  void Declare(const std::string& name, const void* node);

  static bool IsNullLiteral(const feel::Node& node);
  Local& LocalAt(int level, int index) { return locals_[{level, index}]; }

  const feel::Scope& scope_;
  NullsOf nulls_of_;
  // Where the text declares names, whether one hides another, and the first
  // place that repeats an expression elsewhere, where it must not be hidden.
  std::map<std::string, const void*> declared_;
  bool hides_names_ = false;
  std::optional<feel::SourcePlace> repeated_;
  std::map<std::pair<int, int>, Local> locals_;
  std::set<std::string> names_;
  std::vector<FeelProblem> problems_;
  int level_ = 0;
};

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_DMN_EXPORT_WRITER_H_
