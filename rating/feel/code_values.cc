#include "rating/feel/code.h"
#include "rating/feel/operand.h"
#include "rating/feel/record.h"

namespace techflow::feel {
namespace {

Value RunConstant(const ConstantCode& code, Evaluation&) { return code.value; }

struct ErrorCode : Code {
  std::string_view message;
};

Value RunError(const ErrorCode& code, Evaluation& evaluation) {
  return Value::Error(evaluation.arena(), code.message, code.place);
}

Value RunSlot(const SlotCode& code, Evaluation& evaluation) {
  const Value& value = evaluation.Get(code.slot);
  if (TraceSink* trace = evaluation.trace()) {
    trace->OnName(code.place, code.name, value);
  }
  return value;
}

Value RunLocal(const LocalCode& code, Evaluation& evaluation) {
  return evaluation.locals()[code.local];
}

// What counted steps counts them each time, and what a trace hears of it hears
// each time: then nothing is kept.
Value RunKept(const KeptCode& code, Evaluation& evaluation) {
  Value& kept = evaluation.locals()[code.local];
  if (IsKept(kept)) return kept;
  const int64_t steps_left = evaluation.steps_left();
  const Value value = Run(code.code, evaluation);
  const bool counted_steps = evaluation.steps_left() != steps_left;
  if (!counted_steps && evaluation.trace() == nullptr) kept = value;
  return value;
}

struct ItemNameCode : Code {
  std::string_view name;
  std::span<const Code* const> items;
  const Code* otherwise;
};

Value RunItemName(const ItemNameCode& code, Evaluation& evaluation) {
  for (const Code* item : code.items) {
    const Value value = Run(item, evaluation);
    if (!value.is(ValueKind::kContext)) continue;
    if (value.is_record()) {
      const Record& record = value.record();
      const size_t index = record.table->IndexOf(code.name);
      if (index < record.table->members().size()) return record.At(index);
    } else if (const Value* entry = value.context().Find(code.name)) {
      return *entry;
    }
  }
  return Run(code.otherwise, evaluation);
}

}  // namespace

const Code* MakeConstant(Arena& arena, const SourcePlace& place,
                         const Value& value) {
  return arena.New<ConstantCode>(ConstantCode{
      {RunAs<ConstantCode, RunConstant>, place, Code::Form::kConstant, true},
      value});
}

const Value* ConstantOf(const Code* code) {
  if (code->form != Code::Form::kConstant) return nullptr;
  return &static_cast<const ConstantCode*>(code)->value;
}

const Code* MakeError(Arena& arena, const SourcePlace& place,
                      std::string_view message) {
  return arena.New<ErrorCode>(
      ErrorCode{{RunAs<ErrorCode, RunError>, place}, arena.Copy(message)});
}

const Code* MakeSlot(Arena& arena, const SourcePlace& place, int slot,
                     std::string_view name) {
  return arena.New<SlotCode>(
      SlotCode{{RunAs<SlotCode, RunSlot>, place, Code::Form::kSlot, true},
               slot,
               arena.Copy(name)});
}

const Code* MakeLocal(Arena& arena, int local) {
  return arena.New<LocalCode>(LocalCode{
      {RunAs<LocalCode, RunLocal>, kNowhere, Code::Form::kLocal, true},
      static_cast<size_t>(local)});
}

const Code* MakeKept(Arena& arena, const Code* code, int local) {
  return arena.New<KeptCode>(KeptCode{{RunAs<KeptCode, RunKept>, code->place,
                                       Code::Form::kKept, code->is_plain},
                                      code,
                                      static_cast<size_t>(local)});
}

const Code* MakeItemName(Arena& arena, const SourcePlace& place,
                         std::string_view name,
                         std::span<const Code* const> items,
                         const Code* otherwise) {
  return arena.New<ItemNameCode>(
      ItemNameCode{{RunAs<ItemNameCode, RunItemName>, place},
                   arena.Copy(name),
                   items,
                   otherwise});
}

}  // namespace techflow::feel
