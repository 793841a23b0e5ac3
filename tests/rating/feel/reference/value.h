#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_VALUE_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_VALUE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rating/decimal/decimal.h"

// The values of the reference evaluator: plain C++ values that own all they
// hold and are copied whenever that is simpler.
namespace techflow::feel::reference {

struct Closure;
struct Entry;
struct Range;
struct Value;

struct Null {
  // Whether a rule is wrong, or null was written or nothing matched.
  bool is_error = false;
};

struct Day {
  int year = 1;
  int month = 1;
  int day = 1;

  friend auto operator<=>(const Day&, const Day&) = default;
};

// A days-and-time duration.
struct Seconds {
  int64_t count = 0;

  friend auto operator<=>(const Seconds&, const Seconds&) = default;
};

// A years-and-months duration.
struct Months {
  int64_t count = 0;

  friend auto operator<=>(const Months&, const Months&) = default;
};

using List = std::vector<Value>;

struct Context {
  std::vector<Entry> entries;

  // Null pointer where there is none.
  const Value* Find(std::string_view key) const;
  // Replaces the entry, or adds it at the end.
  void Put(std::string_view key, const Value& value);
};

using Content =
    std::variant<Null, bool, Decimal, std::string, Day, Seconds, Months, List,
                 Context, std::shared_ptr<const Range>,
                 std::shared_ptr<const Closure>>;

struct Value {
  Content content;

  template <typename T>
  bool Is() const {
    return std::holds_alternative<T>(content);
  }
  template <typename T>
  const T& As() const {
    return std::get<T>(content);
  }
  bool IsNull() const { return Is<Null>(); }
  bool IsError() const { return IsNull() && As<Null>().is_error; }
  bool IsTrue() const { return Is<bool>() && As<bool>(); }
  bool IsFalse() const { return Is<bool>() && !As<bool>(); }
  bool IsRange() const { return Is<std::shared_ptr<const Range>>(); }
  bool IsClosure() const { return Is<std::shared_ptr<const Closure>>(); }
  const Range& AsRange() const { return *As<std::shared_ptr<const Range>>(); }
  const Closure& AsClosure() const {
    return *As<std::shared_ptr<const Closure>>();
  }
};

struct Entry {
  std::string key;
  Value value;
};

// One end: its value, whether it belongs to the range, or that there is none.
struct Bound {
  Value value;
  bool is_included = false;
  bool is_absent = false;
};

struct Range {
  Bound low;
  Bound high;
};

inline Value Explicit() { return {Null{false}}; }
inline Value Error() { return {Null{true}}; }
inline Value Number(int64_t number) { return {Decimal(number)}; }
inline Value Boolean(bool boolean) { return {boolean}; }

// As FEEL writes it, in the notation of rating/feel/value_text.h.
std::string Text(const Value& value);

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_VALUE_H_
