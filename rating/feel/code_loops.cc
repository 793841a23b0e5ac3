#include <fmt/format.h>

#include "rating/feel/code.h"
#include "rating/feel/operand.h"
#include "rating/feel/value_builder.h"

namespace techflow::feel {
namespace {

// Walks the combinations of one or more iterators, the last one fastest, and
// runs `visit` on each until it returns false.
template <typename Visit>
class Combinations {
 public:
  Combinations(std::span<const IteratorCode> iterators,
               const SourcePlace& place, int step_cost, Evaluation& evaluation,
               Visit& visit)
      : iterators_(iterators),
        place_(place),
        step_cost_(step_cost),
        evaluation_(evaluation),
        visit_(visit) {}

  // Null, and why, when a source cannot be iterated; otherwise true.
  Value Walk() {
    WalkFrom(0);
    return problem_.is_null() ? problem_ : Value::Boolean(true);
  }

 private:
  // False when the walk is over.
  bool WalkFrom(size_t i) {
    const IteratorCode& iterator = iterators_[i];
    Value computed;
    const Value& source = Operand(iterator.source, evaluation_, computed);
    if (iterator.range_end != nullptr) {
      const Value end = Run(iterator.range_end, evaluation_);
      return WalkRange(i, source, end, true, true);
    }
    if (source.is(ValueKind::kRange)) {
      const Range& range = source.range();
      return WalkRange(i, range.low, range.high, range.low_closed,
                       range.high_closed);
    }
    if (source.is_null()) return Stop(source);
    if (!source.is(ValueKind::kList)) return Assign(i, source);
    return WalkList(i, source.list());
  }

  bool WalkList(size_t i, std::span<const Value> items) {
    if constexpr (requires { visit_.Expect(items.size()); }) {
      if (iterators_.size() == 1) visit_.Expect(items.size());
    }
    for (const Value& item : items) {
      if (!Assign(i, item)) return false;
    }
    return true;
  }

  // Whole numbers or days from one to the other, upwards or downwards.
  bool WalkRange(size_t i, const Value& from, const Value& to,
                 bool includes_from, bool includes_to) {
    const std::optional<int64_t> first = Position(from);
    const std::optional<int64_t> last = Position(to);
    if (from.is_null() || to.is_null() || !first || !last ||
        from.kind() != to.kind()) {
      return Stop(from.is_null() ? from : to.is_null() ? to : Unordered(from));
    }
    const int64_t step = *first <= *last ? 1 : -1;
    for (int64_t n = *first;; n += step) {
      const bool is_left_out =
          (n == *first && !includes_from) || (n == *last && !includes_to);
      if (!is_left_out && !Assign(i, At(from.kind(), n))) return false;
      if (n == *last) return true;
    }
  }

  bool Assign(size_t i, const Value& item) {
    evaluation_.locals()[static_cast<size_t>(iterators_[i].local)] = item;
    if (i + 1 < iterators_.size()) return WalkFrom(i + 1);
    return evaluation_.Step(step_cost_) && visit_();
  }

  static std::optional<int64_t> Position(const Value& value) {
    if (value.is(ValueKind::kNumber)) return value.number().ToInt64();
    if (value.is(ValueKind::kDate)) return DayNumber(value.date());
    return std::nullopt;
  }

  static Value At(ValueKind kind, int64_t position) {
    if (kind == ValueKind::kNumber) return Value::Number(Decimal(position));
    return Value::OfDate(DateFromDayNumber(position).value_or(Date()));
  }

  Value Unordered(const Value& from) {
    return Value::Error(evaluation_.arena(),
                        fmt::format("a loop runs between whole numbers or "
                                    "dates, not from a {}",
                                    KindName(from.kind())),
                        place_);
  }

  bool Stop(const Value& problem) {
    problem_ = problem.is_missing() || problem.is_error()
                   ? problem
                   : Value::Error(evaluation_.arena(),
                                  "a loop cannot run over null", place_);
    return false;
  }

  std::span<const IteratorCode> iterators_;
  const SourcePlace& place_;
  int step_cost_;
  Evaluation& evaluation_;
  Visit& visit_;
  Value problem_ = Value::Boolean(true);
};

struct LoopCode : Code {
  std::span<const IteratorCode> iterators;
  LoopBody body;
  size_t partial_local;
};

// Adds what the body makes of each combination to a list.
struct ResultCollector {
  const LoopCode& code;
  Evaluation& evaluation;
  ListBuilder results;

  // A loop over one list has so many results.
  void Expect(size_t count) {
    results = ListBuilder(evaluation.arena(), count);
  }
  bool operator()() {
    // Results so far never change, so each round may look at the same memory.
    evaluation.locals()[code.partial_local] = results.Build();
    Value* const place = results.AddPlace();
    if (place == nullptr) return evaluation.AcceptListLength(results.size());
    RunInto(*place, code.body.code, evaluation);
    return evaluation.AcceptListLength(results.size());
  }
};

Value RunFor(const LoopCode& code, Evaluation& evaluation) {
  ForgetKept(code.body.kept_locals, evaluation);
  ResultCollector collect{code, evaluation, ListBuilder(evaluation.arena())};
  const Value walked = Combinations(code.iterators, code.place,
                                    code.body.step_cost, evaluation, collect)
                           .Walk();
  return walked.is_null() ? walked : collect.results.Build();
}

// Three-valued `or` (some) or `and` (every) over all combinations.
template <bool kIsEvery>
Value RunQuantified(const LoopCode& code, Evaluation& evaluation) {
  ForgetKept(code.body.kept_locals, evaluation);
  Value result = Value::Boolean(kIsEvery);
  const auto visit = [&] {
    const Value holds = Run(code.body.code, evaluation);
    const bool decides = kIsEvery ? holds.is_false() : holds.is_true();
    if (decides) {
      result = holds;
      return false;
    }
    if (holds.is(ValueKind::kBoolean)) return true;
    // An error tells more than a missing value, and both more than the rest.
    const bool tells_more = !result.is_null() || holds.is_error() ||
                            (holds.is_missing() && !result.is_error());
    if (!tells_more) return true;
    result = holds.is_null()
                 ? holds
                 : Value::Error(evaluation.arena(),
                                fmt::format("a condition cannot be a {}",
                                            KindName(holds.kind())),
                                code.place);
    return true;
  };
  const Value walked = Combinations(code.iterators, code.place,
                                    code.body.step_cost, evaluation, visit)
                           .Walk();
  return walked.is_null() ? walked : result;
}

}  // namespace

const Code* MakeFor(Arena& arena, const SourcePlace& place,
                    std::span<const IteratorCode> iterators, int partial_local,
                    const LoopBody& body) {
  return arena.New<LoopCode>(LoopCode{{RunAs<LoopCode, RunFor>, place},
                                      iterators,
                                      body,
                                      static_cast<size_t>(partial_local)});
}

const Code* MakeQuantified(Arena& arena, const SourcePlace& place,
                           bool is_every,
                           std::span<const IteratorCode> iterators,
                           const LoopBody& condition) {
  const auto run = is_every ? RunAs<LoopCode, RunQuantified<true>>
                            : RunAs<LoopCode, RunQuantified<false>>;
  return arena.New<LoopCode>(LoopCode{{run, place}, iterators, condition, 0});
}

}  // namespace techflow::feel
