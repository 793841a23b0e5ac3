#ifndef TECHFLOW_RATING_DMN_LOGIC_COMPILER_H_
#define TECHFLOW_RATING_DMN_LOGIC_COMPILER_H_

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "rating/dmn/definitions.h"
#include "rating/dmn/item_definition.h"
#include "rating/dmn/logic.h"
#include "rating/dmn/value_constraint.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/expression.h"
#include "rating/feel/scope.h"
#include "rating/feel/unary_tests.h"

namespace techflow::dmn {

using ExpressionPointer = std::shared_ptr<const feel::Expression>;
using UnaryTestsPointer = std::shared_ptr<const feel::UnaryTests>;

// What all logic of one file is compiled with. `file` outlives the logic.
struct LogicSetting {
  std::string_view file;
  feel::Dialect dialect;
  const TypeTable& types;
  const ConstraintTable& constraints;
  // Every name that the file can require, to tell a name that is not required
  // from one that does not exist.
  const feel::Scope& all_names;
  SourceMap& source_map;
  feel::Diagnostics& diagnostics;
  // Where the code of the whole graph lies.
  std::shared_ptr<feel::Arena> memory;
};

// A type that a variable declares, and what it allows beyond that.
struct DeclaredType {
  feel::Type type;
  ConstraintPointer constraint;  // Null pointer where there is none.
};

// Compiles the boxed expressions of one scope: a decision or a business
// knowledge model. Where something is wrong the result is logic that is null
// with that reason; strict models are refused for the error that was reported.
class LogicCompiler {
 public:
  LogicCompiler(const LogicSetting& setting, feel::Scope scope)
      : setting_(setting),
        scope_(std::move(scope)),
        slot_count_(scope_.size()) {}

  LogicPointer Compile(const BoxedExpression& expression);
  // As Compile, with the value as a variable of that type receives it.
  LogicPointer CompileTyped(const BoxedExpression& expression,
                            const DeclaredType& declared);
  // Null pointer when it was refused. The names of the scope come first in the
  // function's frame.
  std::unique_ptr<FunctionCode> CompileFunction(
      const FunctionDefinition& function, std::string_view name, Place place,
      const DeclaredType& result);

  // For the parts of boxed expressions; null pointer when they are wrong.
  ExpressionPointer CompileText(const SourceText& text);
  UnaryTestsPointer CompileTests(const SourceText& text,
                                 const feel::Type& input_type);
  DeclaredType ResolveType(std::string_view type_ref, Place place);
  // Reports the message, and stands for what it says cannot be compiled.
  LogicPointer Failed(Place place, std::string message);
  // As Failed, where FEEL has reported what is wrong.
  LogicPointer FailedText(const SourceText& text) const;

  feel::SourcePlace InFile(Place place) const {
    return {setting_.file, place.line, place.column};
  }
  bool is_strict() const { return setting_.dialect == feel::Dialect::kStrict; }
  const LogicSetting& setting() const { return setting_; }
  // An error in the strict dialect, a warning in the other.
  void Report(Place place, std::string message);
  void Warn(Place place, std::string message);

  // How many slots the frame of what was compiled needs, and which it reads.
  size_t slot_count() const { return slot_count_; }
  const std::set<int>& used_slots() const { return used_slots_; }

 private:
  struct CodeParameter {
    std::string name;
    DeclaredType declared;
    Place place;
    bool is_filter_item = false;  // Its entries are names too.
  };

  // `logic` as a variable of that type receives it.
  LogicPointer Typed(LogicPointer logic, const DeclaredType& declared,
                     Place place);
  LogicPointer CompileContent(const BoxedExpression& expression);
  LogicPointer CompileContext(const BoxedContext& context);
  LogicPointer CompileList(const BoxedList& list);
  LogicPointer CompileRelation(const Relation& relation);
  LogicPointer CompileInvocation(const Invocation& invocation, Place place);
  // Reports parameters that do not exist, and those that are not given.
  void CheckBindings(const Invocation& invocation, const feel::Type& function,
                     Place place);
  LogicPointer CompileClosure(const FunctionDefinition& function, Place place);
  LogicPointer CompileFilter(const Filter& filter, Place place);
  LogicPointer CompileIteration(const Iteration& iteration, Place place);
  // `text` is FEEL over the names `source` and `body`, a function of
  // `parameters` with the body's logic.
  LogicPointer CompileLoop(std::string_view text, LogicPointer source,
                           std::vector<CodeParameter> parameters,
                           const BoxedExpression& body, Place place);
  std::unique_ptr<FunctionCode> CompileBody(
      std::string_view name, std::vector<CodeParameter> parameters,
      const BoxedExpression& body, const DeclaredType& result);
  int AddName(std::string_view name, const feel::Type& type);

  // Passes on what FEEL found, at its places in the file.
  void Forward(const feel::Diagnostics& found, const SourceText& text);
  // Names that exist and are not required, if these are what is wrong.
  template <typename CompileIn>
  bool ReportNotRequired(const SourceText& text, CompileIn compile_in);
  template <typename Compiled>
  void Use(const Compiled& compiled);
  feel::CompileOptions OptionsFor(const SourceText& text) const;

  const LogicSetting& setting_;
  feel::Scope scope_;
  size_t slot_count_;
  std::set<int> used_slots_;
  int height_ = 0;
  int greatest_height_ = 0;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_LOGIC_COMPILER_H_
