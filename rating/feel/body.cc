#include "rating/feel/body.h"

#include <array>
#include <cstddef>
#include <new>

#include "rating/feel/code.h"

namespace techflow::feel {

Value Body::Run(Evaluation& evaluation, const Value* first_local) const {
  const Evaluation::Nesting nesting(evaluation, height);
  Value result;  // Made where it is returned.
  if (!evaluation.Step() || !nesting.ok()) return result;
  if (local_count == 0) {
    RunInto(result, root, evaluation);
  } else {
    RunWithLocals(evaluation, first_local, result);
  }
  if (!evaluation.AcceptListLength(0)) result = Value();
  return result;
}

void Body::RunWithLocals(Evaluation& evaluation, const Value* first_local,
                         Value& result) const {
  // Nothing points to locals, so a few of them need no memory of the arena,
  // which a table's many cells would use up.
  alignas(Value) std::array<std::byte, 8 * sizeof(Value)> few;
  const bool are_few = local_count * sizeof(Value) <= few.size();
  auto* const first =
      are_few ? new (few.data()) Value[local_count]
              : evaluation.arena().NewArray<Value>(local_count).data();
  const std::span<Value> locals(first, local_count);
  if (first_local != nullptr) locals[0] = *first_local;
  const std::span<Value> outer = evaluation.ExchangeLocals(locals);
  RunInto(result, root, evaluation);
  evaluation.ExchangeLocals(outer);
}

}  // namespace techflow::feel
