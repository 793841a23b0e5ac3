#ifndef TECHFLOW_RATING_FEEL_CHECKER_H_
#define TECHFLOW_RATING_FEEL_CHECKER_H_

#include <string>

#include "rating/feel/diagnostics.h"
#include "rating/feel/expression.h"
#include "rating/feel/syntax_tree.h"

namespace techflow::feel {

// Infers types from the leaves up, one node at a time: the parser asks for the
// type of what stands on the left, because it decides which names may follow.
//
// In the strict dialect what can never work is an error: unknown names and
// members, operands of wrong types, wrong arguments. In the conformance dialect
// the same is a warning, and null when it is evaluated.
class Checker {
 public:
  // No expression written by people comes near this; it bounds the recursion
  // of everything that walks a tree.
  static constexpr int kMaxHeight = 500;

  Checker(Dialect dialect, Diagnostics& diagnostics)
      : severity_(dialect == Dialect::kStrict ? Severity::kError
                                              : Severity::kWarning),
        diagnostics_(diagnostics) {}

  // Sets the node's type, height and count; its children have theirs. False
  // when the tree has grown too high, which is reported.
  bool Finish(Node& node);
  // What a test asks of an input of that type.
  void CheckTest(const Test& test, const Type& input);

  // The type of an item of what is filtered or iterated.
  static Type ItemType(const Type& source);
  // The type of `member` of a value of type `object`; nothing where there is
  // no such member for sure.
  static std::optional<Type> MemberType(const Type& object,
                                        const std::string& member);

 private:
  class Inference;

  void Report(const SourcePlace& place, std::string message) {
    diagnostics_.Add(severity_, place, std::move(message));
  }
  // Reports unless the node's type may be `wanted`.
  void Expect(const Node& node, const Type& wanted, std::string_view role);
  void CheckOrder(const SourcePlace& place, const Type& a, const Type& b);
  void CheckEquality(const SourcePlace& place, const Type& a, const Type& b);

  Severity severity_;
  Diagnostics& diagnostics_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_CHECKER_H_
