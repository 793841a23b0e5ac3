#ifndef TECHFLOW_RATING_FEEL_VALUE_H_
#define TECHFLOW_RATING_FEEL_VALUE_H_

#include <cassert>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "rating/decimal/decimal.h"
#include "rating/feel/calendar.h"
#include "rating/feel/diagnostics.h"

namespace techflow::feel {

class Arena;
class Function;
class RecordTable;
class Value;
struct ContextEntry;
struct Range;

// Why a value is null.
struct NullReason {
  enum class Cause : uint8_t {
    kExplicit,  // Somebody wrote null, or nothing matched.
    kMissing,   // The evidence is unknown; a rating may go on without it.
    kError,     // A rule is wrong: a type, a division by zero, an argument.
  };
  Cause cause = Cause::kExplicit;
  std::string_view message;
  SourcePlace place;  // Line 0 when the null came from outside an expression.
};

enum class ValueKind : uint8_t {
  kNull,
  kBoolean,
  kNumber,
  kString,
  kDate,
  kTime,
  kDateAndTime,
  kDaysDuration,
  kMonthsDuration,
  kList,
  kContext,
  kRange,
  kFunction,
};

// The kind as FEEL names it: "days and time duration".
std::string_view KindName(ValueKind kind);

// A context's entries in their order. A view: the entries live elsewhere.
class Context {
 public:
  Context(const ContextEntry* first, size_t size)
      : first_(first), size_(size) {}
  inline std::span<const ContextEntry> entries() const;
  size_t size() const { return size_; }
  // Null pointer when there is no such entry.
  const Value* Find(std::string_view name) const;

 private:
  const ContextEntry* first_;
  size_t size_;
};

// One of a table's records, whose entries are read when somebody asks for them.
struct Record {
  const RecordTable* table;
  size_t row;

  inline const Value& At(size_t index) const;  // In record.h.
};

// Any FEEL value: 32 bytes, copied like a number. Strings, lists, contexts,
// ranges, functions, date-and-times and null reasons are pointers to memory
// that must outlive the value: the evaluation's arena or the constants of a
// compiled expression. The default is the explicit null.
class Value {
 public:
  constexpr Value() = default;

  static Value Null(const NullReason* reason);
  static Value Boolean(bool boolean);
  static Value Number(const Decimal& number);
  static Value String(std::string_view string);
  static Value OfDate(const Date& date);
  static Value OfTime(const Time& time);
  static Value OfDateAndTime(const DateAndTime* date_and_time);
  static Value OfDaysDuration(const DaysDuration& duration);
  static Value OfMonthsDuration(const MonthsDuration& duration);
  static Value List(std::span<const Value> items);
  static Value OfContext(std::span<const ContextEntry> entries);
  // A context too; record.h says why.
  static Value OfRecord(const Record& record);
  static Value OfRange(const Range* range);
  static Value OfFunction(const Function* function);

  // Nulls whose reason is written to the arena. A missing null's message says
  // which evidence is unknown: "fiscal years[2025].rd spend is not known".
  // Rare, which is why what makes them is kept apart from the code around it.
  [[gnu::cold]] static Value Missing(Arena& arena, std::string_view message);
  [[gnu::cold]] static Value Error(Arena& arena, std::string_view message,
                                   const SourcePlace& place);
  // An explicit null: there is nothing, and that is no mistake.
  [[gnu::cold]] static Value Nothing(Arena& arena, std::string_view message,
                                     const SourcePlace& place);

  ValueKind kind() const { return static_cast<ValueKind>(head_ & kKindMask); }
  bool is(ValueKind kind) const { return this->kind() == kind; }
  bool is_null() const { return is(ValueKind::kNull); }
  bool is_missing() const { return is_null_of(NullReason::Cause::kMissing); }
  bool is_error() const { return is_null_of(NullReason::Cause::kError); }
  bool is_explicit_null() const {
    return is_null() && !is_missing() && !is_error();
  }
  bool is_true() const { return is(ValueKind::kBoolean) && payload_.boolean; }
  bool is_false() const { return is(ValueKind::kBoolean) && !payload_.boolean; }

  // Each asks for the value's own kind.
  const NullReason& reason() const;
  bool boolean() const;
  const Decimal& number() const;
  std::string_view string() const;
  const Date& date() const;
  const Time& time() const;
  const DateAndTime& date_and_time() const;
  const DaysDuration& days_duration() const;
  const MonthsDuration& months_duration() const;
  std::span<const Value> list() const;
  Context context() const;
  // A context whose entries are read when they are asked for; context() reads
  // all of them.
  bool is_record() const { return (head_ & kRecordBit) != 0; }
  const Record& record() const;
  const Range& range() const;
  const Function& function() const;

 private:
  struct Items {
    const void* first;
    size_t size;
  };
  union Payload {
    constexpr Payload() : reason(nullptr) {}
    const NullReason* reason;
    bool boolean;
    Decimal number;
    std::string_view string;
    Date date;
    Time time;
    const DateAndTime* date_and_time;
    DaysDuration days_duration;
    MonthsDuration months_duration;
    Items items;
    Record record;
    const Range* range;
    const Function* function;
  };
  explicit Value(ValueKind kind) : head_(static_cast<uint64_t>(kind)) {}
  Context RecordEntries() const;
  // Of any cause but kExplicit, which needs no reason.
  bool is_null_of(NullReason::Cause cause) const {
    return is_null() && payload_.reason != nullptr &&
           payload_.reason->cause == cause;
  }

  static constexpr uint64_t kKindMask = 0xFF;
  static constexpr uint64_t kRecordBit = 0x100;

  // The kind, and whether it is a record: one word, so that making a value
  // writes both at once.
  uint64_t head_ = static_cast<uint64_t>(ValueKind::kNull);
  Payload payload_;
};

static_assert(sizeof(Value) == 32);
static_assert(std::is_trivially_copyable_v<Value>);
static_assert(std::is_trivially_destructible_v<Value>);

struct ContextEntry {
  std::string_view name;
  Value value;
};

// From `low` to `high`. An end that was not given, as in `(> 5)`, is unbounded;
// an end that is null, as in `[null..5]`, makes every question about the range
// null.
struct Range {
  enum class Form : uint8_t {
    kInterval,
    kPoint,   // `(= 5)`: both ends are that value.
    kAllBut,  // `(!= 5)`: everything of the kind except the ends' value.
  };
  Value low;
  Value high;
  bool low_closed = false;
  bool high_closed = false;
  bool low_unbounded = false;
  bool high_unbounded = false;
  Form form = Form::kInterval;
};

inline std::span<const ContextEntry> Context::entries() const {
  return {first_, size_};
}

inline Value Value::Boolean(bool boolean) {
  Value value(ValueKind::kBoolean);
  value.payload_.boolean = boolean;
  return value;
}

inline Value Value::Number(const Decimal& number) {
  Value value(ValueKind::kNumber);
  value.payload_.number = number;
  return value;
}

inline Value Value::String(std::string_view string) {
  Value value(ValueKind::kString);
  value.payload_.string = string;
  return value;
}

inline Value Value::OfDate(const Date& date) {
  Value value(ValueKind::kDate);
  value.payload_.date = date;
  return value;
}

inline Value Value::OfTime(const Time& time) {
  Value value(ValueKind::kTime);
  value.payload_.time = time;
  return value;
}

inline Value Value::OfDateAndTime(const DateAndTime* date_and_time) {
  Value value(ValueKind::kDateAndTime);
  value.payload_.date_and_time = date_and_time;
  return value;
}

inline Value Value::OfDaysDuration(const DaysDuration& duration) {
  Value value(ValueKind::kDaysDuration);
  value.payload_.days_duration = duration;
  return value;
}

inline Value Value::OfMonthsDuration(const MonthsDuration& duration) {
  Value value(ValueKind::kMonthsDuration);
  value.payload_.months_duration = duration;
  return value;
}

inline Value Value::OfRange(const Range* range) {
  Value value(ValueKind::kRange);
  value.payload_.range = range;
  return value;
}

inline Value Value::OfFunction(const Function* function) {
  Value value(ValueKind::kFunction);
  value.payload_.function = function;
  return value;
}

inline Value Value::Null(const NullReason* reason) {
  Value value(ValueKind::kNull);
  value.payload_.reason = reason;
  return value;
}

inline Value Value::List(std::span<const Value> items) {
  Value value(ValueKind::kList);
  value.payload_.items = {items.data(), items.size()};
  return value;
}

inline Value Value::OfContext(std::span<const ContextEntry> entries) {
  Value value(ValueKind::kContext);
  value.payload_.items = {entries.data(), entries.size()};
  return value;
}

inline Value Value::OfRecord(const Record& record) {
  Value value(ValueKind::kContext);
  value.head_ |= kRecordBit;
  value.payload_.record = record;
  return value;
}

inline bool Value::boolean() const {
  assert(is(ValueKind::kBoolean));
  return payload_.boolean;
}

inline const Decimal& Value::number() const {
  assert(is(ValueKind::kNumber));
  return payload_.number;
}

inline std::string_view Value::string() const {
  assert(is(ValueKind::kString));
  return payload_.string;
}

inline const Date& Value::date() const {
  assert(is(ValueKind::kDate));
  return payload_.date;
}

inline const Time& Value::time() const {
  assert(is(ValueKind::kTime));
  return payload_.time;
}

inline const DateAndTime& Value::date_and_time() const {
  assert(is(ValueKind::kDateAndTime));
  return *payload_.date_and_time;
}

inline const DaysDuration& Value::days_duration() const {
  assert(is(ValueKind::kDaysDuration));
  return payload_.days_duration;
}

inline const MonthsDuration& Value::months_duration() const {
  assert(is(ValueKind::kMonthsDuration));
  return payload_.months_duration;
}

inline const Range& Value::range() const {
  assert(is(ValueKind::kRange));
  return *payload_.range;
}

inline const Function& Value::function() const {
  assert(is(ValueKind::kFunction));
  return *payload_.function;
}

inline std::span<const Value> Value::list() const {
  assert(is(ValueKind::kList));
  return {static_cast<const Value*>(payload_.items.first), payload_.items.size};
}

inline const Record& Value::record() const {
  assert(is_record());
  return payload_.record;
}

inline Context Value::context() const {
  assert(is(ValueKind::kContext));
  if (is_record()) return RecordEntries();
  return {static_cast<const ContextEntry*>(payload_.items.first),
          payload_.items.size};
}

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_VALUE_H_
