#ifndef TECHFLOW_RATING_FEEL_BUILTINS_H_
#define TECHFLOW_RATING_FEEL_BUILTINS_H_

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rating/feel/evaluation.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::feel {

struct Builtin;

struct BuiltinParameter {
  std::string_view name;
  TypeKind type = TypeKind::kAny;
  bool is_optional = false;
  // A null that is given counts as left out.
  bool may_be_null = false;
  // Any of several kinds, but no list: a list of one becomes its element.
  bool is_single = false;
};

// Up to four parameters; those without a name are not there.
using BuiltinSignature = std::array<BuiltinParameter, 4>;
constexpr BuiltinSignature Takes(BuiltinParameter first,
                                 BuiltinParameter second = {},
                                 BuiltinParameter third = {},
                                 BuiltinParameter fourth = {}) {
  return {first, second, third, fourth};
}
size_t ParameterCount(const BuiltinSignature& signature);

// One call. Arguments have the types their parameters ask for: a list of one
// became its element, a single value a list. Null arrives only where the type
// is Any or an optional parameter was left out.
struct BuiltinCall {
  Evaluation& evaluation;
  const Builtin& builtin;
  const SourcePlace& place;
  size_t signature;  // Which of the builtin's signatures was called.
  std::span<const Value> arguments;

  Arena& arena() const { return evaluation.arena(); }
  const Value& operator[](size_t i) const { return arguments[i]; }
  // Null of cause kError that says "name(): message".
  [[gnu::cold]] Value Error(std::string_view message) const;
  // Null of cause kExplicit that says likewise.
  [[gnu::cold]] Value Nothing(std::string_view message) const;
  Value Boolean(bool boolean) const { return Value::Boolean(boolean); }
  // The number, or an error where there is none.
  Value Number(const std::optional<Decimal>& number) const;
};

// How a function of any number of arguments sees them: as its only parameter,
// a list.
enum class Variadic {
  kNo,
  kListOrItems,  // sum([1, 2]) is sum(1, 2).
  kArguments,    // concatenate([1, 2]) has one argument, a list.
};

// A built-in function (DMN 1.5, 10.3.4), an entry of its family's table.
struct Builtin {
  std::string_view name;
  std::array<BuiltinSignature, 3> signatures;
  Value (*call)(const BuiltinCall& call);
  // The type of the result for arguments of these types.
  Type (*result)(std::span<const Type> arguments);
  Variadic variadic = Variadic::kNo;
  // A null argument is no error but reaches the function.
  bool accepts_null = false;
  // The answer depends on the evaluation's clock.
  bool reads_clock = false;

  bool is_variadic() const { return variadic != Variadic::kNo; }
};

// One file for each family.
std::span<const Builtin> NumberBuiltins();
std::span<const Builtin> TextBuiltins();
std::span<const Builtin> RegexBuiltins();
std::span<const Builtin> ListBuiltins();
std::span<const Builtin> AggregateBuiltins();
std::span<const Builtin> SortBuiltins();
std::span<const Builtin> ContextBuiltins();
std::span<const Builtin> TimeBuiltins();
std::span<const Builtin> RangeBuiltins();

// The names of all built-ins, sorted.
std::vector<std::string_view> BuiltinNames();

// Null pointer when there is none. See NameKey() for the key.
const Builtin* FindBuiltin(std::string_view key);

// What stands for an argument that was left out: null, but told apart from a
// null that was given.
Value LeftOutArgument();

// The signature that takes so many arguments, or arguments of these names.
std::optional<size_t> FindSignature(const Builtin& builtin, size_t count);
std::optional<size_t> FindSignature(const Builtin& builtin,
                                    std::span<const std::string> names);

// The signature that values given by position fit: `first`, or a later one that
// takes as many where one of them does not fit it as it is.
size_t FittingSignature(const Builtin& builtin, size_t first,
                        std::span<const Value> arguments);

// Whether the built-in, in one of its ways to be called, may stand for a
// function of that type.
bool ConformsTo(const Builtin& builtin, const Type& function);

// The steps that a function takes to look at its argument, about.
int64_t WorkOn(const Value& argument);

// Calls a built-in: brings the arguments into shape, then the function.
// `arguments` has one value for each parameter, or for each item where the
// built-in is variadic.
Value CallBuiltin(Evaluation& evaluation, const Builtin& builtin,
                  size_t signature, std::span<const Value> arguments,
                  const SourcePlace& place);

// The same for a value for each parameter, shaped where they lie; a variadic
// one has a single parameter, the list.
Value CallWithParameters(Evaluation& evaluation, const Builtin& builtin,
                         size_t signature, std::span<Value> arguments,
                         const SourcePlace& place);

// Result types for the tables.
template <TypeKind kKind>
Type Always(std::span<const Type>) {
  return kKind;
}
Type ListLikeFirst(std::span<const Type> arguments);
Type ItemOfFirst(std::span<const Type> arguments);
Type ListOfAny(std::span<const Type> arguments);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_BUILTINS_H_
