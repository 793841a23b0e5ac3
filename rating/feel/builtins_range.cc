#include "rating/feel/builtins.h"
#include "rating/feel/comparison.h"
#include "rating/feel/range_text.h"

// Points and ranges (DMN 1.5, table 78), range() and is().
namespace techflow::feel {
namespace {

using enum TypeKind;

// A point or a range as a range; nothing when an end is null or open to the
// infinite, for which the questions below have no answer.
std::optional<Range> AsRange(const Value& value) {
  Range range;
  if (!value.is(ValueKind::kRange)) {
    range.low = range.high = value;
    range.low_closed = range.high_closed = true;
  } else {
    range = value.range();
  }
  if (range.low.is_null() || range.high.is_null()) return std::nullopt;
  return range;
}

// What the functions ask of two ranges: how their four pairs of ends compare.
struct Relation {
  Range a, b;
  int low_low = 0;
  int low_high = 0;
  int high_low = 0;
  int high_high = 0;
};

// a.high lies wholly before b.low.
bool EndsBefore(const Relation& r) {
  return r.high_low < 0 ||
         (r.high_low == 0 && !(r.a.high_closed && r.b.low_closed));
}

bool StartsAfterEnd(const Relation& r) {
  return r.low_high > 0 ||
         (r.low_high == 0 && !(r.a.low_closed && r.b.high_closed));
}

bool StartsNoLater(const Relation& r) {
  return r.low_low < 0 ||
         (r.low_low == 0 && (r.a.low_closed || !r.b.low_closed));
}

bool EndsNoEarlier(const Relation& r) {
  return r.high_high > 0 ||
         (r.high_high == 0 && (r.a.high_closed || !r.b.high_closed));
}

Relation Reversed(const Relation& r) {
  return {r.b, r.a, -r.low_low, -r.high_low, -r.low_high, -r.high_high};
}

bool Before(const Relation& r) { return EndsBefore(r); }
bool After(const Relation& r) { return StartsAfterEnd(r); }
bool Meets(const Relation& r) {
  return r.high_low == 0 && r.a.high_closed && r.b.low_closed;
}
bool MetBy(const Relation& r) { return Meets(Reversed(r)); }
bool Overlaps(const Relation& r) {
  return !EndsBefore(r) && !StartsAfterEnd(r);
}
bool OverlapsBefore(const Relation& r) {
  const bool starts_before =
      r.low_low < 0 || (r.low_low == 0 && r.a.low_closed && !r.b.low_closed);
  const bool ends_before =
      r.high_high < 0 ||
      (r.high_high == 0 && (!r.a.high_closed || r.b.high_closed));
  return starts_before && ends_before && !EndsBefore(r);
}
bool OverlapsAfter(const Relation& r) { return OverlapsBefore(Reversed(r)); }
bool Includes(const Relation& r) {
  return StartsNoLater(r) && EndsNoEarlier(r);
}
bool During(const Relation& r) { return Includes(Reversed(r)); }
bool Starts(const Relation& r) {
  return r.low_low == 0 && r.a.low_closed == r.b.low_closed &&
         EndsNoEarlier(Reversed(r));
}
bool StartedBy(const Relation& r) { return Starts(Reversed(r)); }
bool Finishes(const Relation& r) {
  return r.high_high == 0 && r.a.high_closed == r.b.high_closed &&
         StartsNoLater(Reversed(r));
}
bool FinishedBy(const Relation& r) { return Finishes(Reversed(r)); }
bool Coincides(const Relation& r) {
  return r.low_low == 0 && r.high_high == 0 &&
         r.a.low_closed == r.b.low_closed && r.a.high_closed == r.b.high_closed;
}

template <bool (*kHolds)(const Relation&)>
Value Ask(const BuiltinCall& call) {
  const std::optional<Range> a = AsRange(call[0]);
  const std::optional<Range> b = AsRange(call[1]);
  if (!a || !b) return call.Error("an argument or an end of it is null");
  const auto low_low = Compare(a->low, b->low);
  const auto low_high = Compare(a->low, b->high);
  const auto high_low = Compare(a->high, b->low);
  const auto high_high = Compare(a->high, b->high);
  if (!low_low || !low_high || !high_low || !high_high) {
    return call.Error("the arguments cannot be compared");
  }
  return Value::Boolean(
      kHolds({*a, *b, *low_low, *low_high, *high_low, *high_high}));
}

Value ToRange(const BuiltinCall& call) {
  const std::optional<Range> range =
      ParseRange(call[0].string(), call.evaluation);
  if (!range) return call.Error("`from` is not a range as in [1..10)");
  return Value::OfRange(call.arena().New<Range>(*range));
}

Value Is(const BuiltinCall& call) {
  return Value::Boolean(IsSame(call[0], call[1], call.evaluation));
}

// Parameters are named after what they must be; all are checked by Ask().
constexpr Builtin Question(std::string_view name,
                           Value (*call)(const BuiltinCall&),
                           std::string_view first, std::string_view second) {
  return {.name = name,
          .signatures = {Takes({.name = first, .is_single = true},
                               {.name = second, .is_single = true})},
          .call = call,
          .result = Always<kBoolean>};
}

constexpr Builtin kRangeBuiltins[] = {
    Question("before", Ask<Before>, "point1", "point2"),
    Question("after", Ask<After>, "point1", "point2"),
    Question("meets", Ask<Meets>, "range1", "range2"),
    Question("met by", Ask<MetBy>, "range1", "range2"),
    Question("overlaps", Ask<Overlaps>, "range1", "range2"),
    Question("overlaps before", Ask<OverlapsBefore>, "range1", "range2"),
    Question("overlaps after", Ask<OverlapsAfter>, "range1", "range2"),
    Question("finishes", Ask<Finishes>, "point", "range"),
    Question("finished by", Ask<FinishedBy>, "range", "point"),
    Question("includes", Ask<Includes>, "range", "point"),
    Question("during", Ask<During>, "point", "range"),
    Question("starts", Ask<Starts>, "point", "range"),
    Question("started by", Ask<StartedBy>, "range", "point"),
    Question("coincides", Ask<Coincides>, "point1", "point2"),
    {"range", {Takes({"from", kString})}, ToRange, Always<kRange>},
    {.name = "is",
     .signatures = {Takes({"value1", kAny, true}, {"value2", kAny, true})},
     .call = Is,
     .result = Always<kBoolean>,
     .accepts_null = true},
};

}  // namespace

std::span<const Builtin> RangeBuiltins() { return kRangeBuiltins; }

}  // namespace techflow::feel
