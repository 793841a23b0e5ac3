#include <fmt/format.h>

#include <algorithm>

#include "rating/feel/code.h"
#include "rating/feel/operand.h"
#include "rating/feel/properties.h"
#include "rating/feel/record.h"
#include "rating/feel/rows.h"
#include "rating/feel/value_builder.h"

namespace techflow::feel {
namespace {

struct ListCode : Code {
  std::span<const Code* const> items;
};

Value RunList(const ListCode& code, Evaluation& evaluation) {
  const std::span<Value> items =
      evaluation.arena().NewRoom<Value>(code.items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    RunInto(items[i], code.items[i], evaluation);
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
    entries[i].name = entry.key;
    RunInto(entries[i].value, entry.value, evaluation);
    evaluation.locals()[static_cast<size_t>(entry.local)] = entries[i].value;
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

// Only contexts made by a model's loops are so large that this matters.
int64_t StepsToFind(size_t entries) {
  return static_cast<int64_t>(entries / 16);
}

// The entry of the record, of which only that is read; null pointer where
// there is none.
const Value* EntryOf(const PathCode& code, const Record& record,
                     Evaluation& evaluation) {
  const std::span<const Member> members = record.table->members();
  size_t index = code.expected_index;
  if (index >= members.size() || members[index].name != code.member) {
    evaluation.Step(StepsToFind(members.size()));
    index = record.table->IndexOf(code.member);
  }
  return index < members.size() ? &record.At(index) : nullptr;
}

Value MemberOf(const PathCode& code, const Value& object,
               Evaluation& evaluation) {
  if (const Value* entry = EntryOfExpectedRecord(code, object, evaluation)) {
    return *entry;
  }
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

// The entries of a list that is a table of the expected type or a piece of it,
// which has them side by side; otherwise a null pointer, and nothing has been
// done.
const Value* EntriesOfExpectedTable(const PathCode& code,
                                    std::span<const Value> list) {
  if (list.empty() || !list[0].is_record() || code.steps != 0) return nullptr;
  const Record& first = list[0].record();
  const RecordTable& table = *first.table;
  if (table.members().data() != code.members.data()) return nullptr;
  if (&table.records()[first.row] != list.data()) return nullptr;
  return table.Column(code.index) + first.row;
}

Value RunPath(const PathCode& code, Evaluation& evaluation) {
  Value computed;
  const Value& object = Operand(code.object, evaluation, computed);
  if (!object.is(ValueKind::kList)) return MemberOf(code, object, evaluation);
  const std::span<const Value> list = object.list();
  if (!evaluation.Step(static_cast<int64_t>(list.size()))) return {};
  if (const Value* entries = EntriesOfExpectedTable(code, list)) {
    return Value::List({entries, list.size()});
  }
  const std::span<Value> members =
      evaluation.arena().NewRoom<Value>(list.size());
  for (size_t i = 0; i < list.size(); ++i) {
    if (code.of_day != nullptr && list[i].is(ValueKind::kDate)) {
      members[i] = code.of_day(list[i].date());
      continue;
    }
    const Value* entry = EntryOfExpectedRecord(code, list[i], evaluation);
    members[i] =
        entry != nullptr ? *entry : MemberOf(code, list[i], evaluation);
  }
  return Value::List(members);
}

struct FilterCode : Code {
  const Code* list;
  LoopBody predicate;
  size_t item_local;
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
  ForgetKept(code.predicate.kept_locals, evaluation);
  Value computed_list;
  const Value& list = Operand(code.list, evaluation, computed_list);
  if (list.is_null()) return list;
  Value computed_index;
  const Value& index = Operand(code.predicate.code, evaluation, computed_index);
  if (index.is_null()) return index;
  if (!index.is(ValueKind::kNumber)) {
    return FilterError(index, code, evaluation);
  }
  Value single;
  return ItemAt(ItemsOf(list, single), index, code, evaluation);
}

// The items for which the condition is true, of which there are so many.
Value ItemsThatHold(std::span<const Value> items, std::span<const Truth> truths,
                    size_t count, Evaluation& evaluation) {
  const std::span<Value> kept = evaluation.arena().NewRoom<Value>(count);
  size_t next = 0;
  for (size_t i = 0; next < count; ++i) {
    if (truths[i] == Truth::kTrue) kept[next++] = items[i];
  }
  return evaluation.AcceptList(kept);
}

// What the condition is for each item, where it can be answered for all
// together; otherwise nothing.
std::span<Truth> TruthsOfRows(const FilterCode& code,
                              std::span<const Value> items,
                              Evaluation& evaluation) {
  const std::optional<Rows> rows = Rows::Of(items, code.item_local);
  if (!rows) return {};
  Arena& arena = evaluation.arena();
  const std::span<Truth> of_rows = arena.NewRoom<Truth>(rows->count);
  if (!AnswerRows(*code.predicate.code, *rows, evaluation, of_rows)) return {};
  if (rows->are_items) return of_rows;
  const std::span<Truth> truths = arena.NewRoom<Truth>(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    truths[i] = of_rows[items[i].record().row - rows->first];
  }
  return truths;
}

// The items for which the condition holds; nothing where one makes an error
// that is to be kept.
std::optional<Value> RunOnRows(const FilterCode& code,
                               std::span<const Value> items,
                               Evaluation& evaluation) {
  const std::span<Truth> truths = TruthsOfRows(code, items, evaluation);
  if (truths.empty()) return std::nullopt;
  if (code.keeps_errors &&
      std::count(truths.begin(), truths.end(), Truth::kError) > 0) {
    return std::nullopt;
  }
  const auto count = static_cast<size_t>(
      std::count(truths.begin(), truths.end(), Truth::kTrue));
  const auto steps =
      static_cast<int64_t>(items.size()) * code.predicate.step_cost;
  if (!evaluation.Step(steps)) return Value();
  return ItemsThatHold(items, truths, count, evaluation);
}

Value RunPredicate(const FilterCode& code, Evaluation& evaluation) {
  Value computed_list;
  const Value& list = Operand(code.list, evaluation, computed_list);
  if (list.is_null()) return list;
  Value single;
  const std::span<const Value> items = ItemsOf(list, single);
  ForgetKept(code.predicate.kept_locals, evaluation);
  if (code.predicate.code->run_rows != nullptr) {
    if (const auto answered = RunOnRows(code, items, evaluation)) {
      return *answered;
    }
  }
  const std::span<Truth> truths =
      evaluation.arena().NewRoom<Truth>(items.size());
  Value& item = evaluation.locals()[code.item_local];
  size_t count = 0;
  for (size_t i = 0; i < items.size(); ++i) {
    if (!evaluation.Step(code.predicate.step_cost)) return {};
    item = items[i];
    const Value predicate = Run(code.predicate.code, evaluation);
    truths[i] = predicate.is_true() ? Truth::kTrue : Truth::kFalse;
    if (predicate.is(ValueKind::kBoolean)) {
      count += predicate.boolean() ? 1 : 0;
      continue;
    }
    if (!predicate.is_null()) return FilterError(predicate, code, evaluation);
    if (code.keeps_errors && predicate.is_error()) return predicate;
  }
  return ItemsThatHold(items, truths, count, evaluation);
}

// The type of the predicate shows only when it is evaluated: on the first
// item, or on null where there is none.
Value RunUnknownFilter(const FilterCode& code, Evaluation& evaluation) {
  const Value list = Run(code.list, evaluation);
  if (list.is_null()) return list;
  Value single;
  const std::span<const Value> items = ItemsOf(list, single);
  ForgetKept(code.predicate.kept_locals, evaluation);
  evaluation.locals()[code.item_local] = items.empty() ? Value() : items[0];
  const Value first = Run(code.predicate.code, evaluation);
  if (first.is(ValueKind::kNumber)) {
    return ItemAt(items, first, code, evaluation);
  }
  return RunPredicate(code, evaluation);
}

}  // namespace

const Code* MakeList(Arena& arena, std::span<const Code* const> items) {
  return arena.New<ListCode>(
      ListCode{{RunAs<ListCode, RunList>, kNowhere}, items});
}

const Code* MakeContext(Arena& arena, std::span<const EntryCode> entries) {
  return arena.New<ContextCode>(
      ContextCode{{RunAs<ContextCode, RunContext>, kNowhere}, entries});
}

const Code* MakeRange(Arena& arena, const SourcePlace& place,
                      const Range& shape, const Code* low, const Code* high) {
  return arena.New<RangeCode>(
      RangeCode{{RunAs<RangeCode, RunRange>, place}, shape, low, high});
}

const Code* MakePath(Arena& arena, const SourcePlace& place, const Code* object,
                     std::string_view member, std::span<const Member> members,
                     size_t expected_index) {
  size_t index = 0;
  while (index < members.size() && members[index].name != member) ++index;
  if (index == members.size()) members = {};
  const int64_t steps =
      index == expected_index ? 0 : StepsToFind(members.size());
  Code::Form form = Code::Form::kPath;
  if (!members.empty() && object->form == Code::Form::kLocal) {
    form = Code::Form::kMemberOfLocal;
  } else if (!members.empty() && object->form == Code::Form::kSlot) {
    form = Code::Form::kMemberOfSlot;
  }
  const auto run_rows =
      form == Code::Form::kMemberOfLocal ? RunRowsOfPath : nullptr;
  return arena.New<PathCode>(PathCode{
      {RunAs<PathCode, RunPath>, place, form, object->is_plain, run_rows},
      object,
      arena.Copy(member),
      expected_index,
      members,
      index,
      static_cast<int>(steps),
      FindDayProperty(member)});
}

const Code* MakeFilter(Arena& arena, const SourcePlace& place, FilterKind kind,
                       bool keeps_errors, const Code* list,
                       const LoopBody& predicate, int item_local) {
  auto run = RunAs<FilterCode, RunUnknownFilter>;
  if (kind == FilterKind::kIndex) run = RunAs<FilterCode, RunIndex>;
  if (kind == FilterKind::kPredicate) run = RunAs<FilterCode, RunPredicate>;
  return arena.New<FilterCode>(FilterCode{{run, place},
                                          list,
                                          predicate,
                                          static_cast<size_t>(item_local),
                                          keeps_errors});
}

}  // namespace techflow::feel
