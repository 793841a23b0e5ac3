#include "rating/feel/program.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <new>

namespace techflow::feel {

void Program::AddReference(std::string_view name, int slot) {
  const bool is_known = std::any_of(
      references_.begin(), references_.end(),
      [slot](const Reference& reference) { return reference.slot == slot; });
  if (!is_known) references_.push_back({std::string(name), slot});
}

void Program::Finish(const Code* root, Type type, int local_count, int height) {
  root_ = root;
  type_ = std::move(type);
  local_count_ = static_cast<size_t>(local_count);
  height_ = height;
}

Value Program::Evaluate(Evaluation& evaluation,
                        const Value* first_local) const {
  const Evaluation::Nesting nesting(evaluation, height_);
  Value result;  // Made where it is returned.
  if (!evaluation.Step() || !nesting.ok()) return result;
  if (local_count_ == 0) {
    RunInto(result, root_, evaluation);
  } else {
    RunWithLocals(evaluation, first_local, result);
  }
  if (!evaluation.AcceptListLength(0)) result = Value();
  return result;
}

void Program::RunWithLocals(Evaluation& evaluation, const Value* first_local,
                            Value& result) const {
  // Nothing points to locals, so a few of them need no memory of the arena,
  // which a table's many cells would use up.
  alignas(Value) std::array<std::byte, 8 * sizeof(Value)> few;
  const bool are_few = local_count_ * sizeof(Value) <= few.size();
  auto* const first =
      are_few ? new (few.data()) Value[local_count_]
              : evaluation.arena().NewArray<Value>(local_count_).data();
  const std::span<Value> locals(first, local_count_);
  if (first_local != nullptr) locals[0] = *first_local;
  const std::span<Value> outer = evaluation.ExchangeLocals(locals);
  RunInto(result, root_, evaluation);
  evaluation.ExchangeLocals(outer);
}

}  // namespace techflow::feel
