#ifndef TECHFLOW_RATING_FEEL_EXPRESSION_H_
#define TECHFLOW_RATING_FEEL_EXPRESSION_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "rating/feel/arena.h"
#include "rating/feel/body.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/scope.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::feel {

class Program;

enum class Dialect {
  // As the suite asks: what is wrong becomes null when it is evaluated.
  kConformance,
  // For models: unknown names and members, wrong operand types and wrong
  // arguments are errors when it is compiled.
  kStrict,
};

struct CompileOptions {
  Dialect dialect = Dialect::kStrict;
  SourceOrigin origin;
  // Where the code is to lie; in memory of its own where there is none. What is
  // run together lies best together. Not shared between threads that compile.
  std::shared_ptr<Arena> memory = nullptr;
};

// A name of the caller's scope that an expression uses.
struct Reference {
  std::string name;
  int slot = 0;
};

// A FEEL expression, compiled once. Immutable, so any number of threads may
// share one; values it returns may point into it, so it or a copy outlives
// them.
class Expression {
 public:
  // Null when `text` has errors, all of which are in `diagnostics`; warnings
  // alone do not hinder it. `scope` is only read during the call.
  static std::shared_ptr<const Expression> Compile(
      std::string_view text, const Scope& scope, const CompileOptions& options,
      Diagnostics& diagnostics);

  // What is known of the result before it is evaluated.
  const Type& type() const;
  // Each name once, in the order of first use.
  std::span<const Reference> references() const;
  // Their slots alone, in the same order.
  std::span<const int> slots() const { return body_.slots; }

  // The value where it depends on nothing; null pointer otherwise. A null
  // always depends on where it comes from.
  const Value* constant() const;

  // Reads the current frame's slots. A problem is a null with its reason; see
  // Evaluation::status() for limits.
  Value Evaluate(Evaluation& evaluation) const {
    return body_.Run(evaluation, nullptr);
  }

 private:
  explicit Expression(std::shared_ptr<const Program> program);

  Body body_;
  std::shared_ptr<const Program> program_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_EXPRESSION_H_
