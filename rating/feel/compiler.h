#ifndef TECHFLOW_RATING_FEEL_COMPILER_H_
#define TECHFLOW_RATING_FEEL_COMPILER_H_

#include <optional>
#include <span>
#include <vector>

#include "rating/feel/code.h"
#include "rating/feel/program.h"
#include "rating/feel/syntax_tree.h"

namespace techflow::feel {

// Turns checked syntax into code. Names become slots and locals; functions
// take the outer variables they use with them (flat closures); what depends on
// constants only is computed now. Used once.
class Compiler {
 public:
  // `local_count` is how many locals the syntax asks for.
  Compiler(Program& program, Dialect dialect, int local_count);

  const Code* Compile(const Node& node);
  // The code of each test, in the order written, and of all together.
  std::vector<TestCode> CompileTestList(std::span<const Test> tests);
  const Code* MakeTestsCode(const TestsSyntax& syntax,
                            const std::vector<TestCode>& tests);
  // How many locals the code so far asks for.
  int local_count() const { return local_count_; }

 private:
  class Generator;

  // One function that is being compiled, or the expression itself.
  struct Activation {
    int level = 0;
    int local_count = 0;
    std::vector<Symbol> captures;
  };

  // A loop whose body is being compiled.
  struct Loop {
    int first_local = 0;  // Its variables and all made in it are from here on.
    std::vector<int> kept_locals;
  };

  // The body of a loop whose variables start with `first_local`.
  LoopBody CompileBody(const Node& body, int first_local);
  // The outermost loop around the node in which it stays the same and is not
  // part of something that does; null pointer where there is none.
  Loop* LoopToKeepIn(const Node& node);
  const Code* CompileNode(const Node& node);

  // Code that reads the variable where `activation` runs.
  const Code* ReadVariable(const Symbol& symbol, const SourcePlace& place,
                           size_t activation);
  const Code* CompileName(const NameReference& name, const SourcePlace& place);
  const Code* CompileFunction(const FunctionLiteral& function,
                              const Type& type);
  const Code* CompileCall(const Call& call, const SourcePlace& place);
  const Code* CompileBuiltinCall(const Builtin& builtin, const Call& call,
                                 const SourcePlace& place);
  const Code* Fold(const Code* code, const SourcePlace& place);

  std::span<const Code* const> CompileAll(std::span<const NodePointer> nodes);
  std::span<const IteratorCode> CompileIterators(
      std::span<const Iterator> iterators);
  template <typename T>
  std::span<const T> Keep(const std::vector<T>& items);

  Program& program_;
  // Strict code hands on an error where the standard goes on without it.
  bool is_strict_;
  Arena& arena_;
  std::vector<Activation> activations_;
  int local_count_;
  std::vector<Loop> loops_;
  // Around what is kept already: only loops within that matter.
  size_t settled_loops_ = 0;
  // Computes constants; only pure code runs in it.
  Evaluation folding_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_COMPILER_H_
