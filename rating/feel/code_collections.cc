#include <fmt/format.h>

#include "rating/feel/code.h"
#include "rating/feel/properties.h"
#include "rating/feel/record.h"
#include "rating/feel/value_builder.h"

namespace techflow::feel {
namespace {

struct ListCode : Code {
  std::span<const Code* const> items;
};

Value RunList(const ListCode& code, Evaluation& evaluation) {
  const std::span<Value> items =
      evaluation.arena().NewArray<Value>(code.items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    items[i] = Run(code.items[i], evaluation);
  }
  return Value::List(items);
}

struct ContextCode : Code {
  std::span<const EntryCode> entries;
};

Value RunContext(const ContextCode& code, Evaluation& evaluation) {
  const std::span<ContextEntry> entries =
      evaluation.arena().NewArray<ContextEntry>(code.entries.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    const EntryCode& entry = code.entries[i];
    const Value value = Run(entry.value, evaluation);
    entries[i] = {entry.key, value};
    evaluation.locals()[static_cast<size_t>(entry.local)] = value;
  }
  return Value::OfContext(entries);
}

struct RangeCode : Code {
  Range shape;
  const Code* low;
  const Code* high;
};

Value RunRange(const RangeCode& code, Evaluation& evaluation) {
  Range range = code.shape;
  if (code.low != nullptr) range.low = Run(code.low, evaluation);
  if (code.high != nullptr) range.high = Run(code.high, evaluation);
  if (range.form != Range::Form::kInterval) range.high = range.low;
  if (!range.low.is_null() && !range.high.is_null() &&
      range.low.kind() != range.high.kind()) {
    return Value::Error(
        evaluation.arena(),
        fmt::format("a range cannot go from {} to {}",
                    KindName(range.low.kind()), KindName(range.high.kind())),
        code.place);
  }
  return Value::OfRange(evaluation.arena().New<Range>(range));
}

struct PathCode : Code {
  const Code* object;
  std::string_view member;
  size_t expected_index;
};

// Only contexts made by a model's loops are so large that this matters.
int64_t StepsToFind(size_t entries) {
  return static_cast<int64_t>(entries / 16);
}

// The entry of the record, of which only that is read; null pointer where
// there is none.
const Value* EntryOf(const PathCode& code, const Record& record,
                     Evaluation& evaluation) {
  size_t index = code.expected_index;
  if (index >= record.size() || record.members()[index].name != code.member) {
    evaluation.Step(StepsToFind(record.size()));
    index = record.IndexOf(code.member);
  }
  return index < record.size() ? &record.At(index) : nullptr;
}

Value MemberOf(const PathCode& code, const Value& object,
               Evaluation& evaluation) {
  if (object.is_record()) {
    const Value* found = EntryOf(code, object.record(), evaluation);
    if (found != nullptr) return *found;
  } else if (object.is(ValueKind::kContext)) {
    const Context context = object.context();
    const std::span<const ContextEntry> entries = context.entries();
    if (code.expected_index < entries.size() &&
        entries[code.expected_index].name == code.member) {
      return entries[code.expected_index].value;
    }
    evaluation.Step(StepsToFind(context.size()));
    if (const Value* found = context.Find(code.member)) return *found;
  } else if (object.is_null()) {
    if (object.is_missing() || object.is_error()) return object;
  } else if (const auto property = PropertyOf(object, code.member)) {
    if (!property->is_null() || property->reason().place.line > 0) {
      return *property;
    }
    return Value::Nothing(evaluation.arena(),
                          fmt::format("this {} has no `{}`",
                                      KindName(object.kind()), code.member),
                          code.place);
  }
  return Value::Error(evaluation.arena(),
                      fmt::format("this {} has no member `{}`",
                                  KindName(object.kind()), code.member),
                      code.place);
}

Value RunPath(const PathCode& code, Evaluation& evaluation) {
  const Value object = Run(code.object, evaluation);
  if (!object.is(ValueKind::kList)) return MemberOf(code, object, evaluation);
  const std::span<const Value> list = object.list();
  if (!evaluation.Step(static_cast<int64_t>(list.size()))) return {};
  const std::span<Value> members =
      evaluation.arena().NewArray<Value>(list.size());
  for (size_t i = 0; i < list.size(); ++i) {
    members[i] = MemberOf(code, list[i], evaluation);
  }
  return Value::List(members);
}

struct FilterCode : Code {
  const Code* list;
  const Code* predicate;
  size_t item_local;
  int step_cost;
  bool keeps_errors;
};

Value ItemAt(std::span<const Value> items, const Value& index,
             const FilterCode& code, Evaluation& evaluation) {
  const std::optional<int64_t> position = index.number().ToInt64();
  const auto size = static_cast<int64_t>(items.size());
  if (position && *position >= 1 && *position <= size) {
    return items[static_cast<size_t>(*position - 1)];
  }
  if (position && *position <= -1 && *position >= -size) {
    return items[static_cast<size_t>(size + *position)];
  }
  return Value::Error(evaluation.arena(),
                      fmt::format("there is no item {} in a list of {}",
                                  index.number().ToString(), items.size()),
                      code.place);
}

Value FilterError(const Value& predicate, const FilterCode& code,
                  Evaluation& evaluation) {
  return Value::Error(evaluation.arena(),
                      fmt::format("a filter asks for a boolean or a number, "
                                  "not a {}",
                                  KindName(predicate.kind())),
                      code.place);
}

// What is filtered, as a list. `single` holds what is no list itself.
std::span<const Value> ItemsOf(const Value& list, Value& single) {
  if (list.is(ValueKind::kList)) return list.list();
  single = list;
  return {&single, 1};
}

Value RunIndex(const FilterCode& code, Evaluation& evaluation) {
  const Value list = Run(code.list, evaluation);
  if (list.is_null()) return list;
  const Value index = Run(code.predicate, evaluation);
  if (index.is_null()) return index;
  if (!index.is(ValueKind::kNumber)) {
    return FilterError(index, code, evaluation);
  }
  Value single;
  return ItemAt(ItemsOf(list, single), index, code, evaluation);
}

Value RunPredicate(const FilterCode& code, Evaluation& evaluation) {
  const Value list = Run(code.list, evaluation);
  if (list.is_null()) return list;
  Value single;
  ListBuilder kept(evaluation.arena());
  for (const Value& item : ItemsOf(list, single)) {
    if (!evaluation.Step(code.step_cost)) return {};
    evaluation.locals()[code.item_local] = item;
    const Value predicate = Run(code.predicate, evaluation);
    if (predicate.is_true()) kept.Add(item);
    if (code.keeps_errors && predicate.is_error()) return predicate;
    if (!predicate.is(ValueKind::kBoolean) && !predicate.is_null()) {
      return FilterError(predicate, code, evaluation);
    }
  }
  return evaluation.AcceptList(kept.items());
}

// The type of the predicate shows only when it is evaluated: on the first
// item, or on null where there is none.
Value RunUnknownFilter(const FilterCode& code, Evaluation& evaluation) {
  const Value list = Run(code.list, evaluation);
  if (list.is_null()) return list;
  Value single;
  const std::span<const Value> items = ItemsOf(list, single);
  evaluation.locals()[code.item_local] = items.empty() ? Value() : items[0];
  const Value first = Run(code.predicate, evaluation);
  if (first.is(ValueKind::kNumber)) {
    return ItemAt(items, first, code, evaluation);
  }
  return RunPredicate(code, evaluation);
}

}  // namespace

const Code* MakeList(Arena& arena, std::span<const Code* const> items) {
  return arena.New<ListCode>(ListCode{{RunAs<ListCode, RunList>, {}}, items});
}

const Code* MakeContext(Arena& arena, std::span<const EntryCode> entries) {
  return arena.New<ContextCode>(
      ContextCode{{RunAs<ContextCode, RunContext>, {}}, entries});
}

const Code* MakeRange(Arena& arena, const SourcePlace& place,
                      const Range& shape, const Code* low, const Code* high) {
  return arena.New<RangeCode>(
      RangeCode{{RunAs<RangeCode, RunRange>, place}, shape, low, high});
}

const Code* MakePath(Arena& arena, const SourcePlace& place, const Code* object,
                     std::string_view member, size_t expected_index) {
  return arena.New<PathCode>(PathCode{{RunAs<PathCode, RunPath>, place},
                                      object,
                                      arena.Copy(member),
                                      expected_index});
}

const Code* MakeFilter(Arena& arena, const SourcePlace& place, FilterKind kind,
                       bool keeps_errors, const Code* list,
                       const Code* predicate, int item_local, int step_cost) {
  auto run = RunAs<FilterCode, RunUnknownFilter>;
  if (kind == FilterKind::kIndex) run = RunAs<FilterCode, RunIndex>;
  if (kind == FilterKind::kPredicate) run = RunAs<FilterCode, RunPredicate>;
  return arena.New<FilterCode>(FilterCode{{run, place},
                                          list,
                                          predicate,
                                          static_cast<size_t>(item_local),
                                          step_cost,
                                          keeps_errors});
}

}  // namespace techflow::feel
