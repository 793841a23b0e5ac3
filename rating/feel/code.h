#ifndef TECHFLOW_RATING_FEEL_CODE_H_
#define TECHFLOW_RATING_FEEL_CODE_H_

#include <cstdint>
#include <new>
#include <optional>
#include <span>
#include <string_view>

#include "rating/feel/arena.h"
#include "rating/feel/builtins.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/syntax_tree.h"
#include "rating/feel/value.h"

// The compiled form: a tree of small structs in the program's arena, each with
// the function that runs it. Immutable once made. The functions that make each
// kind stand in code_<family>.cc beside those that run them; what they get by
// reference or view outlives the code.
namespace techflow::feel {

struct Rows;
enum class Truth : uint8_t;

struct Code {
  // What an operation can read without running the code; see operand.h.
  enum class Form : uint8_t {
    kOther,
    kConstant,
    kLocal,
    kSlot,
    kMemberOfLocal,
    kMemberOfSlot,
    kPath,  // Another.
    kKept,
  };
  Value (*run)(const Code& code, Evaluation& evaluation);
  // Elsewhere, because only a problem asks for it; outlives the code.
  const SourcePlace& place;
  Form form = Form::kOther;
  // Made of names, constants, paths and arithmetic only.
  bool is_plain = false;
  // How a condition is answered for all items of a filter; see rows.h. A null
  // pointer where it must be run on each.
  bool (*run_rows)(const Code& code, const Rows& rows, Evaluation& evaluation,
                   std::span<Truth> truths) = nullptr;
};

// The place of code that has none in the text.
inline constexpr SourcePlace kNowhere;

inline Value Run(const Code* code, Evaluation& evaluation) {
  return code->run(*code, evaluation);
}

// The same as `place = Run(code, evaluation)`, without the copy: to copy what
// was just written takes longer than most operations. Nothing may read `place`
// while the code runs.
inline void RunInto(Value& place, const Code* code, Evaluation& evaluation) {
  new (&place) Value(code->run(*code, evaluation));
}

// Adapts a function on a particular kind of code to Code::run.
template <typename Kind, Value (*kRun)(const Kind&, Evaluation&)>
Value RunAs(const Code& code, Evaluation& evaluation) {
  return kRun(static_cast<const Kind&>(code), evaluation);
}

// code_values.cc
const Code* MakeConstant(Arena& arena, const SourcePlace& place,
                         const Value& value);
// The value where the code is a constant; otherwise a null pointer.
const Value* ConstantOf(const Code* code);
const Code* MakeError(Arena& arena, const SourcePlace& place,
                      std::string_view message);
const Code* MakeSlot(Arena& arena, const SourcePlace& place, int slot,
                     std::string_view name);
const Code* MakeLocal(Arena& arena, int local);
// What stays the same within a loop, kept in the local when it is first run.
const Code* MakeKept(Arena& arena, const Code* code, int local);
// The entry `name` of the first of `items` that is a context with it, or else
// what `otherwise` gives.
const Code* MakeItemName(Arena& arena, const SourcePlace& place,
                         std::string_view name,
                         std::span<const Code* const> items,
                         const Code* otherwise);

// code_operators.cc
const Code* MakeNegation(Arena& arena, const SourcePlace& place,
                         const Code* operand);
const Code* MakeArithmetic(Arena& arena, const SourcePlace& place,
                           ArithmeticOperator sign, const Code* left,
                           const Code* right);
const Code* MakeComparison(Arena& arena, const SourcePlace& place,
                           ComparisonOperator sign, const Code* left,
                           const Code* right);
const Code* MakeBetween(Arena& arena, const SourcePlace& place,
                        const Code* value, const Code* low, const Code* high);
const Code* MakeLogic(Arena& arena, const SourcePlace& place, bool is_and,
                      const Code* left, const Code* right);
// As for MakeFilter.
const Code* MakeIf(Arena& arena, const SourcePlace& place, bool keeps_errors,
                   const Code* condition, const Code* then,
                   const Code* otherwise);
// A null pointer stands for a type that is not known.
const Code* MakeInstanceOf(Arena& arena, const SourcePlace& place,
                           const Code* value, const Type* type);

// code_collections.cc
struct EntryCode {
  std::string_view key;
  int local;
  const Code* value;
};
const Code* MakeList(Arena& arena, std::span<const Code* const> items);
const Code* MakeContext(Arena& arena, std::span<const EntryCode> entries);
// A null pointer stands for an end that is not given.
const Code* MakeRange(Arena& arena, const SourcePlace& place,
                      const Range& shape, const Code* low, const Code* high);
// `members` are those of the type that a context at that place is expected to
// have, and live as long as the code; `expected_index` is where to look first.
const Code* MakePath(Arena& arena, const SourcePlace& place, const Code* object,
                     std::string_view member, std::span<const Member> members,
                     size_t expected_index);
// What runs for each item of a loop.
struct LoopBody {
  const Code* code;
  int step_cost;
  std::span<const int> kept_locals;  // Of MakeKept() in it, new for each loop.
};
enum class FilterKind { kIndex, kPredicate, kUnknown };
// Where `keeps_errors`, a condition that is an error is the result; else it is
// taken for one that does not hold.
const Code* MakeFilter(Arena& arena, const SourcePlace& place, FilterKind kind,
                       bool keeps_errors, const Code* list,
                       const LoopBody& predicate, int item_local);

// code_loops.cc
struct IteratorCode {
  const Code* source;
  const Code* range_end;  // A null pointer where there is none.
  int local;
};
const Code* MakeFor(Arena& arena, const SourcePlace& place,
                    std::span<const IteratorCode> iterators, int partial_local,
                    const LoopBody& body);
const Code* MakeQuantified(Arena& arena, const SourcePlace& place,
                           bool is_every,
                           std::span<const IteratorCode> iterators,
                           const LoopBody& condition);

// code_calls.cc
// What all closures of one function definition share.
struct FunctionCode {
  const Type* type;
  std::span<const std::string_view> parameter_names;
  const Code* body;
  size_t local_count;
  std::span<const Code* const> captures;  // Run where the function is made.
  int height;
  int step_cost;
};
const Code* MakeClosure(Arena& arena, const FunctionCode* function);
// A built-in as a value.
const Code* MakeBuiltinValue(Arena& arena, const Builtin& builtin,
                             const Type* type);
// `arguments` in the order of the parameters; a null pointer for one left out.
// Given by position, the values decide between signatures of as many.
const Code* MakeBuiltinCall(Arena& arena, const SourcePlace& place,
                            const Builtin& builtin, size_t signature,
                            bool by_name,
                            std::span<const Code* const> arguments);
// `names` is empty for a positional call.
const Code* MakeCall(Arena& arena, const SourcePlace& place, const Code* callee,
                     std::span<const Code* const> arguments,
                     std::span<const std::string_view> names);

// code_tests.cc
struct TestCode {
  Test::Kind kind;
  ComparisonOperator sign;
  const Code* operand;
};
const Code* MakeIn(Arena& arena, const SourcePlace& place, const Code* value,
                   int input_local, std::span<const TestCode> tests);
// The input is in its local already.
const Code* MakeTests(Arena& arena, bool is_negated, int input_local,
                      std::span<const TestCode> tests);
// Runs code of MakeTests(), of tests that are not negated and ask for constants
// alone: those need no locals.
Value RunTestsOn(const Value& input, const Code& tests, Evaluation& evaluation);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_CODE_H_
