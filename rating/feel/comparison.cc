#include "rating/feel/comparison.h"

#include <algorithm>

#include "rating/feel/evaluation.h"
#include "rating/feel/function.h"

namespace techflow::feel {
namespace {

template <typename T>
int Sign(const T& a, const T& b) {
  const auto order = a <=> b;
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

// The suite takes "value" in the specification's tables for whole seconds, so
// fractions do not count in equality, though they do in the order.
bool EqualTimes(const Time& a, const Time& b) {
  return a.zone.is_none() == b.zone.is_none() && UtcSeconds(a) == UtcSeconds(b);
}

bool EqualInstants(const DateAndTime& a, const DateAndTime& b) {
  return a.zone.is_none() == b.zone.is_none() && UtcSeconds(a) == UtcSeconds(b);
}

// In the order, unlike in equality, a time without a zone takes the offset of
// the other (DMN 1.5, table 54): then what the clocks show decides.
int CompareTimes(const Time& a, const Time& b) {
  const bool by_clocks = a.zone.is_none() != b.zone.is_none();
  const int order = by_clocks ? Sign(SecondOfDay(a.clock), SecondOfDay(b.clock))
                              : Sign(UtcSeconds(a), UtcSeconds(b));
  return order != 0 ? order : Sign(a.clock.nanosecond, b.clock.nanosecond);
}

int CompareInstants(const DateAndTime& a, const DateAndTime& b) {
  const bool by_clocks = a.zone.is_none() != b.zone.is_none();
  const int order = by_clocks ? Sign(LocalSeconds(a), LocalSeconds(b))
                              : Sign(UtcSeconds(a), UtcSeconds(b));
  return order != 0 ? order : Sign(a.clock.nanosecond, b.clock.nanosecond);
}

// Compares two values all the way down. A loop can nest lists without end and
// share them many times over, so depth and work are bounded.
class DeepEquality {
 public:
  explicit DeepEquality(Evaluation* evaluation) : evaluation_(evaluation) {}

  // Nothing where the kinds differ, or a bound was passed.
  std::optional<bool> Ask(const Value& a, const Value& b) {
    if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
    if (a.kind() != b.kind()) return std::nullopt;
    const bool equal = AskOfKind(a, b);
    return gave_up_ ? std::nullopt : std::optional(equal);
  }

  bool AskOfKind(const Value& a, const Value& b);

 private:
  static constexpr int kMaxDepth = 1'000;

  // Whether two parts equal each other for sure.
  bool AreEqual(const Value& a, const Value& b) {
    const bool has_steps =
        evaluation_ == nullptr ? --steps_left_ > 0 : evaluation_->Step();
    const bool goes_on = depth_ < kMaxDepth && has_steps;
    gave_up_ = gave_up_ || !goes_on;
    if (gave_up_) return false;
    ++depth_;
    const bool equal = Ask(a, b).value_or(false);
    --depth_;
    return equal;
  }

  bool EqualLists(std::span<const Value> a, std::span<const Value> b) {
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(),
        [this](const Value& x, const Value& y) { return AreEqual(x, y); });
  }

  bool EqualContexts(const Context& a, const Context& b) {
    if (a.size() != b.size()) return false;
    return std::all_of(a.entries().begin(), a.entries().end(),
                       [this, &b](const ContextEntry& entry) {
                         const Value* other = b.Find(entry.name);
                         return other != nullptr &&
                                AreEqual(entry.value, *other);
                       });
  }

  bool EqualRanges(const Range& a, const Range& b) {
    return a.form == b.form && a.low_closed == b.low_closed &&
           a.high_closed == b.high_closed &&
           a.low_unbounded == b.low_unbounded &&
           a.high_unbounded == b.high_unbounded && AreEqual(a.low, b.low) &&
           AreEqual(a.high, b.high);
  }

  Evaluation* evaluation_;
  int steps_left_ = 1'000'000;  // Without an evaluation.
  int depth_ = 0;
  bool gave_up_ = false;
};

// The part for values of one kind.
bool DeepEquality::AskOfKind(const Value& a, const Value& b) {
  switch (a.kind()) {
    case ValueKind::kNull:
      return true;
    case ValueKind::kBoolean:
      return a.boolean() == b.boolean();
    case ValueKind::kNumber:
      return a.number() == b.number();
    case ValueKind::kString:
      return a.string() == b.string();
    case ValueKind::kDate:
      return a.date() == b.date();
    case ValueKind::kTime:
      return EqualTimes(a.time(), b.time());
    case ValueKind::kDateAndTime:
      return EqualInstants(a.date_and_time(), b.date_and_time());
    case ValueKind::kDaysDuration:
      return a.days_duration() == b.days_duration();
    case ValueKind::kMonthsDuration:
      return a.months_duration() == b.months_duration();
    case ValueKind::kList:
      return EqualLists(a.list(), b.list());
    case ValueKind::kContext:
      return EqualContexts(a.context(), b.context());
    case ValueKind::kRange:
      return EqualRanges(a.range(), b.range());
    case ValueKind::kFunction:
      return &a.function() == &b.function();
  }
  return false;
}

}  // namespace

std::optional<bool> Equal(const Value& a, const Value& b,
                          Evaluation* evaluation) {
  return DeepEquality(evaluation).Ask(a, b);
}

std::optional<int> Compare(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case ValueKind::kNumber:
      return Sign(a.number(), b.number());
    case ValueKind::kString:
      // The order of UTF-8 bytes is the order of code points.
      return Sign(a.string(), b.string());
    case ValueKind::kDate:
      return Sign(a.date(), b.date());
    case ValueKind::kTime:
      return CompareTimes(a.time(), b.time());
    case ValueKind::kDateAndTime:
      return CompareInstants(a.date_and_time(), b.date_and_time());
    case ValueKind::kDaysDuration:
      return Sign(a.days_duration(), b.days_duration());
    case ValueKind::kMonthsDuration:
      return Sign(a.months_duration(), b.months_duration());
    default:
      return std::nullopt;
  }
}

bool IsSame(const Value& a, const Value& b, Evaluation& evaluation) {
  if (a.kind() != b.kind()) return false;
  if (a.is(ValueKind::kTime)) {
    return a.time().clock == b.time().clock && a.time().zone == b.time().zone;
  }
  if (a.is(ValueKind::kDateAndTime)) {
    const DateAndTime& left = a.date_and_time();
    const DateAndTime& right = b.date_and_time();
    return left.date == right.date && left.clock == right.clock &&
           left.zone == right.zone;
  }
  return DeepEquality(&evaluation).AskOfKind(a, b);
}

}  // namespace techflow::feel
